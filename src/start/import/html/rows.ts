import type { Block } from '../draft.ts';
import { blocksOf, type Item, sideBySide } from './items.ts';
import type { Reader } from './reader.ts';
import {
  attribute,
  childrenOf,
  type Element,
  hasClass,
  isElement,
  isNamed,
  startOf,
} from './tree.ts';

/** What stands in an element: side by side where it does so there, else one after the other. */
export function rowOf(element: Element, reader: Reader, caption = false): Item[] {
  if (element.name === 'table')
    return rowsOfTable(element).flatMap((row) => columnsOf(row, reader, element));
  const columns = childrenOf(element).filter(isElement);
  if (isRow(element) && columns.length > 1) return columnsOf(columns, reader, element);
  return gathered(reader.items(childrenOf(element), caption));
}

const isRow = (element: Element): boolean =>
  hasClass(
    element,
    /^(?:columns|row|grid.*|.*-grid|.*-row|flex|d-flex|tile|gallery|.*-gallery)$/i,
  ) || /display\s*:\s*(?:inline-)?(?:flex|grid)/.test(attribute(element, 'style'));

function rowsOfTable(table: Element): Element[][] {
  const inside = (element: Element): Element[] =>
    childrenOf(element).flatMap((each) =>
      isNamed(each, 'tr') ? [each] : isNamed(each, 'tbody', 'thead', 'tfoot') ? inside(each) : [],
    );
  return inside(table).map((row) => childrenOf(row).filter((each) => isNamed(each, 'td', 'th')));
}

/** More columns than a page of ours has stand below each other. */
const mostColumns = 4;

function columnsOf(columns: readonly Element[], reader: Reader, row: Element): Item[] {
  const read = columns
    .map((column) => gathered(reader.items([column])))
    .filter((items) => items.length > 0);
  const all = read.flat();
  const offset = startOf(row);
  if (read.length < 2 || all.some((item) => item.kind === 'heading' && item.level < 4)) return all;
  const blocks = read.map((items) => labelled(items));
  const single = blocks.flatMap((each) => (each.length === 1 ? each : []));
  if (single.length === read.length) {
    const beside = sideBySide(single);
    if (beside !== undefined) return [{ kind: 'block', block: beside, offset }];
  }
  if (read.length > mostColumns || blocks.flat().some(({ type }) => type === 'columns')) return all;
  return [{ kind: 'block', block: { type: 'columns', columns: blocks }, offset }];
}

/** Blocks of a column; a line above its only picture becomes its caption. */
function labelled(items: readonly Item[]): Block[] {
  const blocks = blocksOf(items);
  const shown = blocks.find(({ type }) => type === 'image' || type === 'video');
  const label = blocks.find((each) => each !== shown);
  const short =
    label?.type === 'mini-title' || (label?.type === 'text' && String(label.content).length < 80);
  if (blocks.length !== 2 || shown === undefined || !short || shown.caption !== undefined)
    return blocks;
  return [{ ...shown, caption: label.content }];
}

/** Pictures, or videos, that follow each other in one element, as one block. */
function gathered(items: readonly Item[]): Item[] {
  const all: Item[] = [];
  for (let at = 0; at < items.length; ) {
    const item = items[at];
    if (item === undefined) break;
    let end = at + 1;
    const kind = item.kind === 'block' ? item.block.type : '';
    const followed = (next: Item | undefined) => next?.kind === 'block' && next.block.type === kind;
    if (kind === 'image' || kind === 'video') while (followed(items[end])) end++;
    const run = items.slice(at, end).flatMap((each) => (each.kind === 'block' ? [each.block] : []));
    const beside = sideBySide(run);
    all.push(beside === undefined ? item : { kind: 'block', block: beside, offset: item.offset });
    at = beside === undefined ? at + 1 : end;
  }
  return all;
}
