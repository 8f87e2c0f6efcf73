import { type Architecture, parameterCount } from '../architecture.ts';
import type { BackendName } from '../backend.ts';
import { createTestedBackend, noneLeft, type Rejection, reasonOf } from '../backends.ts';
import { AlisError } from '../errors.ts';
import type { Panorama } from '../panorama.ts';
import { isSoftwareGpu } from '../webgpu/device.ts';
import { readModel } from '../weights.ts';
import {
  type Executor,
  localExecutor,
  type Pixels,
  type Place,
  workerExecutor,
} from './executor.ts';
import { createPool, type Pool, type TaskOptions } from './pool.ts';
import { createWorker as newWorker } from './worker.ts';

export interface EngineOptions {
  /** Backends in the order in which they are tried; a page's `?backend=` names just one. */
  readonly backends?: readonly BackendName[];
  /** Makes the workers; by default they run the file that this module is in (see `engine/worker.ts`). */
  readonly createWorker?: () => Worker;
  /** Workers to spread tiles over, by default 1 to 4 by the number of processors; 0 computes on this thread. */
  readonly workers?: number;
}

export interface TileOptions extends TaskOptions {
  /** Rows: R by default, a lower level's resolution for a preview that costs a fraction. */
  readonly resolution?: number;
}

export interface EngineStats {
  readonly backend: BackendName;
  /** What computes, in words to show. */
  readonly description: string;
  readonly executors: number;
  /** Whole tiles computed, previews left out. */
  readonly tiles: number;
  /** Of one tile on one executor, over the last few; NaN before the first. */
  readonly millisecondsPerTile: number;
  readonly waiting: number;
  readonly parameters: number;
  /** Backends left out, and why. */
  readonly rejected: readonly Rejection[];
}

/** A generator at work: backends chosen, tested, and replaced when they fail; tiles spread over workers. */
export interface Engine {
  readonly architecture: Architecture;
  /** @throws {AlisError} `range`, `aborted`, or `backend` once no backend is left */
  tile(panorama: Panorama, tile: number, options?: TileOptions): Promise<Pixels>;
  /** The same, drawn; on a GPU the picture never leaves it. */
  draw(panorama: Panorama, tile: number, place: Place, options?: TileOptions): Promise<void>;
  stats(): EngineStats;
  dispose(): void;
}

const allBackends: readonly BackendName[] = ['webgpu', 'wasm', 'reference'];

/**
 * @param weights a safetensors file with its configuration
 * @throws {AlisError} `file`, `config` or `tensor` for weights that are not right, `backend` if nothing can run them here
 */
export async function createEngine(
  weights: Uint8Array,
  options: EngineOptions = {},
): Promise<Engine> {
  const model = readModel(weights);
  const left = [...(options.backends ?? allBackends)];
  const rejected: Rejection[] = [];
  const durations: number[] = [];
  let tiles = 0;
  let closed = false;
  let shown = await openNext();
  let current = Promise.resolve(shown);

  /** The next backend that opens; those that do not are noted. */
  async function openNext(): Promise<Pool> {
    for (let name = left.shift(); name; name = left.shift()) {
      try {
        return createPool(await openExecutors(name));
      } catch (error) {
        rejected.push({ backend: name, reason: reasonOf(error) });
      }
    }
    throw noneLeft(rejected);
  }

  async function openExecutors(name: BackendName): Promise<Executor[]> {
    const { createWorker = newWorker, workers = defaultWorkers() } = options;
    if (name === 'webgpu' && !options.backends && (await isSoftwareGpu())) {
      throw new AlisError('backend', 'WebGPU runs in software here, which WebAssembly outruns');
    }
    if (name === 'webgpu' || workers === 0) {
      return [localExecutor(model, await createTestedBackend(name, model))];
    }
    const opened = await Promise.allSettled(
      Array.from({ length: workers }, async () => workerExecutor(createWorker(), weights, name)),
    );
    const executors = opened.flatMap((result) =>
      result.status === 'fulfilled' ? [result.value] : [],
    );
    if (executors.length > 0) return executors;
    // Workers may be forbidden where the backend itself is not.
    const failure = opened.find((result) => result.status === 'rejected');
    rejected.push({ backend: name, reason: `not in workers: ${reasonOf(failure?.reason)}` });
    return [localExecutor(model, await createTestedBackend(name, model))];
  }

  /** Runs a task on the current backend, and once more on the next where that breaks. */
  async function run<Result>(
    task: (executor: Executor) => Promise<Result>,
    taskOptions: TileOptions,
  ): Promise<Result> {
    const attempt = current;
    const pool = await attempt;
    try {
      return await pool.run(task, taskOptions);
    } catch (error) {
      if (closed || !(error instanceof AlisError) || error.code !== 'backend') throw error;
      if (current === attempt) {
        rejected.push({ backend: pool.executors[0]!.backend, reason: error.message });
        current = openNext();
        pool.dispose(error);
        shown = await current;
      }
      return run(task, taskOptions);
    }
  }

  async function timed<Result>(whole: boolean, work: Promise<Result>): Promise<Result> {
    const started = performance.now();
    const result = await work;
    if (whole) {
      tiles += 1;
      durations.push(performance.now() - started);
      if (durations.length > 16) durations.shift();
    }
    return result;
  }

  const { architecture } = model;
  const parameters = parameterCount(architecture);
  return {
    architecture,
    tile: (panorama, tile, tileOptions = {}) => {
      const { resolution = architecture.resolution } = tileOptions;
      const whole = resolution === architecture.resolution;
      const request = { panorama, tile, resolution };
      return run((executor) => timed(whole, executor.pixels(request)), tileOptions);
    },
    draw: (panorama, tile, place, tileOptions = {}) => {
      const { resolution = architecture.resolution } = tileOptions;
      const whole = resolution === architecture.resolution;
      const request = { panorama, tile, resolution };
      return run((executor) => timed(whole, executor.draw(request, place)), tileOptions);
    },
    stats: () => {
      const [first] = shown.executors;
      return {
        backend: first!.backend,
        description: first!.description,
        executors: shown.executors.length,
        tiles,
        millisecondsPerTile: durations.reduce((sum, each) => sum + each, 0) / durations.length,
        waiting: shown.waiting(),
        parameters,
        rejected: [...rejected],
      };
    },
    dispose: () => {
      closed = true;
      void current.then(
        (pool) => pool.dispose(new AlisError('aborted', 'the engine was closed')),
        () => {},
      );
    },
  };
}

/** Leaves a processor to the page; more than 4 copies of the weights and buffers gain little. */
function defaultWorkers(): number {
  if (typeof Worker === 'undefined') return 0;
  return Math.min(4, Math.max(1, (globalThis.navigator?.hardwareConcurrency ?? 2) - 1));
}
