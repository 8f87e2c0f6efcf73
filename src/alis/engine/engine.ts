import {
  type BackendName,
  backendNames,
  noneLeft,
  type Rejection,
  reasonOf,
} from '../backends/backends.ts';
import { AlisError } from '../errors.ts';
import type { Panorama } from '../latent/panorama.ts';
import { type Architecture, parameterCount } from '../model/architecture.ts';
import { type Model, readArchitecture, readModel } from '../model/weights.ts';
import type { TileRequest } from '../tile/tiles.ts';
import type { Executor, Pixels, Place } from './executor.ts';
import { type EngineOptions, openExecutors } from './open.ts';
import { createPool, type Pool, type TaskOptions } from './pool.ts';

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

/**
 * @param weights a safetensors file with its configuration
 * @throws {AlisError} `file`, `config` or `tensor` for weights that are not right, `backend` if nothing can run them here
 */
export async function createEngine(
  weights: Uint8Array,
  options: EngineOptions = {},
): Promise<Engine> {
  const architecture = readArchitecture(weights);
  let read: Model | undefined;
  /** Takes a while: where workers compute, they read the weights, and this thread never does. */
  const model = (): Model => {
    read ??= readModel(weights);
    return read;
  };
  const left = [...(options.backends ?? backendNames)];
  const rejected: Rejection[] = [];
  const meter = createMeter();
  let closed = false;
  let shown = await openNext();
  let current = Promise.resolve(shown);

  /** The next backend that opens; those that do not are noted. */
  async function openNext(): Promise<Pool> {
    for (let name = left.shift(); name; name = left.shift()) {
      try {
        const { executors, withoutWorkers } = await openExecutors(name, model, weights, options);
        if (withoutWorkers) rejected.push({ backend: name, reason: withoutWorkers });
        return createPool(executors);
      } catch (error) {
        if (error instanceof AlisError && error.code !== 'backend') throw error;
        rejected.push({ backend: name, reason: reasonOf(error) });
      }
    }
    throw noneLeft(rejected);
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

  const parameters = parameterCount(architecture);

  /** A tile by whatever way an executor makes it; whole ones count. */
  function make<Result>(
    panorama: Panorama,
    tile: number,
    tileOptions: TileOptions,
    way: (executor: Executor, request: TileRequest) => Promise<Result>,
  ): Promise<Result> {
    const { resolution = architecture.resolution } = tileOptions;
    const request = { panorama, tile, resolution };
    const whole = resolution === architecture.resolution;
    return run((executor) => {
      const work = way(executor, request);
      return whole ? meter.time(work) : work;
    }, tileOptions);
  }

  return {
    architecture,
    tile: (panorama, tile, tileOptions = {}) =>
      make(panorama, tile, tileOptions, (executor, request) => executor.pixels(request)),
    draw: (panorama, tile, place, tileOptions = {}) =>
      make(panorama, tile, tileOptions, (executor, request) => executor.draw(request, place)),
    stats: () => {
      const [first] = shown.executors;
      return {
        backend: first!.backend,
        description: first!.description,
        executors: shown.executors.length,
        ...meter.read(),
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

/** Counts and times; the mean is over the last few, so that it follows a device that throttles. */
function createMeter(): {
  time<Result>(work: Promise<Result>): Promise<Result>;
  read(): { tiles: number; millisecondsPerTile: number };
} {
  const durations: number[] = [];
  let tiles = 0;
  return {
    time: async (work) => {
      const started = performance.now();
      const result = await work;
      tiles += 1;
      durations.push(performance.now() - started);
      if (durations.length > 16) durations.shift();
      return result;
    },
    read: () => ({
      tiles,
      millisecondsPerTile: durations.reduce((sum, each) => sum + each, 0) / durations.length,
    }),
  };
}
