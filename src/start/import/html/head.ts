import { type Button, kindOf, linksOf } from '../links.ts';
import { shortened } from '../source.ts';
import { type Row, rowsOf } from './author-rows.ts';
import { type Head, institution, readHead, venue } from './authors.ts';
import { isMedia } from './media.ts';
import {
  ancestorsOf,
  attribute,
  childrenOf,
  classesOf,
  type Element,
  elementsIn,
  type HtmlNode,
  hasClass,
  isElement,
  startOf,
  textOf,
} from './tree.ts';
import { linkAddress, type Words, writePlain, writeTitle } from './words.ts';

/** What stands at the top of a page, and what follows it. */
export interface PageHead extends Head {
  readonly title: string;
  readonly subtitle?: string;
  readonly links: Readonly<Record<string, unknown>>;
  /** All that stands below. */
  readonly rest: readonly HtmlNode[];
}

const isHeading = ({ name }: Element): boolean => /^h[1-6]$/.test(name);
const hasWords = (element: Element): boolean => /[\p{L}\p{N}]/u.test(textOf([element]));
const large = /font-size\s*:\s*(?:[3-9]\d(?:px|pt)|[2-9](?:\.\d+)?r?em)/;

/** Headings that name no author, even where one would stand. */
const section =
  /^(?:abstract|summary|overview|introduction|tl;?dr|about|motivation|videos?|results?|methods?|news)\b/i;

/** The element that holds the title of a page. */
export function titleElement(nodes: readonly HtmlNode[]): Element | undefined {
  const all = elementsIn(nodes).filter(
    (each) => hasWords(each) && !within(each, ({ name }) => /^(?:nav|head|footer)$/.test(name)),
  );
  const headings = all.filter(isHeading);
  return (
    headings.find((each) => hasClass(each, /^publication-title$/)) ??
    headings.find(({ name }) => name === 'h1') ??
    all.find((each) => large.test(attribute(each, 'style'))) ??
    headings.find((each) => !section.test(textOf([each])))
  );
}

const within = (node: HtmlNode, fits: (element: Element) => boolean): boolean =>
  ancestorsOf(node).some(fits);

/** Reads what stands around a title. */
export function readPageHead(title: Element, nodes: readonly HtmlNode[], words: Words): PageHead {
  const { source } = words;
  const rest = behindHead(title, nodes);
  const inRest = new Set<HtmlNode>(rest);
  const head = elementsIn(nodes).filter(
    (each) => !inRest.has(each) && !within(each, (outer) => inRest.has(outer)),
  );
  const inner = (each: Element) => {
    const href = attribute(each, 'href');
    return /^#./.test(href) && ![...words.ids.values()].includes(href.slice(1));
  };
  const buttons = head.filter((each) => isButton(each));
  for (const each of buttons.filter(inner))
    source.tell(startOf(each), `the button to ${attribute(each, 'href')} is left out`);
  const skipped = (each: HtmlNode) =>
    each === title || inRest.has(each) || (isElement(each) && isAside(each, buttons));
  const [before, rows] = parted(rowsOf(nodes, skipped), startOf(title));
  for (const { tokens, offset } of before) {
    const text = tokens.map((token) => (token.kind === 'mark' ? '' : token.text)).join('');
    const said = text.replaceAll(/\s+/g, ' ').trim();
    source.tell(offset, `"${shortened(said)}" stands above the title, and is left out`);
  }
  for (const each of head.filter((element) => element.name === 'img' && isLogo(element)))
    source.tell(
      startOf(each),
      `the logo ${attribute(each, 'src')} is left out: name it under organizations`,
    );
  for (const each of head.filter(({ name }) => name === 'nav').slice(0, 1))
    source.tell(startOf(each), `the menu is left out: ${shortened(textOf([each]))}`);
  const [first] = rows;
  const subtitle = first !== undefined && rows.length > 1 && isSubtitle(first) ? first : undefined;
  const people = readHead(subtitle === undefined ? rows : rows.slice(1), source);
  return {
    ...people,
    title: titleOf(title, words),
    ...(subtitle === undefined ? {} : { subtitle: writePlain([subtitle.group], words) }),
    links: linksOf(buttons.filter((each) => !inner(each)).map((each) => buttonOf(each, words))),
    rest,
  };
}

/** What stands among the lines of a head and is none of them. */
const isAside = (element: Element, buttons: readonly Element[]): boolean =>
  buttons.includes(element) ||
  /^(?:nav|footer|head|img)$/.test(element.name) ||
  hasClass(element, /^(?:navbar|.*dropdown.*|more-works.*)$/);

/** The title without pictures in it, and without what is a heading of its own. */
function titleOf(title: Element, words: Words): string {
  const children = childrenOf(title).filter(
    (each) => !isElement(each) || !(isHeading(each) || each.name === 'img'),
  );
  for (const each of elementsIn(childrenOf(title)).filter(({ name }) => name === 'img'))
    words.source.tell(startOf(each), 'a picture in the title is left out');
  return writeTitle(children, words);
}

function parted(rows: readonly Row[], at: number): [Row[], Row[]] {
  return [rows.filter(({ offset }) => offset < at), rows.filter(({ offset }) => offset >= at)];
}

/** A heading below the title that names nobody. */
function isSubtitle({ group, tokens }: Row): boolean {
  const text = textOf([group]);
  return (
    isElement(group) &&
    (isHeading(group) || hasClass(group, /^sub-?title$/i)) &&
    tokens.every(({ kind }) => kind === 'text') &&
    text.split(' ').length >= 4 &&
    !/,.*,/.test(text) &&
    !venue.test(text) &&
    !institution.test(text)
  );
}

/** Nodes from the first on that is no part of a head: a heading, a picture, a paragraph. */
function behindHead(title: Element, nodes: readonly HtmlNode[]): HtmlNode[] {
  const outer = new Set(ancestorsOf(title));
  const all = elementsIn(nodes);
  const inner = new Set(elementsIn([title]));
  const from = all.indexOf(title);
  let stop: Element | undefined = all
    .slice(from + 1)
    .find((each, index) => !inner.has(each) && isStop(each, index === inner.size - 1));
  if (stop === undefined) return [];
  for (const above of ancestorsOf(stop)) {
    if (outer.has(above) || elementsIn([above]).some(isOfHead)) break;
    stop = above;
  }
  const rest: HtmlNode[] = [];
  for (const each of [stop, ...ancestorsOf(stop)]) {
    const siblings = each.parent === null ? nodes : childrenOf(each.parent as HtmlNode);
    const at = siblings.indexOf(each);
    rest.push(...siblings.slice(each === stop ? at : at + 1));
  }
  return rest;
}

const isOfHead = (element: Element): boolean =>
  hasClass(element, /^(?:.*authors?(?:-block)?|publication-links|link-block)$/i);

function isStop(element: Element, first: boolean): boolean {
  if (within(element, isOfHead) || isOfHead(element)) return false;
  if (hasClass(element, /^(?:teaser|abstract)$/)) return true;
  if (isMedia(element))
    return !isLogo(element) && !within(element, ({ name }) => name === 'a' || name === 'nav');
  const text = textOf([element]);
  if (element.name === 'p' && text.length > 250)
    return !elementsIn([element]).some(({ name }) => name === 'sup' || name === 'a');
  if (/^(?:table|pre|figure|hr)$/.test(element.name))
    return element.name !== 'hr' && !elementsIn([element]).some(({ name }) => name === 'a');
  if (!isHeading(element) || text === '' || venue.test(text) || institution.test(text))
    return false;
  return (
    section.test(text) ||
    (!first && !elementsIn(childrenOf(element)).some(({ name }) => name === 'a' || name === 'sup'))
  );
}

const isLogo = (element: Element): boolean =>
  /logo|icon|badge|affiliation/i.test(
    `${attribute(element, 'src')} ${attribute(element, 'alt')} ${attribute(element, 'class')}`,
  );

function isButton(element: Element): boolean {
  if (element.name !== 'a') return false;
  if (
    within(
      element,
      (outer) =>
        hasClass(outer, /^(?:navbar.*|.*dropdown.*|more-works.*)$/) || outer.name === 'nav',
    )
  )
    return false;
  const marked =
    hasClass(element, /^(?:btn.*|button|external-link|.*-button)$/) ||
    within(element, (outer) => hasClass(outer, /^(?:publication-links|link-block)$/));
  return marked || kindOf(textOf([element])) !== undefined;
}

function buttonOf(element: Element, { source }: Words): Button {
  const href = attribute(element, 'href');
  const icon = elementsIn([element]).flatMap((each) => [
    ...classesOf(each),
    attribute(each, 'data-icon'),
    attribute(each, 'icon'),
    each.name === 'img' ? attribute(each, 'src') : '',
  ]);
  const nowhere =
    href === '' ||
    href === '#' ||
    /^javascript:/i.test(href) ||
    hasClass(element, /^(?:is-)?disabled$/);
  const text =
    textOf([element]) || attribute(element, 'title') || attribute(element, 'aria-label') || 'Link';
  if (nowhere) {
    if (kindOf(text) === undefined)
      source.tell(startOf(element), `the button "${text}" leads nowhere, and is left out`);
    return { text, url: undefined, icon: icon.join(' ') };
  }
  return { text, url: linkAddress(source, href, startOf(element)), icon: icon.join(' ') };
}
