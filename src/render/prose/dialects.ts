import Markdown, { type MarkdownIt, type StateBlock, type Token } from 'markdown-it';
import cjkFriendly from 'markdown-it-cjk-friendly';
import footnotes from 'markdown-it-footnote';
import { bodyPath, type Prose } from '../../content/prose.ts';
import { attributeRules } from './attribute-rules.ts';
import { calloutRules } from './callouts.ts';
import { htmlBlockRules } from './html-blocks.ts';
import type { Range } from './pieces.ts';
import { decodeAround } from './placeholders.ts';
import { tableRowRules } from './table-rows.ts';
import { taskListRules } from './task-lists.ts';

/**
 * Text of the front matter is `inline` or `block`: its authors indent their HTML and fold their YAML, and
 * neither means code or a heading there. The Markdown behind it, the `body`, is all of CommonMark.
 */
export type Dialect = 'inline' | 'block' | 'body';

export const dialectOf = ({ mode, path }: Prose): Dialect =>
  path.length === bodyPath.length && path[0] === bodyPath[0] ? 'body' : mode;

/** A parser that leaves the author's HTML in: CommonMark, tables, strikethrough, footnotes and
 * attributes. */
export function createMarkdown(dialect: Dialect): MarkdownIt {
  const markdown = new Markdown({ html: true, linkify: false, typographer: false });
  markdown
    .use(cjkFriendly)
    .use(footnotes)
    .use(attributeRules)
    .use(tableRowRules)
    .use(taskListRules)
    .use(htmlBlockRules)
    .use(calloutRules);
  markdown.block.ruler.before('code', 'author_html', authorHtml, { alt: [] });
  markdown.block.ruler.before('code', 'indented_formula', indentedFormula, { alt: [] });
  // What may be an address is decided where it is looked up.
  markdown.validateLink = () => true;
  const { normalizeLink, normalizeLinkText } = markdown;
  // Most addresses need no encoding, and one with a placeholder is found again only as it is.
  markdown.normalizeLink = (url) =>
    normalLink.test(url) || url.includes('\ufdd0') ? url : normalizeLink(url);
  markdown.normalizeLinkText = (url) => decodeAround(url, normalizeLinkText);
  if (dialect !== 'body') markdown.disable(['code', 'lheading']);
  return markdown;
}

const normalLink = /^[\w:/?=.#&+~,;@-]*$/;

/** Where a text holds blocks of code. No formula, tag or address is read there. */
export function codeBlocks(text: string, dialect: Dialect): Range[] {
  if (dialect === 'inline') return [];
  const indented = dialect === 'body' && /(?:^|\n)(?: {4}| {0,3}\t)/.test(text);
  if (!indented && !/```|~~~/.test(text)) return [];
  const tokens: Token[] = [];
  const markdown = parserOf(dialect);
  markdown.block.parse(text, markdown, {}, tokens);
  const lines = lineStarts(text);
  return tokens.flatMap(({ type, map }) => {
    if ((type !== 'fence' && type !== 'code_block') || !map) return [];
    const [first, behind] = map;
    return [{ start: lines[first] ?? 0, end: lines[behind] ?? text.length }];
  });
}

/** Offsets of the first characters of all lines. */
const lineStarts = (text: string): number[] => [
  0,
  ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1),
];

const parsers = new Map<Dialect, MarkdownIt>();

/** A parser whose inline rules nobody asks for. It never changes once it is made. */
function parserOf(dialect: Dialect): MarkdownIt {
  const parser = parsers.get(dialect) ?? createMarkdown(dialect);
  parsers.set(dialect, parser);
  return parser;
}

/** Elements that stand by themselves though they may also stand in a line: no paragraph is put around them. */
const media = /^<\/?(?:video|audio|iframe|picture|svg|canvas|object|embed)(?=[\s/>])/i;

/** Elements that end a line of text, for blocks that are indented by four spaces and more. */
const blocks =
  /^<\/?(?:address|article|aside|blockquote|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|li|main|menu|nav|ol|p|pre|script|section|source|style|summary|table|tbody|td|tfoot|th|thead|tr|track|ul)(?=[\s/>])/i;

/** Whether Markdown takes a tag at the beginning of a line for HTML, whatever its attributes are. */
export const beginsBlock = (html: string): boolean => media.test(html) || blocks.test(html);

/** HTML at the beginning of a block, up to the next blank line, where CommonMark would see text or code. */
function authorHtml(
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
): boolean {
  const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0);
  if (state.src[start] !== '<') return false;
  const line = state.src.slice(start, state.eMarks[startLine]);
  const indented = (state.sCount[startLine] ?? 0) - state.blkIndent >= 4;
  if (!media.test(line) && !(indented && blocks.test(line))) return false;
  if (silent) return false;

  let nextLine = startLine + 1;
  while (nextLine < endLine && !state.isEmpty(nextLine)) {
    if ((state.sCount[nextLine] ?? 0) < state.blkIndent) break;
    nextLine++;
  }
  state.line = nextLine;
  const token = state.push('html_block', '', 0);
  token.map = [startLine, nextLine];
  token.content = state.getLines(startLine, nextLine, state.blkIndent, true);
  return true;
}

/** A formula that is indented by four spaces and more stays one. */
function indentedFormula(
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
): boolean {
  const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0);
  const isFormula = /^(?:\ufdd0|\\\[|\$\$|\\begin\{)/.test(state.src.slice(start, start + 8));
  if (!isFormula || (state.sCount[startLine] ?? 0) - state.blkIndent < 4) return false;
  if (silent) return false;
  let nextLine = startLine + 1;
  while (nextLine < endLine && !state.isEmpty(nextLine)) nextLine++;
  state.line = nextLine;
  const map: [number, number] = [startLine, nextLine];
  state.push('paragraph_open', 'p', 1).map = map;
  const token = state.push('inline', '', 0);
  token.content = state.getLines(startLine, nextLine, state.blkIndent, false).trim();
  token.map = map;
  token.children = [];
  state.push('paragraph_close', 'p', -1);
  return true;
}
