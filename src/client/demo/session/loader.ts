import type { Engine } from '../../../alis/index.ts';
import { fill } from '../../../words/fill.ts';
import type { DemoWords } from '../words.ts';
import { createEmitter, type Subscribe } from './emitter.ts';
import { scarceResource } from './environment.ts';
import type { Markup } from './markup.ts';
import type { State } from './state.ts';
import { fetchWeights, forgetWeights, haveWeights, LoadError } from './weights.ts';

/** The engine's module, which is loaded when it is needed. */
export type EngineModule = typeof import('./engine.ts');

/** An engine at work, and what it knows of tiles. */
export interface LoadedEngine {
  readonly engine: Engine;
  readonly module: EngineModule;
}

/** Brings the engine from nothing to work, and says how far it is. */
export interface Loader {
  state(): State;
  readonly onState: Subscribe<State>;
  /** Undefined unless ready. */
  loaded(): LoadedEngine | undefined;
  /** A part nears the screen. */
  begin(): void;
  consent(): void;
  retry(): void;
  /** The engine broke, with every backend. */
  fail(error: unknown): void;
  /** A picture has come: says so to `onGpuLost` if the engine went on without its GPU meanwhile. */
  checkGpu(): void;
  /** What the GPU drew may be lost with it. */
  readonly onGpuLost: Subscribe<void>;
}

export function createLoader(markup: Markup, words: DemoWords): Loader {
  const states = createEmitter<State>();
  const losses = createEmitter<void>();
  let state: State = { name: 'waiting' };
  let loaded: LoadedEngine | undefined;
  let backend: string | undefined;
  const importOnce = importer(markup.engine);

  const become = (next: State): void => {
    state = next;
    states.emit(next);
  };

  const load = async (): Promise<void> => {
    become({ name: 'loading', progress: 0 });
    const onProgress = perFrame((progress) => {
      if (state.name === 'loading') become({ name: 'loading', progress });
    });
    try {
      const [module, weights] = await Promise.all([
        importOnce(),
        fetchWeights(markup.weights, markup.weightsBytes, onProgress),
      ]);
      loaded = await open(markup, module, weights);
      backend = loaded.engine.stats().backend;
      become({ name: 'ready' });
    } catch (error) {
      become(await stateAfter(error, markup, words));
    }
  };

  const begin = async (): Promise<void> => {
    if (location.protocol === 'file:') {
      return become({
        name: 'unable',
        sentence: words.on_web,
      });
    }
    const scarce = scarceResource();
    if (!scarce || (scarce === 'data' && (await haveWeights(markup.weights)))) return load();
    become({
      name: 'asking',
      megabytes: markup.weightsBytes / 1e6,
      sentence: scarce === 'data' ? words.must_load : words.little_memory,
    });
  };

  return {
    state: () => state,
    onState: states.subscribe,
    loaded: () => loaded,
    begin: once(() => void begin()),
    consent: () => {
      if (state.name === 'asking') void load();
    },
    retry: () => {
      if (state.name === 'failed') void load();
    },
    fail: (error) => {
      if (state.name !== 'ready') return;
      loaded?.engine.dispose();
      loaded = undefined;
      become({ name: 'failed', sentence: fill(words.stopped, { reason: messageOf(error) }) });
    },
    checkGpu: () => {
      const before = backend;
      backend = loaded?.engine.stats().backend;
      if (before === 'webgpu' && backend !== before) losses.emit();
    },
    onGpuLost: losses.subscribe,
  };
}

async function open(
  { geometry }: Markup,
  module: EngineModule,
  weights: Uint8Array,
): Promise<LoadedEngine> {
  const named = new URLSearchParams(location.search).get('backend');
  const engine = await module.openEngine(weights, named);
  const { resolution, tileWidth, tilesPerInterval } = engine.architecture;
  const { rows, tilesPerAnchor } = geometry;
  if (
    resolution === rows &&
    tileWidth === geometry.tileWidth &&
    tilesPerInterval === tilesPerAnchor
  ) {
    return { module, engine };
  }
  engine.dispose();
  throw new LoadError('other_weights');
}

/** Imports a module, until it is here. A browser may remember that it could not be had: each attempt has an address of its own. */
function importer(url: string): () => Promise<EngineModule> {
  let attempts = 0;
  let module: EngineModule | undefined;
  return async () => {
    if (module) return module;
    try {
      const address = attempts++ === 0 ? url : `${url}?${attempts}`;
      const imported: EngineModule = await import(/* @vite-ignore */ address);
      module = imported;
      return imported;
    } catch (cause) {
      throw new LoadError('no_generator', { cause });
    }
  };
}

async function stateAfter(error: unknown, markup: Markup, words: DemoWords): Promise<State> {
  if (error instanceof LoadError) {
    return { name: 'failed', sentence: fill(words[error.reason], { status: error.status ?? '' }) };
  }
  if (codeOf(error) === 'backend') {
    return {
      name: 'unable',
      sentence: fill(words.cannot_run, { reason: messageOf(error) }),
    };
  }
  await forgetWeights(markup.weights);
  return { name: 'failed', sentence: fill(words.damaged, { reason: messageOf(error) }) };
}

/** The code of an error of the engine, whose module has a class of its own for them. */
export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function once(action: () => void): () => void {
  let done = false;
  return () => {
    if (!done) action();
    done = true;
  };
}

/** At most once in an animation frame, with what was said last. */
function perFrame(action: (value: number) => void): (value: number) => void {
  let waiting = false;
  let last = 0;
  return (value) => {
    last = value;
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      action(last);
    });
  };
}
