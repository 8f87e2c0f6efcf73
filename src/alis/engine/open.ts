import {
  type BackendName,
  createTestedBackend,
  reasonAgainst,
  reasonOf,
  runsInWorkers,
} from '../backends/backends.ts';
import { AlisError } from '../errors.ts';
import type { Model } from '../model/weights.ts';
import { type Executor, localExecutor, workerExecutor } from './executor.ts';
import { createWorker as newWorker } from './worker.ts';

export interface EngineOptions {
  /** Backends in the order in which they are tried; a page's `?backend=` names just one. */
  readonly backends?: readonly BackendName[];
  /** Makes the workers; by default they run the file that this module is in (see `engine/worker.ts`). */
  readonly createWorker?: () => Worker;
  /** Workers to spread tiles over, by default 1 to 4 by the number of processors; 0 computes on this thread. */
  readonly workers?: number;
}

/** What runs a backend: workers for those that keep a processor busy, this thread for the GPU. */
export interface OpenExecutors {
  readonly executors: readonly Executor[];
  /** Why this thread has to do what workers should. */
  readonly withoutWorkers?: string;
}

/** @throws {AlisError} `backend` if this one cannot run here or fails its self-test, others for weights that are not right */
export async function openExecutors(
  name: BackendName,
  model: () => Model,
  weights: Uint8Array,
  options: EngineOptions,
): Promise<OpenExecutors> {
  const { createWorker = newWorker, workers = defaultWorkers() } = options;
  // A backend that is asked for is taken though others outrun it.
  const reason = options.backends ? undefined : await reasonAgainst(name);
  if (reason !== undefined) throw new AlisError('backend', reason);
  const here = async (): Promise<Executor[]> => [
    localExecutor(model(), name, await createTestedBackend(name, model())),
  ];
  if (workers === 0 || !runsInWorkers(name)) return { executors: await here() };
  const opened = await Promise.allSettled(
    Array.from({ length: workers }, async () => workerExecutor(createWorker(), weights, name)),
  );
  const executors = opened.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  if (executors.length > 0) return { executors };
  // Workers may be forbidden where the backend itself is not.
  const failure = opened.find((each) => each.status === 'rejected');
  return {
    executors: await here(),
    withoutWorkers: `not in workers: ${reasonOf(failure?.reason)}`,
  };
}

/** Leaves a processor to the page; more than 4 copies of the weights and buffers gain little. */
function defaultWorkers(): number {
  if (typeof Worker === 'undefined') return 0;
  return Math.min(4, Math.max(1, (globalThis.navigator?.hardwareConcurrency ?? 2) - 1));
}
