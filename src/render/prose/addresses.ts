import type { Resolved } from '../resolve.ts';
import { decodeAttribute, escapeHtml } from './entities.ts';
import type { Attribute, Tag } from './scan.ts';

type Kind = 'image' | 'video' | 'link';

/** Looks up an address that stands at character `offset` of the author's text. */
export type LookUp = (url: string, kind: Kind, offset: number) => Resolved;

/** Tells about a picture without words for those who cannot see it. */
export type MissingAlt = (offset: number) => void;

/** Attributes that hold one address, and what is found there. */
const addresses: Record<string, Record<string, Kind>> = {
  a: { href: 'link' },
  area: { href: 'link' },
  audio: { src: 'link' },
  embed: { src: 'link' },
  form: { action: 'link' },
  iframe: { src: 'link' },
  image: { href: 'image', 'xlink:href': 'image' },
  img: { src: 'image' },
  input: { src: 'image' },
  link: { href: 'link' },
  object: { data: 'link' },
  script: { src: 'link' },
  source: { src: 'video' },
  track: { src: 'link' },
  use: { href: 'image', 'xlink:href': 'image' },
  video: { src: 'video', poster: 'image' },
};

/** A stretch of the text and what is written in its place. */
interface Edit {
  start: number;
  end: number;
  text: string;
}

/**
 * Rewrites the tags of one text, one after another: addresses as `lookUp` says, sizes and loading hints
 * for pictures, videos and frames. Whatever else the author wrote stays byte for byte.
 */
export function tagRewriter(
  text: string,
  lookUp: LookUp,
  missingAlt: MissingAlt,
): (tag: Tag) => string {
  /** The element whose `<source>`s follow. */
  let medium = '';

  return function rewriteTag(tag) {
    const { start, end, name, attributes } = tag;
    const source = text.slice(start, end);
    if (name === 'picture' || name === 'video' || name === 'audio')
      medium = tag.closing ? '' : name;
    if (tag.closing) return source;
    const kinds = Object.hasOwn(addresses, name) ? addresses[name] : undefined;
    if (attributes.length === 0 && name !== 'img') return source;

    const edits: Edit[] = [];
    let found: Resolved | undefined;
    for (const attribute of attributes) {
      const { value, valueStart } = attribute;
      if (value === undefined || value.trim() === '') continue;
      const kind = kinds?.[attribute.name];
      if (kind) {
        const actual = name === 'source' && medium === 'audio' ? 'link' : kind;
        const resolved = lookUp(decodeAttribute(value.trim()), actual, valueStart);
        if (attribute.name === 'src') found = resolved;
        edit(edits, attribute, resolved.href);
      } else if (attribute.name === 'srcset' && (name === 'img' || name === 'source')) {
        edit(edits, attribute, rewriteSrcset(attribute, lookUp));
      } else if (attribute.name === 'style' && value.includes('url(')) {
        const css = rewriteCss(decodeAttribute(value), valueStart, lookUp);
        edit(edits, attribute, css);
      }
    }
    const hint = Object.hasOwn(hints, name) ? hints[name] : undefined;
    const extra = hint?.(attributes, found, edits) ?? '';
    if (name === 'img' && !has(attributes, 'alt')) missingAlt(start);
    return apply(text, tag, edits, extra);
  };
}

/** What a tag lacks to load well: attributes to add, and edits of those it has. */
const hints: Record<
  string,
  (own: Attribute[], found: Resolved | undefined, edits: Edit[]) => string
> = {
  img(own, found) {
    const lazy = `${missing(own, 'loading', 'lazy')}${missing(own, 'decoding', 'async')}`;
    return `${size(own, found)}${lazy}`;
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
  const added = { start: last, end: last, text: extra };
  let result = '';
  let at = start;
  for (const change of [...edits.toSorted((one, other) => one.start - other.start), added]) {
    result += text.slice(at, change.start) + change.text;
    at = change.end;
  }
  return result + text.slice(at, end);
}

function rewriteSrcset({ value = '', valueStart }: Attribute, lookUp: LookUp): string {
  // A candidate is an address without spaces, then an optional width or density, then a comma.
  return value.replace(
    /([^\s,]\S*[^\s,]|[^\s,])(\s+[^,]*)?/g,
    (_, url: string, size = '', at: number) => {
      const { href } = lookUp(decodeAttribute(url), 'image', valueStart + at);
      return href + size;
    },
  );
}

/** Style rules with the addresses in their `url(...)` rewritten. `start` is their place in the text. */
export function rewriteCss(css: string, start: number, lookUp: LookUp): string {
  return css.replace(
    /url\(\s*(?:"([^"]*)"|'([^']*)'|([^\s"'()]+))\s*\)/g,
    (
      whole: string,
      double: string | undefined,
      single: string | undefined,
      bare: string,
      at: number,
    ) => {
      const url = double ?? single ?? bare;
      const { href } = lookUp(url, 'image', start + at + whole.indexOf(url));
      return href === url ? whole : `url('${href.replaceAll("'", '%27')}')`;
    },
  );
}
