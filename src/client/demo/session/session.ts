import type { EngineStats, TileOptions } from '../../../alis/index.ts';
import { type Panorama, parsePanorama } from '../../../alis/latent/panorama.ts';
import { type DemoWords, readWords } from '../words.ts';
import type { Subscribe } from './emitter.ts';
import { announce, watchSeen, whenIdle } from './environment.ts';
import { createPageAddress, shortName } from './link.ts';
import { codeOf, createLoader, type EngineModule, type Loader } from './loader.ts';
import { type Geometry, type Markup, readMarkup } from './markup.ts';
import { createPanoramaEditor, type PanoramaEditor } from './panorama-editor.ts';
import { drawTile } from './picture.ts';
import { takePosters } from './posters.ts';
import type { State } from './state.ts';
import { statisticsParts } from './statistics.ts';
import { createTiles, type Tiles } from './tiles.ts';

export { reducedMotion } from './environment.ts';
export { shortName } from './link.ts';
export type { Geometry } from './markup.ts';
export type { Change, PanoramaEditor } from './panorama-editor.ts';
export type { State } from './state.ts';
export type { Shown, Tiles } from './tiles.ts';
export type { View } from './views.ts';

/**
 * What the parts of the demo share that show the same panorama: an engine, the panorama, a store of its tiles.
 *
 *     const session = attach(root);                         // root: the include's element, with its data attributes
 *     const { tilesPerFrame } = session.geometry;           // at once
 *     const view = session.tiles.view(canvas);              // asks for tiles only while the canvas is on the screen
 *     view.want(-4, 12, 3.5);                               // tiles -4 to 12, those nearest to 3.5 first
 *     view.onArrival((tiles) => redraw(tiles));             // at most once in an animation frame
 *     session.tiles.paint(context, 3, x, y, width, height) // the best picture of tile 3 there is, with its cross-fade
 */
export interface Session {
  readonly geometry: Geometry;
  /** What parts say, in the page's language. */
  readonly words: DemoWords;
  readonly panorama: PanoramaEditor;
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
  /** Another place: a link was opened in this page, or some part has moved, also the one that listens. */
  readonly onJump: Subscribe<number>;
  /** Address of the page with the panorama and the position as they are now, to share. */
  link(): string;
  /** Pictures can begin at multiples of so many columns. Undefined until ready. */
  columnStep(): number | undefined;
  /**
   * For figures of their own: a picture of any panorama, outside the store. In state `ready` only; close the bitmap after use.
   * The tile may be a place between two tiles, as far as `columnStep` allows.
   * Rejects with an error whose `code` is `aborted` when its signal was.
   */
  render(panorama: Panorama, tile: number, options?: TileOptions): Promise<ImageBitmap>;
  /** The module that encodes films; in state `ready` only. */
  loadFilm(): ReturnType<EngineModule['loadFilm']>;
  /** Undefined until ready. */
  statistics(): EngineStats | undefined;
  /**
   * Keeps the statistics line in this element up to date: model, parameters, backend, milliseconds a tile, tiles. It stands once for
   * each generator: the elements of other parts are hidden.
   */
  showStatistics(element: HTMLElement): void;
  /** Says a finished thing to screen readers, politely: "Anchor 3 resampled". */
  announce(text: string): void;
}

/** A session, and how its elements come to it. */
interface SessionEntry {
  readonly session: Session;
  add(element: HTMLElement): void;
}

const sessions = new Map<string, SessionEntry>();
const loaders = new Map<string, Loader>();
/** Weights whose statistics stand somewhere. */
const described = new Set<string>();
const pageAddress = createPageAddress();

/** All pictures of the page together take this much memory at most, apart from those that are wanted now. */
const maxBytes = 48 * 2 ** 20;

/**
 * The session of an include's root element: one for all parts of the page that have the same weights and the same landscape.
 * Those with the same weights share an engine, which begins to load when one of the elements is less than a screen away.
 * To be called in the order of the document: in this order links count the page's panoramas.
 * @throws if the element lacks a data attribute
 */
export function attach(element: HTMLElement): Session {
  const markup = readMarkup(element);
  const words = readWords();
  const key = `${markup.weights} ${markup.landscape}`;
  const entry =
    sessions.get(key) ?? openSession(markup, words, loaderOf(markup, words), sessions.size + 1);
  sessions.set(key, entry);
  entry.add(element);
  return entry.session;
}

function loaderOf(markup: Markup, words: DemoWords): Loader {
  const known = loaders.get(markup.weights);
  if (known) return known;
  const loader = createLoader(markup, words);
  loader.onState((state) => {
    if (state.name === 'failed') announce(state.sentence);
  });
  loaders.set(markup.weights, loader);
  return loader;
}

/** @param number of its panorama in links, from 1 */
function openSession(
  markup: Markup,
  words: DemoWords,
  loader: Loader,
  number: number,
): SessionEntry {
  const { geometry } = markup;
  const asBuilt = parsePanorama(markup.landscape);
  const linked = pageAddress.read(number).panorama;
  const same = linked && shortName(linked) === shortName(asBuilt);
  const panorama = createPanoramaEditor(linked && !same ? linked : asBuilt);
  const link = pageAddress.link(number, panorama);
  const budget = (): number => maxBytes / sessions.size;
  const tiles = createTiles({ geometry, panorama, loader, draw: drawTile, budget });
  const statistics = (): EngineStats | undefined => loader.loaded()?.engine.stats();

  const session: Session = {
    geometry,
    words,
    panorama,
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
      const loaded = loader.loaded();
      return loaded?.module.columnStep(loaded.engine.architecture);
    },
    render: async (which, tile, options = {}) => {
      const loaded = loader.loaded();
      if (!loaded) throw new Error('the generator is not ready');
      try {
        return await drawTile(loaded, geometry, which, tile, options);
      } catch (error) {
        if (codeOf(error) === 'backend') loader.fail(error);
        throw error;
      }
    },
    statistics,
    loadFilm: async () => {
      const loaded = loader.loaded();
      if (!loaded) throw new Error('the generator is not ready');
      return loaded.module.loadFilm();
    },
    showStatistics: (element) => {
      element.hidden = described.has(markup.weights);
      if (element.hidden) return;
      described.add(markup.weights);
      const show = (): void => {
        const parts = statisticsParts(markup, statistics(), words);
        element.replaceChildren(...parts.map((part, i) => spanOf(i === 0 ? part : ` · ${part}`)));
      };
      show();
      loader.onState(show);
      setInterval(show, 1000);
    },
    announce,
  };
  return {
    session,
    add: (element) => {
      takePosters(element, tiles, asBuilt);
      watchSeen(element, '100% 0px', (near) => {
        if (near) whenIdle(loader.begin);
      });
    },
  };
}

function spanOf(text: string): HTMLElement {
  const span = document.createElement('span');
  span.textContent = text;
  return span;
}
