import type { Facts, Studio } from '../session/session.ts';
import type { Span } from './span.ts';

/** Columns of the landscape, counted from anchor 0, that become a picture. */
export interface Cut {
  readonly left: number;
  readonly width: number;
}

/** A canvas wider than this is more than some browsers can make, and more memory than a phone may spare. */
const mostColumns = 16_384;

/** How many frames fit into one picture. */
export function mostFrames({ rows }: Facts): number {
  return Math.min(64, Math.floor(mostColumns / rows));
}

/** What is seen, to whole columns. */
export function cutOfView(position: number, half: number, { tileWidth }: Facts): Cut {
  const left = Math.round((position - half) * tileWidth);
  const right = Math.round((position + half) * tileWidth);
  return { left, width: Math.min(mostColumns, Math.max(1, right - left)) };
}

/** So many frames, from the left edge of what is seen. */
export function cutOfFrames(position: number, half: number, frames: number, facts: Facts): Cut {
  const { tileWidth, tilesPerFrame } = facts;
  const count = Math.max(1, Math.min(mostFrames(facts), Math.round(frames)));
  return {
    left: Math.round((position - half) * tileWidth),
    width: count * tilesPerFrame * tileWidth,
  };
}

export function tilesOf({ left, width }: Cut, { tileWidth }: Facts): Span {
  return { first: Math.floor(left / tileWidth), last: Math.ceil((left + width) / tileWidth) - 1 };
}

/** A name that says how to find the place again. */
export function fileName(landscape: string, { left, width }: Cut): string {
  return `landscape-${landscape.replace(/[^\w.-]+/g, '-')}-from-${left}-width-${width}.png`;
}

/**
 * A PNG with every pixel as the generator makes it, computed tile by tile: no more than the picture itself and a few tiles are in memory.
 * @throws what `studio.render` throws, and `AbortError`
 */
export async function renderPng(
  { facts, landscape, tiles, statistics, render }: Studio,
  cut: Cut,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (part: number) => void },
): Promise<Blob> {
  const canvas = new OffscreenCanvas(cut.width, facts.rows);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('this browser gives no canvas');
  const panorama = landscape.value();
  const { first, last } = tilesOf(cut, facts);
  let next = first;
  let done = 0;

  const work = async (): Promise<void> => {
    while (next <= last) {
      signal.throwIfAborted();
      const tile = next++;
      const x = tile * facts.tileWidth - cut.left;
      const kept = tiles.get(tile);
      if (kept?.kind === 'full' && kept.current && landscape.value() === panorama) {
        context.drawImage(kept.picture, x, 0);
      } else {
        // What is seen goes first.
        const picture = await render(panorama, tile, { signal, priority: () => 1000 });
        context.drawImage(picture, x, 0);
        picture.close();
      }
      onProgress(++done / (last - first + 1));
    }
  };
  await Promise.all(Array.from({ length: statistics()?.executors ?? 1 }, work));
  return canvas.convertToBlob({ type: 'image/png' });
}
