import type { Architecture, Layer, Level } from '../model/architecture.ts';
import type { Model } from '../model/weights.ts';

/**
 * Where channels stand in memory: features, then coordinates, each filled up with zeros to whole vectors of 4.
 */
export interface ChannelLayout {
  readonly features: number;
  readonly coordinates: number;
  /** All channels, padding included. */
  readonly size: number;
  /** Where the coordinates begin. */
  readonly split: number;
}

export function channelLayout(inputs: number, coordinates: number): ChannelLayout {
  const features = inputs - coordinates;
  const split = roundUp(features, 4);
  return { features, coordinates, split, size: split + roundUp(coordinates, 4) };
}

/** Layout of a level's conv0 input, and of level 4's conv1 input. */
export function entryLayout({ conv0, conv1, coordinates }: Level): ChannelLayout {
  return channelLayout((conv0 ?? conv1).inputs, 2 * coordinates.rows.length);
}

export function roundUp(value: number, unit: number): number {
  return Math.ceil(value / unit) * unit;
}

/** A channel's place in its layout. */
export function placeOf({ features, split }: ChannelLayout, channel: number): number {
  return channel < features ? channel : channel - features + split;
}

/** [0, 1, ..., channels - 1]. */
export function firstChannels(channels: number): number[] {
  return Array.from({ length: channels }, (_, channel) => channel);
}

/** Places of all channels of a layout, coordinates included, padding left out. */
export function channelPlaces(layout: ChannelLayout): number[] {
  return firstChannels(layout.features + layout.coordinates).map((channel) =>
    placeOf(layout, channel),
  );
}

/** The clamp as a finite float32, which no value reaches where there is none. */
export function finiteClamp({ clamp }: Architecture): number {
  return Math.min(clamp, 3e38);
}

/** Per-channel values in their layout, padding zero. */
export function padChannels(values: Float32Array, layout: ChannelLayout): Float32Array {
  const padded = new Float32Array(layout.size);
  padded.set(values.subarray(0, layout.features));
  padded.set(values.subarray(layout.features), layout.split);
  return padded;
}

/** Order in which a convolution walks its taps, as [row, column] of the kernel. */
export type TapOrder = readonly (readonly [number, number])[];

/** Row by row: a correlation. */
export const correlationTaps: TapOrder = [0, 1, 2].flatMap((a) =>
  [0, 1, 2].map((b) => [a, b] as const),
);

/**
 * Parity by parity: an even row of a transposed convolution's result sees the row above by tap 2 and its own by tap 0,
 * an odd row its own by tap 1; columns likewise.
 */
export const transposedTaps: TapOrder = [
  ...crossed([2, 0], [2, 0]),
  ...crossed([2, 0], [1]),
  ...crossed([1], [2, 0]),
  ...crossed([1], [1]),
];

function crossed(rows: readonly number[], columns: readonly number[]): TapOrder {
  return rows.flatMap((a) => columns.map((b) => [a, b] as const));
}

/**
 * A 3x3 layer's weights in the order in which kernels read them: blocks of 8 outputs (the last of 4 if that is enough), or all of 4,
 * each [taps, inputs, block]. Demodulation (spec 7.2, step 3: constant), the activation's sqrt(2) and `gain` are folded in.
 */
export function packConvolution(
  model: Model,
  layer: Layer,
  layout: ChannelLayout,
  taps: TapOrder,
  { gain = 1, block: wanted = 8 }: { gain?: number; block?: 4 | 8 } = {},
): Float32Array {
  const weight = model.tensor(`synthesis.${layer.name}.weight`);
  const outputs = roundUp(layer.outputs, 4);
  const packed = new Float32Array(9 * layout.size * outputs);
  const perOutput = layer.inputs * 9;
  for (let o = 0; o < layer.outputs; o++) {
    let squares = 0;
    for (let i = o * perOutput; i < (o + 1) * perOutput; i++) squares += weight[i]! * weight[i]!;
    const scale = (gain * Math.SQRT2) / Math.sqrt(squares + 1e-8);
    const first = o - (o % wanted);
    const block = Math.min(wanted, outputs - first);
    const start = 9 * layout.size * first + (o % wanted);
    taps.forEach(([a, b], tap) => {
      for (let c = 0; c < layer.inputs; c++) {
        const index = start + (tap * layout.size + placeOf(layout, c)) * block;
        packed[index] = weight[o * perOutput + c * 9 + a * 3 + b]! * scale;
      }
    });
  }
  return packed;
}

/** sqrt(2) times the bias, padded: the activation's gain is in it. */
export function packBias(model: Model, layer: Layer): Float32Array {
  const bias = new Float32Array(roundUp(layer.outputs, 4));
  bias.set(model.tensor(`synthesis.${layer.name}.bias`).map((value) => value * Math.SQRT2));
  return bias;
}

/** toRGB's weights [channels, 4]: red, green, blue, 0. */
export function packColours(model: Model, layer: Layer): Float32Array {
  const weight = model.tensor(`synthesis.${layer.name}.weight`);
  const packed = new Float32Array(roundUp(layer.inputs, 4) * 4);
  for (let o = 0; o < 3; o++) {
    for (let c = 0; c < layer.inputs; c++) packed[c * 4 + o] = weight[o * layer.inputs + c]!;
  }
  return packed;
}

/** [positions, 2, channels] with every run of channels padded to whole vectors. */
export function padFactors(factors: Float32Array, channels: number): Float32Array {
  const padded = roundUp(channels, 4);
  const result = new Float32Array((factors.length / channels) * padded);
  for (let i = 0; i < factors.length / channels; i++) {
    result.set(factors.subarray(i * channels, (i + 1) * channels), i * padded);
  }
  return result;
}
