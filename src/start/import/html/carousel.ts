import type { Block } from '../draft.ts';
import { blocksOf, type Item } from './items.ts';
import { isMedia, mediaBlock } from './media.ts';
import type { Reader } from './reader.ts';
import { childrenOf, type Element, elementsIn, hasClass, isElement, startOf } from './tree.ts';

const carousel =
  /^(?:.*-)?(?:carousel|swiper|splide|slider-pro|flickity|glide|slick|slideshow)(?:-container)?$/i;
const slide = /^(?:item|.*[-_]slide|.*-item|slide|mySlides|splide__slide|glide__slide)$/i;
const comparison =
  /twentytwenty|juxtapose|beer-slider|b-dics|cocoen|(?:image|img|before-after|ba)-?(?:compar\w*|slider)|compar\w*-(?:slider|container)|bal-container/i;

/** The slides of what is leafed through; undefined where an element is none. */
export function slidesOf(element: Element): Element[] | undefined {
  if (!hasClass(element, carousel) || !elementsIn([element]).some(isMedia)) return undefined;
  const marked = elementsIn(childrenOf(element)).filter((each) => hasClass(each, slide));
  const outermost = marked.filter(
    (each) =>
      !marked.some((other) => other !== each && elementsIn(childrenOf(other)).includes(each)),
  );
  const slides = outermost.length > 0 ? outermost : childrenOf(element).filter(isElement);
  return slides.filter((each) => elementsIn([each]).some(isMedia));
}

/** A carousel where each slide is a picture or a video; else what stands on the slides, one below the other. */
export function carouselItems(
  element: Element,
  slides: readonly Element[],
  reader: Reader,
): Item[] {
  const read = slides.map((each) => reader.items([each]));
  const items = read.map((each) => slideOf(blocksOf(each)));
  const whole = items.flatMap((each) => (each === undefined ? [] : [each]));
  if (whole.length < read.filter((each) => each.length > 0).length) {
    reader.source.tell(
      startOf(element),
      'slides of more than a picture or video stand below each other',
    );
    return read.flat();
  }
  const block: Block = { type: 'carousel', items: whole };
  return whole.length === 0 ? [] : [{ kind: 'block', block, offset: startOf(element) }];
}

function slideOf(blocks: readonly Block[]): Record<string, unknown> | undefined {
  const [shown] = blocks.filter(({ type }) => type === 'image' || type === 'video');
  const words = blocks.filter(({ type }) => type === 'text' || type === 'mini-title');
  if (shown === undefined || blocks.length !== 1 + words.length) return undefined;
  const said = [shown.caption, ...words.map(({ content }) => content)].filter(
    (each) => each !== undefined,
  );
  const caption = said.join(' ').replaceAll(/\s*\n\s*/g, ' ');
  const { url, poster, alt } = shown;
  return {
    ...(shown.type === 'image' ? { url } : { video: url }),
    ...(poster === undefined ? {} : { poster }),
    ...(alt === undefined ? {} : { alt }),
    ...(caption === '' ? {} : { caption }),
  };
}

/** Two pictures under a handle; undefined where an element is no such thing. */
export function comparisonOf(element: Element, { source }: Reader): Block | undefined {
  if (element.name !== 'img-comparison-slider' && !hasClass(element, comparison)) return undefined;
  const pictures = elementsIn(childrenOf(element)).filter(({ name }) => name === 'img');
  if (pictures.length !== 2) return undefined;
  const [before, after] = pictures.map((each) => comparedPicture(mediaBlock(each, source)));
  return before === undefined || after === undefined
    ? undefined
    : { type: 'comparison', before, after };
}

const comparedPicture = (block: Block | undefined) =>
  block === undefined
    ? undefined
    : { url: block.url, ...(block.alt === undefined ? {} : { alt: block.alt }) };
