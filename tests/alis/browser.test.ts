import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomWeights } from '../../src/alis/backends/random-weights.ts';
import { referenceBackend } from '../../src/alis/backends/reference/index.ts';
import { largestDifference } from '../../src/alis/difference.ts';
import { parsePanorama } from '../../src/alis/latent/panorama.ts';
import { readModel } from '../../src/alis/model/weights.ts';
import { toBytes } from '../../src/alis/tile/pixels.ts';
import { stripMaker } from '../../src/alis/tile/tiles.ts';
import { browser } from '../e2e/visit.ts';
import { bundle, gzipSize, serve } from './browser/bundle.ts';
import { announceMissingFixtures, anyConfig, configOf, fixtures, haveFixtures } from './support.ts';

announceMissingFixtures();

const fixtureFiles = [
  'alis-small/config.json',
  'alis-small/weights.safetensors',
  'alis-small/cases.safetensors',
  'alis-continuous/config.json',
  'alis-continuous/cases.safetensors',
];

const generators = {
  'zero.safetensors': configOf({
    channel_max: 13,
    conv_clamp: 2,
    w_coord_dist: 6,
    num_fp16_res: 1,
  }),
  'neighbour.safetensors': configOf({ padding: 'neighbour', noise: 'field', grid_size: 1 }),
  'stored.safetensors': configOf({ noise: 'const', grid_size: 4 }),
};
/** Others every time. */
const anyGenerators = Object.fromEntries(
  fc.sample(anyConfig, 12).map((config, i) => [`any${i}.safetensors`, config]),
);
const weights = new Map(
  Object.entries({ ...generators, ...anyGenerators }).map(([name, config]) => [
    name,
    randomWeights(config, 5, 'F16'),
  ]),
);

async function expectedPlanes(name: string, address: string, tile: number): Promise<Float32Array> {
  const model = readModel(weights.get(name)!);
  const { resolution } = model.architecture;
  const strip = stripMaker(model)({ panorama: parsePanorama(address), tile, resolution });
  return referenceBackend(model).planes(strip);
}

async function expectedBytes(name: string, address: string, tile: number): Promise<number[]> {
  return [...toBytes(await expectedPlanes(name, address, tile))];
}

describe('the engine in a browser', () => {
  let site: { url: string; close: () => void };
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    const files = new Map([...(await bundle('entry.ts')), ...weights]);
    if (haveFixtures)
      for (const file of fixtureFiles) files.set(file, readFileSync(fixtures + file));
    site = await serve(files);
    page = await browser.newPage();
    page.on('pageerror', ({ message }) => problems.push(message));
    await page.goto(site.url);
    await page.addScriptTag({ type: 'module', url: `${site.url}entry.js` });
    await page.waitForFunction(() => 'alis' in window);
  }, 120_000);

  afterAll(() => site?.close());

  it.each(['webgpu', 'wasm', 'reference'] as const)(
    'computes on %s what the reference does in Node',
    { timeout: 60_000 },
    async (backend) => {
      for (const name of Object.keys(generators)) {
        for (const [address, tile] of [
          ['7', 0],
          ['8@0.7~-2.3', -5],
        ] as const) {
          const found = await page.evaluate((args) => window.alis.planes(...args), [
            backend,
            name,
            address,
            tile,
          ] as const);
          const expected = await expectedPlanes(name, address, tile);
          expect(largestDifference(found, expected), `${name} ${address}`).toBeLessThan(2e-4);
        }
      }
    },
  );

  it.each(['webgpu', 'wasm'] as const)(
    'computes on %s what the reference does, whatever the configuration',
    { timeout: 120_000 },
    async (backend) => {
      for (const [name, config] of Object.entries(anyGenerators)) {
        const found = await page.evaluate((args) => window.alis.planes(...args), [
          backend,
          name,
          '3',
          7,
        ] as const);
        const expected = await expectedPlanes(name, '3', 7);
        const scale = Math.max(1, ...expected.map(Math.abs));
        const difference = largestDifference(found, expected) / scale;
        expect(difference, JSON.stringify(config)).toBeLessThan(2e-5);
      }
    },
  );

  it.runIf(haveFixtures).each([
    [
      'webgpu',
      'alis-small',
      ['mapping', 'frame-0', 'frame-noise-3', 'frame-psi', 'frame-perlayer'],
    ],
    [
      'webgpu',
      'alis-small',
      ['frame-fp16-semantics', 'frame-6', 'panorama-noise', 'mapping-cutoff'],
    ],
    ['webgpu', 'alis-small', ['mapping-psi', 'frame-1', 'frame-2', 'frame-3', 'frame-4']],
    ['webgpu', 'alis-small', ['frame-5', 'frame-noise-0', 'frame-noise-6']],
    ['webgpu', 'alis-small', ['panorama', 'panorama-u8', 'panorama-resampled']],
    ['webgpu', 'alis-continuous', ['frame_at_0', 'frame_at_16', 'tile_left_of_anchor', 'negative']],
    ['webgpu', 'alis-continuous', ['tile_right_of_anchor', 'long']],
    ['wasm', 'alis-small', ['frame-perlayer', 'frame-fp16-semantics', 'panorama']],
    ['wasm', 'alis-continuous', ['long']],
  ] as const)(
    'passes on %s the fixture %s: %s',
    { timeout: 240_000 },
    async (backend, directory, names) => {
      const comparisons = await page.evaluate(
        ([name, folder, cases]) =>
          window.alis.verify(
            name,
            {
              list: `${folder}/config.json`,
              config: 'alis-small/config.json',
              weights: 'alis-small/weights.safetensors',
              cases: `${folder}/cases.safetensors`,
            },
            cases,
          ),
        [backend, directory, names] as const,
      );
      expect(comparisons.length).toBeGreaterThanOrEqual(names.length);
      for (const { name, difference, tolerance } of comparisons) {
        expect(difference, name).toBeLessThanOrEqual(tolerance);
      }
    },
  );

  it('spreads tiles over plain workers, most urgent first, and drops what is taken back', async () => {
    const result = await page.evaluate(async () => {
      const { createEngine, fetchBytes, parsePanorama } = window.alis;
      const bytes = await fetchBytes('neighbour.safetensors');
      const engine = await createEngine(bytes, { backends: ['wasm'], workers: 1 });
      const panorama = parsePanorama('7');
      const order: number[] = [];
      const stop = new AbortController();
      const tile = (g: number, signal?: AbortSignal) =>
        engine
          .tile(panorama, g, { priority: () => Math.abs(g), ...(signal ? { signal } : {}) })
          .then(({ data }) => {
            order.push(g);
            return [...data];
          })
          .catch(({ code }: { code: string }) => code);
      const waiting = [9, 6, 3, 0].map((g) => tile(g));
      const dropped = tile(100, stop.signal);
      stop.abort();
      const tiles = await Promise.all(waiting);
      const preview = await engine.tile(panorama, 0, { resolution: 8 });
      const stats = engine.stats();
      engine.dispose();
      const two = await createEngine(bytes, { backends: ['wasm'], workers: 2 });
      const { executors } = two.stats();
      two.dispose();
      const closed = await tile(1);
      return {
        isolated: crossOriginIsolated,
        order,
        tiles,
        dropped: await dropped,
        preview: [preview.width, preview.height, preview.data.length],
        stats,
        executors,
        closed,
      };
    });
    expect(result.isolated).toBe(false);
    expect(result.dropped).toBe('aborted');
    expect(result.closed).toBe('aborted');
    expect(result.order).toEqual([0, 3, 6, 9]);
    expect(result.executors).toBe(2);
    expect(result.preview).toEqual([8, 8, 256]);
    expect(result.stats).toMatchObject({
      backend: 'wasm',
      executors: 1,
      tiles: 4,
      waiting: 0,
      rejected: [],
    });
    expect(result.stats.millisecondsPerTile).toBeGreaterThan(0);
    for (const [i, tile] of [9, 6, 3, 0].entries()) {
      const expected = await expectedBytes('neighbour.safetensors', '7', tile);
      expect(largestDifference(result.tiles[i] as number[], expected)).toBeLessThanOrEqual(1);
    }
  });

  it('paints on the GPU by the rule of spec 7.6', async () => {
    const [width, height] = [5, 7];
    const picture = Array.from({ length: width * height * 4 }, (_, i) => 1.3 * Math.sin(i * i));
    const painted = await page.evaluate((args) => window.alis.painted(...args), [
      picture,
      width,
      height,
    ] as const);
    const planes = Float32Array.from({ length: 3 * width * height }, (_, i) => {
      const pixel = i % (width * height);
      return picture[pixel * 4 + Math.floor(i / (width * height))]!;
    });
    expect(painted).toEqual([...toBytes(planes)]);
  });

  // Headless Chromium's software adapter gives no canvas: there the engine has to notice, and go on with WebAssembly.
  it.each(['webgpu', 'wasm'] as const)(
    'draws several tiles on one canvas by %s',
    async (backend) => {
      const drawn = await page.evaluate(async (name) => {
        const { createEngine, fetchBytes, parsePanorama, resample } = window.alis;
        const bytes = await fetchBytes('zero.safetensors');
        const engine = await createEngine(bytes, { backends: [name, 'wasm'], workers: 1 });
        const canvas = new OffscreenCanvas(32, 16);
        const context = canvas.getContext('2d');
        if (!context) throw new Error('no canvas');
        const panorama = parsePanorama('7');
        const draw = (from: typeof panorama, tile: number) =>
          engine.draw(from, tile, { context, x: tile * 8, y: 0 });
        for (const tile of [0, 1, 2, 3]) await draw(panorama, tile);
        await draw(resample(panorama, 0), 3);
        engine.dispose();
        return [0, 1, 2, 3].map((tile) => [...context.getImageData(tile * 8, 0, 8, 16).data]);
      }, backend);
      for (const [tile, address] of [
        [0, '7'],
        [1, '7'],
        [2, '7'],
        [3, '7~0.1'],
      ] as const) {
        const expected = await expectedBytes('zero.safetensors', address, tile);
        expect(largestDifference(drawn[tile]!, expected)).toBeLessThanOrEqual(1);
      }
    },
  );

  it('leaves a software GPU out by itself, and says why', async () => {
    const stats = await page.evaluate(async () => {
      const { createEngine, fetchBytes } = window.alis;
      const engine = await createEngine(await fetchBytes('zero.safetensors'), { workers: 1 });
      const result = engine.stats();
      engine.dispose();
      return result;
    });
    expect(stats.backend).toBe('wasm');
    expect(stats.rejected).toEqual([
      { backend: 'webgpu', reason: expect.stringMatching(/software/) },
    ]);
  });

  it('goes on with the next backend when the GPU is lost', async () => {
    const { tile, stats } = await page.evaluate(async () => {
      const { createEngine, fetchBytes, parsePanorama } = window.alis;
      const bytes = await fetchBytes('zero.safetensors');
      const request = GPUAdapter.prototype.requestDevice;
      const devices: GPUDevice[] = [];
      GPUAdapter.prototype.requestDevice = async function (...args) {
        const device = await request.apply(this, args);
        devices.push(device);
        return device;
      };
      // A device from before would be used again: lose that one too.
      const probe = GPUDevice.prototype.createCommandEncoder;
      GPUDevice.prototype.createCommandEncoder = function (...args) {
        if (!devices.includes(this)) devices.push(this);
        return probe.apply(this, args);
      };
      try {
        const engine = await createEngine(bytes, { backends: ['webgpu', 'wasm'], workers: 1 });
        const before = engine.stats().backend;
        for (const device of devices) device.destroy();
        const { data } = await engine.tile(parsePanorama('7'), 1);
        const result = { before, ...engine.stats() };
        engine.dispose();
        return { tile: [...data], stats: result };
      } finally {
        GPUAdapter.prototype.requestDevice = request;
        GPUDevice.prototype.createCommandEncoder = probe;
      }
    });
    expect(stats).toMatchObject({ before: 'webgpu', backend: 'wasm' });
    expect(stats.rejected).toEqual([{ backend: 'webgpu', reason: expect.stringMatching(/GPU/) }]);
    const expected = await expectedBytes('zero.safetensors', '7', 1);
    expect(largestDifference(tile, expected)).toBeLessThanOrEqual(1);
  });

  it('tells whose command failed, of two engines on one GPU', async () => {
    const { backends, tiles, rejected } = await page.evaluate(async () => {
      const { createEngine, fetchBytes, parsePanorama } = window.alis;
      const bytes = await fetchBytes('zero.safetensors');
      const options = { backends: ['webgpu', 'wasm'], workers: 1 } as const;
      const [failing, other] = [
        await createEngine(bytes, options),
        await createEngine(bytes, options),
      ];
      const panorama = parsePanorama('7');
      for (const engine of [failing, other]) await engine.tile(panorama, 0);
      const create = GPUDevice.prototype.createBuffer;
      // A preview has buffers of its own, which cannot be had; whole tiles use those of before.
      GPUDevice.prototype.createBuffer = function (descriptor) {
        const storage = (descriptor.usage & GPUBufferUsage.STORAGE) !== 0;
        return create.call(this, storage ? { ...descriptor, usage: 0 } : descriptor);
      };
      try {
        const wanted = [
          other.tile(panorama, 1),
          failing.tile(panorama, 1, { resolution: 8 }),
          other.tile(panorama, 2),
          failing.tile(panorama, 1),
          other.tile(panorama, 3),
        ];
        const made = await Promise.all(wanted);
        return {
          backends: [failing, other].map((engine) => engine.stats().backend),
          rejected: failing.stats().rejected,
          tiles: made.map(({ data }) => [...data]),
        };
      } finally {
        GPUDevice.prototype.createBuffer = create;
        for (const engine of [failing, other]) engine.dispose();
      }
    });
    expect(backends).toEqual(['wasm', 'webgpu']);
    expect(rejected).toMatchObject([
      { backend: 'webgpu', reason: expect.stringMatching(/WebGPU/) },
    ]);
    for (const [i, tile] of [
      [0, 1],
      [2, 2],
      [3, 1],
      [4, 3],
    ] as const) {
      const expected = await expectedBytes('zero.safetensors', '7', tile);
      expect(largestDifference(tiles[i]!, expected)).toBeLessThanOrEqual(1);
    }
  });

  it('draws a tile again elsewhere when the GPU could not', async () => {
    const { before, backend, drawn } = await page.evaluate(async () => {
      const { createEngine, fetchBytes, parsePanorama } = window.alis;
      const { getContext } = OffscreenCanvas.prototype;
      const create = GPUDevice.prototype.createBuffer;
      let device: GPUDevice | undefined;
      // The software adapter has no canvas: a texture takes its place, and nothing is shown of it.
      const canvasOfGpu = {
        configure: (given: { device: GPUDevice }) => {
          device = given.device;
        },
        unconfigure: () => {},
        getCurrentTexture: () =>
          device?.createTexture({
            size: [8, 16],
            format: navigator.gpu.getPreferredCanvasFormat(),
            usage: GPUTextureUsage.RENDER_ATTACHMENT,
          }),
      };
      Object.defineProperty(OffscreenCanvas.prototype, 'getContext', {
        configurable: true,
        value(this: OffscreenCanvas, kind: '2d' | 'webgpu') {
          const plain: unknown = Reflect.apply(getContext, this, ['2d']);
          if (kind !== 'webgpu') return plain;
          return canvasOfGpu;
        },
      });
      try {
        const bytes = await fetchBytes('zero.safetensors');
        const options = { backends: ['webgpu', 'wasm'], workers: 1 } as const;
        const engine = await createEngine(bytes, options);
        const context = new OffscreenCanvas(8, 16).getContext('2d');
        if (!context) throw new Error('no canvas');
        const draw = (resolution: number) =>
          engine.draw(parsePanorama('7'), 1, { context, x: 0, y: 0 }, { resolution });
        await draw(8);
        const { backend: first } = engine.stats();
        GPUDevice.prototype.createBuffer = function (descriptor) {
          return create.call(this, { ...descriptor, usage: 0 });
        };
        await draw(16);
        const { backend: second } = engine.stats();
        engine.dispose();
        const pixels = [...context.getImageData(0, 0, 8, 16).data];
        return { before: first, backend: second, drawn: pixels };
      } finally {
        GPUDevice.prototype.createBuffer = create;
        Object.defineProperty(OffscreenCanvas.prototype, 'getContext', { value: getContext });
      }
    });
    expect([before, backend]).toEqual(['webgpu', 'wasm']);
    const expected = await expectedBytes('zero.safetensors', '7', 1);
    expect(largestDifference(drawn, expected)).toBeLessThanOrEqual(1);
  });

  it('computes on the page where workers cannot be had, and refuses wrong weights', async () => {
    const result = await page.evaluate(async () => {
      const { createEngine, fetchBytes, parsePanorama } = window.alis;
      const bytes = await fetchBytes('zero.safetensors');
      const createWorker = () => new Worker('nowhere.js', { type: 'module' });
      const engine = await createEngine(bytes, { backends: ['wasm'], workers: 2, createWorker });
      const { data } = await engine.tile(parsePanorama('7'), 2);
      const { executors } = engine.stats();
      engine.dispose();
      const refused = await createEngine(bytes.subarray(0, 99)).catch(({ code }) => code);
      // Only the workers read the values.
      const options = { backends: ['wasm'], workers: 1 } as const;
      const cut = await createEngine(bytes.slice(0, -8), options).catch(({ code }) => code);
      return { data: [...data], executors, refused, cut };
    });
    expect(result.executors).toBe(1);
    expect([result.refused, result.cut]).toEqual(['file', 'tensor']);
    const expected = await expectedBytes('zero.safetensors', '7', 2);
    expect(largestDifference(result.data, expected)).toBeLessThanOrEqual(1);
  });

  it('left no error behind', () => {
    expect(problems).toEqual([]);
  });
});

describe('the engine as a visitor downloads it', () => {
  it('is under 40 kB, code, shaders and both builds of the kernels together', async () => {
    const files = await bundle('../../../src/alis/index.ts');
    expect([...files.keys()].filter((name) => name.endsWith('.wasm'))).toHaveLength(2);
    expect(gzipSize(files)).toBeLessThan(40_000);
  });
});
