import { gunzipSync, inflateSync } from 'node:zlib';
import { ascii, viewOf } from './parts.ts';
import { isPdf, textsOfPdf } from './pdf.ts';
import { unzipped } from './zip.ts';

/** A text that stands in a file, and in which part of it where that is not the text itself. */
export interface TextIn {
  readonly text: string;
  readonly where?: string;
}

/**
 * All that can be read in a file: its text, or what a file of pictures, films or a document holds in letters; files
 * in archives by their names and what stands in them.
 */
export async function textsOf(bytes: Uint8Array, depth = 0): Promise<TextIn[]> {
  const text = textOf(bytes);
  if (text !== undefined) return [{ text }, ...(await textsOfData(text, depth))];
  const found = lettersIn(bytes).map((run) => ({ text: run, where: 'its metadata' }));
  if (isPdf(bytes))
    return [
      ...found,
      ...(await textsOfPdf(bytes)).map((run) => ({ text: run, where: 'its metadata' })),
    ];
  if (depth > 2) return found;
  if (bytes[0] === 0x1f && bytes[1] === 0x8b)
    return [
      ...found,
      ...(await inner(
        attempt(() => gunzipSync(bytes)),
        'the archive',
        depth,
      )),
    ];
  const entries = ascii(bytes, 0, 2) === 'PK' ? unzipped(bytes) : [];
  const inEntries = await Promise.all(
    entries.map(async ({ name, content }) => [
      { text: name, where: 'a name in the archive' },
      ...(await inner(content, name, depth)),
    ]),
  );
  return [...found, ...inEntries.flat(), ...textsOfPng(bytes)];
}

const inner = async (bytes: Uint8Array | undefined, where: string, depth: number) =>
  bytes ? (await textsOf(bytes, depth + 1)).map(({ text }) => ({ text, where })) : [];

function attempt(read: () => Uint8Array): Uint8Array | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Text in UTF-8 or UTF-16; nothing for other bytes. */
function textOf(bytes: Uint8Array): string | undefined {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  if (encoding === 'utf-8' && bytes.includes(0)) return undefined;
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** What stands in `data:` addresses of a text. */
async function textsOfData(text: string, depth: number): Promise<TextIn[]> {
  if (depth > 2) return [];
  const found = [...text.matchAll(/data:[\w.+/-]+(?:;[\w=-]+)*;base64,([A-Za-z\d+/=]+)/g)];
  const texts = await Promise.all(
    found.map(([, data = '']) => inner(Buffer.from(data, 'base64'), 'a file within it', depth)),
  );
  return texts.flat();
}

/** The least number of letters that are taken for a text. */
const shortest = 5;

/** Runs of letters, of one or of two bytes each, as metadata has them uncompressed. */
function lettersIn(bytes: Uint8Array): string[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const narrow = buffer.toString('latin1').match(/[\t\n\r\x20-\x7e\x80-\xff]{5,}/g) ?? [];
  const wide = [buffer.toString('utf16le'), buffer.subarray(1).toString('utf16le')].flatMap(
    (text) => text.match(/[\t\n\r\x20-\x7e\xa0-\u024f]{5,}/g) ?? [],
  );
  // Letters beyond ASCII are of two bytes and more in UTF-8.
  const utf8 = narrow.map((run) =>
    /[\xc3-\xf4][\x80-\xbf]/.test(run) ? Buffer.from(run, 'latin1').toString('utf8') : run,
  );
  return [...utf8, ...wide].filter((run) => (run.match(/\p{L}/gu)?.length ?? 0) >= shortest);
}

/** Compressed texts of a PNG (PNG, third edition, section 11.3.3). */
function textsOfPng(bytes: Uint8Array): TextIn[] {
  if (ascii(bytes, 1, 3) !== 'PNG') return [];
  const view = viewOf(bytes);
  const texts: TextIn[] = [];
  for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at)) {
    const name = ascii(bytes, at + 4, 4);
    if (name !== 'zTXt' && name !== 'iTXt') continue;
    const data = bytes.subarray(at + 8, at + 8 + view.getUint32(at));
    // The keyword ends with a zero; what is compressed begins with the mark of zlib.
    const start = data.indexOf(0x78, data.indexOf(0));
    const inflated = start < 0 ? undefined : attempt(() => inflateSync(data.subarray(start)));
    if (inflated) texts.push({ text: new TextDecoder().decode(inflated), where: 'its metadata' });
  }
  return texts;
}
