import type { Block } from '../draft.ts';
import { addressOf, type Source } from '../source.ts';
import { attribute, childrenOf, type Element, hasClass, isNamed, startOf } from './tree.ts';

/** A width in CSS pixels that an element is given. */
export function pixels(element: Element): number | undefined {
  const style = /(?:^|;)\s*(?:max-)?width\s*:\s*(\d+(?:\.\d+)?)px/.exec(
    attribute(element, 'style'),
  );
  const written = style?.[1] ?? /^(\d+(?:\.\d+)?)(?:px)?$/.exec(attribute(element, 'width'))?.[1];
  const width = Math.round(Number(written ?? 0));
  return width > 0 ? width : undefined;
}

/** Whether a picture is an ornament as high as a line. */
export function isIcon(picture: Element): boolean {
  const style = attribute(picture, 'style');
  const sizes = [/(?:max-)?width\s*:\s*([\d.]+)(px|em)/, /height\s*:\s*([\d.]+)(px|em)/].map(
    (form) => {
      const [, number, unit] = form.exec(style) ?? [];
      return number === undefined ? undefined : Number(number) * (unit === 'em' ? 16 : 1);
    },
  );
  const given = [attribute(picture, 'width'), attribute(picture, 'height')].map((text) =>
    /^\d+(?:px)?$/.test(text) ? Number.parseInt(text, 10) : undefined,
  );
  const known = [...sizes, ...given].filter((size) => size !== undefined);
  return (known.length > 0 && Math.min(...known) <= 40) || hasClass(picture, /^(?:icon|emoji)s?$/);
}

/** What shows something that is no text. */
export const isMedia = (element: Element): boolean =>
  (element.name === 'img' && !isIcon(element)) ||
  /^(?:video|audio|iframe|embed|object|model-viewer|canvas)$/.test(element.name);

/** The block of a picture, video or frame; nothing where it is left out, which is told. */
export function mediaBlock(element: Element, source: Source): Block | undefined {
  const { name } = element;
  if (name === 'img') return imageBlock(element, source);
  if (name === 'video') return videoBlock(element, source);
  if (name === 'audio') return audioBlock(element, source);
  if (name === 'iframe' || name === 'embed' || name === 'object')
    return frameBlock(element, source);
  const what = name === 'canvas' ? 'a drawing that a script makes' : 'a 3D model';
  const shown = attribute(element, 'src');
  source.tell(startOf(element), `${what}${shown === '' ? '' : ` (${shown})`} is left out`);
  return undefined;
}

/** Some pages load pictures by a script, from another attribute. */
const pictureAddress = (element: Element): string =>
  ['data-src', 'data-original', 'src'].map((key) => attribute(element, key)).find(Boolean) ??
  /^\S+/.exec(attribute(element, 'srcset'))?.[0] ??
  '';

function imageBlock(element: Element, source: Source): Block | undefined {
  const url = addressOf(source, pictureAddress(element), startOf(element), 'picture');
  if (url === undefined) return undefined;
  const width = pixels(element);
  const described = Object.hasOwn(element.attribs, 'alt');
  return {
    type: 'image',
    url,
    ...(described ? { alt: attribute(element, 'alt') } : {}),
    ...(width === undefined || width < 100 ? {} : { max_width: width }),
  };
}

function videoBlock(element: Element, source: Source): Block | undefined {
  const written = [element, ...childrenOf(element).filter((child) => isNamed(child, 'source'))]
    .filter((each) => isNamed(each, 'video', 'source'))
    .flatMap((each) => [attribute(each, 'src'), attribute(each, 'data-src')])
    .filter(Boolean);
  const there = written.find((each) => source.files.find(each, 'file', true).kind !== 'missing');
  const url = addressOf(source, there ?? written[0] ?? '', startOf(element), 'video');
  if (url === undefined) return undefined;
  const has = (name: string) => Object.hasOwn(element.attribs, name);
  const poster = attribute(element, 'poster');
  const shown = poster === '' ? undefined : addressOf(source, poster, startOf(element), 'picture');
  const width = pixels(element);
  return {
    type: 'video',
    url,
    ...(shown === undefined ? {} : { poster: shown }),
    ...(width === undefined || width < 100 ? {} : { width }),
    ...(has('autoplay') ? { autoplay: true } : {}),
    ...(has('loop') ? { loop: true } : {}),
    ...(has('controls') ? {} : { no_controls: true }),
  };
}

function audioBlock(element: Element, source: Source): Block | undefined {
  const inner = childrenOf(element).find((child) => isNamed(child, 'source'));
  const written =
    attribute(element, 'src') || (isNamed(inner, 'source') ? attribute(inner, 'src') : '');
  const url = addressOf(source, written, startOf(element), 'file');
  return url === undefined
    ? undefined
    : { type: 'text', content: `<audio controls src="${url}"></audio>` };
}

const youtube =
  /^(?:https?:)?\/\/(?:www\.)?(?:youtube(?:-nocookie)?\.com\/(?:embed|v)\/|youtu\.be\/)(?!videoseries)([\w-]{11})/i;

function frameBlock(element: Element, source: Source): Block | undefined {
  const written =
    ['src', 'data-src', 'data'].map((key) => attribute(element, key)).find(Boolean) ?? '';
  const title = attribute(element, 'title');
  const id = youtube.exec(written)?.[1];
  if (id !== undefined)
    return {
      type: 'youtube',
      id,
      ...(/^(?:YouTube video player)?$/i.test(title) ? {} : { title }),
    };
  const own = !/^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(written);
  const found =
    own && /\.html?(?:[?#]|$)|\/$/i.test(written) ? undefined : source.files.find(written, 'file');
  if (found === undefined || found.kind === 'missing' || found.kind === 'fragment') {
    const why = found === undefined ? 'it is a page of its own' : 'there is no such file';
    source.tell(startOf(element), `a frame of ${written || 'nothing'} is left out: ${why}`);
    return undefined;
  }
  source.tell(startOf(element), `the frame of ${written} is now a link`);
  const here = found.kind === 'copied';
  const host = here
    ? written.replace(/^.*\//, '')
    : (/^https?:\/\/([^/?#]+)/i.exec(found.url)?.[1] ?? found.url);
  const words = (title || host).replaceAll(/[[\]\\*_`<>$]/g, '\\$&');
  const address = /[\s()<>]/.test(found.url) ? `<${found.url}>` : found.url;
  return { type: 'text', content: `[${words}](${address})` };
}
