import { describe, expect, it } from 'vitest';
import type { Backend } from '../../../src/alis/backends/backend.ts';
import { referenceBackend } from '../../../src/alis/backends/reference/index.ts';
import { wasmBackend } from '../../../src/alis/backends/wasm/index.ts';
import type { Noise } from '../../../src/alis/tile/strip.ts';
import { configOf, modelOf, stripOf } from '../support.ts';

/** Largest difference between each tile of a strip computed at once, and the tile computed alone. */
async function seam(
  backend: Backend,
  model: ReturnType<typeof modelOf>,
  noise: Noise,
): Promise<number> {
  const { architecture } = model;
  const { tileWidth: width, resolution } = architecture;
  const [first, tiles] = [-5, 10];
  const long = stripOf(architecture, { left: first * width, width: tiles * width }, { noise });
  const whole = await backend.planes(long);
  let largest = 0;
  for (let g = 0; g < tiles; g++) {
    const columns = { left: (first + g) * width, width };
    const tile = await backend.planes(stripOf(architecture, columns, { noise }));
    tile.forEach((value, i) => {
      const at = Math.floor(i / width) * tiles * width + g * width + (i % width);
      largest = Math.max(largest, Math.abs(value - whole[at]!));
    });
  }
  expect(whole.length).toBe(3 * resolution * tiles * width);
  return largest;
}

const cases = [
  [configOf({ padding: 'neighbour' }), { mode: 'none' }],
  [configOf({ padding: 'neighbour' }, { img_resolution: 64 }), { mode: 'field', seed: 3 }],
  [configOf({ padding: 'neighbour', grid_size: 1, w_coord_dist: 2 }), { mode: 'field', seed: 4 }],
  [configOf({ padding: 'neighbour', grid_size: 4, w_coord_dist: 6 }), { mode: 'const', origin: 0 }],
] as const;

describe.each([
  ['reference', async (model: ReturnType<typeof modelOf>) => referenceBackend(model)],
  ['wasm', wasmBackend],
] as const)('neighbour padding on %s', (_, create) => {
  it.each(cases)(
    'makes tiles equal the same columns of a long strip (%#)',
    async (config, noise) => {
      const model = modelOf(config);
      expect(await seam(await create(model), model, noise)).toBeLessThan(1e-5);
    },
  );
});

describe('zero padding', () => {
  it('cannot be seamless with random weights: the measure above would see it', async () => {
    const seamless = modelOf(configOf({ padding: 'neighbour' }));
    const tiled = modelOf(configOf({ padding: 'zero' }));
    const columns = { left: 8, width: 8 };
    const [a, b] = [
      await referenceBackend(seamless).planes(stripOf(seamless.architecture, columns)),
      await referenceBackend(tiled).planes(stripOf(tiled.architecture, columns)),
    ];
    expect(a.every((value, i) => Math.abs(value - b[i]!) < 1e-3)).toBe(false);
  });
});
