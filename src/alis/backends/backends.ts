import { AlisError } from '../errors.ts';
import type { Model } from '../model/weights.ts';
import type { Backend, BackendName } from './backend.ts';
import { referenceBackend } from './reference/index.ts';
import { selfTest } from './self-test.ts';
import { wasmBackend } from './wasm/index.ts';
import { webgpuBackend } from './webgpu/index.ts';

/** A backend that was left out, and why, in a sentence to show. */
export interface Rejection {
  readonly backend: BackendName;
  readonly reason: string;
}

/** @throws {AlisError} `backend` where this one cannot run */
export async function createBackend(name: BackendName, model: Model): Promise<Backend> {
  if (name === 'reference') return referenceBackend(model);
  if (name === 'wasm') return wasmBackend(model);
  return webgpuBackend(model);
}

/** Creates a backend once it has shown that it computes rightly here. @throws {AlisError} `backend` */
export async function createTestedBackend(name: BackendName, model: Model): Promise<Backend> {
  if (name !== 'reference') await selfTest((tiny) => createBackend(name, tiny));
  return createBackend(name, model);
}

/**
 * The first of `names` that runs here and passes its self-test.
 * @throws {AlisError} `backend` if none does, with all reasons
 */
export async function openBackend(
  names: readonly BackendName[],
  model: Model,
): Promise<{ backend: Backend; rejected: Rejection[] }> {
  const rejected: Rejection[] = [];
  for (const name of names) {
    try {
      return { backend: await createTestedBackend(name, model), rejected };
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
