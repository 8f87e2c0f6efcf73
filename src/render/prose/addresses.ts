import type { ReferenceKind } from '../../content/prose.ts';
import { addressesInCss } from '../css.ts';
import { textWidth, withSources } from '../picture.ts';
import type { Resolved } from '../resolve.ts';
import { isSrcset, kindOf } from './address-attributes.ts';
import { applyEdits, type Edit } from './edits.ts';
import { decodeAttribute, escapeHtml } from './entities.ts';
import type { Attribute, Tag } from './pieces.ts';

/** Looks up an address that stands at character `offset` of the author's text. */
export type LookUp = (url: string, kind: ReferenceKind, offset: number) => Resolved;

/** Told what an author's tags show. */
export interface TagReader {
  /** A picture, at most so many CSS pixels wide, if that is known. */
  shown(href: string, width: number | undefined): void;
  /** A picture without words for those who cannot see it. */
  missingAlt(offset: number): void;
  /** An id, of a part of a drawing or of anything else. */
  id(id: string, offset: number, inDrawing: boolean): void;
}

/**
 * Rewrites the tags of one text, one after another: addresses as `lookUp` says, sizes and loading hints
 * for pictures, videos and frames. Whatever else the author wrote stays byte for byte.
 */
export function tagRewriter(text: string, lookUp: LookUp, reader: TagReader): (tag: Tag) => string {
  /** The element whose `<source>`s follow. */
  let medium = '';
  let inDrawing = false;

  return function rewriteTag(tag) {
    const { start, end, name, attributes } = tag;
    const source = text.slice(start, end);
    const ofDrawing = inDrawing || name === 'svg';
    if (name === 'svg') inDrawing = !tag.closing && !tag.selfClosing;
    if (name === 'picture' || name === 'video' || name === 'audio')
      medium = tag.closing ? '' : name;
    if (tag.closing) return source;
    if (attributes.length === 0 && name !== 'img') return source;

    const edits: Edit[] = [];
    let found: Resolved | undefined;
    for (const attribute of attributes) {
      const { value, valueStart } = attribute;
      if (value === undefined || value.trim() === '') continue;
      if (attribute.name === 'id') reader.id(decodeAttribute(value), valueStart, ofDrawing);
      const kind = kindOf(tag, attribute, medium);
      if (kind) {
        const resolved = lookUp(decodeAttribute(value.trim()), kind, valueStart);
        if (attribute.name === 'src') found = resolved;
        if (kind === 'poster' && name !== 'img') reader.shown(resolved.href, undefined);
        edit(edits, attribute, resolved.href);
      } else if (isSrcset(name, attribute.name)) {
        edit(edits, attribute, rewriteSrcset(attribute, lookUp));
      } else if (attribute.name === 'style') {
        const css = decodeAttribute(value);
        edit(edits, attribute, rewriteCss(css, valueStart, lookUp, reader, 'declarationList'));
      }
    }
    const hint = Object.hasOwn(hints, name) ? hints[name] : undefined;
    const extra = hint?.(attributes, found, edits) ?? '';
    const html = apply(text, tag, edits, extra);
    if (name !== 'img') return html;
    if (!has(attributes, 'alt')) reader.missingAlt(start);
    if (!found) return html;
    const width = shownWidth(attributes, found);
    reader.shown(found.href, width);
    return withSources(html, found, width);
  };
}

/** What a tag lacks to load well: attributes to add, and edits of those it has. */
const hints: Record<
  string,
  (own: Attribute[], found: Resolved | undefined, edits: Edit[]) => string
> = {
  img(own, found) {
    const lazy = `${missing(own, 'loading', 'lazy')}${missing(own, 'decoding', 'async')}`;
    return `${found?.alpha ? missing(own, 'data-alpha') : ''}${size(own, found)}${lazy}`;
  },
  iframe: (own) => missing(own, 'loading', 'lazy'),
  video(own, found, edits) {
    const preload = has(own, 'poster') ? 'none' : 'metadata';
    const written = own.find(({ name }) => name === 'preload');
    if (written && !['none', 'metadata'].includes(written.value ?? ''))
      edit(edits, written, preload);
    const muted = has(own, 'autoplay')
      ? `${missing(own, 'muted')}${missing(own, 'playsinline')}`
      : '';
    return `${size(own, found)}${muted}${missing(own, 'preload', preload)}`;
  },
};

/** How wide a picture in running text gets at most, in CSS pixels. */
function shownWidth(own: Attribute[], { width: natural = textWidth }: Resolved): number {
  const written = own.find(({ name, value }) => name === 'width' && /^\d+(px)?$/.test(value ?? ''));
  return Math.min(Number.parseInt(written?.value ?? '', 10) || natural, textWidth);
}

const has = (own: Attribute[], name: string) => own.some((attribute) => attribute.name === name);

function missing(own: Attribute[], name: string, value?: string): string {
  if (has(own, name)) return '';
  return value === undefined ? ` ${name}` : ` ${name}="${value}"`;
}

function size(own: Attribute[], found: Resolved | undefined): string {
  if (!found?.width || !found.height || has(own, 'width') || has(own, 'height')) return '';
  return ` width="${found.width}" height="${found.height}"`;
}

function edit(edits: Edit[], attribute: Attribute, value: string): void {
  const { name, start, end } = attribute;
  if (attribute.value !== undefined && decodeAttribute(attribute.value) === value) return;
  edits.push({ start, end, text: `${name}="${escapeHtml(value)}"` });
}

function apply(text: string, tag: Tag, edits: Edit[], extra: string): string {
  const { start, end, name, attributes } = tag;
  if (edits.length === 0 && extra === '') return text.slice(start, end);
  const last = attributes.at(-1)?.end ?? start + 1 + name.length;
  const all = [...edits, { start: last, end: last, text: extra }];
  return applyEdits(
    text.slice(start, end),
    all.map((one) => ({ ...one, start: one.start - start, end: one.end - start })),
  );
}

function rewriteSrcset({ value = '', valueStart }: Attribute, lookUp: LookUp): string {
  // A candidate is an address without spaces, then an optional width or density, then a comma.
  return value.replace(
    /([^\s,]\S*[^\s,]|[^\s,])(\s+[^,]*)?/g,
    (_, url: string, size = '', at: number) => {
      const { href } = lookUp(decodeAttribute(url), 'poster', valueStart + at);
      return href + size;
    },
  );
}

/** Styles with their addresses rewritten. `start` is their place in the text. */
export function rewriteCss(
  css: string,
  start: number,
  lookUp: LookUp,
  reader: Pick<TagReader, 'shown'>,
  context: 'stylesheet' | 'declarationList' = 'stylesheet',
): string {
  let result = '';
  let from = 0;
  for (const { url, quoted, what, ...at } of addressesInCss(css, context)) {
    const isPicture = what === 'picture';
    const place = start + at.start + Math.max(0, css.slice(at.start, at.end).indexOf(url));
    const { href } = lookUp(url, isPicture ? 'poster' : 'resource', place);
    if (isPicture) reader.shown(href, undefined);
    if (href === url) continue;
    const written = `'${href.replaceAll("'", '%27')}'`;
    result += css.slice(from, at.start) + (quoted ? written : `url(${written})`);
    from = at.end;
  }
  return result + css.slice(from);
}
