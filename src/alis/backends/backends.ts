import { AlisError } from '../errors.ts';
import type { Model } from '../model/weights.ts';
import type { Backend } from './backend.ts';
import { referenceBackend } from './reference/index.ts';
import { selfTest } from './self-test.ts';
import { wasmBackend } from './wasm/index.ts';
import { softwareGpu } from './webgpu/device.ts';
import { webgpuBackend } from './webgpu/index.ts';

interface BackendEntry {
  readonly name: string;
  /** A worker where it keeps a processor busy, which is also how it runs in Node; the page itself where a GPU computes. */
  readonly runsIn: 'page' | 'worker';
  /** Quick enough for a landscape that somebody walks through. */
  readonly interactive: boolean;
  /** Rejects where it cannot run. */
  readonly create: (model: Model) => Backend | Promise<Backend>;
  /** Why the next one would be quicker here, in a sentence to show. */
  readonly outrun?: () => Promise<string | undefined>;
}

/** All backends, the quickest first. Another one is a row here, and the file it names. */
const backends = [
  {
    name: 'webgpu',
    runsIn: 'page',
    interactive: true,
    create: webgpuBackend,
    outrun: softwareGpu,
  },
  { name: 'wasm', runsIn: 'worker', interactive: true, create: wasmBackend },
  { name: 'reference', runsIn: 'worker', interactive: false, create: referenceBackend },
] as const satisfies readonly BackendEntry[];

export type BackendName = (typeof backends)[number]['name'];

export const backendNames: readonly BackendName[] = backends.map(({ name }) => name);

/** Those that run in Node too. */
export const nodeBackends: readonly BackendName[] = backends
  .filter(({ runsIn }) => runsIn === 'worker')
  .map(({ name }) => name);

/** Those to walk with, in the order to try them; one that somebody asks for comes first, though others outrun it. */
export async function interactiveBackends(asked: string | null): Promise<BackendName[]> {
  const names = backends.filter(({ interactive }) => interactive).map(({ name }) => name);
  const reasons = await Promise.all(
    names.map((name) => (name === asked ? undefined : reasonAgainst(name).catch(reasonOf))),
  );
  const left = names.filter((_, i) => reasons[i] === undefined);
  return left.toSorted((a, b) => Number(b === asked) - Number(a === asked));
}

/** Why another backend is quicker here. Rejects where this one cannot run at all. */
export async function reasonAgainst(name: BackendName): Promise<string | undefined> {
  const { outrun }: BackendEntry = entryOf(name);
  return outrun?.();
}

export function runsInWorkers(name: BackendName): boolean {
  return entryOf(name).runsIn === 'worker';
}

function entryOf(name: BackendName): (typeof backends)[number] {
  const entry = backends.find((each) => each.name === name);
  if (entry) return entry;
  throw new AlisError('backend', `there is no backend ${name}; there are ${backendNames}`);
}

/** @throws {AlisError} `backend` where this one cannot run; whatever it throws later is one too */
export async function createBackend(name: BackendName, model: Model): Promise<Backend> {
  const { create } = entryOf(name);
  const { description, planes, pixels, draw, dispose } = await contained(name, async () =>
    create(model),
  );
  return {
    description,
    planes: (...args) => contained(name, () => planes(...args)),
    pixels: (...args) => contained(name, () => pixels(...args)),
    ...(draw && { draw: (...args) => contained(name, () => draw(...args)) }),
    dispose,
  };
}

/** Browsers throw errors of their own where memory is short or a GPU gives up: the engine then takes another backend. */
async function contained<Result>(name: BackendName, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof AlisError) throw cause;
    throw new AlisError('backend', `${name} failed: ${reasonOf(cause)}`, { cause });
  }
}

/** Creates a backend once it has shown that it computes rightly here. @throws {AlisError} `backend` */
export async function createTestedBackend(name: BackendName, model: Model): Promise<Backend> {
  await selfTest(name, (tiny) => createBackend(name, tiny));
  return createBackend(name, model);
}

/** A backend that was left out, and why, in a sentence to show. */
export interface Rejection {
  readonly backend: BackendName;
  readonly reason: string;
}

/**
 * The first of `names` that runs here and passes its self-test.
 * @throws {AlisError} `backend` if none does, with all reasons
 */
export async function openBackend(
  names: readonly BackendName[],
  model: Model,
): Promise<{ name: BackendName; backend: Backend; rejected: Rejection[] }> {
  const rejected: Rejection[] = [];
  for (const name of names) {
    try {
      return { name, backend: await createTestedBackend(name, model), rejected };
    } catch (error) {
      rejected.push({ backend: name, reason: reasonOf(error) });
    }
  }
  throw noneLeft(rejected);
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export function noneLeft(rejected: readonly Rejection[]): AlisError {
  const reasons = rejected.map(({ backend, reason }) => `${backend}: ${reason}`).join('; ');
  return new AlisError('backend', `no backend can run here (${reasons})`);
}
