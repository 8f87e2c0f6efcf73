import { addressesInCss, type CssContext } from '../render/css.ts';
import { candidatesOf } from '../site/output/loads.ts';
import type { Element } from './html.ts';

/** An address that stands in a file of the site. */
export interface Address {
  readonly url: string;
  /** Where it stands in the file, or the tag that holds it. */
  readonly offset: number;
  /** Whether a browser asks for it without being told to, rather than when somebody follows it. */
  readonly loaded: boolean;
}

/** Attributes that hold one address; those of `link` depend on its relation. */
const loadedBy: Readonly<Record<string, readonly string[]>> = {
  audio: ['src'],
  embed: ['src'],
  feimage: ['href', 'xlink:href'],
  iframe: ['src'],
  image: ['href', 'xlink:href'],
  img: ['src'],
  input: ['src'],
  object: ['data'],
  script: ['src'],
  source: ['src'],
  track: ['src'],
  use: ['href', 'xlink:href'],
  video: ['src', 'poster'],
};
const followedFrom: Readonly<Record<string, readonly string[]>> = {
  a: ['href', 'xlink:href'],
  area: ['href'],
  form: ['action'],
};

const loadedRelations =
  /\b(?:stylesheet|icon|apple-touch-icon|preload|modulepreload|prefetch|manifest)\b/i;

/** All addresses of an HTML or SVG file. */
export function addressesIn(elements: readonly Element[]): Address[] {
  return elements.flatMap((element) => [...addressesOf(element)]);
}

function* addressesOf({ name, attributes, start, text }: Element): Generator<Address> {
  const own = (keys: readonly string[] | undefined, loaded: boolean) =>
    (keys ?? []).flatMap((key) => addressFrom(attributes[key], start, loaded));
  yield* own(ofElement(loadedBy, name), true);
  yield* own(ofElement(followedFrom, name), false);
  // Some relations name a host alone.
  if (name === 'link' && !/\b(?:preconnect|dns-prefetch)\b/i.test(attributes.rel ?? ''))
    yield* own(['href'], loadedRelations.test(attributes.rel ?? ''));
  if (name === 'meta') yield* addressesOfMeta(attributes, start);
  for (const key of ['srcset', 'imagesrcset'])
    for (const url of candidatesOf(attributes[key])) yield { url, offset: start, loaded: true };
  if (attributes.style) yield* inStyles(attributes.style, 'declarationList', start);
  if (name === 'style') yield* inStyles(text, 'stylesheet', start);
}

/** Told at the tag that holds the styles. */
const inStyles = (css: string, context: CssContext, offset: number): Address[] =>
  addressesInCss(css, context).flatMap(({ url }) => addressFrom(url, offset, true));

const ofElement = (table: Readonly<Record<string, readonly string[]>>, name: string) =>
  Object.hasOwn(table, name) ? table[name] : undefined;

function addressFrom(written: string | undefined, offset: number, loaded: boolean): Address[] {
  const url = written?.trim() ?? '';
  return url === '' ? [] : [{ url, offset, loaded }];
}

function* addressesOfMeta(
  { property, name, content = '', 'http-equiv': header }: Element['attributes'],
  offset: number,
): Generator<Address> {
  const refreshed =
    /^refresh$/i.test(header ?? '') && /;\s*url\s*=\s*["']?([^"']+)/i.exec(content)?.[1];
  if (refreshed) yield { url: refreshed.trim(), offset, loaded: false };
  const isAddress =
    /^(?:og|twitter):(?:image|video|audio|url)(?::(?:url|secure_url))?$|^citation_(?:pdf|abstract_html)_url$/;
  if (isAddress.test(property ?? name ?? '')) yield { url: content.trim(), offset, loaded: false };
}

/** Addresses in a style sheet. */
export const addressesInStyles = (css: string): Address[] =>
  addressesInCss(css, 'stylesheet').map(({ url, start }) => ({ url, offset: start, loaded: true }));

/** Addresses of a feed or a map of the site, which are whole. */
export function addressesInXml(xml: string): Address[] {
  const found = /<loc>([^<]*)<\/loc>|<link\b[^>]*\bhref="([^"]*)"/g;
  return [...xml.matchAll(found)].flatMap(({ index, 1: loc, 2: href }) =>
    addressFrom((loc ?? href ?? '').replaceAll('&amp;', '&'), index, false),
  );
}
