import type { EngineStats, Panorama, TileOptions } from '../../../alis/index.ts';
import type { Subscribe } from './emitter.ts';
import type { Landscape } from './landscape.ts';
import type { Facts } from './markup.ts';
import type { State } from './state.ts';
import type { Tiles } from './tiles.ts';

export type { Change, Landscape } from './landscape.ts';
export type { Facts } from './markup.ts';
export type { State } from './state.ts';
export type { Shown, Tiles, View } from './tiles.ts';

/**
 * What all parts of the demo on a page share: one engine, one landscape, one store of tiles.
 *
 *     const studio = attach(root);                        // root: the include's element, with its data attributes
 *     const { tilesPerFrame } = studio.facts;             // at once
 *     const view = studio.tiles.view(canvas);             // asks for tiles only while the canvas is on the screen
 *     view.want(-4, 12, 3.5);                             // tiles -4 to 12, those nearest to 3.5 first
 *     view.onArrival((tiles) => redraw(tiles));           // at most once in an animation frame
 *     studio.tiles.paint(context, 3, x, y, width, height) // the best picture of tile 3 there is, with its cross-fade
 */
export interface Studio {
  readonly facts: Facts;
  readonly landscape: Landscape;
  readonly tiles: Tiles;
  state(): State;
  /** Called after each change of state; progress at most once in an animation frame. */
  readonly onState: Subscribe<State>;
  /** The visitor agrees to load, in state `asking`. */
  consent(): void;
  /** Tries again, in state `failed`. */
  retry(): void;
  /** Where the visitor is, in tiles from anchor 0 to the middle of what is seen: goes into the link. Undefined: nowhere yet. */
  position(): number | undefined;
  /** To be called as the visitor moves, as often as one likes. */
  moveTo(position: number): void;
  /** A link was opened in this page that says where to be. */
  readonly onJump: Subscribe<number>;
  /** Address of the page with the landscape and the position as they are now, to share. */
  link(): string;
  /** For figures of their own: a picture of any landscape, outside the store. In state `ready` only; close the bitmap after use. */
  render(panorama: Panorama, tile: number, options?: TileOptions): Promise<ImageBitmap>;
  /** Undefined until ready. */
  statistics(): EngineStats | undefined;
  /** Keeps the honest line in this element up to date: model, parameters, backend, milliseconds a tile, tiles. */
  showStatistics(element: HTMLElement): void;
  /** Says a finished thing to screen readers, politely: "Anchor 3 resampled". */
  announce(text: string): void;
}
