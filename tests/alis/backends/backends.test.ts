import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Activation, Backend } from '../../../src/alis/backends/backend.ts';
import {
  createTestedBackend,
  interactiveBackends,
  nodeBackends,
  openBackend,
} from '../../../src/alis/backends/backends.ts';
import { referenceBackend } from '../../../src/alis/backends/reference/index.ts';
import { selfTest } from '../../../src/alis/backends/self-test.ts';
import { wasmBackend } from '../../../src/alis/backends/wasm/index.ts';
import { largestDifference } from '../../../src/alis/difference.ts';
import type { Model } from '../../../src/alis/model/weights.ts';
import { toBytes } from '../../../src/alis/tile/pixels.ts';
import type { Noise } from '../../../src/alis/tile/strip.ts';
import { anyConfig, configOf, modelOf, stripOf } from '../support.ts';

const fast = { wasm: wasmBackend };

/** Rounding grows with the values that are rounded. */
function tolerance(values: ArrayLike<number>): number {
  let largest = 1;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!));
  return 2e-5 * largest;
}

async function traced(
  backend: Backend,
  strip: Parameters<Backend['planes']>[0],
): Promise<Map<string, Activation>> {
  const seen = new Map<string, Activation>();
  const planes = await backend.planes(strip, (name, activation) => seen.set(name, activation));
  const { columns } = strip;
  return seen.set('planes', { channels: 3, rows: strip.resolution, columns, values: planes });
}

describe.each(Object.entries(fast))('%s', (_, create) => {
  it('computes what the reference does, layer by layer, whatever the configuration', async () => {
    const tile = fc.integer({ min: -9, max: 9 });
    await fc.assert(
      fc.asyncProperty(anyConfig, tile, fc.nat(1000), async (config, g, seed) => {
        const model = modelOf(config, seed);
        const { architecture } = model;
        const { tileWidth: width } = architecture;
        const noise: Noise =
          config.synthesis.noise === 'field'
            ? { mode: 'field', seed }
            : { mode: config.synthesis.noise, origin: 0 };
        const strip = stripOf(architecture, { left: g * width, width }, { seed, noise });
        const expected = await traced(referenceBackend(model), strip);
        const found = await traced(await create(model), strip);
        expect([...found.keys()]).toEqual([...expected.keys()]);
        for (const [name, { channels, columns, values }] of expected) {
          const activation = found.get(name)!;
          expect(activation).toMatchObject({ channels, columns });
          const difference = largestDifference(activation.values, values);
          expect(difference, name).toBeLessThan(tolerance(values));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('computes strips of any width that neighbours allow, and codes of their own for every slot', async () => {
    const model = modelOf(configOf({ padding: 'neighbour', num_fp16_res: 2, conv_clamp: 3 }));
    const { slots, config } = model.architecture;
    const backend = await create(model);
    for (const [left, width] of [
      [-4, 4],
      [12, 20],
      [-36, 64],
    ] as const) {
      const plain = stripOf(model.architecture, { left, width });
      const codes = plain.codes.map((_, anchor) =>
        Float32Array.from({ length: slots * config.w_dim }, (_, i) => Math.sin(i * (anchor + 2))),
      );
      const strip = { ...plain, codes };
      const expected = await referenceBackend(model).planes(strip);
      expect(largestDifference(await backend.planes(strip), expected)).toBeLessThan(1e-4);
    }
  });

  it('gives a level as a preview, as the whole picture would have it', async () => {
    for (const padding of ['zero', 'neighbour'] as const) {
      const model = modelOf(configOf({ padding }));
      const columns = { left: 24, width: 8 };
      const backend = await create(model);
      const whole = await traced(backend, stripOf(model.architecture, columns));
      const preview = await backend.planes(stripOf(model.architecture, columns, { resolution: 8 }));
      expect(preview.length).toBe(3 * 8 * 4);
      const level = whole.get('b8.img')!;
      const margin = (level.columns.width - 4) / 2;
      const inner = Array.from(level.values).filter((_, i) => {
        const column = i % level.columns.width;
        return column >= margin && column < margin + 4;
      });
      expect(largestDifference(preview, inner)).toBeLessThan(1e-5);
    }
  });

  it('gives bytes by the rule of spec 7.6', async () => {
    const model = modelOf(configOf());
    const backend = await create(model);
    const strip = stripOf(model.architecture, { left: 0, width: 8 });
    expect(await backend.pixels(strip)).toEqual(toBytes(await backend.planes(strip)));
  });
});

describe('wasm', () => {
  it('asks for no memory after the first tile', async () => {
    const grown: number[] = [];
    const grow = WebAssembly.Memory.prototype.grow;
    WebAssembly.Memory.prototype.grow = function (pages) {
      grown.push(pages);
      return grow.call(this, pages);
    };
    try {
      const model = modelOf(configOf({ noise: 'field' }, { img_resolution: 64 }));
      const backend = await wasmBackend(model);
      const strip = (tile: number) => {
        const noise = { mode: 'field', seed: 1 } as const;
        return stripOf(model.architecture, { left: 32 * tile, width: 32 }, { noise });
      };
      await backend.planes(strip(0));
      const before = grown.length;
      expect(before).toBeGreaterThan(0);
      for (let tile = -4; tile < 12; tile++) await backend.planes(strip(tile));
      expect(grown.length).toBe(before);
    } finally {
      WebAssembly.Memory.prototype.grow = grow;
    }
  });
});

describe('a strip', () => {
  it.each([
    ['zero', { left: 4, width: 8 }],
    ['zero', { left: 0, width: 16 }],
    ['neighbour', { left: 2, width: 8 }],
    ['neighbour', { left: 0, width: 0 }],
  ] as const)('with %s padding cannot be %o', (padding, columns) => {
    const { architecture } = modelOf(configOf({ padding }));
    expect(() => stripOf(architecture, columns)).toThrow(
      expect.objectContaining({ code: 'range' }),
    );
  });

  it('needs the stored noise only where that is asked for', async () => {
    const model = modelOf(configOf());
    const lacking: Model = {
      ...model,
      has: (name) => !name.endsWith('noise_const') && model.has(name),
      tensor: (name) => {
        if (name.endsWith('noise_const')) throw new Error(`${name} is not there`);
        return model.tensor(name);
      },
    };
    const backend = await wasmBackend(lacking);
    const columns = { left: 0, width: 8 };
    await backend.planes(stripOf(model.architecture, columns));
    const noise = { mode: 'const', origin: 0 } as const;
    await expect(backend.planes(stripOf(model.architecture, columns, { noise }))).rejects.toThrow(
      /noise_const/,
    );
  });
});

describe('choosing a backend', () => {
  const model = modelOf(configOf());

  it('leaves out what cannot run here, with a reason to show', async () => {
    const { name, rejected } = await openBackend(['webgpu', 'wasm', 'reference'], model);
    expect(name).toBe('wasm');
    expect(rejected).toEqual([{ backend: 'webgpu', reason: 'this browser has no WebGPU' }]);
  });

  it('leaves out what computes wrongly', async () => {
    const wrong = async (tiny: Model): Promise<Backend> => {
      const right = referenceBackend(tiny);
      const planes: Backend['planes'] = async (strip) =>
        (await right.planes(strip)).map((value, i) => (i === 77 ? value + 0.01 : value));
      return { ...right, planes };
    };
    await expect(selfTest('webgpu', wrong)).rejects.toThrow(
      /webgpu computed a known tile wrongly: off by 0\.01/,
    );
    const silent = async (tiny: Model): Promise<Backend> => ({
      ...referenceBackend(tiny),
      planes: async (strip) =>
        (await referenceBackend(tiny).planes(strip)).map((v, i) => (i === 77 ? Number.NaN : v)),
    });
    await expect(selfTest('webgpu', silent)).rejects.toThrow(/wrongly/);
  });

  it('says so when none is left', async () => {
    await expect(openBackend(['webgpu'], model)).rejects.toThrow(
      /no backend can run here \(webgpu: /,
    );
  });

  it('lets every backend that runs here pass its own test', async () => {
    expect(nodeBackends).toEqual(['wasm', 'reference']);
    for (const name of nodeBackends) await createTestedBackend(name, model);
  });

  it('walks with the quick ones, and first with the one asked for', async () => {
    expect(await interactiveBackends(null)).toEqual(['wasm']);
    expect(await interactiveBackends('webgpu')).toEqual(['webgpu', 'wasm']);
    expect(await interactiveBackends('wasm')).toEqual(['wasm']);
    expect(await interactiveBackends('abacus')).toEqual(['wasm']);
  });
});
