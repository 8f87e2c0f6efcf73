import type { Block } from '../draft.ts';
import { blocksOf, type Item } from '../html/items.ts';
import { mediaBlock } from '../html/media.ts';
import type { Reader } from '../html/reader.ts';
import { attribute, childrenOf, type Element, startOf } from '../html/tree.ts';
import { withAddresses } from './markdown-text.ts';

/** Elements that shortcodes, tags and fences of several tools are rewritten to. */
export function ownElement(element: Element, reader: Reader): Item[] | undefined {
  const children = childrenOf(element);
  const offset = startOf(element);
  const block = (made: Block | undefined): Item[] =>
    made === undefined ? [] : [{ kind: 'block', block: made, offset }];
  if (attribute(element, 'data-caption') !== '') return block(captioned(element, reader));
  switch (element.name) {
    case 'Callout':
      return block(calloutOf(element, reader));
    case 'Spoiler':
      return block(detailsOf(attribute(element, 'summary'), reader.items(children)));
    case 'Tube':
      return block({ type: 'youtube', id: attribute(element, 'id') });
    case 'Tabset':
      return tabsOf(reader.items(children), offset);
    case 'Group':
      return reader.items(children);
    default:
      return undefined;
  }
}

const kinds = ['note', 'tip', 'important', 'caution', 'warning'];

function calloutOf(element: Element, reader: Reader): Block {
  const [first, ...rest] = reader.items(childrenOf(element));
  const titled = first?.kind === 'heading';
  const blocks = blocksOf(titled ? rest : first === undefined ? [] : [first, ...rest]);
  const title = attribute(element, 'title') || (titled ? first.title : '');
  const kind = attribute(element, 'kind');
  const content = blocks
    .map((each) => (each.type === 'text' || each.type === 'mini-title' ? String(each.content) : ''))
    .filter(Boolean)
    .join('\n\n');
  if (blocks.some(({ type }) => type !== 'text' && type !== 'mini-title'))
    reader.source.tell(
      startOf(element),
      'a callout holds text alone here; its pictures and listings are left out',
    );
  return {
    type: 'callout',
    kind: kinds.includes(kind) ? kind : 'note',
    content: content || title,
    ...(title === '' || content === '' ? {} : { title }),
  };
}

const detailsOf = (summary: string, items: readonly Item[]): Block | undefined =>
  items.length === 0
    ? undefined
    : { type: 'details', summary: summary || 'More', paragraphs: blocksOf(items) };

/** A picture or video whose caption stands among its attributes. */
function captioned(element: Element, { source }: Reader): Block | undefined {
  const made = mediaBlock(element, source);
  const caption = withAddresses(attribute(element, 'data-caption'), startOf(element), source);
  return made === undefined ? undefined : { ...made, caption };
}

/** Headings inside of a set of tabs are the names of the tabs. */
function tabsOf(items: readonly Item[], offset: number): Item[] {
  const tabs: { title: string; items: Item[] }[] = [];
  for (const item of items)
    if (item.kind === 'heading') tabs.push({ title: item.title, items: [] });
    else tabs.at(-1)?.items.push(item);
  const filled = tabs.filter((tab) => tab.items.length > 0);
  if (filled.length === 0) return [...items];
  const block: Block = {
    type: 'tabs',
    tabs: filled.map((tab) => ({ title: tab.title, paragraphs: blocksOf(tab.items) })),
  };
  return [{ kind: 'block', block, offset }];
}
