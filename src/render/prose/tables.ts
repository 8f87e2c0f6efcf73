import { Parser } from 'htmlparser2';
import { withoutMarks } from '../places.ts';
import { escapeHtml } from './entities.ts';

interface Cell {
  /** Offset behind the name of the cell's tag, where an attribute can be written. */
  behindName: number;
  isHead: boolean;
  columns: number;
  text: string;
}

interface Table {
  start: number;
  end: number;
  rows: Cell[][];
}

/** Written by itself, or before and behind a number: a sign, a unit, an error, a comparison. */
const numeric =
  /^[\s~≈<>≤≥+\-−–±$€£(*†]*\d[\d.,\s]*(?:[eE][+\-−]?\d+)?\s*(?:[%‰°×xkKMGB)*†]|[munµ]?s|±\s*[\d.,]+|\([\d.,]+\))*$/u;

/**
 * Every table scrolls in itself where it is wider than its place, and its columns of numbers are marked,
 * heads included, whoever wrote it.
 * @param name what a table is called
 */
export function enhanceTables(html: string, name: string): string {
  if (!html.includes('<table')) return html;
  const inserts = tablesIn(html).flatMap(({ start, end, rows }) => [
    { at: start, text: `<div class="scroll" role="group" aria-label="${escapeHtml(name)}">` },
    ...numberCells(rows).map(({ behindName }) => ({ at: behindName, text: ' data-number' })),
    { at: end, text: '</div>' },
  ]);
  let result = '';
  let from = 0;
  for (const { at, text } of inserts) {
    result += html.slice(from, at) + text;
    from = at;
  }
  return result + html.slice(from);
}

/** The cells of columns in which most of what is written are numbers. */
function numberCells(rows: readonly Cell[][]): Cell[] {
  const columns: Cell[][] = [];
  for (const row of rows) {
    let column = 0;
    for (const cell of row) {
      if (cell.columns === 1) {
        columns[column] ??= [];
        columns[column]?.push(cell);
      }
      column += cell.columns;
    }
  }
  return columns
    .filter((cells) => {
      const values = cells.filter(({ isHead, text }) => !isHead && text.trim() !== '');
      return values.filter(({ text }) => numeric.test(text)).length > values.length / 2;
    })
    .flat()
    .sort((a, b) => a.behindName - b.behindName);
}

/** Tables that stand in no other table. */
function tablesIn(html: string): Table[] {
  const tables: Table[] = [];
  let depth = 0;
  let cell: Cell | undefined;
  const parser = new Parser({
    onopentag(name, attributes) {
      const table = tables.at(-1);
      if (name === 'table' && depth++ === 0) {
        tables.push({ start: parser.startIndex, end: html.length, rows: [] });
      } else if (depth === 1 && name === 'tr') {
        table?.rows.push([]);
      } else if (depth === 1 && (name === 'td' || name === 'th')) {
        const behindName = parser.startIndex + 1 + name.length;
        const columns = Number(attributes.colspan ?? 1) || 1;
        cell = { behindName, isHead: name === 'th', columns, text: '' };
        table?.rows.at(-1)?.push(cell);
      }
    },
    ontext(text) {
      if (cell && depth === 1) cell.text += withoutMarks(text);
    },
    onclosetag(name) {
      if (name === 'td' || name === 'th') cell = undefined;
      const table = tables.at(-1);
      if (name === 'table' && --depth === 0 && table) table.end = parser.endIndex + 1;
    },
  });
  parser.write(html);
  parser.end();
  return tables;
}
