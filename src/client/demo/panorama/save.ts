import { contextOf } from '../elements.ts';
import type { Geometry, Session } from '../session/session.ts';
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

/** A name that says how to find the place again. */
export function fileName(name: string, { left, width }: Cut): string {
  return `landscape-${name.replace(/[^\w.-]+/g, '-')}-from-${left}-width-${width}.png`;
}

/**
 * A PNG with every pixel as the generator makes it, computed tile by tile: no more than the picture itself and a few tiles are in memory.
 * @throws what `session.render` throws, and `AbortError`
 */
export async function renderPng(
  { geometry, panorama, tiles, statistics, render }: Session,
  cut: Cut,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (part: number) => void },
): Promise<Blob> {
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
  return canvas.convertToBlob({ type: 'image/png' });
}
