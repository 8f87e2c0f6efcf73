import { afterEach, vi } from 'vitest';
import { randomWeights } from '../../../../src/alis/backends/random-weights.ts';
import { createEngine, type Engine } from '../../../../src/alis/engine/engine.ts';
import { parsePanorama } from '../../../../src/alis/latent/panorama.ts';
import { type ConfigInput, parseConfig } from '../../../../src/alis/model/config.ts';
import { createEmitter } from '../../../../src/client/demo/session/emitter.ts';
import * as module from '../../../../src/client/demo/session/engine.ts';
import type { LoadedEngine, Loader } from '../../../../src/client/demo/session/loader.ts';
import type { Geometry } from '../../../../src/client/demo/session/markup.ts';
import {
  createPanoramaEditor,
  type PanoramaEditor,
} from '../../../../src/client/demo/session/panorama-editor.ts';
import type { DrawTile } from '../../../../src/client/demo/session/picture.ts';
import type { State } from '../../../../src/client/demo/session/state.ts';
import { createTiles, type WritableTiles } from '../../../../src/client/demo/session/tiles.ts';

/** A small generator as those of the demo are: seamless, with endless noise. */
export const config = parseConfig({
  z_dim: 8,
  w_dim: 8,
  img_resolution: 32,
  mapping: { num_layers: 2 },
  synthesis: { channel_base: 256, channel_max: 16, padding: 'neighbour', noise: 'field' },
} satisfies ConfigInput);

export const geometry: Geometry = { rows: 32, tileWidth: 16, tilesPerFrame: 2, tilesPerAnchor: 4 };

/** Pixels in the place of a browser's bitmap. */
export interface FakeBitmap extends ImageBitmap {
  readonly data: Uint8ClampedArray;
  readonly closed: () => boolean;
}

export function bitmapOf(
  width: number,
  height: number,
  data = new Uint8ClampedArray(),
): FakeBitmap {
  let closed = false;
  return {
    width,
    height,
    data,
    closed: () => closed,
    close: () => {
      closed = true;
    },
  };
}

/** A page of which a test says what is on its screen. */
export interface FakePage {
  /** Puts an element on the screen, or takes it off. */
  show(element: Element, seen: boolean): void;
  hide(hidden: boolean): void;
}

/** Elements are only told apart here. */
export function elementOf(): Element {
  // A plain event target is all that the session asks of an element.
  return new EventTarget() as Element;
}

export function fakePage(): FakePage {
  const observers = new Map<Element, (entries: { isIntersecting: boolean }[]) => void>();
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  vi.stubGlobal('document', document);
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => setTimeout(draw, 1));
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      readonly #tell: (entries: { isIntersecting: boolean }[]) => void;
      constructor(tell: (entries: { isIntersecting: boolean }[]) => void) {
        this.#tell = tell;
      }
      observe(element: Element): void {
        observers.set(element, this.#tell);
      }
      disconnect(): void {}
    },
  );
  afterEach(() => vi.unstubAllGlobals());
  return {
    show: (element, seen) => observers.get(element)?.([{ isIntersecting: seen }]),
    hide: (hidden) => {
      document.visibilityState = hidden ? 'hidden' : 'visible';
      document.dispatchEvent(new Event('visibilitychange'));
    },
  };
}

/** Tiles of a real engine, without a browser; `drawn` notes what it was asked for, in order. */
export interface Room {
  readonly tiles: WritableTiles;
  readonly panorama: PanoramaEditor;
  readonly engine: Engine;
  readonly drawn: { readonly tile: number; readonly rows: number }[];
  /** The engine's errors that the session was told of. */
  readonly failures: unknown[];
  /** What is drawn fails. */
  break(error: Error): void;
  loseGpu(): void;
  open(): void;
}

export async function openRoom(options: { ready?: boolean; draw?: DrawTile } = {}): Promise<Room> {
  const engine = await createEngine(randomWeights(config, 3), { backends: ['wasm'], workers: 0 });
  const panorama = createPanoramaEditor(parsePanorama('7'));
  const states = createEmitter<State>();
  const losses = createEmitter<void>();
  const failures: unknown[] = [];
  const drawn: { tile: number; rows: number }[] = [];
  let broken: Error | undefined;
  let loaded: LoadedEngine | undefined = options.ready === false ? undefined : { engine, module };
  const loader: Loader = {
    state: () => ({ name: loaded ? 'ready' : 'waiting' }),
    onState: states.subscribe,
    loaded: () => loaded,
    begin: () => {},
    consent: () => {},
    retry: () => {},
    fail: (error) => failures.push(error),
    checkGpu: () => {},
    onGpuLost: losses.subscribe,
  };
  const draw: DrawTile = async (_, __, panorama, tile, tileOptions) => {
    if (broken) throw broken;
    const { width, height, data } = await engine.tile(panorama, tile, tileOptions);
    drawn.push({ tile, rows: height });
    return bitmapOf(width, height, data);
  };
  return {
    tiles: createTiles({
      geometry,
      panorama,
      loader,
      draw: options.draw ?? draw,
      budget: () => 48 * 2 ** 20,
    }),
    panorama,
    engine,
    drawn,
    failures,
    break: (error) => {
      broken = error;
    },
    loseGpu: () => losses.emit(),
    open: () => {
      loaded = { engine, module };
      states.emit({ name: 'ready' });
    },
  };
}
