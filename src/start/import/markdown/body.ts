import { parseBibtex } from '../../../render/citation/bibtex.ts';
import type { Block, Section } from '../draft.ts';
import { readerOf } from '../html/flow.ts';
import { blocksOf, type HeadingItem, type Item } from '../html/items.ts';
import type { Reader } from '../html/reader.ts';
import { type Element, elementsIn, type HtmlNode, parseComponents, startOf } from '../html/tree.ts';
import type { Words } from '../html/words.ts';
import type { Source } from '../source.ts';
import { type Dialect, markdownItems } from './markdown-text.ts';
import { withoutTags, withTags } from './masked.ts';

/** What the body of a page says, as front matter of ours has it. */
export interface Body {
  readonly abstract: readonly string[];
  readonly sections: readonly Section[];
  readonly bibtex: string | undefined;
}

/** How a tool writes the body of its pages. */
export interface BodyForm extends Dialect {
  /** Elements that are the tool's own; undefined for what is HTML. */
  readonly own?: (element: Element, reader: Reader) => Item[] | undefined;
}

const isAbstract = (title: string): boolean => /^(?:abstract|summary)[.:]?$/i.test(title.trim());
const isCitation = (title: string): boolean =>
  /^(?:bib ?tex.*|(?:bibtex )?citations?|cit(?:e|ing)(?: us| this| our)?.*)[.:]?$/i.test(
    title.trim(),
  );

/** Reads Markdown with HTML in it. */
export function readBody(body: Source, form: BodyForm): Body {
  const hidden = withoutTags(body.text.text);
  const words: Words = { source: body, dollars: true, ids: new Map() };
  const text = (nodes: readonly HtmlNode[], caption: boolean): Item[] => {
    const [first] = nodes;
    const last = nodes.at(-1);
    return first === undefined || last === undefined
      ? []
      : markdownItems(
          body,
          startOf(first),
          (last.endIndex ?? hidden.length - 1) + 1,
          caption,
          form,
        );
  };
  const reader = readerOf(words, text, form.own ?? (() => undefined));
  const nodes = parseComponents(hidden);
  for (const { attribs } of elementsIn(nodes))
    for (const [name, value] of Object.entries(attribs)) attribs[name] = withTags(value);
  return bodyOf(reader.items(nodes));
}

interface Part {
  heading?: HeadingItem;
  items: Item[];
}

function bodyOf(items: readonly Item[]): Body {
  const headings = items.filter((item): item is HeadingItem => item.kind === 'heading');
  const level = Math.min(...headings.map((each) => each.level));
  const parts: Part[] = [{ items: [] }];
  for (const item of items)
    if (item.kind === 'heading' && item.level <= level) parts.push({ heading: item, items: [] });
    else parts.at(-1)?.items.push(item);
  const bibtex: string[] = [];
  const abstract: string[] = [];
  const sections: Section[] = [];
  for (const { heading, items: inside } of parts) {
    const blocks = blocksOf(inside).filter((block) => !isBibtex(block, bibtex));
    if (
      heading !== undefined &&
      isAbstract(heading.title) &&
      blocks.every(({ type }) => type === 'text')
    )
      abstract.push(...blocks.map(({ content }) => String(content)));
    else if (blocks.length > 0 || (heading !== undefined && !isCitation(heading.title)))
      sections.push(sectionOf(heading, blocks));
  }
  return { abstract, sections, bibtex: bibtex.length === 0 ? undefined : bibtex.join('\n\n') };
}

const sectionOf = (heading: HeadingItem | undefined, paragraphs: readonly Block[]): Section => ({
  title: heading?.title ?? '',
  ...(heading?.id === undefined ? {} : { id: heading.id }),
  paragraphs,
});

/** Whether a block is a listing of BibTeX, which is then taken. */
function isBibtex({ type, content }: Block, taken: string[]): boolean {
  const text = String(content).trim();
  if (type !== 'code' || !/^@\w+\s*[{(]/.test(text) || parseBibtex(text).entries.length === 0)
    return false;
  taken.push(text);
  return true;
}
