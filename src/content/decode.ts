import { controlCharactersIn } from './control-characters.ts';
import { type Diagnostic, diagnostic } from './diagnostics.ts';
import { positionsIn } from './positions.ts';

/** A file's text, or why it is none. */
export interface Decoded {
  /** Without a byte order mark, and with `\n` at the end of every line. */
  text?: string;
  diagnostics: Diagnostic[];
}

/** Reads the bytes of a text file, which must be UTF-8: no letter is replaced without a word. */
export function decode(file: string, bytes: Uint8Array): Decoded {
  const wide = wideEncoding(bytes);
  if (wide !== undefined) {
    const message = `this file is ${wide}, not UTF-8: it begins with ${hex(bytes[0])} ${hex(bytes[1])}`;
    return refuse(file, '', message, wide);
  }
  const read = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const text = normalText(read);
  const controls = controlCharacters(file, text);
  if (!text.includes('\uFFFD')) return { text, diagnostics: controls };

  const wrong = firstWrongByte(bytes, read);
  if (wrong) {
    const message = `this file is not UTF-8: its byte ${wrong.offset + 1} is ${hex(bytes[wrong.offset])}`;
    // Latin-1 has no signs there, which Windows has added.
    const ofWindows = /[\u0080-\u009f]/.test(String.fromCharCode(bytes[wrong.offset] ?? 0));
    return refuse(file, wrong.before, message, ofWindows ? 'CP1252' : 'LATIN1');
  }
  const message = 'a letter was lost here: the file holds the sign for an unreadable one (U+FFFD)';
  const place = positionsIn(text)(text.indexOf('\uFFFD'), 1);
  const hint = 'write the letter that belongs here';
  const lost = diagnostic('lost-letter', file, place, message, hint);
  return { text, diagnostics: [...controls, lost] };
}

function controlCharacters(file: string, text: string): Diagnostic[] {
  const place = positionsIn(text);
  return controlCharactersIn(text).map(({ offset, message, hint }) =>
    diagnostic('control-character', file, place(offset, 1), message, hint),
  );
}

/** A text without a byte order mark, whose lines all end as those of Unix do. */
export function normalText(text: string): string {
  const marked = text.startsWith('\uFEFF') ? text.slice(1) : text;
  return marked.includes('\r') ? marked.replaceAll(/\r\n?/g, '\n') : marked;
}

function refuse(file: string, before: string, message: string, encoding: string): Decoded {
  const text = normalText(before);
  const place = positionsIn(text)(text.length, 1);
  const hint = `save the file as UTF-8; on the command line: iconv -f ${encoding} -t UTF-8`;
  return { diagnostics: [diagnostic('encoding', file, place, message, hint)] };
}

const hex = (byte = 0) => `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`;

/** By its byte order mark, or by the zeros beside its first letters. */
function wideEncoding(bytes: Uint8Array): string | undefined {
  const [first, second, third, fourth] = bytes;
  const isMarked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (isMarked) return third === 0 && fourth === 0 ? 'UTF-32' : 'UTF-16';
  if (first === 0 && second === 0 && third === 0xfe && fourth === 0xff) return 'UTF-32';
  return bytes.length > 1 && (first === 0) !== (second === 0) ? 'UTF-16' : undefined;
}

/** Where bytes stop being UTF-8, and the text before; undefined where each sign for an unreadable letter is the author's. */
function firstWrongByte(
  bytes: Uint8Array,
  read: string,
): { offset: number; before: string } | undefined {
  const encoder = new TextEncoder();
  let offset = 0;
  let from = 0;
  for (const { index } of read.matchAll(/\uFFFD/g)) {
    offset += encoder.encode(read.slice(from, index)).length;
    const written = bytes[offset] === 0xef && bytes[offset + 1] === 0xbf;
    if (!written || bytes[offset + 2] !== 0xbd) return { offset, before: read.slice(0, index) };
    from = index;
  }
  return undefined;
}
