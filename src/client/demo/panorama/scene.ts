import { contextOf } from '../elements.ts';
import type { Session } from '../session/session.ts';
import { createEnlarger } from './lanczos.ts';
import { seenTiles } from './span.ts';

/** The picture on its canvas. */
export interface Scene {
  /** Fits the canvas to its size on the page. */
  fit(): void;
  /** CSS pixels of one tile. */
  tilePixels(): number;
  /** Half of the width, in tiles. */
  half(): number;
  /** Draws with this position in the middle. @returns whether something fades: draw again in the next animation frame */
  draw(position: number): boolean;
}

/** More device pixels for a row of the model show nothing more. */
const maxScale = 8;

const opaque = { alpha: false };

export function createScene(canvas: HTMLCanvasElement, { geometry, tiles }: Session): Scene {
  const { rows, tileWidth } = geometry;
  const context = contextOf(canvas, opaque);
  // Tiles stand side by side here, one pixel for one, and are enlarged together: enlarged one by one they would show seams.
  const strip = createCanvas(tileWidth, rows);
  const stripContext = contextOf(strip, opaque);
  // The last colours that were seen, for a place of which nothing is known yet.
  const colours = createCanvas(1, rows);
  const coloursContext = contextOf(colours, opaque);
  const enlarger = createEnlarger();
  let pixels = { width: 1, height: 1 };

  const tilePixels = (): number => (pixels.height * tileWidth) / rows;
  const half = (): number => pixels.width / 2 / tilePixels();

  /** Fills places without a picture with the colours beside them. */
  const fill = (holes: ReadonlySet<number>, count: number): void => {
    const has = (place: number): boolean => place >= 0 && place < count && !holes.has(place);
    for (const hole of holes) {
      let away = 1;
      while (away < count && !has(hole - away) && !has(hole + away)) away++;
      const x = hole * tileWidth;
      const from = has(hole - away) ? x - (away - 1) * tileWidth - 1 : x + away * tileWidth;
      if (away < count) stripContext.drawImage(strip, from, 0, 1, rows, x, 0, tileWidth, rows);
      else stripContext.drawImage(colours, x, 0, tileWidth, rows);
    }
  };

  /** Enlarges the strip, which is `width` long, from `left` on. */
  const show = (left: number, width: number, scale: number): void => {
    const large = scale > 1 && enlarger?.enlarge(strip, { left, width, scale }, canvas);
    if (large) {
      context.drawImage(large, 0, 0);
      return;
    }
    context.imageSmoothingEnabled = true;
    context.imageSmoothingQuality = 'high';
    context.drawImage(strip, 0, 0, width, rows, -left * scale, 0, width * scale, canvas.height);
  };

  return {
    tilePixels,
    half,
    fit: () => {
      const { clientWidth, clientHeight } = canvas;
      pixels = { width: Math.max(1, clientWidth), height: Math.max(1, clientHeight) };
      // As many as the screen has: a canvas that the page enlarges is blurred a second time.
      const scale = Math.min(devicePixelRatio, (maxScale * rows) / pixels.height);
      canvas.width = Math.round(pixels.width * scale);
      canvas.height = Math.round(pixels.height * scale);
      strip.width = (Math.ceil(2 * half()) + 3) * tileWidth;
    },
    draw: (position) => {
      const { first, last } = seenTiles(position, half(), geometry);
      const holes = new Set<number>();
      let fading = false;
      for (let tile = first; tile <= last; tile++) {
        const x = (tile - first) * tileWidth;
        const painted = tiles.paint(stripContext, tile, x, 0, tileWidth, rows);
        if (painted === 'nothing') holes.add(tile - first);
        if (painted === 'fading') fading = true;
      }
      fill(holes, last - first + 1);
      const middle = Math.floor((position - first) * tileWidth);
      coloursContext.drawImage(strip, middle, 0, 1, rows, 0, 0, 1, rows);

      // The difference is taken before anything is multiplied: far away it is as exact as here.
      const left = (position - first - half()) * tileWidth;
      show(left, (last - first + 1) * tileWidth, canvas.height / rows);
      return fading;
    },
  };
}

function createCanvas(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas;
}
