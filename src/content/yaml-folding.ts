/**
 * What Markdown or LaTeX would no longer find in lines that YAML joins below `>`; undefined where they
 * are running text. Lines that are indented further, or have a blank line between them, are not joined.
 * @param source the lines as they were written, with their indentation
 * @param type of the block whose content they are
 */
export function foldedStructure(source: string, type: string | undefined): string | undefined {
  const joined = joinedRuns(source);
  if (type === 'code') return joined.length > 0 ? 'code' : undefined;
  for (const lines of joined) {
    const found = structureOf(lines);
    if (found) return found;
  }
  return hasParagraphs(source) ? 'paragraphs' : undefined;
}

/**
 * Of one blank line YAML keeps one line end, which ends no paragraph; of two it keeps both. Beside markup
 * that is no matter.
 */
function hasParagraphs(source: string): boolean {
  const parts = source.trim().split(/(?<!\n[ \t]*)\n[ \t]*\n(?![ \t]*\n)/);
  return parts.slice(1).some((part, index) => isSentence(parts[index] ?? '') && isSentence(part));
}

/** Running text from its first line to its last, without HTML and displayed formulas. */
const isSentence = (part: string) =>
  !/<|\\\[|\\\]|\$\$|\\(?:begin|end)\{/.test(part) &&
  /^\s*[\p{L}\p{N}"'“(*_[]/u.test(part) &&
  !/^\s*(?:[-*+]|\d+[.)]) /.test(part);

/** The same of a text that is plain or in quotes, and goes on in further lines. */
export function joinedStructure(source: string, type: string | undefined): string | undefined {
  if (!source.includes('\n')) return undefined;
  const [first = '', ...others] = source.split('\n');
  const lines = [first, ...others.map((line) => line.trim())];
  return foldedStructure(lines.join('\n'), type);
}

/** Lines that become one line, in groups of at least two. */
function joinedRuns(source: string): string[][] {
  const lines = source.split('\n');
  const indent = /^ */.exec(lines.find((line) => line.trim() !== '') ?? '')?.[0].length ?? 0;
  const runs: string[][] = [[]];
  for (const line of lines) {
    const kept = line.trim() === '' || /\s/.test(line.charAt(indent));
    if (kept) runs.push([]);
    else runs.at(-1)?.push(line.slice(indent));
  }
  return runs.filter((run) => run.length > 1);
}

const fence = /^(?:`{3,}|~{3,})/;
const delimiterRow = /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$/;

function structureOf(lines: string[]): string | undefined {
  const text = lines.join('\n');
  if (lines.some((line) => fence.test(line))) return 'fence';
  if (lines.slice(1).some((line) => line.includes('|') && delimiterRow.test(line.trim())))
    return 'table';
  if (isList(lines, /^[-*+] \S/) || isList(lines, /^\d{1,2}[.)] \S/)) return 'list';
  if (lines.some((line) => /^#{1,6} \S/.test(line))) return 'heading';
  if (lines.every((line) => /^> /.test(line))) return 'quotation';
  return hasLatexComment(text) ? 'comment in the formula' : undefined;
}

/** Two items at least, or one below a line that announces it: a dash alone may be a dash. */
function isList(lines: readonly string[], item: RegExp): boolean {
  const items = lines.filter((line) => item.test(line)).length;
  const announced = lines.some((line, at) => item.test(line) && /:$/.test(lines[at - 1] ?? ''));
  return items > 1 || announced;
}

const formulas = /\$\$[\s\S]*?\$\$|\\\[[\s\S]*?\\\]|\\\([\s\S]*?\\\)|\$[^$]*\$/g;

/** A comment of LaTeX with a line of the formula behind it, which would be commented out too. */
const hasLatexComment = (text: string) =>
  [...text.matchAll(formulas)].some(([formula]) => /(?<!\\)%.*\n/.test(formula));
