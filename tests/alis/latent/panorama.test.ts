import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wasmBackend } from '../../../src/alis/backends/wasm/index.ts';
import { AlisError } from '../../../src/alis/errors.ts';
import { mapLatent, truncate, truncateSlots } from '../../../src/alis/latent/mapping.ts';
import {
  ask,
  createPanorama,
  formatPanorama,
  latentAt,
  type Panorama,
  parsePanorama,
  pin,
  place,
  resample,
  reseed,
  unpin,
  withTruncation,
} from '../../../src/alis/latent/panorama.ts';
import { architectureOf } from '../../../src/alis/model/architecture.ts';
import { columnStep } from '../../../src/alis/tile/strip.ts';
import {
  anchorTiles,
  drawLatent,
  sameTile,
  stripMaker,
  tileAnchors,
} from '../../../src/alis/tile/tiles.ts';
import { anyConfig, configOf, modelOf } from '../support.ts';

const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const index = fc.integer({ min: -1000, max: 1000 });
type Change = (panorama: Panorama) => Panorama;
const change: fc.Arbitrary<Change> = fc.oneof(
  index.map(
    (i): Change =>
      (panorama) =>
        resample(panorama, i),
  ),
  index.map(
    (i): Change =>
      (panorama) =>
        pin(panorama, i),
  ),
  seed.map(
    (s): Change =>
      (panorama) =>
        reseed(panorama, s),
  ),
  index.map(
    (i): Change =>
      (panorama) =>
        ask(panorama, i, ['night', 'open-water']),
  ),
  fc.tuple(index, index).map(
    ([from, to]): Change =>
      (panorama) =>
        place(panorama, to, latentAt(panorama, from)),
  ),
);

describe('a panorama', () => {
  it('comes back from its address', () => {
    const truncation = fc.integer({ min: 0, max: 20 }).map((tenths) => tenths / 10);
    fc.assert(
      fc.property(seed, truncation, fc.array(change, { maxLength: 8 }), (s, psi, changes) => {
        const panorama = changes.reduce((each, f) => f(each), createPanorama(s, psi));
        expect(parsePanorama(formatPanorama(panorama))).toEqual(panorama);
        expect(formatPanorama(panorama)).toMatch(/^[\da-z@.~=!-]+$/);
      }),
    );
  });

  it('is as short as can be', () => {
    expect(formatPanorama(createPanorama(7))).toBe('7');
    const changed = place(resample(createPanorama(7, 0.8), 3), 5, {
      seed: 9,
      index: -3,
      revision: 0,
    });
    expect(formatPanorama(changed)).toBe('7@0.8~3.1~5=9.-3.0');
  });

  it.each([
    '',
    'x',
    '7~',
    '7~3',
    '7@',
    '7 ',
    '7~3.1.2',
    '7~3=1.2',
    '-7',
    '7@1e9',
    '1.5',
    '7~3!night',
    '7~3.1!',
    '7~3.1!NIGHT',
    '7!night',
  ])('has no address "%s"', (text) => {
    expect(() => parsePanorama(text)).toThrow(expect.objectContaining({ code: 'address' }));
  });

  it('refuses seeds, anchors and truncations out of range', () => {
    const panorama = createPanorama(7);
    for (const attempt of [
      () => createPanorama(-1),
      () => createPanorama(2 ** 32),
      () => createPanorama(1.5),
      () => createPanorama(Number.NaN),
      () => createPanorama(1, -0.1),
      () => createPanorama(1, Number.NaN),
      () => withTruncation(panorama, 2.1),
      () => parsePanorama('4294967296'),
      () => parsePanorama('7@3'),
      () => resample(panorama, 2 ** 31),
      () => resample(panorama, 0.5),
      () => place(panorama, 1, { seed: -1, index: 0, revision: 0 }),
    ]) {
      expect(attempt).toThrow(AlisError);
      expect(attempt).toThrow(expect.objectContaining({ code: 'range' }));
    }
  });

  it('keeps pinned anchors when it is sown anew, and gives them back', () => {
    const pinned = pin(createPanorama(7), 2);
    expect(latentAt(reseed(pinned, 8), 2)).toEqual({ seed: 7, index: 2, revision: 0 });
    expect(latentAt(reseed(pinned, 8), 3)).toEqual({ seed: 8, index: 3, revision: 0 });
    expect(latentAt(unpin(reseed(pinned, 8), 2), 2)).toEqual({ seed: 8, index: 2, revision: 0 });
  });

  it('keeps what an anchor was asked for through another draw, until it is asked for something else', () => {
    const night = ask(createPanorama(7), 2, ['night']);
    expect(formatPanorama(night)).toBe('7~2.0!night');
    expect(formatPanorama(resample(night, 2))).toBe('7~2.1!night');
    expect(formatPanorama(place(night, 5, latentAt(night, 2)))).toBe('7~2.0!night~5=7.2.0!night');
    expect(latentAt(ask(night, 2, []), 2)).toEqual({ seed: 7, index: 2, revision: 0 });
  });

  it('has no address with an anchor given by hand', () => {
    const given = place(createPanorama(7), 1, { w: new Float32Array(8) });
    expect(() => formatPanorama(given)).toThrow(/anchor 1 was given by hand/);
  });

  it('draws another latent for every seed, index and revision', () => {
    const model = modelOf(configOf({}, { z_dim: 16 }));
    const drawn = [
      [7, 0, 0],
      [8, 0, 0],
      [7, 1, 0],
      [7, -1, 0],
      [7, 0, 1],
    ].map(([s = 0, i = 0, revision = 0]) =>
      drawLatent(model, { seed: s, index: i, revision }).join(),
    );
    expect(new Set(drawn).size).toBe(drawn.length);
  });
});

describe('tiles', () => {
  it('depend on two anchors with zero padding, on those within reach else (spec 6)', () => {
    const zero = architectureOf(configOf({ grid_size: 2, w_coord_dist: 4 }));
    expect(tileAnchors(zero, -1)).toEqual({ first: -1, last: 0 });
    expect(tileAnchors(zero, 0)).toEqual({ first: 0, last: 1 });
    expect(anchorTiles(zero, 2)).toEqual({ first: 4, last: 11 });
    const neighbour = architectureOf(configOf({ padding: 'neighbour' }, { img_resolution: 64 }));
    expect(anchorTiles(neighbour, 2)).toEqual({ first: 2, last: 13 });
    expect(tileAnchors(neighbour, 3)).toEqual({ first: 0, last: 2 });
  });

  it('change when an anchor within reach is resampled, and no others, bit for bit', async () => {
    await fc.assert(
      fc.asyncProperty(anyConfig, fc.integer({ min: -3, max: 3 }), async (any, anchor) => {
        const noise = any.synthesis.noise === 'const' ? 'none' : any.synthesis.noise;
        const config = { ...any, synthesis: { ...any.synthesis, noise } };
        const model = modelOf(config);
        const { architecture } = model;
        const backend = await wasmBackend(model);
        const strip = stripMaker(model);
        const before = createPanorama(5);
        const after = resample(before, anchor);
        const { first, last } = anchorTiles(architecture, anchor);
        for (const tile of [first - 1, first, last, last + 1]) {
          const resolution = architecture.resolution;
          const [old, young] = [
            await backend.planes(strip({ panorama: before, tile, resolution })),
            await backend.planes(strip({ panorama: after, tile, resolution })),
          ];
          const within = tile >= first && tile <= last;
          expect(sameTile(architecture, before, after, tile)).toBe(!within);
          if (!within) expect(young).toEqual(old);
        }
      }),
      { numRuns: 15 },
    );
  });

  it('do not depend on what was computed before them', async () => {
    const model = modelOf(configOf({ padding: 'neighbour', noise: 'field' }));
    const strip = stripMaker(model);
    const panorama = createPanorama(3, 0.7);
    const request = { panorama, tile: -5, resolution: 16 };
    const fresh = await (await wasmBackend(model)).planes(strip(request));
    const backend = await wasmBackend(model);
    for (const tile of [9, -100_000, 4]) await backend.planes(strip({ ...request, tile }));
    await backend.planes(strip({ ...request, resolution: 8 }));
    expect(await backend.planes(strip(request))).toEqual(fresh);
  });

  it('may begin between two others with neighbour padding, and then show the same columns', async () => {
    const model = modelOf(configOf({ padding: 'neighbour', noise: 'field' }));
    const { tileWidth, resolution } = model.architecture;
    const backend = await wasmBackend(model);
    const strip = stripMaker(model);
    const pixels = (tile: number) =>
      backend.pixels(strip({ panorama: createPanorama(3), tile, resolution }));
    const step = columnStep(model.architecture);
    expect([step, tileWidth]).toEqual([4, 8]);
    const [between, left, right] = [await pixels(-2.5), await pixels(-3), await pixels(-2)];
    between.forEach((value, i) => {
      const column = (Math.floor(i / 4) % tileWidth) + step;
      const source = column < tileWidth ? left : right;
      const same = source[i + 4 * (step - (column < tileWidth ? 0 : tileWidth))] ?? Number.NaN;
      expect(Math.abs(value - same)).toBeLessThanOrEqual(1);
    });
    expect(() => strip({ panorama: createPanorama(3), tile: 0.25, resolution })).toThrow(AlisError);
    const alone = stripMaker(modelOf(configOf()));
    expect(() => alone({ panorama: createPanorama(3), tile: 0.5, resolution })).toThrow(AlisError);
  });

  it('are refused beyond the columns that noise is addressed by', () => {
    const strip = stripMaker(modelOf(configOf()));
    const far = () => strip({ panorama: createPanorama(1), tile: 2 ** 40, resolution: 16 });
    expect(far).toThrow(expect.objectContaining({ code: 'range' }));
  });

  it('take anchors given by hand, as z, w, or one w for every slot', () => {
    const model = modelOf(configOf());
    const { slots } = model.architecture;
    const z = drawLatent(model, { seed: 7, index: 0, revision: 0 });
    const w = mapLatent(model, z);
    const strip = stripMaker(model);
    const codeOf = (panorama: Panorama) => strip({ panorama, tile: 0, resolution: 16 }).codes[0];
    const drawn = codeOf(createPanorama(7, 0.5));
    expect(codeOf(place(createPanorama(7, 0.5), 0, { z }))).toEqual(drawn);
    expect(codeOf(place(createPanorama(7, 0.5), 0, { w }))).toEqual(drawn);
    const ws = Float32Array.from({ length: slots * w.length }, (_, i) => w[i % w.length]!);
    expect(codeOf(place(createPanorama(7, 0.5), 0, { w: ws }))?.slice(0, 8)).toEqual(drawn);
  });
});

describe('the mapping', () => {
  const model = modelOf(configOf());
  const z = Float32Array.from({ length: 8 }, (_, i) => Math.cos(i));

  it('looks at the direction of z alone', () => {
    const scaled = mapLatent(
      model,
      z.map((value) => value * 1000),
    );
    mapLatent(model, z).forEach((value, i) => {
      expect(value).toBeCloseTo(scaled[i]!, 4);
    });
  });

  it('is truncated towards the mean, on the coarse slots alone if wanted', () => {
    const w = mapLatent(model, z);
    expect(truncate(model, w, 0)).toEqual(model.tensor('mapping.w_avg'));
    const slots = truncateSlots(model, w, 0, 2);
    expect(slots.slice(8, 16)).toEqual(model.tensor('mapping.w_avg'));
    expect(slots.slice(16, 24)).toEqual(w);
    expect(() => truncateSlots(model, w, 1, 99)).toThrow(/cutoff/);
  });

  it('refuses a z of another length', () => {
    expect(() => mapLatent(model, new Float32Array(7))).toThrow(/z has 7 values/);
  });

  it('takes a mode where there are several, shortened to its largest norm', () => {
    const config = configOf({}, { mapping: { num_layers: 1, num_modes: 3 } });
    const several = modelOf(config);
    const row = several.tensor('mapping.modes_embs.weight').slice(8, 16);
    const norm = Math.max(1, Math.hypot(...row));
    const mixed = z.map((value, i) => (value + row[i]! / norm) / Math.SQRT2);
    const plain = configOf({}, { mapping: { num_layers: 1 } });
    const { architecture } = modelOf(plain);
    const expected = mapLatent({ ...several, architecture }, mixed);
    mapLatent(several, z, 1).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i]!, 4);
    });
    expect(() => mapLatent(several, z, 3)).toThrow(/mode/);
  });
});
