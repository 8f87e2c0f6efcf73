import { contextOf, find } from '../elements.ts';
import { signed } from '../numbers.ts';
import type { Geometry, Session } from '../session/session.ts';
import { nameOf, nearest, reachOf, slots, tilesOf } from './window.ts';

/** Where the carousel is, in stretches from anchor 0. */
export interface Place {
  /** In the middle of what is seen; a fraction while it moves. */
  readonly middle: number;
  /** Where it comes to rest: between the anchors l and r. */
  readonly target: number;
  /** The stretch of slot 0, give or take rounds. */
  readonly origin: number;
}

export interface Slides {
  /** One for each slot, not in the page yet. */
  readonly elements: readonly HTMLElement[];
  /** These elements show the slots from now on, clones too. */
  take(elements: readonly { element: HTMLElement; slot: number }[]): void;
  /** Brings what can be seen up to date. @returns whether a cross-fade goes on */
  draw(place: Place): boolean;
  /** These tiles have another picture. */
  touch(tiles: ReadonlySet<number>): void;
}

interface Slide {
  readonly element: HTMLElement;
  readonly slot: number;
  readonly context: CanvasRenderingContext2D;
  stretch: number | undefined;
  /** What is on the canvas is not the last there is. */
  stale: boolean;
}

export function createSlides({
  tiles,
  geometry,
  words,
}: Pick<Session, 'tiles' | 'geometry' | 'words'>): Slides {
  const { rows, tileWidth, tilesPerAnchor } = geometry;
  const elements = Array.from({ length: slots }, () => slideElement(geometry, words.landscape));
  let slides = elements.map((element, slot) => slideOf(element, slot));

  const paintTile = (context: CanvasRenderingContext2D, tile: number, x: number): boolean => {
    const painted = tiles.paint(context, tile, x, 0, tileWidth, rows);
    if (painted === 'nothing') paintStandIn(context, tile, x);
    return painted === 'fading';
  };

  /** The nearest tile there is, mirrored, so that it goes on from its neighbour: there is hardly ever time to see it. */
  const paintStandIn = (context: CanvasRenderingContext2D, tile: number, x: number): void => {
    for (let distance = 1; distance <= 4 * tilesPerAnchor; distance++) {
      const found = [tile - distance, tile + distance].find((other) => tiles.get(other));
      if (found === undefined) continue;
      context.save();
      context.translate(x + tileWidth, 0);
      context.scale(-1, 1);
      tiles.paint(context, found, 0, 0, tileWidth, rows);
      context.restore();
      return;
    }
  };

  const paint = (slide: Slide, stretch: number): boolean => {
    let fading = false;
    for (let i = 0; i < tilesPerAnchor; i++) {
      const tile = stretch * tilesPerAnchor + i;
      if (paintTile(slide.context, tile, i * tileWidth)) fading = true;
    }
    slide.stale = fading;
    return fading;
  };

  return {
    elements,
    take: (all) => {
      slides = all.map(({ element, slot }) => slideOf(element, slot));
    },
    draw: ({ middle, target, origin }) => {
      const { first, last } = reachOf(middle, target);
      let fading = false;
      for (const slide of slides) {
        const stretch = nearest(slide.slot + origin, middle);
        if (stretch !== slide.stretch) {
          slide.stretch = stretch;
          slide.stale = true;
          slide.element.setAttribute('aria-label', nameOf(stretch, words));
          slide.element.dataset.stretch = String(stretch);
        }
        mark(slide.element, stretch - target);
        if (slide.stale && first <= stretch && stretch <= last && paint(slide, stretch))
          fading = true;
      }
      return fading;
    },
    touch: (changed) => {
      for (const slide of slides) {
        if (slide.stretch === undefined) continue;
        const { first, last } = tilesOf(slide.stretch, tilesPerAnchor);
        for (let tile = first; tile <= last; tile++) {
          if (changed.has(tile)) slide.stale = true;
        }
      }
    },
  };
}

function slideElement({ rows, tileWidth, tilesPerAnchor }: Geometry, label: string): HTMLElement {
  const element = document.createElement('div');
  element.className = 'splide__slide';
  const canvas = document.createElement('canvas');
  canvas.width = tilesPerAnchor * tileWidth;
  canvas.height = rows;
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', label);
  const anchor = document.createElement('p');
  anchor.className = 'demo-anchor';
  anchor.setAttribute('aria-hidden', 'true');
  anchor.innerHTML = '<span><var>w</var><sub></sub></span>';
  element.append(canvas, anchor);
  return element;
}

function slideOf(element: HTMLElement, slot: number): Slide {
  const context = contextOf(find(element, 'canvas', HTMLCanvasElement), { alpha: false });
  return { element, slot, context, stretch: undefined, stale: true };
}

/** Says which anchor is l and which is r: the left one of the slide in the middle, and of the one after it. */
function mark(element: HTMLElement, ahead: number): void {
  const side = ahead === 0 ? 'l' : ahead === 1 ? 'r' : '';
  const text = side || signed(Number(element.dataset.stretch));
  const index = element.querySelector('.demo-anchor sub');
  if (index && index.textContent !== text) index.textContent = text;
  if (element.dataset.anchor !== side) element.dataset.anchor = side;
}
