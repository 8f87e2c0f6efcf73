import { contextOf } from '../elements.ts';
import type { Making } from '../session/film.ts';
import type { Geometry, Session } from '../session/session.ts';
import { enlarged } from './enlarged.ts';
import type { Span } from './span.ts';

/** Columns of the panorama, counted from anchor 0, that become a picture. */
export interface Cut {
  readonly left: number;
  readonly width: number;
}

/** A canvas wider than this is more than some browsers can make, and more memory than a phone may spare. */
const maxColumns = 16_384;

/** How many frames fit into one picture. */
export function maxFrames({ rows }: Geometry): number {
  return Math.min(64, Math.floor(maxColumns / rows));
}

/** What is seen, to whole columns. */
export function cutOfView(position: number, half: number, { tileWidth }: Geometry): Cut {
  const left = Math.round((position - half) * tileWidth);
  const right = Math.round((position + half) * tileWidth);
  return { left, width: Math.min(maxColumns, Math.max(1, right - left)) };
}

/** So many frames, from the left edge of what is seen. */
export function cutOfFrames(
  position: number,
  half: number,
  frames: number,
  geometry: Geometry,
): Cut {
  const { tileWidth, tilesPerFrame } = geometry;
  const count = Math.max(1, Math.min(maxFrames(geometry), Math.round(frames)));
  return {
    left: Math.round((position - half) * tileWidth),
    width: count * tilesPerFrame * tileWidth,
  };
}

export function tilesOf({ left, width }: Cut, { tileWidth }: Geometry): Span {
  return { first: Math.floor(left / tileWidth), last: Math.ceil((left + width) / tileWidth) - 1 };
}

/** How many times a picture is enlarged, so that it can be printed: twice, or to this width. */
export function scaleOf({ width }: Cut, { rows }: Geometry): number {
  const wanted = Math.max(2, Math.ceil(leastWidth / width));
  return Math.max(1, Math.min(wanted, Math.floor(maxColumns / Math.max(width, rows))));
}

const leastWidth = 2048;

/** A name that says how to find the place again. */
export function fileName(name: string, { left, width }: Cut): string {
  return `landscape-${name.replace(/[^\w.-]+/g, '-')}-from-${left}-width-${width}`;
}

/** A PNG, enlarged so many times; at 1 every pixel is as the generator makes it. @throws as `renderStrip` */
export async function renderPng(
  session: Session,
  cut: Cut,
  scale: number,
  making: Making,
): Promise<Blob> {
  const strip = await renderStrip(session, cut, making);
  return (await enlarged(strip, scale)).convertToBlob({ type: 'image/png' });
}

/**
 * Computed tile by tile: no more than the picture itself and a few tiles are in memory.
 * @throws what `session.render` throws, and `AbortError`
 */
export async function renderStrip(
  { geometry, panorama, tiles, statistics, render }: Session,
  cut: Cut,
  { signal, onProgress }: Making,
): Promise<OffscreenCanvas> {
  const canvas = new OffscreenCanvas(cut.width, geometry.rows);
  const context = contextOf(canvas, { alpha: false });
  const shown = panorama.value();
  const { first, last } = tilesOf(cut, geometry);
  let next = first;
  let done = 0;

  const work = async (): Promise<void> => {
    while (next <= last) {
      signal.throwIfAborted();
      const tile = next++;
      const x = tile * geometry.tileWidth - cut.left;
      const kept = tiles.get(tile);
      if (kept?.kind === 'full' && kept.current && panorama.value() === shown) {
        context.drawImage(kept.picture, x, 0);
      } else {
        // What is seen goes first.
        const picture = await render(shown, tile, { signal, priority: () => 1000 });
        context.drawImage(picture, x, 0);
        picture.close();
      }
      onProgress(++done / (last - first + 1));
    }
  };
  await Promise.all(Array.from({ length: statistics()?.executors ?? 1 }, work));
  return canvas;
}

/** Whether this browser can encode films. */
export function canFilm(): boolean {
  return 'VideoEncoder' in globalThis && 'VideoFrame' in globalThis;
}

/** Rows of a film at least. */
const filmRows = 512;

/** A walk along a stretch of the panorama as a WebM film. @throws as `renderStrip` and `filmWalk` */
export async function renderWalk(session: Session, cut: Cut, making: Making): Promise<Blob> {
  const { signal, onProgress } = making;
  const half = (offset: number) => (part: number) => onProgress(offset + part / 2);
  const strip = await renderStrip(session, cut, { signal, onProgress: half(0) });
  const { filmWalk } = await session.loadFilm();
  const picture = await enlarged(strip, Math.max(1, Math.round(filmRows / strip.height)));
  return filmWalk(picture, { signal, onProgress: half(0.5) });
}
