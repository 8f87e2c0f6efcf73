import * as z from 'zod/mini';
import en from 'zod/v4/locales/en.js';
import { AlisError } from '../errors.ts';

const count = z.int().check(z.minimum(1), z.maximum(65_536));
const positive = z.number().check(z.positive());
const perLevel = z.record(z.string().check(z.regex(/^\d+$/)), count);

/** Lengths of the coordinate code at each level's fuser (spec 5.1); the input's is its number of channels. */
const coordinateDims: Record<string, number> = {
  8: 32,
  16: 32,
  32: 64,
  64: 128,
  128: 128,
  256: 64,
  512: 64,
  1024: 64,
};

const coordinates = z.object({
  logarithmic: z._default(z.literal(true), true),
  remove_lowest_freq: z._default(z.literal(true), true),
  use_diagonal: z._default(z.literal(true), true),
  use_cosine: z._default(z.literal(true), true),
  /** Level to capacity `dim` of its fuser; levels left out take the official value. */
  dims: z._default(perLevel, {}),
});

const mapping = z.object({
  num_layers: count,
  lr_multiplier: z._default(positive, 0.01),
  activation: z._default(z.literal('lrelu'), 'lrelu'),
  num_modes: z._default(count, 1),
  mode_max_norm: z._default(positive, 1),
});

const synthesis = z.object({
  channel_base: count,
  channel_max: count,
  /** Level to number of channels; levels left out have min(floor(channel_base / level), channel_max). */
  channels: z._default(perLevel, {}),
  conv_clamp: z._default(z.nullable(positive), null),
  /** How many of the highest levels were trained in half precision, which changes the function (spec 8). */
  num_fp16_res: z._default(z.int().check(z.minimum(0), z.maximum(9)), 0),
  resample_filter: z._default(
    z.tuple([z.literal(1), z.literal(3), z.literal(3), z.literal(1)]),
    [1, 3, 3, 1],
  ),
  kernel_size: z._default(z.literal(3), 3),
  input_resolution: z._default(z.literal(4), 4),
  /** Tiles in a frame, Gd. */
  grid_size: z._default(z.literal([1, 2, 4]), 2),
  /** Distance of neighbouring anchors D, in halves of a frame. */
  w_coord_dist: z._default(z.int().check(z.minimum(2), z.maximum(64), z.multipleOf(2)), 4),
  w_lerp_multiplier: z._default(positive, 1),
  coords: z._default(coordinates, coordinates.parse({})),
  /** At a tile's left and right border: zeros, as official, or the neighbour's features. */
  padding: z._default(z.enum(['zero', 'neighbour']), 'zero'),
  /** What the model was trained to be shown with: no noise, the stored pictures, or the endless field. */
  noise: z._default(z.enum(['none', 'const', 'field']), 'none'),
});

const schema = z.object({
  name: z.optional(z.string()),
  z_dim: count,
  w_dim: count,
  c_dim: z._default(z.literal(0), 0),
  img_resolution: z.literal([8, 16, 32, 64, 128, 256, 512, 1024]),
  img_channels: z._default(z.literal(3), 3),
  mapping,
  synthesis,
});

/**
 * What a generator is, apart from its weights: the JSON in the `config` entry of a weights file's metadata, and
 * a fixture's `config.json`. Names are the official configuration's; keys that are not ours are dropped.
 */
export type Config = z.output<typeof schema>;
export type ConfigInput = z.input<typeof schema>;
export type NoiseMode = Config['synthesis']['noise'];

/**
 * Checks a configuration and fills in what it leaves to the official defaults.
 * @throws {AlisError} `config`, naming every wrong key
 */
export function parseConfig(value: unknown): Config {
  const result = schema.safeParse(value, { error: en().localeError });
  if (!result.success) throw new AlisError('config', describe(result.error.issues));
  const config = result.data;
  for (const level of levelResolutions(config)) {
    if (channelsAt(config, level) < 1) {
      throw new AlisError('config', `synthesis.channel_base leaves no channel at level ${level}`);
    }
  }
  return config;
}

/** @throws {AlisError} `config` if the text is no JSON or no legal configuration */
export function parseConfigText(text: string): Config {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new AlisError('config', 'the configuration is not JSON', { cause });
  }
  return parseConfig(value);
}

/** L = 4, 8, ..., R (spec, notation). */
export function levelResolutions(config: Config): number[] {
  const levels: number[] = [];
  for (let level = 4; level <= config.img_resolution; level *= 2) levels.push(level);
  return levels;
}

/** c(L): feature channels at a level (spec, notation). */
export function channelsAt({ synthesis }: Config, level: number): number {
  return (
    synthesis.channels[level] ??
    Math.min(Math.floor(synthesis.channel_base / level), synthesis.channel_max)
  );
}

/** `dim` of a level's coordinate code, which bounds its number of directions (spec 5.1). */
export function coordinateCapacity(config: Config, level: number): number {
  if (level === 4) return channelsAt(config, 4);
  return config.synthesis.coords.dims[level] ?? coordinateDims[level] ?? 64;
}

function describe(issues: readonly { path: PropertyKey[]; message: string }[]): string {
  const lines = issues.map(({ path, message }) => `${path.join('.') || 'value'}: ${message}`);
  return `not a legal ALIS configuration: ${lines.join('; ')}`;
}
