import type { Attribute } from './attributes.ts';
import { type Config, channelsAt, coordinateCapacity, levelResolutions } from './config.ts';

/** One layer of the synthesis network, with its place among the codes' slots (spec 3). */
export interface Layer {
  /** As in the state dict, without `synthesis.`: `b4.input.input`, `b8.conv0`, `b8.conv1`, `b8.torgb`. */
  readonly name: string;
  readonly slot: number;
  /** Channels that the layer's style multiplies: its input, coordinates included. */
  readonly inputs: number;
  readonly outputs: number;
  /** Trained in half precision: each anchor's style is divided by its largest entry (spec 8). */
  readonly normalised: boolean;
}

/** One level L of the pyramid. `conv0` doubles the resolution; level 4 has none. */
export interface Level {
  /** L: rows at this level. */
  readonly resolution: number;
  /** c(L). */
  readonly channels: number;
  /** Coordinate channels at the level's entry, 2F. */
  readonly coordinates: Basis;
  readonly conv0: Layer | undefined;
  readonly conv1: Layer;
  readonly torgb: Layer;
}

/**
 * Directions and octaves of a level's coordinate code (spec 5.1): row f is 2^k (a, b) pi/4, the phase's growth along
 * X and Y. a and b are 0, +-1 or 2, so that phases can be reduced exactly.
 */
export interface Basis {
  readonly rows: readonly { readonly octave: number; readonly x: number; readonly y: number }[];
  /** Name of the buffer that holds it in official files. */
  readonly tensor: string;
}

/** A configuration's derived facts. Sizes in columns hold at full resolution R. */
export interface Architecture {
  readonly config: Config;
  /** From 4 to R. */
  readonly levels: readonly Level[];
  /** The constant column at level 4 (spec 7.1). */
  readonly input: Layer;
  /** Slots of a per-layer code, 2 n_L + 1. */
  readonly slots: number;
  readonly resolution: number;
  /** R / Gd. */
  readonly tileWidth: number;
  /** P = Gd D / 2, tiles between neighbouring anchors. */
  readonly tilesPerInterval: number;
  /** +-infinity clamps nothing. */
  readonly clamp: number;
  /** What an anchor can be asked for. */
  readonly attributes: readonly Attribute[];
}

export function architectureOf(
  config: Config,
  attributes: readonly Attribute[] = [],
): Architecture {
  const { grid_size, w_coord_dist, conv_clamp } = config.synthesis;
  const levels = levelResolutions(config).map((resolution, index) =>
    levelOf(config, resolution, index),
  );
  const channels = channelsAt(config, 4);
  return {
    config,
    levels,
    input: {
      name: 'b4.input.input',
      slot: 0,
      inputs: channels,
      outputs: channels,
      normalised: false,
    },
    slots: 2 * levels.length + 1,
    resolution: config.img_resolution,
    tileWidth: config.img_resolution / grid_size,
    tilesPerInterval: (grid_size * w_coord_dist) / 2,
    clamp: conv_clamp ?? Number.POSITIVE_INFINITY,
    attributes,
  };
}

/** Columns of an anchor interval at a level: I = P S / Gd. */
export function intervalColumns({ config }: Architecture, resolution: number): number {
  return (config.synthesis.w_coord_dist / 2) * resolution;
}

/** Tensors of the state dict (spec 9): those a generator needs, and the buffers that it may come with. */
export function stateTensors(
  architecture: Architecture,
): { name: string; shape: readonly number[]; optional: boolean }[] {
  const { config, levels, input } = architecture;
  const needed: [string, number[]][] = [...mappingTensors(config)];
  const buffers: [string, number[]][] = [['synthesis.max_shift_strength', [1]]];
  needed.push([`synthesis.${input.name}.input_column`, [input.outputs, 4]]);
  needed.push(...affineTensors(input, config.w_dim));
  for (const { resolution, channels, coordinates, conv0, conv1, torgb } of levels) {
    buffers.push([`synthesis.b${resolution}.resample_filter`, [4, 4]]);
    buffers.push([coordinates.tensor, [coordinates.rows.length, 2]]);
    for (const conv of conv0 ? [conv0, conv1] : [conv1]) {
      needed.push([`synthesis.${conv.name}.weight`, [conv.outputs, conv.inputs, 3, 3]]);
      needed.push([`synthesis.${conv.name}.bias`, [conv.outputs]]);
      needed.push([`synthesis.${conv.name}.noise_strength`, []]);
      needed.push(...affineTensors(conv, config.w_dim));
      buffers.push([`synthesis.${conv.name}.resample_filter`, [4, 4]]);
      buffers.push([`synthesis.${conv.name}.noise_const`, [resolution, resolution]]);
    }
    needed.push([`synthesis.${torgb.name}.weight`, [3, channels, 1, 1]]);
    needed.push([`synthesis.${torgb.name}.bias`, [3]]);
    needed.push(...affineTensors(torgb, config.w_dim));
  }
  return [
    ...needed.map(([name, shape]) => ({ name, shape, optional: false })),
    ...buffers.map(([name, shape]) => ({ name, shape, optional: true })),
  ];
}

/** Trained numbers, buffers left out. */
export function parameterCount(architecture: Architecture): number {
  return stateTensors(architecture)
    .filter(({ name, optional }) => !optional && name !== 'mapping.w_avg')
    .reduce((sum, { shape }) => sum + shape.reduce((product, length) => product * length, 1), 0);
}

/** Multiplications of one tile's 3x3 convolutions and toRGB (spec 10), margins left out. */
export function tileMultiplications({ levels, config }: Architecture): number {
  let sum = 0;
  for (const { resolution, conv0, conv1, torgb } of levels) {
    const pixels = (resolution * resolution) / config.synthesis.grid_size;
    if (conv0) sum += (pixels / 4) * conv0.inputs * conv0.outputs * 9;
    sum += pixels * (conv1.inputs * conv1.outputs * 9 + torgb.inputs * 3);
  }
  return sum;
}

function levelOf(config: Config, resolution: number, index: number): Level {
  const channels = channelsAt(config, resolution);
  const coordinates = basisOf(config, resolution);
  const embedding = 2 * coordinates.rows.length;
  const lowestNormalised =
    2 ** (Math.log2(config.img_resolution) + 1 - config.synthesis.num_fp16_res);
  const layer = (name: string, slot: number, inputs: number, outputs: number): Layer => ({
    name: `b${resolution}.${name}`,
    slot,
    inputs,
    outputs,
    normalised: name !== 'torgb' && resolution >= Math.max(lowestNormalised, 8),
  });
  const entry = resolution === 4;
  return {
    resolution,
    channels,
    coordinates,
    conv0: entry
      ? undefined
      : layer('conv0', 2 * index, channelsAt(config, resolution / 2) + embedding, channels),
    conv1: layer('conv1', 2 * index + 1, entry ? channels + embedding : channels, channels),
    torgb: layer('torgb', 2 * index + 2, channels, 3),
  };
}

/** In units of pi/4: up, along, and the two diagonals (spec 5.1). */
const directions = [
  { x: 0, y: 2 },
  { x: 2, y: 0 },
  { x: -1, y: 1 },
  { x: 1, y: 1 },
];

function basisOf(config: Config, resolution: number): Basis {
  const octaves = Math.ceil(Math.log2(resolution));
  const capacity = coordinateCapacity(config, resolution);
  let kept = directions.length;
  // Octave 0 is dropped below, yet counts here.
  while (octaves * kept > capacity && kept > 2) kept -= 1;
  const rows = directions
    .slice(0, kept)
    .flatMap((direction) =>
      Array.from({ length: octaves - 1 }, (_, k) => ({ octave: k + 1, ...direction })),
    );
  const place = resolution === 4 ? 'b4.input.input' : `b${resolution}.coords_fuser0`;
  return { rows, tensor: `synthesis.${place}.basis` };
}

function mappingTensors(config: Config): [string, number[]][] {
  const { w_dim, z_dim, mapping } = config;
  const tensors: [string, number[]][] = [['mapping.w_avg', [w_dim]]];
  for (let i = 0; i < mapping.num_layers; i++) {
    tensors.push([`mapping.fc${i}.weight`, [w_dim, i === 0 ? z_dim : w_dim]]);
    tensors.push([`mapping.fc${i}.bias`, [w_dim]]);
  }
  if (mapping.num_modes > 1)
    tensors.push(['mapping.modes_embs.weight', [mapping.num_modes, z_dim]]);
  return tensors;
}

function affineTensors({ name, inputs }: Layer, wDim: number): [string, number[]][] {
  return [
    [`synthesis.${name}.affine.weight`, [inputs, wDim]],
    [`synthesis.${name}.affine.bias`, [inputs]],
  ];
}
