import { noiseKey, normalScale } from '../../latent/noise.ts';
import { intervalColumns } from '../../model/architecture.ts';
import type { Model } from '../../model/weights.ts';
import { modulo } from '../../tile/coordinates.ts';
import { type Columns, type LevelColumns, levelColumns, type Strip } from '../../tile/strip.ts';
import type { PackedConvolution, PackedLevel, PackedModel, StylePlace } from '../packed-model.ts';
import { channelPlaces, finiteClamp, firstChannels } from '../packing.ts';
import type { GpuBuffers } from './buffers.ts';
import type { Params } from './params.ts';

/** One dispatch: what runs on what, told what, by how many invocations. */
export interface Step {
  readonly entryPoint: 'modulate' | 'transposedConvolve' | 'fir' | 'convolve' | 'colour';
  readonly params: Params;
  /** What is read, [rows, columns, vectors of 4 channels]. */
  readonly source: GPUBuffer;
  /** toRGB alone reads it: the lower level's picture [rows, columns, 4]. Others bind a buffer that they do not write. */
  readonly below: GPUBuffer;
  /** What is written, in the same form. */
  readonly result: GPUBuffer;
  /** Threads: each makes one vector of 4 channels, a convolution's 4 beside each other. */
  readonly invocations: number;
  /** What the result is called in a trace; steps that only a trace needs have `traceOnly`. */
  readonly shows?: Shown | undefined;
  readonly traceOnly?: boolean;
}

export interface Shown {
  readonly name: string;
  readonly rows: number;
  readonly columns: Columns;
  /** Floats of a pixel, and where in it the channels stand. */
  readonly stride: number;
  readonly channels: readonly number[];
}

export interface StepContext {
  readonly model: Model;
  readonly packed: PackedModel;
  readonly buffers: GpuBuffers;
  readonly strip: Strip;
}

/** A strip's synthesis as dispatches, level by level (spec 7). The last one's result is the picture. */
export function stepsOf(context: StepContext, traced: boolean): Step[] {
  const { model, packed, strip } = context;
  const plan = levelColumns(model.architecture, strip);
  return plan
    .flatMap((columns, index) => {
      const level = packed.levels[index]!;
      const below = plan[index - 1];
      return [
        ...(level.conv0 && below
          ? upsampleConv(context, level, level.conv0, below, columns, index)
          : inputLayer(context, level, columns)),
        conv1Layer(context, level, columns, index),
        ...toRgb(context, level, columns, below, index),
      ];
    })
    .filter(({ traceOnly }) => traced || !traceOnly);
}

/** Level 4's entry: the constant column, styled, with its coordinates, times conv1's style (spec 7.1). */
function inputLayer(context: StepContext, level: PackedLevel, { input }: LevelColumns): Step[] {
  const { packed, buffers } = context;
  const step = (styled: boolean): Step => ({
    entryPoint: 'modulate',
    params: {
      ...modulation(context, level, level.conv1.style, 4, input),
      weight: packed.column,
      entryStyle: packed.columnStyle.offset / 4,
      styled: styled ? 1 : 0,
    },
    source: buffers.entry,
    below: buffers.transposed,
    result: buffers.input,
    invocations: 4 * input.width * (level.entry.size / 4),
  });
  const shows = shown('b4.input', 4, input, level.entry.size, channelPlaces(level.entry));
  return [{ ...step(false), shows, traceOnly: true }, step(true)];
}

/** conv0: modulated, convolved upwards, filtered, times conv1's style (spec 7.2, 7.3). */
function upsampleConv(
  context: StepContext,
  level: PackedLevel,
  conv0: PackedConvolution,
  below: LevelColumns,
  { input }: LevelColumns,
  index: number,
): Step[] {
  const { buffers } = context;
  const { resolution } = level.level;
  const from = below.features;
  const groups = conv0.outputs / 4;
  const modulate = (styled: boolean): Step => ({
    entryPoint: 'modulate',
    params: {
      ...modulation(context, level, conv0.style, resolution / 2, from),
      entryStyle: -1,
      styled: styled ? 1 : 0,
    },
    source: buffers.features[(index + 1) % 2]!,
    below: buffers.transposed,
    result: buffers.entry,
    invocations: (resolution / 2) * from.width * (level.entry.size / 4),
  });
  const transposedConvolve: Step = {
    entryPoint: 'transposedConvolve',
    params: {
      sourceRows: resolution / 2,
      sourceColumns: from.width,
      inputs: level.entry.size / 4,
      groups,
      weight: conv0.weight,
    },
    source: buffers.entry,
    below: buffers.input,
    result: buffers.transposed,
    invocations: (resolution / 2 + 1) * (from.width + 1) * groups,
  };
  const fir = (styled: boolean): Step => ({
    entryPoint: 'fir',
    params: {
      ...finish(context, conv0, resolution, input),
      ...styling(context, level.conv1.style, resolution, input),
      sourceRows: resolution + 2,
      sourceColumns: 2 * from.width + 2,
      sourceLeft: input.left - 2 * from.left,
      inputs: groups,
      styled: styled ? 1 : 0,
    },
    source: buffers.transposed,
    below: buffers.entry,
    result: buffers.input,
    invocations: resolution * input.width * groups,
  });
  const coordinates = channelPlaces(level.entry).slice(level.entry.features);
  const code = shown(`b${resolution}.coords`, resolution / 2, from, level.entry.size, coordinates);
  const output = shown(
    conv0.layer.name,
    resolution,
    input,
    conv0.outputs,
    firstChannels(conv0.layer.outputs),
  );
  return [
    { ...modulate(false), shows: code, traceOnly: true },
    modulate(true),
    transposedConvolve,
    { ...fir(false), shows: output, traceOnly: true },
    fir(true),
  ];
}

function conv1Layer(
  context: StepContext,
  { level, conv1 }: PackedLevel,
  { input, features }: LevelColumns,
  index: number,
): Step {
  const { buffers } = context;
  const { resolution } = level;
  const { layer, outputs } = conv1;
  return {
    entryPoint: 'convolve',
    params: {
      ...finish(context, conv1, resolution, features),
      sourceRows: resolution,
      sourceColumns: input.width,
      sourceLeft: features.left - input.left,
      inputs: conv1.style.layout.size / 4,
      weight: conv1.weight,
    },
    source: buffers.input,
    below: buffers.transposed,
    result: buffers.features[index % 2]!,
    invocations: resolution * Math.ceil(features.width / 4) * (outputs / 4),
    shows: shown(layer.name, resolution, features, outputs, firstChannels(layer.outputs)),
  };
}

/** toRGB onto the doubled picture of the level below (spec 7.5). */
function toRgb(
  context: StepContext,
  { level, conv1, torgb }: PackedLevel,
  { features, picture }: LevelColumns,
  below: LevelColumns | undefined,
  index: number,
): Step[] {
  const { buffers, model } = context;
  const { resolution } = level;
  const own: Step = {
    entryPoint: 'colour',
    params: {
      ...styling(context, torgb.style, resolution, picture),
      rows: resolution,
      columns: picture.width,
      sourceRows: resolution,
      sourceColumns: features.width,
      sourceLeft: picture.left - features.left,
      inputs: conv1.outputs / 4,
      weight: torgb.weight,
      bias: torgb.bias,
      clampF: finiteClamp(model.architecture),
    },
    source: buffers.features[index % 2]!,
    below: buffers.pictures[(index + 1) % 2]!,
    result: buffers.pictures[index % 2]!,
    invocations: resolution * picture.width,
  };
  const shows = (name: string): Shown =>
    shown(`b${resolution}.${name}`, resolution, picture, 4, firstChannels(3));
  const skip: Params = below
    ? {
        belowRows: resolution / 2,
        belowColumns: below.picture.width,
        belowLeft: Math.floor(picture.left / 2) - below.picture.left,
        odd: picture.left & 1,
      }
    : {};
  return [
    { ...own, shows: shows('torgb'), traceOnly: true },
    { ...own, params: { ...own.params, ...skip }, shows: shows('img') },
  ];
}

function modulation(
  context: StepContext,
  { entry, rowFactors, columnFactors, period }: PackedLevel,
  style: StylePlace,
  rows: number,
  columns: Columns,
): Params {
  return {
    ...styling(context, style, rows, columns),
    rows,
    columns: columns.width,
    groups: entry.size / 4,
    split: entry.split / 4,
    rowFactors,
    columnFactors,
    period,
    phase: modulo(columns.left, period),
  };
}

function styling(
  { model, packed, strip }: StepContext,
  { offset }: StylePlace,
  resolution: number,
  { left }: Columns,
): Params {
  const interval = intervalColumns(model.architecture, resolution);
  return {
    style: offset / 4,
    styleStep: packed.styleSize / 4,
    left: left - strip.firstAnchor * interval,
    interval,
  };
}

/** What ends a 3x3 layer: noise, bias, clamp. */
function finish(
  { model, strip }: StepContext,
  { layer, bias, outputs, noise: stored }: PackedConvolution,
  resolution: number,
  { left, width }: Columns,
): Params {
  const { noise } = strip;
  const common = {
    rows: resolution,
    columns: width,
    groups: outputs / 4,
    bias,
    clampF: finiteClamp(model.architecture),
  };
  if (noise.mode === 'none') return common;
  const strength = Math.SQRT2 * model.tensor(`synthesis.${layer.name}.noise_strength`)[0]!;
  if (noise.mode === 'field') {
    const [key0, key1] = noiseKey(noise.seed, layer.slot);
    const strengthF = strength * normalScale;
    return { ...common, noiseMode: 2, noiseLeft: left, key0, key1, strengthF };
  }
  // Complains where the weights have no such picture.
  model.tensor(`synthesis.${layer.name}.noise_const`);
  const origin = (noise.origin * resolution) / model.architecture.resolution;
  return {
    ...common,
    noiseMode: 1,
    noiseAt: stored ?? 0,
    noiseLeft: modulo(left - origin, resolution),
    noisePeriod: resolution,
    strengthF: strength,
  };
}

function shown(
  name: string,
  rows: number,
  columns: Columns,
  stride: number,
  channels: readonly number[],
): Shown {
  return { name, rows, columns, stride, channels };
}
