import { describe, expect, it } from 'vitest';
import { randomWeights } from '../../../../src/alis/backends/random-weights.ts';
import { referenceBackend } from '../../../../src/alis/backends/reference/index.ts';
import { createEngine } from '../../../../src/alis/engine/engine.ts';
import { parsePanorama } from '../../../../src/alis/latent/panorama.ts';
import { architectureOf } from '../../../../src/alis/model/architecture.ts';
import { readModel } from '../../../../src/alis/model/weights.ts';
import { toBytes } from '../../../../src/alis/tile/pixels.ts';
import { stripMaker } from '../../../../src/alis/tile/tiles.ts';
import { previewRows } from '../../../../src/client/demo/session/engine.ts';
import { config } from './support.ts';

describe('a preview', () => {
  it('is the picture that the whole tile is built upon', async () => {
    const weights = randomWeights(config, 3);
    const model = readModel(weights);
    const { architecture } = model;
    const rows = previewRows(architecture);
    expect(rows).toBeLessThan(architecture.resolution);
    const engine = await createEngine(weights, { backends: ['wasm'], workers: 0 });
    const panorama = parsePanorama('7~1.2');
    const { data, width, height } = await engine.tile(panorama, 5, { resolution: rows });
    expect([width, height]).toEqual([architecture.tileWidth / (32 / rows), rows]);

    const strip = stripMaker(model)({ panorama, tile: 5, resolution: architecture.resolution });
    let found: Uint8ClampedArray | undefined;
    await referenceBackend(model).planes(strip, (name, { columns, values }) => {
      if (name !== `b${rows}.img`) return;
      // The whole tile needs a few columns more of it, to either side.
      const margin = (strip.columns.left * rows) / architecture.resolution - columns.left;
      const inside = Array.from({ length: 3 * rows }, (_, row) =>
        Array.from({ length: width }, (__, x) => values[row * columns.width + margin + x] ?? 0),
      );
      found = toBytes(Float32Array.from(inside.flat()));
    });
    expect(found).toHaveLength(data.length);
    const differences = [...data].map((byte, i) => Math.abs(byte - (found?.[i] ?? 999)));
    expect(Math.max(...differences)).toBeLessThanOrEqual(1);
    engine.dispose();
  });

  it.each([
    [64, 8],
    [128, 16],
    [256, 16],
  ] as const)('of %i rows, in a generator like those of the demo, has %i', (resolution, rows) => {
    const synthesis = { ...config.synthesis, channel_base: 2048, channel_max: 128 };
    const architecture = architectureOf({ ...config, img_resolution: resolution, synthesis });
    expect(previewRows(architecture)).toBe(rows);
  });
});
