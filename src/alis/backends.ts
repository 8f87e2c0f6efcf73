import type { Backend, BackendName } from './backend.ts';
import { AlisError } from './errors.ts';
import { referenceBackend } from './reference/index.ts';
import { wasmBackend } from './wasm/index.ts';
import type { Model } from './weights.ts';

/** @throws {AlisError} `backend` where this one cannot run */
export async function createBackend(name: BackendName, model: Model): Promise<Backend> {
  if (name === 'reference') return referenceBackend(model);
  if (name === 'wasm') return wasmBackend(model);
  throw new AlisError('backend', `${name} is not available here`);
}
