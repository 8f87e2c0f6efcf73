import type { EngineStats, TileOptions } from '../../../alis/index.ts';
import { formatPanorama, type Panorama, parsePanorama } from '../../../alis/latent/panorama.ts';
import type { Subscribe } from './emitter.ts';
import { announce, watchSeen } from './environment.ts';
import { createLandscape, type Landscape } from './landscape.ts';
import { createLink, readLink } from './link.ts';
import { codeOf, createLoader } from './loader.ts';
import { type Facts, type Markup, readMarkup } from './markup.ts';
import { drawTile } from './picture.ts';
import { takePosters } from './posters.ts';
import type { State } from './state.ts';
import { statisticsText } from './statistics.ts';
import { createTiles, type Tiles } from './tiles.ts';

export { reducedMotion } from './environment.ts';
export type { Change, Landscape } from './landscape.ts';
export type { Facts } from './markup.ts';
export type { State } from './state.ts';
export type { Shown, Tiles } from './tiles.ts';
export type { View } from './views.ts';

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
  /** Pictures can begin at multiples of so many columns. Undefined until ready. */
  columnStep(): number | undefined;
  /**
   * For figures of their own: a picture of any landscape, outside the store. In state `ready` only; close the bitmap after use.
   * The tile may be a place between two tiles, as far as `columnStep` allows.
   * Rejects with an error whose `code` is `aborted` when its signal was.
   */
  render(panorama: Panorama, tile: number, options?: TileOptions): Promise<ImageBitmap>;
  /** Undefined until ready. */
  statistics(): EngineStats | undefined;
  /** Keeps the honest line in this element up to date: model, parameters, backend, milliseconds a tile, tiles. */
  showStatistics(element: HTMLElement): void;
  /** Says a finished thing to screen readers, politely: "Anchor 3 resampled". */
  announce(text: string): void;
}

/** A studio, and how its elements come to it. */
interface Opened {
  readonly studio: Studio;
  add(element: HTMLElement): void;
}

const studios = new Map<string, Opened>();

/**
 * The studio of an include's root element: one for all parts of the page that have the same weights. Begins to load when one of
 * the elements is less than a screen away.
 * @throws if the element lacks a data attribute
 */
export function attach(element: HTMLElement): Studio {
  const markup = readMarkup(element);
  let opened = studios.get(markup.weights);
  if (!opened) {
    opened = openStudio(markup);
    studios.set(markup.weights, opened);
  }
  opened.add(element);
  return opened.studio;
}

function openStudio(markup: Markup): Opened {
  const { facts } = markup;
  const asBuilt = parsePanorama(markup.landscape);
  const linked = readLink().panorama;
  const same = linked && formatPanorama(linked) === formatPanorama(asBuilt);
  const landscape = createLandscape(linked && !same ? linked : asBuilt);
  const link = createLink(landscape);
  const loader = createLoader(markup);
  const tiles = createTiles(facts, landscape, loader, drawTile);
  const statistics = (): EngineStats | undefined => loader.opened()?.engine.stats();

  const studio: Studio = {
    facts,
    landscape,
    tiles,
    state: loader.state,
    onState: loader.onState,
    consent: loader.consent,
    retry: loader.retry,
    position: link.position,
    moveTo: link.moveTo,
    onJump: link.onJump,
    link: link.address,
    columnStep: () => {
      const opened = loader.opened();
      return opened?.module.columnStep(opened.engine.architecture);
    },
    render: async (panorama, tile, options = {}) => {
      const opened = loader.opened();
      if (!opened) throw new Error('the generator is not ready');
      try {
        return await drawTile(opened, facts, panorama, tile, options);
      } catch (error) {
        if (codeOf(error) === 'backend') loader.fail(error);
        throw error;
      }
    },
    statistics,
    showStatistics: (element) => {
      const show = (): void => {
        const text = statisticsText(markup, statistics());
        if (element.textContent !== text) element.textContent = text;
      };
      show();
      loader.onState(show);
      setInterval(show, 1000);
    },
    announce,
  };
  return {
    studio,
    add: (element) => {
      takePosters(element, tiles, asBuilt);
      watchSeen(element, '100% 0px', (near) => {
        if (near) loader.begin();
      });
    },
  };
}
