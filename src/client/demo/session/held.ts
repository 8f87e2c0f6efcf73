import type { Panorama } from '../../../alis/latent/panorama.ts';
import type { Store } from './store.ts';

/** A whole picture of a tile that waits to be shown. */
interface Waiting {
  readonly picture: ImageBitmap;
  readonly shows: Panorama;
}

/** Pictures kept back until all that one anchor changes can change at once: seams would be seen between old and new. */
export interface Held {
  /** From now on pictures are kept back, for a while. */
  begin(): void;
  /** Keeps this one back. @returns whether it does; else it is to be shown at once */
  take(tile: number, waiting: Waiting): boolean;
  has(tile: number): boolean;
  /** Throws away what is not to be shown any more. */
  drop(isCurrent: (tile: number, shows: Panorama) => boolean): void;
  /** Shows them all if no other of these tiles is to come. */
  release(wanted: Iterable<number>): void;
}

/** Milliseconds after which tiles are shown as they come: a slow machine should show that it works. */
const patience = 1500;

/** @param onShow called with the tiles that are shown now */
export function createHeld(store: Store, onShow: (tiles: number[]) => void): Held {
  const held = new Map<number, Waiting>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const isStale = (tile: number): boolean => {
    const stored = store.get(tile);
    return stored?.kind === 'full' && !stored.current;
  };
  const show = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const all = [...held];
    held.clear();
    for (const [tile, waiting] of all) store.put(tile, { ...waiting, kind: 'full' });
    if (all.length > 0) onShow(all.map(([tile]) => tile));
  };

  return {
    begin: () => {
      clearTimeout(timer);
      timer = setTimeout(show, patience);
    },
    take: (tile, waiting) => {
      if (timer === undefined || !isStale(tile)) return false;
      held.get(tile)?.picture.close();
      held.set(tile, waiting);
      return true;
    },
    has: (tile) => held.has(tile),
    drop: (isCurrent) => {
      for (const [tile, { picture, shows }] of held) {
        if (isCurrent(tile, shows) && isStale(tile)) continue;
        held.delete(tile);
        picture.close();
      }
    },
    release: (wanted) => {
      if (timer === undefined) return;
      for (const tile of wanted) if (isStale(tile) && !held.has(tile)) return;
      show();
    },
  };
}
