import type { Block } from '../draft.ts';
import { shortened } from '../source.ts';
import { carouselItems, comparisonOf, slidesOf } from './carousel.ts';
import { blocksOf, type Item, joined } from './items.ts';
import { isMedia, mediaBlock } from './media.ts';
import { htmlText, type Reader } from './reader.ts';
import { rowOf } from './rows.ts';
import { dataTable, isDataTable } from './tables.ts';
import {
  attribute,
  childrenOf,
  type Element,
  elementsIn,
  type HtmlNode,
  hasClass,
  isElement,
  isText,
  startOf,
  textOf,
} from './tree.ts';
import { listing, type Words, writeTitle } from './words.ts';

/** A reader of HTML, and of what else its caller knows. */
export function readerOf(
  words: Words,
  text: (nodes: readonly HtmlNode[], caption: boolean, words: Words) => Item[] = htmlText,
  own?: (element: Element, reader: Reader) => Item[] | undefined,
): Reader {
  const reader: Reader = {
    source: words.source,
    words,
    text: (nodes, caption) => text(nodes, caption, words),
    items: (nodes, caption = false) => itemsOf(nodes, reader, caption),
    ...(own === undefined ? {} : { own: (element: Element) => own(element, reader) }),
  };
  return reader;
}

/** Elements that are no part of what is read, and of which nothing needs to be said here. */
const silent = /^(?:script|style|link|meta|template|noscript|head|title|hr|br|wbr|svg)$/;

/** What would be a control of a page of scripts. */
const controls = /^(?:button|input|select|textarea|form|progress)$/;

/** Headings that are small type, and say something of what stands above them. */
const isCaption = (element: Element): boolean =>
  element.name === 'figcaption' || hasClass(element, /^(?:subtitle|.*caption.*|is-size-[67])$/i);

const isHeading = ({ name }: Element): boolean => /^h[1-6]$/.test(name);

/** Whether an element stands on lines of its own. */
const isBlocky = (element: Element): boolean =>
  isMedia(element) ||
  isHeading(element) ||
  /^(?:table|pre|figure|figcaption|details|img-comparison-slider|nav|footer)$/.test(element.name) ||
  controls.test(element.name) ||
  slidesOf(element) !== undefined;

/** Elements in which Markdown begins anew. */
const apart = /^(?:[A-Z].*|div|section|center|p|main|article)$/;

const holdsBlocks = (node: HtmlNode, own: Reader['own']): boolean =>
  isElement(node) &&
  elementsIn([node]).some((each) => isBlocky(each) || (own !== undefined && apart.test(each.name)));

/** Reads nodes one after the other. */
function itemsOf(nodes: readonly HtmlNode[], reader: Reader, caption: boolean): Item[] {
  const items: Item[] = [];
  let run: HtmlNode[] = [];
  const close = () => {
    if (run.length > 0) items.push(...reader.text(run, caption));
    run = [];
  };
  for (const node of nodes) {
    if (isElement(node) && silent.test(node.name) && node.name !== 'br') continue;
    if (isText(node) || (isElement(node) && !holdsBlocks(node, reader.own) && !isApart(node)))
      run.push(node);
    else if (isElement(node)) {
      close();
      items.push(...elementItems(node, reader, caption));
    }
  }
  close();
  return joined(items);
}

/** Text that has a part of its own: a caption, or something told of. */
const isApart = (element: Element): boolean =>
  isCaption(element) || /^(?:nav|footer)$/.test(element.name);

function elementItems(element: Element, reader: Reader, caption: boolean): Item[] {
  const { source, words } = reader;
  const offset = startOf(element);
  const { name } = element;
  const children = childrenOf(element);
  const block = (made: Block | undefined): Item[] =>
    made === undefined ? [] : [{ kind: 'block', block: made, offset }];

  const own = reader.own?.(element);
  if (own !== undefined) return own;
  if (name === 'nav' || name === 'footer' || hasClass(element, /^(?:navbar|footer)$/)) {
    const said = textOf(children);
    const what = name === 'footer' || hasClass(element, /^footer$/) ? 'footer' : 'menu';
    if (said !== '') source.tell(offset, `the ${what} is left out: ${shortened(said)}`);
    return [];
  }
  if (isMedia(element)) return block(mediaBlock(element, source));
  const compared = comparisonOf(element, reader);
  if (compared !== undefined) return block(compared);
  const slides = slidesOf(element);
  if (slides !== undefined) return carouselItems(element, slides, reader);
  if (controls.test(name)) {
    const said = textOf(children) || attribute(element, 'id') || name;
    // Pages of ours have these of their own.
    if (!/^copy(?: bibtex)?$/i.test(said))
      source.tell(offset, `a control that needs a script is left out: ${shortened(said)}`);
    return name === 'form' ? reader.items(children, caption) : [];
  }
  if (name === 'pre') return listingItems(element, block);
  if (name === 'table')
    return isDataTable(element) ? block(dataTable(element, words)) : rowOf(element, reader);
  if (name === 'details') return detailsItems(element, reader);
  if (isHeading(element) && !isCaption(element)) return headingItems(element, reader);
  if (name === 'a' && elementsIn(children).some(isMedia) && attribute(element, 'href') !== '')
    source.tell(offset, `a picture leads to ${attribute(element, 'href')}; the link is left out`);
  if (isCaption(element)) return reader.items(children, true);
  return rowOf(element, reader, caption);
}

function listingItems(element: Element, block: (made: Block) => Item[]): Item[] {
  const content = listing(childrenOf(element));
  const language = elementsIn([element])
    .flatMap((each) => /(?:^|\s)lang(?:uage)?-(\w+)/.exec(attribute(each, 'class'))?.[1] ?? [])
    .at(0);
  if (content.trim() === '') return [];
  return block({ type: 'code', content, ...(language === undefined ? {} : { language }) });
}

function headingItems(element: Element, reader: Reader): Item[] {
  const children = childrenOf(element);
  const title = writeTitle(
    children.filter((each) => !holdsBlocks(each, reader.own)),
    reader.words,
  );
  const blocky = children.filter((each) => holdsBlocks(each, reader.own));
  const id = reader.words.ids.get(element);
  const heading: Item = {
    kind: 'heading',
    level: Number(element.name.slice(1)),
    title,
    ...(id === undefined ? {} : { id }),
    offset: startOf(element),
  };
  return [...(/[\p{L}\p{N}]/u.test(title) ? [heading] : []), ...reader.items(blocky)];
}

/** What opens at a click. */
function detailsItems(element: Element, reader: Reader): Item[] {
  const children = childrenOf(element);
  const summary = children.find((each) => isElement(each) && each.name === 'summary');
  const title = summary === undefined ? '' : writeTitle(childrenOf(summary), reader.words);
  const rest = reader.items(children.filter((each) => each !== summary));
  const paragraphs = blocksOf(rest);
  return title === '' || paragraphs.length === 0
    ? rest
    : [
        {
          kind: 'block',
          block: { type: 'details', summary: title, paragraphs },
          offset: startOf(element),
        },
      ];
}
