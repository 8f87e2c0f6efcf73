import type { Block } from '../draft.ts';
import { isMedia } from './media.ts';
import { attribute, childrenOf, type Element, elementsIn, isNamed, textOf } from './tree.ts';
import { type Words, writeHtml, writeLine } from './words.ts';

/** Whether a table holds data; others only put pictures and texts beside each other. */
export function isDataTable(table: Element): boolean {
  const cells = elementsIn([table]).filter(({ name }) => name === 'td' || name === 'th');
  if (elementsIn(childrenOf(table)).some(({ name }) => name === 'table')) return false;
  if (cells.some(({ name }) => name === 'th')) return true;
  const shown = cells.filter((cell) => elementsIn([cell]).some(isMedia)).length;
  const long = cells.filter((cell) => textOf([cell]).length > 200).length;
  const widest = Math.max(0, ...rowsOf(table).map((row) => cellsOf(row).length));
  return rowsOf(table).length > 1 && widest > 1 && shown === 0 && long === 0;
}

/** A table as rows of cells; as HTML where cells reach over others. */
export function dataTable(table: Element, words: Words): Block | undefined {
  const rows = rowsOf(table);
  if (rows.length === 0) return undefined;
  const caption = childrenOf(table).find((each) => isNamed(each, 'caption'));
  const said = caption === undefined ? '' : writeLine(childrenOf(caption as Element), words);
  const captioned = said === '' ? {} : { caption: said };
  const spans = rows
    .flatMap(cellsOf)
    .some(
      (cell) => Number(attribute(cell, 'colspan')) > 1 || Number(attribute(cell, 'rowspan')) > 1,
    );
  if (spans) return { type: 'table', content: htmlTable(rows, words), ...captioned };
  const [first = [], ...rest] = rows.map((row) =>
    cellsOf(row).map((cell) => writeLine(childrenOf(cell), words)),
  );
  const headed =
    rows.slice(0, 1).some((row) => cellsOf(row).every(({ name }) => name === 'th')) ||
    isNamed(rows[0]?.parent as Element, 'thead');
  return headed && rest.length > 0
    ? { type: 'table', header: first, rows: rest, ...captioned }
    : { type: 'table', rows: [first, ...rest], ...captioned };
}

const rowsOf = (table: Element): Element[] =>
  elementsIn([table]).filter(({ name }) => name === 'tr');

const cellsOf = (row: Element): Element[] =>
  childrenOf(row).filter((each): each is Element => isNamed(each, 'td', 'th'));

function htmlTable(rows: readonly Element[], words: Words): string {
  const lines = rows.map((row) => {
    const cells = cellsOf(row).map((cell) => {
      const spans = ['colspan', 'rowspan'].map((name) => {
        const count = Number(attribute(cell, name));
        return count > 1 ? ` ${name}="${count}"` : '';
      });
      return `<${cell.name}${spans.join('')}>${writeHtml(childrenOf(cell), words)}</${cell.name}>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<table>\n${lines.join('\n')}\n</table>\n`;
}
