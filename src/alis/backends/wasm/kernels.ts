import { AlisError } from '../../errors.ts';
import type { KernelSignatures } from './kernel-signatures.ts';

/** The compiled kernels' functions; `assembly/` says what each does. Addresses are bytes in the memory. */
export type Kernels = Readonly<KernelSignatures>;

/** Node's, as far as it is used here; browsers have none. */
declare const process: {
  getBuiltinModule(name: 'node:fs'): { readFileSync(path: URL): Uint8Array<ArrayBuffer> };
};

let compiled: Promise<WebAssembly.Module> | undefined;

/** A module of one function, which returns f32x4.relaxed_madd of three zeros. */
const fusedProbe = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 5, 1, 0x60, 0, 1, 0x7b, 3, 2, 1, 0, 10, 19, 1, 17, 0],
  ...[0x41, 0, 0xfd, 0x0f, 0x41, 0, 0xfd, 0x0f, 0x41, 0, 0xfd, 0x0f, 0xfd, 0x85, 0x02, 0x0b],
);

/**
 * Whether kernels may multiply and add in one instruction: faster where the processor has it, and no loss elsewhere. Some
 * browsers run without any WebAssembly, and must still be able to load this file.
 */
export const fused = typeof WebAssembly === 'object' && WebAssembly.validate(fusedProbe);

/** @throws {AlisError} `backend` where WebAssembly or its SIMD instructions are missing, or the file cannot be had */
export async function instantiateKernels(memory: WebAssembly.Memory): Promise<Kernels> {
  compiled ??= compile();
  try {
    const instance = await WebAssembly.instantiate(await compiled, { env: { memory } });
    // The signatures are made from the same sources as the file.
    return instance.exports as unknown as Kernels;
  } catch (cause) {
    compiled = undefined;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AlisError('backend', `WebAssembly SIMD cannot run here: ${reason}`, { cause });
  }
}

async function compile(): Promise<WebAssembly.Module> {
  // The same paths from src/alis/backends/wasm and lib/alis/backends/wasm; bundlers follow them and move the files.
  const url = fused
    ? new URL('../../../../lib/alis/backends/wasm/kernels-fused.wasm', import.meta.url)
    : new URL('../../../../lib/alis/backends/wasm/kernels.wasm', import.meta.url);
  if (url.protocol === 'file:') {
    const { readFileSync } = process.getBuiltinModule('node:fs');
    return WebAssembly.compile(readFileSync(url));
  }
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  return WebAssembly.compile(await response.arrayBuffer());
}
