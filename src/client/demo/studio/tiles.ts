import type { Subscribe } from './emitter.ts';

/** The best picture of a tile that there is now. */
export interface Shown {
  /** Draw it, at once: it may be closed once the tile changes again. Smaller than the tile if it is a preview. */
  readonly picture: ImageBitmap;
  /** `full` has every pixel, `preview` is soft, `poster` is from the page. */
  readonly kind: 'full' | 'preview' | 'poster';
  /** False while it still shows the landscape before the last change; another is on its way. */
  readonly current: boolean;
  /** `performance.now()` when it arrived. */
  readonly since: number;
  /** What it took the place of, kept for a cross-fade and gone soon after. */
  readonly before: ImageBitmap | undefined;
}

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
  /** Wants nothing any more. */
  close(): void;
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
  ): 'nothing' | 'fading' | 'still';
  /** First and last tile that depend on anchor m: exact once ready, before that one too many at either side. */
  ofAnchor(anchor: number): { first: number; last: number };
}
