import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { randomWeights } from '../../src/alis/backends/random-weights.ts';
import type { Architecture } from '../../src/alis/model/architecture.ts';
import { type Config, type ConfigInput, parseConfig } from '../../src/alis/model/config.ts';
import { type Model, readModel } from '../../src/alis/model/weights.ts';
import type { Columns, Noise, Strip } from '../../src/alis/tile/strip.ts';
import { anchorsOf } from '../../src/alis/tile/strip.ts';

/** Fixtures of another implementation stand beside the checkout where this project is developed, not in it. */
export const fixtures = fileURLToPath(new URL('../../../shared/fixtures/', import.meta.url));
export const haveFixtures = existsSync(fixtures);

export function announceMissingFixtures(): void {
  if (!haveFixtures) console.warn(`No ${fixtures}: only our own cases are tested.`);
}

export function configOf(
  synthesis: Partial<ConfigInput['synthesis']> = {},
  rest: Partial<ConfigInput> = {},
): Config {
  return parseConfig({
    z_dim: 8,
    w_dim: 8,
    img_resolution: 16,
    mapping: { num_layers: 2 },
    ...rest,
    synthesis: { channel_base: 128, channel_max: 12, ...synthesis },
  });
}

export function modelOf(config: Config, seed = 1): Model {
  return readModel(randomWeights(config, seed));
}

/** A strip between random codes. */
export function stripOf(
  architecture: Architecture,
  columns: Columns,
  { seed = 1, noise = { mode: 'none' }, resolution = architecture.resolution }: StripOptions = {},
): Strip {
  const { first, last } = anchorsOf(architecture, { columns, resolution });
  const codes = Array.from({ length: last - first + 1 }, (_, i) =>
    codeOf(architecture.config.w_dim, seed * 1000 + first + i),
  );
  return { columns, firstAnchor: first, codes, noise, resolution };
}

export interface StripOptions {
  readonly seed?: number;
  readonly noise?: Noise;
  readonly resolution?: number;
}

/** Some w, the same for the same anchor. */
export function codeOf(length: number, anchor: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => 2 * Math.sin(12.9898 * (anchor + 1) + 78.233 * i));
}

/** Any legal configuration that is quick to compute. */
export const anyConfig: fc.Arbitrary<Config> = fc
  .record({
    resolution: fc.constantFrom(8 as const, 16 as const, 32 as const),
    z_dim: fc.integer({ min: 1, max: 9 }),
    w_dim: fc.integer({ min: 1, max: 9 }),
    layers: fc.integer({ min: 1, max: 4 }),
    channels: fc.array(fc.integer({ min: 1, max: 19 }), { minLength: 4, maxLength: 4 }),
    conv_clamp: fc.constantFrom(null, 1, 256),
    num_fp16_res: fc.integer({ min: 0, max: 4 }),
    grid_size: fc.constantFrom(1 as const, 2 as const, 4 as const),
    w_coord_dist: fc.constantFrom(2, 4, 6, 8),
    w_lerp_multiplier: fc.constantFrom(1, 1.25),
    padding: fc.constantFrom('zero' as const, 'neighbour' as const),
    noise: fc.constantFrom('none' as const, 'const' as const, 'field' as const),
    dims: fc.constantFrom({}, { 8: 7, 16: 9 }),
  })
  .map(({ resolution, z_dim, w_dim, layers, channels, dims, ...synthesis }) =>
    parseConfig({
      z_dim,
      w_dim,
      img_resolution: resolution,
      mapping: { num_layers: layers },
      synthesis: {
        ...synthesis,
        channel_base: 64,
        channel_max: 64,
        channels: Object.fromEntries(channels.map((count, i) => [4 * 2 ** i, count])),
        coords: { dims },
      },
    }),
  );
