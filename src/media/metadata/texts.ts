import { gunzipSync, inflateSync } from 'node:zlib';
import { ascii, viewOf } from './parts.ts';
import { isPdf, textsOfPdf } from './pdf.ts';
import { largest, unzipped } from './zip.ts';

/** A text that stands in a file, and in which part of it where that is not the text itself. */
export interface TextIn {
  readonly text: string;
  readonly where?: string;
}

/**
 * All that can be read in a file: its text, or what a file of pictures, films or a document holds in letters; files
 * in archives by their names and what stands in them.
 * @param wordsOfPdf reads the pages of a PDF
 */
export async function textsOf(
  bytes: Uint8Array,
  wordsOfPdf: (pdf: Uint8Array) => Promise<readonly string[]>,
  depth = 0,
): Promise<TextIn[]> {
  const inMetadata = (run: string): TextIn => ({ text: run, where: 'its metadata' });
  if (isPdf(bytes))
    return [
      ...[...lettersIn(bytes), ...(await textsOfPdf(bytes))].map(inMetadata),
      ...(await wordsOfPdf(bytes)).map((words) => ({ text: words, where: 'its text' })),
    ];
  const inner = async (part: Uint8Array | undefined, where: string) =>
    part && depth < deepest
      ? (await textsOf(part, wordsOfPdf, depth + 1)).map(({ text }) => ({ text, where }))
      : [];
  const text = textOf(bytes);
  if (text !== undefined) {
    const within = dataIn(text).map((data) => inner(data, 'a file within it'));
    return [{ text }, ...(await Promise.all(within)).flat()];
  }
  const found = lettersIn(bytes).map(inMetadata);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    const content = attempt(() => gunzipSync(bytes, { maxOutputLength: largest }));
    return [...found, ...(await inner(content, 'the archive'))];
  }
  const entries = ascii(bytes, 0, 2) === 'PK' ? unzipped(bytes) : [];
  const inEntries = await Promise.all(
    entries.map(async ({ name, content }) => [
      { text: name, where: 'a name in the archive' },
      ...(await inner(content, name)),
    ]),
  );
  return [...found, ...inEntries.flat(), ...textsOfPng(bytes)];
}

/** Archives in archives are opened so far. */
const deepest = 3;

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
const dataIn = (text: string): Uint8Array[] =>
  [...text.matchAll(/data:[\w.+/-]+(?:;[\w=-]+)*;base64,([A-Za-z\d+/=]+)/g)].map(([, data = '']) =>
    Buffer.from(data, 'base64'),
  );

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
