import Markdown, { type Env, type MarkdownIt, type Renderer, type Token } from 'markdown-it';
import { textWidth, withSources } from '../picture.ts';
import type { Resolved } from '../resolve.ts';
import { attributesHtml, ownAttributes, pictureSize, withAttributes } from './attributes.ts';
import { createMarkdown, type Dialect } from './dialects.ts';
import { escapeHtml } from './entities.ts';
import { footnoteRules, tellFootnotes } from './footnotes.ts';
import { type MarkdownSource, sourceOf } from './markdown-source.ts';
import { tellReferences } from './references.ts';
import { taskRules } from './task-lists.ts';
import { tellUnclosedFences } from './unclosed-fences.ts';

// Most titles and captions hold no Markdown at all, and need not be parsed to find that out.
const inlineMarker = /[\\`*_~[\]<&{\n\r]/;
const plainStart = /^[\p{L}\ufdd0(]/u;

/** Text in which HTML and formulas are behind placeholders, as HTML. */
export function markdownToHtml(text: string, dialect: Dialect, source: MarkdownSource): string {
  const trimmed = text.trim();
  if (!inlineMarker.test(trimmed)) {
    if (dialect === 'inline') return escapeHtml(trimmed);
    if (plainStart.test(text)) return `<p${source.placeAt(0)}>${escapeHtml(trimmed)}</p>`;
  }
  const markdown = markdownOf(dialect);
  const env: Env = { source };
  const html =
    dialect === 'inline' ? markdown.renderInline(text, env) : renderBlocks(markdown, text, env);
  tellFootnotes(source, env);
  tellReferences(source, env);
  tellUnclosedFences(source);
  return html.trim();
}

/** Blocks, which say where they were written if anybody asks. */
function renderBlocks(markdown: MarkdownIt, text: string, env: Env): string {
  const source = sourceOf(env);
  if (!source.saysPlaces) return markdown.render(text, env);
  const tokens = markdown.parse(text, env);
  const offsetOf = offsetsOfLines(text, source);
  for (const token of tokens) {
    const [line] = token.map ?? [];
    if (line === undefined || !placed.has(token.type)) continue;
    const [, name, value] = / ([\w-]+)="([^"]*)"/.exec(source.placeAt(offsetOf(line))) ?? [];
    if (name !== undefined && value !== undefined) token.attrSet(name, value);
  }
  return markdown.renderer.render(tokens, markdown.options, env);
}

/** Blocks that are elements of their own. */
const placed: ReadonlySet<string> = new Set([
  'paragraph_open',
  'heading_open',
  'list_item_open',
  'blockquote_open',
  'table_open',
  'fence',
  'code_block',
]);

/** Where the lines of a text with placeholders begin in the author's own, which has those lines and more. */
function offsetsOfLines(text: string, source: MarkdownSource): (line: number) => number {
  const written = source.text.split('\n');
  const starts: number[] = [];
  let offset = 0;
  for (const line of written) {
    starts.push(offset);
    offset += line.length + 1;
  }
  let before = 0;
  const first = text.split('\n').map((line) => {
    const at = before;
    before += source.placeholders.restoreSource(line).split('\n').length;
    return at;
  });
  return (line) => starts[first[line] ?? 0] ?? 0;
}

const rules: Renderer['rules'] = { ...footnoteRules, ...taskRules };
const unescapeMarkdown = new Markdown().utils.unescapeAll;

rules.code_inline = (tokens, index, _, env) => {
  const token = tokens[index];
  const code = sourceOf(env).placeholders.restoreSource(token?.content ?? '');
  return `<code${attributesHtml(ownAttributes(token))}>${escapeHtml(code)}</code>`;
};

rules.fence = (tokens, index, _, env) => {
  const { info = '' } = tokens[index] ?? {};
  return listing(tokens[index], unescapeMarkdown(info), env);
};

rules.code_block = (tokens, index, _, env) => listing(tokens[index], '', env);

function listing(token: Token | undefined, language: string, env?: Env): string {
  const source = sourceOf(env);
  const code = source.placeholders.restoreSource(token?.content ?? '');
  const name = language ? ` class="language-${escapeHtml(language)}"` : '';
  const html =
    source.listing(code, language) ?? `<pre><code${name}>${escapeHtml(code)}</code></pre>`;
  return `${withAttributes(html, ownAttributes(token))}\n`;
}

rules.heading_open = (tokens, index, _, env) => {
  const token = tokens[index];
  const tag = token?.tag ?? '';
  const own = ownAttributes(token);
  const words = (tokens[index + 1]?.children ?? []).map(({ content }) => content).join('');
  const source = sourceOf(env);
  const made = token?.attrGet('id')
    ? undefined
    : source.headingId(source.placeholders.restoreSource(words));
  return `<${tag}${made === undefined ? '' : ` id="${escapeHtml(made)}"`}${attributesHtml(own)}>`;
};

rules.link_open = (tokens, index, _, env) => {
  const token = tokens[index];
  if (!token) return '';
  const { href } = lookUp(token, 'href', 'link', env);
  const own = attributesHtml(ownAttributes(token));
  return `<a href="${escapeHtml(href)}"${titleOf(token, env)}${own}>`;
};

rules.image = (tokens, index, options, env, renderer) => {
  const token = tokens[index];
  if (!token) return '';
  const found = lookUp(token, 'src', 'image', env);
  const written = String(token.attrGet('alt') ?? '');
  const words = renderer.renderInlineAsText(token.children ?? [], options, env);
  const alt = escapeHtml(sourceOf(env).placeholders.restoreSource(written || words));
  const { size, width } = sizeOf(token, found);
  const others = ownAttributes(token).filter(
    ([name]) => !['width', 'height', 'loading'].includes(name),
  );
  const rest = `${titleOf(token, env)}${attributesHtml(others)}${size}${found.alpha ? ' data-alpha' : ''}`;
  const loading = String(token.attrGet('loading') ?? 'lazy');
  sourceOf(env).shown(found.href, width);
  const src = escapeHtml(found.href);
  return withSources(
    `<img src="${src}" alt="${alt}"${rest} loading="${loading}" decoding="async">`,
    found,
    width,
  );
};

/** The size of a picture as it is written or as the file has it, and how wide it gets at most. */
function sizeOf(token: Token, { width, height }: Resolved): { size: string; width: number } {
  const { pixels, style } = pictureSize(ownAttributes(token));
  const ratio = width && height ? width / height : undefined;
  const wide = pixels.width ?? (pixels.height && ratio ? Math.round(pixels.height * ratio) : width);
  const high = pixels.height ?? (pixels.width && ratio ? Math.round(pixels.width / ratio) : height);
  const known = [...(wide ? [['width', wide]] : []), ...(high ? [['height', high]] : [])];
  const size = (known.length === 2 || pixels.width || pixels.height ? known : [])
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');
  const part = /(?:^|; )width: ([\d.]+)%/.exec(style)?.[1];
  const shown = Math.min(wide ?? textWidth, textWidth);
  return {
    size: `${size}${style ? ` style="${style}"` : ''}`,
    width: part ? Math.round((textWidth * Number(part)) / 100) : shown,
  };
}

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
