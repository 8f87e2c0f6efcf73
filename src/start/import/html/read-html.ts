import type { Block, Draft, Section } from '../draft.ts';
import type { Source } from '../source.ts';
import { readerOf } from './flow.ts';
import { readPageHead, titleElement } from './head.ts';
import { blocksOf, type HeadingItem, type Item } from './items.ts';
import { scriptText, tellBackgrounds, tellMachinery } from './machinery.ts';
import {
  attribute,
  type Element,
  elementsIn,
  find,
  type HtmlNode,
  parseHtml,
  startOf,
} from './tree.ts';
import type { Words } from './words.ts';

/** What stands between two headings of a body. */
interface Part {
  readonly heading: HeadingItem | undefined;
  readonly items: readonly Item[];
}

/** Reads a project page that is HTML; nothing where it has no title. */
export function readHtml(source: Source): Draft | undefined {
  const nodes = parseHtml(source.text.text);
  const title = titleElement(nodes);
  if (title === undefined) return undefined;
  const words = wordsOf(nodes, source);
  tellMachinery(nodes, source);
  tellBackgrounds(nodes, source);
  const {
    title: name,
    subtitle,
    conference,
    authors,
    organizations,
    links,
    rest,
  } = readPageHead(title, nodes, words);
  const parts = partsOf(readerOf(words).items(rest));
  const { abstract, teaser, sections, bibtex } = bodyOf(parts, source);
  if (abstract.length === 0) source.tell(startOf(title), 'there is no abstract');
  return {
    title: name,
    subtitle,
    conference,
    lang: languageOf(nodes),
    authors,
    organizations,
    links,
    abstract,
    teaser,
    sections,
    bibtex,
    keywords: metaOf(nodes, 'keywords')
      .split(/\s*,\s*/)
      .filter(Boolean),
    description: metaOf(nodes, 'description'),
  };
}

function wordsOf(nodes: readonly HtmlNode[], source: Source): Words {
  const scripts = elementsIn(nodes).filter(({ name }) => name === 'script' || name === 'link');
  const dollars = scripts.some((each) =>
    /mathjax|katex/i.test(
      `${attribute(each, 'src')} ${attribute(each, 'href')} ${scriptText(each)}`,
    ),
  );
  return { source, dollars, ids: idsOf(nodes) };
}

/** Ids to which links of the page lead, by the headings that have them here. */
function idsOf(nodes: readonly HtmlNode[]): Words['ids'] {
  const all = elementsIn(nodes);
  const wanted = new Set(
    all.filter(({ name }) => name === 'a').map((each) => attribute(each, 'href').replace(/^#/, '')),
  );
  const ids = new Map<Element, string>();
  for (const element of all) {
    const id = attribute(element, 'id');
    if (id === '' || !wanted.has(id)) continue;
    const heading = elementsIn([element]).find(({ name }) => /^h[1-6]$/.test(name));
    if (heading !== undefined) ids.set(heading, id);
  }
  return ids;
}

const languageOf = (nodes: readonly HtmlNode[]): string | undefined => {
  const html = find(nodes, ({ name }) => name === 'html');
  const lang = html === undefined ? '' : attribute(html, 'lang');
  return /^[a-z]{2,3}(?:-[A-Za-z\d]+)*$/.test(lang) && lang !== 'en' ? lang : undefined;
};

/** Words of the template that its author has not replaced are none. */
const metaOf = (nodes: readonly HtmlNode[], name: string): string => {
  const meta = find(nodes, (each) => each.name === 'meta' && attribute(each, 'name') === name);
  const content = meta === undefined ? '' : attribute(meta, 'content').replaceAll(/\s+/g, ' ');
  return /\b[A-Z]+_[A-Z_\d]+\b|META TAG|SHOULD BE PLACED|KEYWORD1/.test(content) ? '' : content;
};

function partsOf(items: readonly Item[]): Part[] {
  const headings = items.filter((item): item is HeadingItem => item.kind === 'heading');
  const abstract = headings.find(({ title }) => isAbstract(title));
  // The abstract may have a heading of its own size; small type is no heading of a section beside it.
  const others = headings
    .filter((each) => each !== abstract && (abstract === undefined || each.level < 5))
    .map((each) => each.level);
  const level = Math.max(abstract?.level ?? 1, others.length > 0 ? Math.min(...others) : 1);
  const parts: { heading: HeadingItem | undefined; items: Item[] }[] = [
    { heading: undefined, items: [] },
  ];
  for (const item of items)
    if (item.kind === 'heading' && item.level <= level) parts.push({ heading: item, items: [] });
    else parts.at(-1)?.items.push(item);
  return parts;
}

const isAbstract = (title: string): boolean => /^abstract[.:]?$/i.test(title.trim());
const isCitation = (title: string): boolean =>
  /^(?:bib ?tex|(?:bibtex )?citations?|cit(?:e|ing)(?: us| this| our)?.*|reference)[.:]?$/i.test(
    title.trim(),
  );

interface Body {
  readonly abstract: readonly string[];
  readonly teaser: Readonly<Record<string, unknown>> | undefined;
  readonly sections: readonly Section[];
  readonly bibtex: string | undefined;
}

function bodyOf(parts: readonly Part[], source: Source): Body {
  const bibtex: string[] = [];
  const abstract: string[] = [];
  const lead: Block[] = [];
  const sections: Section[] = [];
  const abstractAt = parts.findIndex(
    ({ heading }) => heading !== undefined && isAbstract(heading.title),
  );
  parts.forEach(({ heading, items }, index) => {
    const blocks = blocksOf(items.filter((item) => !takeBibtex(item, bibtex)));
    if (index === abstractAt) {
      for (const block of blocks)
        if (block.type === 'text') abstract.push(...String(block.content).split(/\n\n(?=\S)/));
        else lead.push(block);
    } else if (heading === undefined) lead.push(...blocks);
    else sections.push(sectionOf(heading, blocks, items, bibtex));
  });
  const { teaser, rest } = teaserOf(lead);
  const [moved] = parts[0]?.items ?? [];
  if (rest.length > 0 && moved !== undefined && abstractAt > 0)
    source.tell(
      moved.offset,
      'what stands before the abstract follows it here, but for the teaser',
    );
  const shown = sections.filter(
    ({ title, paragraphs }) => paragraphs.length > 0 || !isCitation(title),
  );
  return {
    abstract,
    teaser,
    sections: [...(rest.length === 0 ? [] : [{ title: '', paragraphs: rest }]), ...shown],
    bibtex: bibtex.length === 0 ? undefined : bibtex.join('\n\n'),
  };
}

/** Whether an item is BibTeX, which is then taken. */
function takeBibtex(item: Item, bibtex: string[]): boolean {
  if (item.kind !== 'block' || item.block.type !== 'code') return false;
  const content = String(item.block.content).trim();
  if (!/^@[a-z]+\s*[{(]/i.test(content)) return false;
  bibtex.push(content);
  return true;
}

function sectionOf(
  heading: HeadingItem,
  blocks: readonly Block[],
  items: readonly Item[],
  bibtex: readonly string[],
): Section {
  const cited = bibtex.length > 0 && items.some((item) => takeBibtex(item, []));
  const paragraphs = cited && blocks.length > 0 ? [...blocks, { type: 'bibtex' }] : blocks;
  return {
    title: heading.title,
    ...(heading.id === undefined ? {} : { id: heading.id }),
    paragraphs,
  };
}

/** The first picture or video of what stands above the abstract. */
function teaserOf(lead: readonly Block[]): { teaser: Body['teaser']; rest: Block[] } {
  const first = lead.find(({ type }) => type === 'image' || type === 'video');
  const [opening] = lead;
  if (
    first === undefined ||
    opening === undefined ||
    first !== lead.find(({ type }) => type !== 'text' && type !== 'mini-title')
  )
    return { teaser: undefined, rest: [...lead] };
  const at = lead.indexOf(first);
  const after = lead[at + 1];
  const said =
    first.caption === undefined && after?.type === 'text' && String(after.content).length < 600
      ? after
      : undefined;
  const { width, ...shown } = first;
  const caption =
    said === undefined ? {} : { caption: String(said.content).replaceAll(/\s*\n\s*/g, ' ') };
  const sized = width === undefined ? {} : { max_width: width };
  return {
    teaser: { ...shown, ...sized, ...caption },
    rest: lead.filter((each) => each !== first && each !== said),
  };
}
