import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { KernelSignatures } from '../../../src/alis/backends/wasm/kernel-signatures.ts';
import { instantiateKernels } from '../../../src/alis/backends/wasm/kernels.ts';

const source = readFileSync(
  new URL('../../../src/alis/backends/wasm/kernel-signatures.ts', import.meta.url),
  'utf8',
);
/** Name and number of parameters of every function that the file declares. */
const declared = Array.from(
  source.matchAll(/^ {2}(\w+)\((.*)\): /gm),
  ([, name = '', parameters = '']) => [name, parameters.split(',').length] as const,
);

describe('the compiled kernels', () => {
  it('have the signatures that are declared', async () => {
    // The other build comes from the same sources; Node 20 has not all of its instructions.
    const file = new URL('../../../lib/alis/backends/wasm/kernels.wasm', import.meta.url);
    const memory = new WebAssembly.Memory({ initial: 1 });
    const { instance } = await WebAssembly.instantiate(readFileSync(file), { env: { memory } });
    const compiled = Object.entries(instance.exports).flatMap(([exported, value]) =>
      typeof value === 'function' ? [[exported, value.length] as const] : [],
    );
    expect(compiled.length).toBeGreaterThan(0);
    expect(compiled.sort()).toEqual([...declared].sort());
  });

  it('cannot be called wrongly', async () => {
    const kernels: Readonly<KernelSignatures> = await instantiateKernels(
      new WebAssembly.Memory({ initial: 1 }),
    );
    const wrongCalls = [
      // @ts-expect-error an argument is missing
      () => kernels.multiply(16, 32),
      // @ts-expect-error there is one too many
      () => kernels.multiply(16, 32, 16, 0),
      // @ts-expect-error no kernel has this name
      () => kernels.divide(16, 32, 16),
    ];
    expect(wrongCalls).toHaveLength(3);
  });
});
