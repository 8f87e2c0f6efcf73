import Markdown, { type Env, type MarkdownIt, type Renderer, type Token } from 'markdown-it';
import { z } from 'zod';
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
  #notes: string | undefined;
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

  /** Names the footnotes of this text apart from those of the page's other texts. */
  get notes(): string {
    this.#notes ??= this.headingId('fn') ?? 'fn';
    return this.#notes;
  }

  tellUnusedFootnotes({ footnotes }: Env): void {
    const { refs = {} } = footnotesOf.parse(footnotes ?? {});
    for (const [key, index] of Object.entries(refs)) {
      if (index >= 0) continue;
      const label = `[^${this.placeholders.restoreSource(key.slice(1))}]`;
      this.#writer.unusedFootnote(label, Math.max(0, this.#text.lastIndexOf(`${label}:`)));
    }
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
  const env: Env = { source };
  const html = dialect === 'inline' ? markdown.renderInline(text, env) : markdown.render(text, env);
  source.tellUnusedFootnotes(env);
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

rules.heading_open = (tokens, index, _, env) => {
  const tag = tokens[index]?.tag ?? '';
  const words = (tokens[index + 1]?.children ?? []).map(({ content }) => content).join('');
  const id = sourceOf(env).headingId(sourceOf(env).placeholders.restoreSource(words));
  return id === undefined ? `<${tag}>` : `<${tag} id="${escapeHtml(id)}">`;
};

rules.footnote_ref = (tokens, index, _, env) => {
  const { number, again } = footnoteAt(tokens, index);
  const { notes } = sourceOf(env);
  return `<sup class="note-mark"><a id="${notes}-${number}-mark${again}" href="#${notes}-${number}">${number}</a></sup>`;
};

rules.footnote_block_open = () => '<ol class="notes">\n';
rules.footnote_block_close = () => '</ol>\n';
rules.footnote_open = (tokens, index, _, env) =>
  `<li id="${sourceOf(env).notes}-${footnoteAt(tokens, index).number}">`;
rules.footnote_close = () => '</li>\n';

rules.footnote_anchor = (tokens, index, _, env) => {
  const { number, again } = footnoteAt(tokens, index);
  return ` <a href="#${sourceOf(env).notes}-${number}-mark${again}" aria-label="${number}">↩\ufe0e</a>`;
};

/** What markdown-it-footnote says of a note: its place in the list, and which of the marks for it this is. */
const footnoteMeta = z.object({ id: z.int(), subId: z.int().default(0) });

const footnotesOf = z.object({ refs: z.record(z.string(), z.int()).optional() });

function footnoteAt(tokens: Token[], index: number): { number: number; again: string } {
  const { id, subId } = footnoteMeta.parse(tokens[index]?.meta);
  return { number: id + 1, again: subId > 0 ? `-${subId + 1}` : '' };
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
  const rest = `${titleOf(token, env)}${size}${found.alpha ? ' data-alpha' : ''} loading="lazy" decoding="async"`;
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
