import type { Panorama } from '../../../alis/latent/panorama.ts';

/** A tile's picture in the store. */
export interface Stored {
  readonly picture: ImageBitmap;
  kind: 'full' | 'preview' | 'poster';
  /** The panorama that it is of. */
  readonly shows: Panorama;
  /** `performance.now()` when it came. */
  readonly since: number;
  /** What it took the place of, until a cross-fade is over. */
  before: ImageBitmap | undefined;
  /** Whether the panorama now has the same there. */
  current: boolean;
}

/** Pictures by tile, within a budget of bytes. */
export interface Store {
  get(tile: number): Stored | undefined;
  /** Puts a picture in the place of the one that was there. */
  put(tile: number, picture: Omit<Stored, 'before' | 'since' | 'current'>): void;
  /** Marks which pictures are of the panorama that there is now. */
  mark(isCurrent: (tile: number, shows: Panorama) => boolean): void;
  /** Full pictures may not be what they were: they count as previews from now on. */
  markStale(): void;
  /** Throws pictures away until the rest has room, those first whose tile is the farthest. */
  trim(distance: (tile: number) => number): void;
  readonly bytes: () => number;
}

/** Milliseconds for which a replaced picture is kept: a cross-fade, and a slow frame. */
export const keptFor = 600;

/** @param budget bytes that there may be now */
export function createStore(budget: () => number): Store {
  const tiles = new Map<number, Stored>();
  let bytes = 0;

  const close = (picture: ImageBitmap): void => {
    bytes -= bytesOf(picture);
    picture.close();
  };
  const closeBefore = (stored: Stored): void => {
    if (stored.before) close(stored.before);
    stored.before = undefined;
  };

  return {
    get: (tile) => tiles.get(tile),
    put: (tile, picture) => {
      const last = tiles.get(tile);
      if (last) closeBefore(last);
      const stored = { ...picture, before: last?.picture, since: performance.now(), current: true };
      tiles.set(tile, stored);
      bytes += bytesOf(picture.picture);
      if (last) setTimeout(() => closeBefore(stored), keptFor);
    },
    mark: (isCurrent) => {
      for (const [tile, stored] of tiles) stored.current = isCurrent(tile, stored.shows);
    },
    markStale: () => {
      for (const stored of tiles.values()) stored.kind = 'preview';
    },
    trim: (distance) => {
      if (bytes <= budget()) return;
      const farthest = [...tiles].sort(([a], [b]) => distance(b) - distance(a));
      for (const [tile, stored] of farthest) {
        // To a little below, so that not every new tile has all sorted again.
        if (bytes <= budget() * 0.9) return;
        if (distance(tile) === 0) return;
        closeBefore(stored);
        close(stored.picture);
        tiles.delete(tile);
      }
    },
    bytes: () => bytes,
  };
}

function bytesOf({ width, height }: ImageBitmap): number {
  return width * height * 4;
}
