import type { Code } from './diagnostics.ts';
import { linesOf, strayLine } from './yaml-blame.ts';

/** Where front matter stands, or why there is none. */
export type Fences = { text: string; start: number; end: number } | Refusal;

interface Refusal {
  code: Code;
  offset: number;
  message: string;
  hint: string;
}

const begin = 'begin the file with ---, keys such as title:, and --- again';

/**
 * Finds the lines that open and close the front matter. Text comes back with both written as `---`,
 * character for character as long as before: `...` ends front matter as well, and a comment may stand
 * behind the first dashes. Blank lines may stand before them.
 */
export function findFences(text: string): Fences {
  if (text.trim() === '') return refuse('no-front-matter', 0, 'the file is empty', begin);
  const start = /^(?:[ \t]*\n)*/.exec(text)?.[0].length ?? 0;
  const [first = ''] = text.slice(start).split('\n', 1);
  const opening = /^---[ \t]*(#.*|\w+[ \t]*)?$/.exec(first);
  if (!opening) return notOpened(first, start);

  const lines = linesOf(text.slice(start)).slice(1);
  const close = lines.findIndex(({ text: line }) => /^(?:---|\.\.\.)/.test(line));
  const closing = lines[close];
  const comment = opening[1]?.startsWith('#') ? opening[1].length : 0;
  const head = text.slice(0, start + first.length - comment) + ' '.repeat(comment);
  if (!closing) return notClosed(lines, start);
  const at = start + closing.start;
  if (!/^(?:---|\.\.\.)[ \t]*$/.test(closing.text)) {
    const message = 'the line that ends the front matter must be --- alone';
    return refuse('yaml-syntax', at, message, 'write --- alone on this line');
  }
  if (closing.text.startsWith('.') && keysFollow(lines.slice(close + 1))) {
    const message = '... ends the front matter here, and nobody would read the keys below';
    return refuse('yaml-syntax', at, message, 'take the line out, or write --- here');
  }
  return { text: `${head}${text.slice(head.length, at)}---${text.slice(at + 3)}`, start, end: at };
}

const refuse = (code: Code, offset: number, message: string, hint: string): Refusal => ({
  code,
  offset,
  message,
  hint,
});

function notOpened(first: string, start: number): Refusal {
  if (/^(?:\+\+\+|;;;|\{)/.test(first)) {
    const language = first.startsWith('+') ? 'TOML' : 'JSON';
    const message = `front matter is YAML, not ${language}`;
    return refuse('front-matter-language', start, message, begin);
  }
  if (/^\s*[-–—=~]+\s*$/.test(first)) {
    const indented = first.trim() === '---';
    const message = indented
      ? 'a space stands before the first ---'
      : `the first line is "${first.trim()}", not ---`;
    const hint = indented ? 'take it out' : 'write three hyphens at the beginning of it';
    return refuse('no-front-matter', start, message, hint);
  }
  return refuse('no-front-matter', start, 'the file has no front matter', begin);
}

/** The place is that below the last line that may be front matter. */
function notClosed(lines: ReturnType<typeof linesOf>, start: number): Refusal {
  const stray = strayLine(lines);
  const last = lines.findLast(({ text }) => text.trim() !== '');
  const offset = stray?.offset ?? (last ? last.start + last.text.length + 1 : 0);
  const message = 'the front matter is not closed: a --- is missing here';
  return refuse('yaml-syntax', start + offset, message, 'write --- below the last key');
}

/** Whether lines begin as those of front matter do, and end with its dashes. */
function keysFollow(lines: ReturnType<typeof linesOf>): boolean {
  const first = lines.find(({ text }) => text.trim() !== '')?.text ?? '';
  return /^[a-z_]+:(?:\s|$)/.test(first) && lines.some(({ text }) => /^---[ \t]*$/.test(text));
}
