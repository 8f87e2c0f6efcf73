import { createEmitter, type Emitter, type Subscribe } from './emitter.ts';
import { watchSeen } from './environment.ts';
import { isWanted, type Range, wantedTiles } from './wanted.ts';

/** One element that shows tiles. It asks for nothing while it is off the screen or the page is hidden. */
export interface View {
  /**
   * The tiles wanted from now on, first to last, those nearest to `centre` first (in tiles; 3.5 is the middle of tile 3). Include
   * what will be seen next. What was wanted before and is not any more is taken back. Call it as often as the view moves.
   */
  want(first: number, last: number, centre: number): void;
  /** Tiles of this view that have a new picture, at most once in an animation frame, in its beginning: draw in the callback. */
  readonly onArrival: Subscribe<ReadonlySet<number>>;
  /** Whether every wanted tile has its full, current picture. */
  complete(): boolean;
  /** Whether the element is on the screen of a page that is shown; else nothing should move by itself. */
  seen(): boolean;
  /** Called when that changes. */
  readonly onSeen: Subscribe<boolean>;
  /** Wants nothing any more. */
  close(): void;
}

export interface Views {
  open(element: Element): View;
  /** What views want, those off the screen too. */
  ranges(): Range[];
  seenRanges(): Range[];
  /** These tiles have another picture. */
  arrived(tiles: Iterable<number>): void;
}

interface Needs {
  /** Whether a tile has its full, current picture. */
  complete(tile: number): boolean;
  /** Views want other tiles than before. */
  onWants(): void;
  /** A canvas lost what was on it, and pictures may be lost too. */
  onLost(): void;
}

interface Open {
  readonly arrivals: Emitter<ReadonlySet<number>>;
  seen: boolean;
  range: Range | undefined;
}

export function createViews(needs: Needs): Views {
  const views = new Set<Open>();
  const pending = new Set<number>();

  const ranges = (which: (view: Open) => boolean): Range[] =>
    [...views].flatMap((view) => (view.range && which(view) ? [view.range] : []));

  const deliver = (): void => {
    const tiles = [...pending];
    pending.clear();
    for (const { range, arrivals } of [...views]) {
      const own = range ? tiles.filter((tile) => isWanted([range], tile)) : [];
      if (own.length > 0) arrivals.emit(new Set(own));
    }
  };

  const open = (element: Element): View => {
    const sightings = createEmitter<boolean>();
    const view: Open = { arrivals: createEmitter(), seen: false, range: undefined };
    views.add(view);
    const stopWatching = watchSeen(element, '10%', (seen) => {
      view.seen = seen;
      needs.onWants();
      sightings.emit(seen);
    });
    // It does not bubble; the element may be around its canvases.
    element.addEventListener('contextrestored', needs.onLost, { capture: true });
    return {
      want: (first, last, centre) => {
        view.range = { first, last, centre };
        needs.onWants();
      },
      onArrival: view.arrivals.subscribe,
      complete: () => [...wantedTiles(view.range ? [view.range] : [])].every(needs.complete),
      seen: () => view.seen,
      onSeen: sightings.subscribe,
      close: () => {
        views.delete(view);
        stopWatching();
        element.removeEventListener('contextrestored', needs.onLost, { capture: true });
        needs.onWants();
      },
    };
  };

  return {
    open,
    ranges: () => ranges(() => true),
    seenRanges: () => ranges(({ seen }) => seen),
    arrived: (tiles) => {
      if (pending.size === 0) requestAnimationFrame(deliver);
      for (const tile of tiles) pending.add(tile);
    },
  };
}
