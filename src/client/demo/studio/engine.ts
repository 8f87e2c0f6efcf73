import { createEngine, type Engine } from '../../../alis/engine/engine.ts';
import type { BackendName } from '../../../alis/index.ts';
import { isSoftwareGpu } from '../../../alis/webgpu/device.ts';

// A module of its own, which the page's script imports once the demo nears the screen, and which the engine's workers run.

export { anchorTiles, sameTile } from '../../../alis/tiles.ts';

/**
 * Opens an engine that is quick enough to wander with: on a GPU, or with SIMD instructions.
 * @param named tried first, though it be a GPU in software
 * @throws {AlisError} `file`, `config` or `tensor` for weights that are not right, `backend` if nothing can run them here
 */
export async function openEngine(weights: Uint8Array, named: string | null): Promise<Engine> {
  const gpu = named === 'webgpu' || (named !== 'wasm' && (await hasGpu()));
  const backends: BackendName[] = gpu ? ['webgpu', 'wasm'] : ['wasm'];
  return createEngine(weights, { backends });
}

async function hasGpu(): Promise<boolean> {
  try {
    return !(await isSoftwareGpu());
  } catch {
    return false;
  }
}
