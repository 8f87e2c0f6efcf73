import { asWritten, literal, marks, toHtml, toMarkdown, toPlain } from '../../text/marked-text.ts';
import { addressOf, type Source } from '../source.ts';
import { formulasIn } from './formulas.ts';
import { isIcon, pixels } from './media.ts';
import {
  attribute,
  childrenOf,
  type Element,
  type HtmlNode,
  hasClass,
  isElement,
  isNamed,
  isText,
  rawText,
  startOf,
  textOf,
} from './tree.ts';

/** What writing the text of a page takes. */
export interface Words {
  readonly source: Source;
  /** Whether dollars stand around formulas. */
  readonly dollars: boolean;
  /** Ids of headings to which links lead. */
  readonly ids: ReadonlyMap<Element, string>;
}

/** Paragraphs of Markdown, one for each that the page has. */
export function writeParagraphs(nodes: readonly HtmlNode[], words: Words): string[] {
  const writer = new Writer(words);
  return toMarkdown(writer.write(nodes), writer.pieces, asWritten)
    .map((paragraph) => paragraph.replaceAll(/^(?:<br>\s*)+|(?:\s*<br>)+$/g, ''))
    .filter((paragraph) => paragraph !== '');
}

/** Markdown of one line. */
export const writeLine = (nodes: readonly HtmlNode[], words: Words): string =>
  writeParagraphs(nodes, words)
    .join(' ')
    .replaceAll(/\s*\n\s*/g, ' ');

/** Markdown of one line, without the bold type that a heading has anyway. */
export const writeTitle = (nodes: readonly HtmlNode[], words: Words): string =>
  writeLine(nodes, words)
    .replaceAll(/\s*<br>\s*/g, ' ')
    .replace(/^\*\*([^*]+)\*\*$/, '$1')
    .replace(/^<strong>((?:(?!<strong>).)*)<\/strong>$/, '$1')
    .trim();

/** HTML of one line, for where no Markdown is read. */
export function writeHtml(nodes: readonly HtmlNode[], words: Words): string {
  const writer = new Writer(words);
  return toHtml(writer.write(nodes), writer.pieces, asWritten);
}

/** Text without markup. */
export function writePlain(nodes: readonly HtmlNode[], words: Words): string {
  const writer = new Writer(words);
  return toPlain(writer.write(nodes), writer.pieces, asWritten);
}

/** Elements that stay as they are, without their attributes. */
const kept = new Set(['sup', 'sub', 'u', 's', 'del', 'ins', 'kbd', 'mark', 'small', 'abbr']);
const paragraphs = /^(?:p|div|section|article|center|address|figcaption|h[1-6]|main|header)$/;
const silent = /^(?:script|style|template|noscript|wbr|hr|link|meta|title|colgroup)$/;

class Writer {
  readonly pieces: string[] = [];
  readonly #words: Words;

  constructor(words: Words) {
    this.#words = words;
  }

  write(nodes: readonly HtmlNode[]): string {
    return nodes.map((node) => this.#node(node)).join('');
  }

  #node(node: HtmlNode): string {
    if (isText(node)) return this.#text(node.data, startOf(node));
    if (!isElement(node) || silent.test(node.name)) return '';
    const { name } = node;
    if (name === 'br') return '<br>';
    if (name === 'img') return this.#picture(node);
    if (name === 'svg' || name === 'input' || name === 'button') return '';
    if (name === 'math' || hasClass(node, /^katex$/)) return this.#setFormula(node);
    const children = childrenOf(node);
    if (name === 'a') return this.#link(node);
    if (/^(?:b|strong)$/.test(name)) return marks.strong + this.write(children) + marks.endStrong;
    if (/^(?:i|em|cite|dfn|var)$/.test(name))
      return marks.emphasis + this.write(children) + marks.endEmphasis;
    if (/^(?:code|tt|samp)$/.test(name)) return this.#code(rawText(children));
    if (kept.has(name)) return this.#kept(node);
    if (/^(?:ul|ol|menu)$/.test(name)) return this.#block(this.#list(node));
    if (name === 'dl') return this.#block(this.#definitions(children));
    if (name === 'blockquote')
      return this.#block(this.#inner(children).join('\n\n').replaceAll(/^/gm, '> '));
    if (name === 'pre') return this.#block(`\`\`\`\n${listing(children)}\n\`\`\``);
    const inner = this.write(children);
    return paragraphs.test(name) ? marks.paragraph + inner + marks.paragraph : inner;
  }

  #text(data: string, offset: number): string {
    const { dollars, source } = this.#words;
    const text = data.replaceAll(/[\ue000-\uf8ff]/g, '');
    if (text !== data) source.tell(offset, 'letters of an icon font are left out');
    return formulasIn(text, dollars)
      .map(({ formula, text: part }) =>
        formula ? this.#piece(part.replaceAll(/\s*\n\s*/g, ' ')) : literal(part),
      )
      .join('');
  }

  readonly #piece = (markdown: string): string => {
    this.pieces.push(markdown);
    return `${marks.piece}${this.pieces.length - 1}${marks.endPiece}`;
  };

  readonly #block = (markdown: string): string =>
    markdown === '' ? '' : `${marks.block}${this.#piece(markdown)}${marks.block}`;

  #inner(nodes: readonly HtmlNode[]): string[] {
    return writeParagraphs(nodes, this.#words);
  }

  #code(text: string): string {
    const line = text.replaceAll(/\s+/g, ' ').trim();
    return line === '' ? '' : this.#piece(line.includes('`') ? `\`\` ${line} \`\`` : `\`${line}\``);
  }

  #kept(node: Element): string {
    const inner = this.write(childrenOf(node));
    return inner.trim() === '' ? inner : `<${node.name}>${inner}</${node.name}>`;
  }

  #link(node: Element): string {
    const { source, ids } = this.#words;
    const children = childrenOf(node);
    const href = attribute(node, 'href');
    if (href === '' || /^javascript:/i.test(href) || textOf(children) === '')
      return this.write(children);
    const fragment = href.startsWith('#');
    if (fragment && ![...ids.values()].includes(href.slice(1))) {
      source.tell(startOf(node), `the link to ${href} leads nowhere here; its words stay`);
      return this.write(children);
    }
    const url = linkAddress(source, href, startOf(node));
    if (url === undefined) return this.write(children);
    const text = this.#inner(children)
      .join(' ')
      .replaceAll(/\s*\n\s*/g, ' ');
    const address = /[\s()<>]/.test(url) ? `<${url.replaceAll(/[<>]/g, encodeURIComponent)}>` : url;
    return this.#piece(`[${text}](${address})`);
  }

  #picture(node: Element): string {
    const { source } = this.#words;
    if (isIcon(node)) return '';
    const url = addressOf(source, attribute(node, 'src'), startOf(node), 'picture');
    if (url === undefined) return '';
    const width = pixels(node);
    const alt = attribute(node, 'alt').replaceAll('"', '&quot;');
    const sized = width === undefined ? '' : ` width="${width}"`;
    return this.#piece(`<img src="${url}" alt="${alt}"${sized}>`);
  }

  /** A formula that is set already, by the LaTeX that it was made of. */
  #setFormula(node: Element): string {
    const annotation = elementsNamed([node], 'annotation')[0];
    if (annotation !== undefined) return this.#piece(`\\(${textOf([annotation])}\\)`);
    this.#words.source.tell(startOf(node), 'a formula in MathML is left out: write it in LaTeX');
    return '';
  }

  #list(node: Element): string {
    const items = childrenOf(node).filter((each) => isNamed(each, 'li'));
    const first = Number(attribute(node, 'start')) || 1;
    return items
      .map((item, index) => {
        const mark = node.name === 'ol' ? `${first + index}.` : '-';
        const text = this.#inner(childrenOf(item)).join('\n\n');
        return `${mark} ${text.replaceAll(/\n(?=.)/g, `\n${' '.repeat(mark.length + 1)}`)}`;
      })
      .join('\n');
  }

  #definitions(children: readonly HtmlNode[]): string {
    return children
      .filter((each) => isNamed(each, 'dt', 'dd'))
      .map((each) => {
        const text = this.#inner(childrenOf(each)).join('\n\n');
        return isNamed(each, 'dt') ? `**${text}**` : text;
      })
      .join('\n\n');
  }
}

const elementsNamed = (nodes: readonly HtmlNode[], name: string): Element[] =>
  nodes.flatMap((node) => [
    ...(isNamed(node, name) ? [node] : []),
    ...elementsNamed(childrenOf(node), name),
  ]);

/** Lines of a listing, without what its HTML is indented by. */
export function listing(nodes: readonly HtmlNode[]): string {
  const lines = rawText(nodes)
    .replaceAll('\t', '  ')
    .replaceAll('\u00a0', ' ')
    .replace(/^(?:[ ]*\n)+/, '')
    .trimEnd()
    .split('\n');
  const [first = '', ...rest] = lines;
  const indents = (each: readonly string[]) =>
    Math.min(
      ...each.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)?.[0].length ?? 0),
    );
  const all = indents(lines);
  if (all > 0) return lines.map((line) => line.slice(all).trimEnd()).join('\n');
  // The first line stands behind the tag; the others are indented with it.
  const closing = /^ *\}$/.test(rest.at(-1) ?? '') ? indents(rest.slice(-1)) : 0;
  const common = Math.min(closing, rest.length === 0 ? 0 : indents(rest));
  return [first, ...rest.map((line) => line.slice(common).trimEnd())].join('\n');
}

/** Where a link leads from our page; other pages of the same site are told of, and no link leads there. */
export function linkAddress(source: Source, href: string, offset: number): string | undefined {
  if (!/^(?:[a-z][a-z\d+.-]*:|\/\/|#)/i.test(href)) {
    if (/\s/.test(href) && !/\.\w{2,5}(?:[?#]|$)/.test(href)) {
      source.tell(offset, `"${href}" is no address; the link is left out`);
      return undefined;
    }
    if (/(?:^|\/)(?:[^./]*|[^/]+\.(?:html?|md|qmd))(?:[?#]|$)/i.test(href)) {
      source.tell(
        offset,
        `${href} is another page; the link is left out until that page is here too`,
      );
      return undefined;
    }
  }
  return addressOf(source, href, offset, 'file');
}
