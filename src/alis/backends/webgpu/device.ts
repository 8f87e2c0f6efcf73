import { AlisError } from '../../errors.ts';

let shared: Promise<GPUDevice> | undefined;

/**
 * This thread's GPU, asked for once; asked for again after it was lost.
 * @throws {AlisError} `backend` if there is none
 */
export function gpuDevice(): Promise<GPUDevice> {
  shared ??= requestDevice().catch((error: unknown) => {
    shared = undefined;
    throw error;
  });
  return shared;
}

/** Software adapters compute rightly, a hundred times slower than WebAssembly. */
export async function softwareGpu(): Promise<string | undefined> {
  const { isFallbackAdapter } = (await gpuDevice()).adapterInfo;
  return isFallbackAdapter ? 'WebGPU runs in software here, which WebAssembly outruns' : undefined;
}

async function requestDevice(): Promise<GPUDevice> {
  const gpu = globalThis.navigator?.gpu;
  if (!gpu) throw new AlisError('backend', 'this browser has no WebGPU');
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new AlisError('backend', 'WebGPU finds no GPU');
  const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  const device = await adapter.requestDevice({
    requiredLimits: { maxBufferSize, maxStorageBufferBindingSize },
  });
  void device.lost.then(() => {
    shared = undefined;
  });
  return device;
}
