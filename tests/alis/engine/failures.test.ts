import { afterEach, describe, expect, it, vi } from 'vitest';
import { createBackend } from '../../../src/alis/backends/backends.ts';
import { randomWeights } from '../../../src/alis/backends/random-weights.ts';
import { createEngine } from '../../../src/alis/engine/engine.ts';
import { createPanorama } from '../../../src/alis/latent/panorama.ts';
import { configOf, modelOf, stripOf } from '../support.ts';

const weights = randomWeights(configOf({}, { img_resolution: 64 }), 1);
const panorama = createPanorama(7);
afterEach(() => vi.restoreAllMocks());

/** From here on there is no more memory for WebAssembly. */
function refuseMemory(): void {
  vi.spyOn(WebAssembly.Memory.prototype, 'grow').mockImplementation(() => {
    throw new RangeError('WebAssembly.Memory.grow(): Maximum memory size exceeded');
  });
}

describe('an engine on one thread', () => {
  it('goes on with the next backend when there is no more memory', async () => {
    const options = { backends: ['wasm', 'reference'] as const, workers: 0 };
    const plain = await createEngine(weights, { backends: ['reference'], workers: 0 });
    const expected = await plain.tile(panorama, 2);
    const engine = await createEngine(weights, options);
    expect(engine.stats().backend).toBe('wasm');
    refuseMemory();
    const tiles = await Promise.all([engine.tile(panorama, 2), engine.tile(panorama, 2)]);
    for (const tile of tiles) expect([...tile.data]).toEqual([...expected.data]);
    expect(engine.stats()).toMatchObject({
      backend: 'reference',
      rejected: [{ backend: 'wasm', reason: expect.stringMatching(/no memory: \d+ MB/) }],
    });
  });

  it('opens with the next backend when there is no memory from the start', async () => {
    refuseMemory();
    const engine = await createEngine(weights, { backends: ['wasm', 'reference'], workers: 0 });
    expect(engine.stats().backend).toBe('reference');
  });

  it('says so when no backend is left', async () => {
    const engine = await createEngine(weights, { backends: ['wasm'], workers: 0 });
    refuseMemory();
    await expect(engine.tile(panorama, 2)).rejects.toThrow(
      expect.objectContaining({ code: 'backend', message: expect.stringMatching(/no memory/) }),
    );
  });
});

describe('a backend', () => {
  it('can use memory again that was refused once', async () => {
    const model = modelOf(configOf({}, { img_resolution: 64 }));
    const strip = stripOf(model.architecture, { left: 0, width: 32 });
    const backend = await createBackend('wasm', model);
    refuseMemory();
    await expect(backend.planes(strip)).rejects.toThrow(/no memory/);
    vi.restoreAllMocks();
    const fresh = await createBackend('wasm', model);
    expect(await backend.planes(strip)).toEqual(await fresh.planes(strip));
  });

  it('fails as a backend, whatever is thrown inside it', async () => {
    const model = modelOf(configOf());
    const strip = stripOf(model.architecture, { left: 0, width: 8 });
    const backend = await createBackend('wasm', model);
    vi.spyOn(Uint8ClampedArray.prototype, 'set').mockImplementation(() => {
      throw new RangeError('Array buffer allocation failed');
    });
    await expect(backend.pixels(strip)).rejects.toThrow(
      expect.objectContaining({
        name: 'AlisError',
        code: 'backend',
        message: 'wasm failed: Array buffer allocation failed',
      }),
    );
  });
});
