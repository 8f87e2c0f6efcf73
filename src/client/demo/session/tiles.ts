import type { Panorama } from '../../../alis/latent/panorama.ts';
import type { Loader } from './loader.ts';
import type { Geometry } from './markup.ts';
import { type Painted, paintStored } from './paint.ts';
import type { PanoramaEditor } from './panorama-editor.ts';
import type { DrawTile } from './picture.ts';
import { createStore } from './store.ts';
import { createViews, type View } from './views.ts';
import { distanceFrom, isWanted } from './wanted.ts';
import { createWork } from './work.ts';

/** The best picture of a tile that there is now. */
export interface Shown {
  /** Draw it, at once: it may be closed once the tile changes again. Smaller than the tile if it is a preview. */
  readonly picture: ImageBitmap;
  /** `full` has every pixel, `preview` is soft, `poster` is from the page. */
  readonly kind: 'full' | 'preview' | 'poster';
  /** False while it still shows the panorama before the last change; another is on its way. */
  readonly current: boolean;
  /** `performance.now()` when it arrived. */
  readonly since: number;
  /** What it took the place of, kept for a cross-fade and gone soon after. */
  readonly before: ImageBitmap | undefined;
}

export interface Tiles {
  view(element: Element): View;
  /** Undefined: nothing to show yet. Never computes anything. */
  get(tile: number): Shown | undefined;
  /**
   * Draws the best picture of a tile into a rectangle: smoothed if it is a preview, in a cross-fade of 200 ms where it took the
   * place of another (at once with reduced motion).
   * @returns `nothing`: there is none; `fading`: draw again in the next animation frame; `still`
   */
  paint(
    context: CanvasRenderingContext2D,
    tile: number,
    x: number,
    y: number,
    width: number,
    height: number,
  ): Painted;
  /** First and last tile that depend on anchor m: exact once ready, before that a frame too many at either side. */
  ofAnchor(anchor: number): { first: number; last: number };
  /** Bytes of all pictures that are kept. */
  bytes(): number;
}

/** What the session itself does with the tiles. */
export interface WritableTiles extends Tiles {
  /** Takes a picture from the page for a tile that has none, if it shows the panorama that there is. */
  offer(tile: number, picture: ImageBitmap, shows: Panorama): void;
}

interface Needs {
  readonly geometry: Geometry;
  readonly panorama: PanoramaEditor;
  readonly loader: Loader;
  readonly draw: DrawTile;
  /** Bytes that pictures may take now, apart from those that are wanted. */
  budget(): number;
}

export function createTiles({ geometry, panorama, loader, draw, budget }: Needs): WritableTiles {
  const store = createStore(budget);
  const views = createViews({
    complete: (tile) => store.get(tile)?.kind === 'full' && store.get(tile)?.current === true,
    onWants: () => work.update(),
    onLost: () => work.redo(),
  });
  const trim = (): void => {
    const all = views.ranges();
    store.trim((tile) => (isWanted(all, tile) ? 0 : distanceFrom(all, tile)));
  };
  const { arrived, seenRanges } = views;
  const work = createWork({ geometry, panorama, loader, store, draw, seenRanges, trim, arrived });

  return {
    view: views.open,
    get: (tile) => store.get(tile),
    paint: (context, tile, x, y, width, height) =>
      paintStored(context, store.get(tile), { x, y, width, height }),
    ofAnchor: (anchor) => {
      const loaded = loader.loaded();
      if (loaded) return loaded.module.anchorTiles(loaded.engine.architecture, anchor);
      // Neighbour padding looks at most four columns of level 4 aside, which are a frame.
      const { tilesPerAnchor, tilesPerFrame } = geometry;
      return {
        first: (anchor - 1) * tilesPerAnchor - tilesPerFrame,
        last: (anchor + 1) * tilesPerAnchor - 1 + tilesPerFrame,
      };
    },
    bytes: store.bytes,
    offer: (tile, picture, shows) => {
      if (store.get(tile) || shows !== panorama.value()) return picture.close();
      store.put(tile, { picture, kind: 'poster', shows });
      arrived([tile]);
    },
  };
}
