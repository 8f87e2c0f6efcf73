import type { Source } from '../source.ts';
import type { Item } from './items.ts';
import type { Element, HtmlNode } from './tree.ts';
import { startOf } from './tree.ts';
import { type Words, writeParagraphs } from './words.ts';

/** Reads the body of a page. */
export interface Reader {
  readonly source: Source;
  readonly words: Words;
  /** Nodes one after the other; what they say may be the caption of what stands before them. */
  items(nodes: readonly HtmlNode[], caption?: boolean): Item[];
  /** A run of text and of what stands inside of lines. */
  text(nodes: readonly HtmlNode[], caption: boolean): Item[];
  /** An element in a way of its own; undefined where it has none. */
  own?(element: Element): Item[] | undefined;
}

/** A run of text that is HTML. */
export function htmlText(nodes: readonly HtmlNode[], caption: boolean, words: Words): Item[] {
  const [first] = nodes;
  const text = writeParagraphs(nodes, words).join('\n\n');
  return /^(?:<br>|\s)*$/.test(text) || first === undefined
    ? []
    : [{ kind: 'text', text, caption, offset: startOf(first) }];
}
