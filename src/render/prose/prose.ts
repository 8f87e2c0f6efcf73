import type { Path, Prose } from '../../content/prose.ts';
import { drawingsApart } from '../blocks/drawing.ts';
import { macrosAfter } from '../math/definitions.ts';
import { Equations } from '../math/equations.ts';
import { type MacrosAt, noMacros } from '../math/macros.ts';
import { mathAsText } from '../math/text.ts';
import type { Resolve } from '../resolve.ts';
import { balanceOf } from './balance.ts';
import { beginsBlock, codeBlocks, dialectOf } from './dialects.ts';
import { decodeEntities, escapeHtml } from './entities.ts';
import { foreignSyntaxIn } from './foreign-syntax.ts';
import { atLineStart } from './lines.ts';
import { markdownToHtml } from './markdown.ts';
import { MarkdownSource } from './markdown-source.ts';
import type { Piece, Tag } from './pieces.ts';
import { Placeholders, replaceStray } from './placeholders.ts';
import { scan } from './scan.ts';
import { texSource } from './tex-source.ts';
import { authorWriter, type ProseContext, type Writer, writePiece } from './writer.ts';

/** An author's text as HTML: their own HTML as it is, Markdown and formulas set, addresses resolved. */
export function renderProse(prose: Prose, context: ProseContext): string {
  for (const { offset, message, hint } of foreignSyntaxIn(prose))
    context.report('foreign-syntax', { path: prose.path, offset }, message, hint);
  const { headingId = () => 'drawing' } = context;
  const html = render(prose, (text) => authorWriter(text, context, prose.path));
  return drawingsApart(html, () => headingId('drawing'));
}

function render(prose: Prose, writerFor: (text: string) => Writer): string {
  const text = replaceStray(prose.text);
  const writer = writerFor(text);
  const placeholders = new Placeholders();
  const dialect = dialectOf(prose);
  const code = codeBlocks(text, dialect);
  const pieces = scan(text, true, code);
  const { unclosed, stray } = balanceOf(pieces);
  const balanced = { ...writer, tag: (tag: Tag) => (stray.has(tag) ? '' : writer.tag(tag)) };
  const hidden = withPlaceholders(text, pieces, balanced, placeholders);
  const markdown = dialect === 'body' ? hidden : withoutFalseMarkers(hidden, placeholders);
  const source = new MarkdownSource(text, code, placeholders, writer);
  const html = placeholders.restore(markdownToHtml(markdown, dialect, source));
  for (const tag of [...unclosed, ...stray]) writer.unbalanced(tag);
  return (
    html +
    unclosed
      .toReversed()
      .map(({ name }) => `</${name}>`)
      .join('')
  );
}

/** HTML that is no Markdown, such as a template's, with its formulas set and its addresses resolved. */
export function renderHtmlWithMath(html: string, context: ProseContext, path: Path): string {
  const writer = authorWriter(html, context, path);
  return scan(html, false)
    .map((piece) => writePiece(html, piece, writer))
    .join('');
}

/** The text for Markdown to read: all that it could misread is behind placeholders. */
function withPlaceholders(
  text: string,
  pieces: Piece[],
  writer: Writer,
  placeholders: Placeholders,
): string {
  let result = '';
  let literal: { html: string; start: number; end: number } | undefined;
  // A formula of definitions shows nothing, and makes no paragraph.
  const hide = (html: string, start: number, end: number) =>
    html === '' ? '' : placeholders.put(html, text.slice(start, end));

  let from = 0;
  for (const piece of pieces) {
    const { kind, end } = piece;
    const start = Math.max(from, piece.start);
    const html = writePiece(text, start > piece.start ? { ...piece, start } : piece, writer);
    if (piece.literal) {
      literal ??= { html: '', start, end };
      literal.html += html;
      literal.end = end;
      continue;
    }
    if (literal) result += hide(literal.html, literal.start, literal.end);
    literal = undefined;
    const mark = kind === 'math' ? markAt(text, end) : '';
    if (mark && cannotBreak(html)) {
      from = end + mark.length;
      result += hide(`<span class="unbroken">${html}${mark}</span>`, start, from);
      continue;
    }
    const visible = kind === 'text' || isVisible(text, piece, html);
    result += visible ? html : hide(html, start, end);
  }
  if (literal) result += hide(literal.html, literal.start, literal.end);
  return result;
}

/** A line must not begin with the comma behind a formula, as browsers would let it. */
const markAt = (text: string, offset: number) =>
  /^[.,;:!?…]/.exec(text.slice(offset, offset + 1))?.[0] ?? '';

/** Whether KaTeX has set a formula in one piece; it may be as wide as the screen otherwise. */
const cannotBreak = (html: string) =>
  html.indexOf('class="katex-base"') === html.lastIndexOf('class="katex-base"') &&
  !html.includes('katex-display');

/** A tag as CommonMark defines it (section 6.6), without a blank line. */
const commonMarkTag =
  /^<(?:[a-z][a-z0-9-]*(?:\s+[a-z_:][a-z0-9:._-]*(?:\s*=\s*(?:[^"'=<>`\s]+|'[^']*'|"[^"]*"))?)*\s*\/?|\/[a-z][a-z0-9-]*\s*)>$/i;

/** Whether Markdown may see a tag or comment: it takes it for what it is, and it matters for the blocks. */
function isVisible(text: string, { kind, start, end }: Piece, html: string): boolean {
  if (kind === 'comment')
    return atLineStart(text, start) && /^[ \t]*(?:\n|$)/.test(text.slice(end));
  if (kind !== 'tag' || /\n[ \t]*\n/.test(html)) return false;
  return commonMarkTag.test(html) || (atLineStart(text, start) && beginsBlock(html));
}

/**
 * Text of the front matter may have a line that begins with `1)` or `>=`, and sizes such as 3*64*64: only `1.` begins
 * a list here, only a `>` that no `=` follows a quotation, and no emphasis stands between digits.
 */
function withoutFalseMarkers(text: string, placeholders: Placeholders): string {
  const hide = (mark: string, html = mark) => placeholders.put(html, mark);
  let result = text;
  if (/(?:^|\n)[ \t]*(?:\d+\)|>=)/.test(text)) {
    result = result
      .replace(/^([ \t]*\d+)\)/gm, (_, number: string) => number + hide(')'))
      .replace(/^([ \t]*)>(?==)/gm, (_, indent: string) => indent + hide('>', '&gt;'));
  }
  return result.replace(/(\d)\*(?=\d)/g, (_, digit: string) => digit + hide('*'));
}

/** An author's text without markup, on one line: for tags that machines read. */
export function plainText(prose: Prose, macrosAt: MacrosAt = () => noMacros): string {
  return textOf(render(prose, (text) => plainWriter(text, prose, macrosAt)));
}

/** Looks nothing up and writes formulas as text. */
function plainWriter(text: string, { path }: Prose, macrosAt: MacrosAt): Writer {
  let macros = macrosAt(path);
  return {
    lookUp: (url) => ({ href: url, local: false }),
    css: () => '',
    shown: () => {},
    tag: ({ start, end }) => text.slice(start, end),
    formula(formula) {
      const { tex } = texSource(text, formula);
      const words = mathAsText(tex, macros);
      macros = macrosAfter(decodeEntities(tex), macros);
      return escapeHtml(words);
    },
    equationLink: ({ command, name }) => escapeHtml(command === 'eqref' ? `(${name})` : name),
    unclosed: () => {},
    environment: () => {},
    unbalanced: () => {},
    openComment: () => {},
    tell: () => {},
  };
}

/**
 * Looks up every address in a text, and does nothing else. Only a text with one of these characters can
 * hold the address of a picture or a video.
 */
export function collectProse(prose: Prose, resolve: Resolve): void {
  if (!/[<[]/.test(prose.text)) return;
  const ignored = { push: () => {}, add: () => {} };
  const context = {
    math: 'mathml',
    macrosAt: () => noMacros,
    equations: new Equations(),
    resolve,
    report: () => {},
    uses: ignored,
    pictures: ignored,
  } as const;
  render(prose, (text) => ({
    ...authorWriter(text, context, prose.path),
    formula: () => '',
    equationLink: () => '',
    unclosed: () => {},
    environment: () => {},
  }));
}

/** Beginnings of what is not read as part of a text: comments, and elements with all they hold. */
const unread = /<!--|<(script|style|video|audio|iframe|object|svg|table)(?=[\s>])/gi;

function withoutUnread(html: string): string {
  const lower = html.toLowerCase();
  const absent = new Set<string>();
  let result = '';
  let from = 0;
  for (const { index, 1: name } of html.matchAll(unread)) {
    const end = name ? `</${name.toLowerCase()}>` : '-->';
    if (index < from || absent.has(end)) continue;
    const at = lower.indexOf(end, index);
    if (at < 0) absent.add(end);
    else {
      result += html.slice(from, index) + (name ? ' ' : '');
      from = at + end.length;
    }
  }
  return result + html.slice(from);
}

/** The words of HTML, on one line. */
export function textOf(html: string): string {
  const text = withoutUnread(html)
    .replace(/<\/?(?:p|div|li|ul|ol|br|h[1-6]|blockquote|tr|td|th)(?=[\s/>])[^>]*>/gi, ' ')
    .replace(/<\/?[a-z](?:"[^"]*"|'[^']*'|[^<>"'])*>/gi, '');
  return decodeEntities(text).replace(/\s+/g, ' ').trim();
}

/** HTML without its links: what a link is around may hold no others. */
export const withoutLinks = (html: string): string => html.replaceAll(/<\/?a(?=[\s>])[^>]*>/gi, '');
