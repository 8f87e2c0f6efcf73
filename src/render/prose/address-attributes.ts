import type { ReferenceKind } from '../../content/prose.ts';
import type { Attribute, Tag } from './pieces.ts';

/** Attributes that hold one address, and what is found there. */
const addresses: Record<string, Record<string, ReferenceKind>> = {
  a: { href: 'link' },
  area: { href: 'link' },
  audio: { src: 'resource' },
  button: { formaction: 'link' },
  embed: { src: 'resource' },
  feimage: { href: 'poster', 'xlink:href': 'poster' },
  form: { action: 'link' },
  iframe: { src: 'resource', 'data-src': 'resource' },
  image: { href: 'poster', 'xlink:href': 'poster' },
  img: { src: 'image', 'data-src': 'poster' },
  input: { src: 'poster', formaction: 'link' },
  link: { href: 'link' },
  object: { data: 'resource' },
  script: { src: 'resource', href: 'resource', 'xlink:href': 'resource' },
  source: { src: 'video', 'data-src': 'resource' },
  track: { src: 'resource' },
  use: { href: 'poster', 'xlink:href': 'poster' },
  video: { src: 'video', poster: 'poster', 'data-src': 'resource', 'data-poster': 'poster' },
};

/** Of elements with a hyphen, which scripts define: attributes that hold addresses by custom. */
const ofCustomElements: Record<string, ReferenceKind> = {
  'data-src': 'resource',
  href: 'link',
  poster: 'poster',
  src: 'resource',
};

/** Endings of what such elements show. */
const fileName =
  /^[^\s?#]+\.(?:avif|bin|csv|drc|exr|fbx|gif|glb|gltf|hdr|html?|jpe?g|json|ksplat|ktx2|lottie|mp3|mp4|obj|off|ogg|pdf|ply|png|splat|splinecode|spz|stl|svg|usdz|vrm|vtt|wasm|wav|webm|webp|xyz)(?:[?#]|$)/i;

/** Attributes that hold words, whatever these end with. */
const words = /^(?:alt|class|id|is|lang|name|part|slot|style|title|value|aria-.*|on.*)$/;

/** What an attribute of an element with a hyphen leads to. */
export function kindInCustomElement(name: string, value = ''): ReferenceKind | undefined {
  if (Object.hasOwn(ofCustomElements, name)) return ofCustomElements[name];
  return fileName.test(value.trim()) && !words.test(name) ? 'resource' : undefined;
}

/** What `<link rel>` says a browser loads, rather than knows of. */
const loadedRelations = /\b(?:stylesheet|icon|preload|modulepreload|prefetch|manifest)\b/i;

/** What an attribute of a tag leads to. `medium` is the element around it, if its files are named in it. */
export function kindOf(tag: Tag, attribute: Attribute, medium: string): ReferenceKind | undefined {
  const { name, attributes } = tag;
  if (name.includes('-')) return kindInCustomElement(attribute.name, attribute.value);
  const kinds = Object.hasOwn(addresses, name) ? addresses[name] : {};
  const kind = kinds && Object.hasOwn(kinds, attribute.name) ? kinds[attribute.name] : undefined;
  if (name === 'source' && medium === 'audio') return kind && 'resource';
  if (name === 'link' && kind) {
    const relation = attributes.find((other) => other.name === 'rel')?.value ?? '';
    return loadedRelations.test(relation) ? 'resource' : kind;
  }
  // Where the author offers files of several sizes, there is nothing to add.
  if (
    kind === 'image' &&
    (medium === 'picture' || attributes.some((other) => other.name === 'srcset'))
  )
    return 'poster';
  return kind;
}

/** Whether an attribute offers pictures in several sizes. */
export const isSrcset = (element: string, name: string) =>
  element === 'link'
    ? name === 'imagesrcset'
    : /^(?:data-)?srcset$/.test(name) && (element === 'img' || element === 'source');
