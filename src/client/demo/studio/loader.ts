import type { Engine } from '../../../alis/index.ts';
import { createEmitter, type Subscribe } from './emitter.ts';
import { scarceResource } from './environment.ts';
import type { Markup } from './markup.ts';
import type { State } from './state.ts';
import { fetchWeights, forgetWeights, haveWeights, LoadError } from './weights.ts';

/** The engine's module, which is loaded when it is needed. */
export type EngineModule = typeof import('./engine.ts');

/** An engine at work, and what it knows of tiles. */
export interface Opened {
  readonly engine: Engine;
  readonly module: EngineModule;
}

/** Brings the engine from nothing to work, and says how far it is. */
export interface Loader {
  state(): State;
  readonly onState: Subscribe<State>;
  /** Undefined unless ready. */
  opened(): Opened | undefined;
  /** A part nears the screen. */
  begin(): void;
  consent(): void;
  retry(): void;
  /** The engine broke, with every backend. */
  fail(error: unknown): void;
}

export function createLoader(markup: Markup): Loader {
  const states = createEmitter<State>();
  let state: State = { name: 'waiting' };
  let opened: Opened | undefined;
  let attempts = 0;

  const become = (next: State): void => {
    state = next;
    states.emit(next);
  };

  const load = async (): Promise<void> => {
    become({ name: 'loading', progress: 0 });
    try {
      opened = await open(
        markup,
        attempts++,
        perFrame((progress) => {
          if (state.name === 'loading') become({ name: 'loading', progress });
        }),
      );
      become({ name: 'ready' });
    } catch (error) {
      become(await stateAfter(error, markup));
    }
  };

  const begin = async (): Promise<void> => {
    if (location.protocol === 'file:') {
      return become({
        name: 'unable',
        sentence: 'Pictures are computed here once the page is on the web.',
      });
    }
    const scarce = scarceResource();
    if (!scarce || (scarce === 'data' && (await haveWeights(markup.weights)))) return load();
    become({ name: 'asking', megabytes: markup.weightsBytes / 1e6, sentence: questions[scarce] });
  };

  return {
    state: () => state,
    onState: states.subscribe,
    opened: () => opened,
    begin: once(() => void begin()),
    consent: () => {
      if (state.name === 'asking') void load();
    },
    retry: () => {
      if (state.name === 'failed') void load();
    },
    fail: (error) => {
      if (state.name !== 'ready') return;
      opened?.engine.dispose();
      opened = undefined;
      become({ name: 'failed', sentence: `The generator stopped: ${messageOf(error)}.` });
    },
  };
}

const questions = {
  data: 'The generator has to be loaded first.',
  memory: 'The generator needs memory, of which this device has little.',
};

async function open(
  markup: Markup,
  attempt: number,
  onProgress: (part: number) => void,
): Promise<Opened> {
  const [module, weights] = await Promise.all([
    importEngine(markup.engine, attempt),
    fetchWeights(markup.weights, markup.weightsBytes, onProgress),
  ]);
  const named = new URLSearchParams(location.search).get('backend');
  return { module, engine: await module.openEngine(weights, named) };
}

async function importEngine(url: string, attempt: number): Promise<EngineModule> {
  try {
    // A browser may remember that a module could not be had.
    return await import(/* @vite-ignore */ attempt === 0 ? url : `${url}?${attempt}`);
  } catch (cause) {
    throw new LoadError('The generator could not be loaded.', { cause });
  }
}

/** The engine's errors are told apart by their code: its module has a class of its own. */
async function stateAfter(error: unknown, markup: Markup): Promise<State> {
  if (error instanceof LoadError) return { name: 'failed', sentence: error.message };
  if (error instanceof Error && 'code' in error && error.code === 'backend') {
    return { name: 'unable', sentence: `This browser cannot run the generator: ${error.message}.` };
  }
  await forgetWeights(markup.weights);
  return { name: 'failed', sentence: `The weights are damaged: ${messageOf(error)}.` };
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
