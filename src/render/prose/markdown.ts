import MarkdownIt, { type Env, type StateBlock, type Token } from 'markdown-it';
import { textWidth, withSources } from '../picture.ts';
import type { Resolved } from '../resolve.ts';
import { escapeHtml } from './entities.ts';
import type { Placeholders } from './placeholders.ts';
import type { Writer } from './writer.ts';

/** The text that is rendered: what the rules below look things up in. */
export class MarkdownSource {
  readonly placeholders: Placeholders;
  readonly #text: string;
  readonly #writer: Writer;
  /** Addresses before this offset of the text have been looked up. */
  #addressAt = 0;

  constructor(text: string, placeholders: Placeholders, writer: Writer) {
    this.#text = text;
    this.placeholders = placeholders;
    this.#writer = writer;
  }

  /** Told of a picture, at most so many CSS pixels wide. */
  shown(href: string, width: number): void {
    this.#writer.shown(href, width);
  }

  lookUp(written: string, kind: 'image' | 'link'): Resolved {
    const url = this.placeholders.restoreSource(written);
    const offset = this.#text.indexOf(url, this.#addressAt);
    if (offset < 0) return this.#writer.lookUp(url, kind);
    this.#addressAt = offset + url.length;
    return this.#writer.lookUp(url, kind, offset);
  }
}

/** Markdown with the author's HTML left in: CommonMark, tables and strikethrough. */
const markdown = new MarkdownIt({ html: true, linkify: false, typographer: false });

// Authors indent their HTML and fold their YAML; neither means code or a heading.
markdown.disable(['code', 'lheading']);
markdown.block.ruler.before('html_block', 'author_html', authorHtml, { alt: [] });

const { normalizeLink } = markdown;
const normalLink = /^[\w:/?=.#&+~,;@-]*$/;
// Most addresses need no encoding, and one with a placeholder is found again only as it is.
markdown.normalizeLink = (url) =>
  normalLink.test(url) || url.includes('\ufdd0') ? url : normalizeLink(url);

// Most titles and captions hold no Markdown at all, and need not be parsed to find that out.
const inlineMarker = /[\\`*_~[\]<&\n\r]/;
const plainStart = /^[\p{L}\ufdd0(]/u;

/** Text in which HTML and formulas are behind placeholders, as HTML. */
export function markdownToHtml(
  text: string,
  mode: 'inline' | 'block',
  source: MarkdownSource,
): string {
  const trimmed = text.trim();
  if (!inlineMarker.test(trimmed)) {
    if (mode === 'inline') return escapeHtml(trimmed);
    if (plainStart.test(trimmed)) return `<p>${escapeHtml(trimmed)}</p>`;
  }
  const env = { source };
  const html = mode === 'inline' ? markdown.renderInline(text, env) : markdown.render(text, env);
  return html.trim();
}

/** Elements that stand by themselves though they may also stand in a line: no paragraph is put around them. */
const media = /^<\/?(?:video|audio|iframe|picture|svg|canvas|object|embed)(?=[\s/>])/i;

/** Elements that end a line of text, for blocks that are indented by four spaces and more. */
const blocks =
  /^<\/?(?:address|article|aside|blockquote|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|li|main|menu|nav|ol|p|pre|script|section|source|style|summary|table|tbody|td|tfoot|th|thead|tr|track|ul)(?=[\s/>])/i;

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

const { rules } = markdown.renderer;

rules.code_inline = (tokens, index, _, env) => {
  const code = sourceOf(env).placeholders.restoreSource(tokens[index]?.content ?? '');
  return `<code>${escapeHtml(code)}</code>`;
};

rules.fence = (tokens, index, _, env) => {
  const { content = '', info = '' } = tokens[index] ?? {};
  const code = escapeHtml(sourceOf(env).placeholders.restoreSource(content));
  const [language] = info.trim().split(/\s+/);
  return `<pre><code${language ? ` class="language-${escapeHtml(language)}"` : ''}>${code}</code></pre>\n`;
};

rules.link_open = (tokens, index, _, env) => {
  const token = tokens[index];
  if (!token) return '';
  const { href } = lookUp(token, 'href', 'link', env);
  return `<a href="${escapeHtml(href)}"${titleOf(token, env)}>`;
};

rules.image = (tokens, index, options, env, renderer) => {
  const token = tokens[index];
  if (!token) return '';
  const found = lookUp(token, 'src', 'image', env);
  const { href, width, height } = found;
  const words = renderer.renderInlineAsText(token.children ?? [], options, env);
  const alt = escapeHtml(sourceOf(env).placeholders.restoreSource(words));
  const size = width && height ? ` width="${width}" height="${height}"` : '';
  const rest = `${titleOf(token, env)}${size} loading="lazy" decoding="async"`;
  const shownWidth = Math.min(width ?? textWidth, textWidth);
  sourceOf(env).shown(href, shownWidth);
  return withSources(`<img src="${escapeHtml(href)}" alt="${alt}"${rest}>`, found, shownWidth);
};

function titleOf(token: Token, env?: Env): string {
  const title = token.attrGet('title');
  if (!title) return '';
  // No element can stand in an attribute: a formula there is what the author wrote.
  const text = sourceOf(env).placeholders.restoreSource(String(title));
  return ` title="${escapeHtml(text)}"`;
}

function lookUp(token: Token, attribute: 'href' | 'src', kind: 'image' | 'link', env?: Env) {
  return sourceOf(env).lookUp(String(token.attrGet(attribute) ?? ''), kind);
}

function sourceOf(env?: Env): MarkdownSource {
  if (env?.source instanceof MarkdownSource) return env.source;
  throw new TypeError('Markdown is rendered without its source');
}
