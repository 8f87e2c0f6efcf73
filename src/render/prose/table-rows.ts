import type { MarkdownIt, StateCore } from 'markdown-it';
import { sourceOf } from './markdown-source.ts';

/** Tells of rows with more cells than their table has columns: Markdown leaves the last ones out. */
export function tableRowRules(markdown: MarkdownIt): void {
  markdown.core.ruler.after('block', 'table_rows', tellLongRows);
}

function tellLongRows({ tokens, src, env }: StateCore): void {
  if (!tokens.some(({ type }) => type === 'table_open')) return;
  const lines = src.split('\n');
  let columns = 0;
  let last = { first: 0, behind: 0 };
  for (const { type, map } of tokens) {
    if (type === 'table_open') {
      columns = 0;
      last = { first: (map?.[0] ?? 0) + 2, behind: map?.[1] ?? 0 };
    } else if (type === 'th_open') columns++;
    else if (type === 'table_close')
      for (const line of lines.slice(last.first, last.behind)) tellRow(line, columns, env);
  }
}

function tellRow(line: string, columns: number, env: StateCore['env']): void {
  const cells = cellsOf(line);
  if (cells.length <= columns || cells.slice(columns).every((cell) => cell.trim() === '')) return;
  const source = sourceOf(env);
  const written = source.placeholders.restoreSource(line);
  const offset = Math.max(0, source.text.indexOf(written));
  const message = `this row has ${cells.length} cells, and its table ${columns} columns: the last are not shown`;
  source.tell('lost-cell', offset, message, 'a | inside of a cell is written \\|, in code too');
}

/** Its cells, without the bars before the first and behind the last, as GitHub's tables have them. */
const cellsOf = (line: string): string[] =>
  line
    .replace(/^[\s>]*\|?/, '')
    .replace(/(?<!\\)\|?\s*$/, '')
    .split(/(?<!\\)\|/);
