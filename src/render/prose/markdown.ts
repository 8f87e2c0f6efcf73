import Markdown, { type Env, type MarkdownIt, type Renderer, type Token } from 'markdown-it';
import { textWidth, withSources } from '../picture.ts';
import type { Resolved } from '../resolve.ts';
import { createMarkdown, type Dialect } from './dialects.ts';
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

  listing(code: string, language: string): string | undefined {
    return this.#writer.listing?.(code, language);
  }

  headingId(words: string): string | undefined {
    return this.#writer.headingId?.(words);
  }

  lookUp(written: string, kind: 'image' | 'link'): Resolved {
    const url = this.placeholders.restoreSource(written);
    const offset = this.#text.indexOf(url, this.#addressAt);
    if (offset < 0) return this.#writer.lookUp(url, kind);
    this.#addressAt = offset + url.length;
    return this.#writer.lookUp(url, kind, offset);
  }
}

// Most titles and captions hold no Markdown at all, and need not be parsed to find that out.
const inlineMarker = /[\\`*_~[\]<&\n\r]/;
const plainStart = /^[\p{L}\ufdd0(]/u;

/** Text in which HTML and formulas are behind placeholders, as HTML. */
export function markdownToHtml(text: string, dialect: Dialect, source: MarkdownSource): string {
  const trimmed = text.trim();
  if (!inlineMarker.test(trimmed)) {
    if (dialect === 'inline') return escapeHtml(trimmed);
    if (plainStart.test(text)) return `<p>${escapeHtml(trimmed)}</p>`;
  }
  const markdown = markdownOf(dialect);
  const env = { source };
  const html = dialect === 'inline' ? markdown.renderInline(text, env) : markdown.render(text, env);
  return html.trim();
}

const rules: Renderer['rules'] = {};
const unescapeMarkdown = new Markdown().utils.unescapeAll;

rules.code_inline = (tokens, index, _, env) => {
  const code = sourceOf(env).placeholders.restoreSource(tokens[index]?.content ?? '');
  return `<code>${escapeHtml(code)}</code>`;
};

rules.fence = (tokens, index, _, env) => {
  const { content = '', info = '' } = tokens[index] ?? {};
  const { placeholders } = sourceOf(env);
  const [language = ''] = unescapeMarkdown(placeholders.restoreSource(info)).trim().split(/\s+/);
  return listing(placeholders.restoreSource(content), language, env);
};

rules.code_block = (tokens, index, _, env) =>
  listing(sourceOf(env).placeholders.restoreSource(tokens[index]?.content ?? ''), '', env);

function listing(code: string, language: string, env?: Env): string {
  const set = sourceOf(env).listing(code, language);
  if (set !== undefined) return `${set}\n`;
  const name = language ? ` class="language-${escapeHtml(language)}"` : '';
  return `<pre><code${name}>${escapeHtml(code)}</code></pre>\n`;
}

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

const renderers = new Map<Dialect, MarkdownIt>();

/** A dialect with the rules above. It is made when it is first asked for, and never changes. */
function markdownOf(dialect: Dialect): MarkdownIt {
  const known = renderers.get(dialect);
  if (known) return known;
  const markdown = createMarkdown(dialect);
  Object.assign(markdown.renderer.rules, rules);
  renderers.set(dialect, markdown);
  return markdown;
}
