import type { AnchorStyles } from '../latent/styles.ts';
import type { Layer, Level } from '../model/architecture.ts';
import type { Model } from '../model/weights.ts';
import { coordinateFactors } from '../tile/coordinates.ts';
import {
  type ChannelLayout,
  channelLayout,
  correlationTaps,
  entryLayout,
  packBias,
  packColours,
  packConvolution,
  padChannels,
  padFactors,
  roundUp,
  transposedTaps,
} from './packing.ts';

/** Where `store` keeps values: bytes into WebAssembly's memory, vectors of 4 floats into WebGPU's buffer. */
export type StoredAt = number;

/** A model as fast backends keep it. */
export interface PackedModel {
  readonly levels: readonly PackedLevel[];
  /** The input column, [4 rows, channels]. */
  readonly column: StoredAt;
  readonly columnStyle: StylePlace;
  /** Floats of one anchor's style vectors, all layers side by side. */
  readonly styleSize: number;
  readonly styles: readonly StylePlace[];
}

export interface PackedLevel {
  readonly level: Level;
  readonly entry: ChannelLayout;
  readonly conv0: PackedConvolution | undefined;
  readonly conv1: PackedConvolution;
  readonly torgb: PackedColours;
  /** Coordinates as products (coordinates.ts), [rows, 2, channels]. */
  readonly rowFactors: StoredAt;
  /** [period, 2, channels]. */
  readonly columnFactors: StoredAt;
  /** Columns after which the coordinates repeat. */
  readonly period: number;
}

export interface PackedColours {
  /** [channels, 4]: red, green, blue, 0. */
  readonly weight: StoredAt;
  /** [3]. */
  readonly bias: StoredAt;
  readonly style: StylePlace;
}

export interface PackedConvolution {
  readonly layer: Layer;
  /** [outputs / block, 9 taps, inputs, block], demodulated and scaled (packing.ts). */
  readonly weight: StoredAt;
  /** [outputs]. */
  readonly bias: StoredAt;
  readonly style: StylePlace;
  /** Output channels with padding. */
  readonly outputs: number;
  /** The stored noise picture, [resolution, resolution], if it was asked for and the weights have one. */
  readonly noise: StoredAt | undefined;
}

export interface PackingOptions {
  /** Keeps values, and tells where. */
  readonly store: (values: Float32Array) => StoredAt;
  /** Outputs that a kernel computes together. */
  readonly block: 4 | 8;
  readonly noise: boolean;
}

/** Where a layer's style vector stands among an anchor's. */
export interface StylePlace {
  readonly layer: string;
  /** Floats. */
  readonly offset: number;
  readonly layout: ChannelLayout;
}

export function packModel(model: Model, { store, block, noise }: PackingOptions): PackedModel {
  const { levels, input } = model.architecture;
  const styles: StylePlace[] = [];
  let styleSize = 0;
  const place = (layer: Layer, layout: ChannelLayout): StylePlace => {
    const style = { layer: layer.name, offset: styleSize, layout };
    styles.push(style);
    styleSize += layout.size;
    return style;
  };
  const convolution = (
    layer: Layer,
    layout: ChannelLayout,
    taps: typeof transposedTaps,
    gain: number,
  ): PackedConvolution => ({
    layer,
    weight: store(packConvolution(model, layer, layout, taps, { gain, block })),
    bias: store(packBias(model, layer)),
    style: place(layer, layout),
    outputs: roundUp(layer.outputs, 4),
    noise: noise ? storeNoise(model, layer, store) : undefined,
  });
  const columnStyle = place(input, channelLayout(input.inputs, 0));
  const packed = levels.map((level): PackedLevel => {
    const { conv0, conv1, torgb } = level;
    const entry = entryLayout(level);
    const factors = coordinateFactors(model.architecture, level);
    return {
      level,
      entry,
      // 1/16 is the share of the filter behind the transposed convolution.
      conv0: conv0 && convolution(conv0, entry, transposedTaps, 1 / 16),
      conv1: convolution(conv1, conv0 ? channelLayout(conv1.inputs, 0) : entry, correlationTaps, 1),
      torgb: {
        weight: store(packColours(model, torgb)),
        bias: store(model.tensor(`synthesis.${torgb.name}.bias`)),
        style: place(torgb, channelLayout(torgb.inputs, 0)),
      },
      rowFactors: store(padFactors(factors.ofRows, factors.channels)),
      columnFactors: store(padFactors(factors.ofColumns, factors.channels)),
      period: factors.columns,
    };
  });
  return {
    levels: packed,
    column: store(packColumn(model)),
    columnStyle,
    styleSize,
    styles,
  };
}

/** An anchor's style vectors, all layers side by side. */
export function packStyles(
  { styles, styleSize }: PackedModel,
  anchor: AnchorStyles,
): Float32Array<ArrayBuffer> {
  const packed = new Float32Array(styleSize);
  for (const { layer, offset, layout } of styles) {
    packed.set(padChannels(anchor.get(layer)!, layout), offset);
  }
  return packed;
}

function storeNoise(
  model: Model,
  { name }: Layer,
  store: PackingOptions['store'],
): StoredAt | undefined {
  const tensor = `synthesis.${name}.noise_const`;
  return model.has(tensor) ? store(model.tensor(tensor)) : undefined;
}

/** Channel, row to row, channel. */
function packColumn(model: Model): Float32Array {
  const { input } = model.architecture;
  const column = model.tensor(`synthesis.${input.name}.input_column`);
  const stride = roundUp(input.outputs, 4);
  const packed = new Float32Array(4 * stride);
  for (let c = 0; c < input.outputs; c++) {
    for (let i = 0; i < 4; i++) packed[i * stride + c] = column[c * 4 + i]!;
  }
  return packed;
}
