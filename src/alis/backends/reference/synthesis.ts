import { activate } from '../../latent/mapping.ts';
import { noiseKey, normal } from '../../latent/noise.ts';
import type { AnchorStyles } from '../../latent/styles.ts';
import type { Layer, Level } from '../../model/architecture.ts';
import type { Model } from '../../model/weights.ts';
import { type Columns, columnPosition, levelColumns, type Strip } from '../../tile/strip.ts';
import type { Trace } from '../backend.ts';
import { convolve, fir, transposedConvolve } from './convolution.ts';
import { at, concatenate, type Grid, tabulate } from './grid.ts';

/**
 * Synthesis of a strip in double precision, formula by formula (spec 7).
 * @param styles of the strip's codes, in their order
 * @returns [3, resolution, width]
 */
export function synthesise(
  model: Model,
  strip: Strip,
  styles: readonly AnchorStyles[],
  trace: Trace = () => {},
): Grid {
  const { architecture } = model;
  const plan = levelColumns(architecture, strip);
  let features: Grid | undefined;
  let picture: Grid | undefined;
  plan.forEach(({ input, features: featureColumns, picture: pictureColumns }, index) => {
    const level = architecture.levels[index]!;
    const name = `b${level.resolution}`;
    let x: Grid;
    if (level.conv0 && features) {
      const coordinates = embedding(model, level, features.columns);
      trace(`${name}.coords`, coordinates);
      const modulated = modulate(
        model,
        concatenate(features, coordinates),
        level.conv0,
        styles,
        strip,
      );
      x = upLayer(model, modulated, level.conv0, level, input, strip);
      trace(`${name}.conv0`, x);
    } else {
      x = entry(model, level, input, styles, strip);
      trace(`${name}.input`, x);
    }
    x = modulate(model, x, level.conv1, styles, strip);
    x = convolve(x, weightOf(model, level.conv1), level.conv1.outputs, featureColumns);
    features = finish(model, x, level.conv1, level, strip);
    trace(`${name}.conv1`, features);

    const colour = toRgb(model, features, level.torgb, styles, strip, pictureColumns);
    trace(`${name}.torgb`, colour);
    picture = picture ? add(upsample(picture, pictureColumns), colour) : colour;
    trace(`${name}.img`, picture);
  });
  return picture!;
}

/** The constant column, styled, with its coordinates (spec 7.1). */
function entry(
  model: Model,
  level: Level,
  columns: Columns,
  styles: readonly AnchorStyles[],
  strip: Strip,
): Grid {
  const { input } = model.architecture;
  const column = model.tensor(`synthesis.${input.name}.input_column`);
  const latent = tabulate(input.outputs, 4, columns, (c, i) => column[c * 4 + i]!);
  const styled = modulate(model, latent, input, styles, strip);
  return concatenate(styled, embedding(model, level, columns));
}

/** sin and cos of bx X + by Y (spec 5). */
function embedding(model: Model, level: Level, columns: Columns): Grid {
  const size = level.resolution === 4 ? 4 : level.resolution / 2;
  const distance = model.architecture.config.synthesis.w_coord_dist;
  const { rows } = level.coordinates;
  return tabulate(2 * rows.length, size, columns, (c, i, column) => {
    const row = rows[c % rows.length]!;
    const x = -distance + (2 * column) / size;
    const y = -1 + (2 * (size - 1 - i)) / size;
    const phase = (2 ** row.octave * Math.PI * (row.x * x + row.y * y)) / 4;
    return c < rows.length ? Math.sin(phase) : Math.cos(phase);
  });
}

/** x_{c,i,j} s_{c,j}, the style interpolated between the anchors on both sides of the column (spec 4). */
function modulate(
  model: Model,
  x: Grid,
  layer: Layer,
  styles: readonly AnchorStyles[],
  { firstAnchor }: Strip,
): Grid {
  const resolution = x.rows;
  return tabulate(x.channels, x.rows, x.columns, (c, i, column) => {
    const { anchor, t } = columnPosition(model.architecture, resolution, column);
    const left = styles[anchor - firstAnchor]!.get(layer.name)![c]!;
    const right = styles[anchor + 1 - firstAnchor]!.get(layer.name)![c]!;
    return at(x, c, i, column) * ((1 - t) * left + t * right);
  });
}

function upLayer(
  model: Model,
  x: Grid,
  layer: Layer,
  level: Level,
  columns: Columns,
  strip: Strip,
): Grid {
  const transposed = transposedConvolve(x, weightOf(model, layer), layer.outputs);
  return finish(model, fir(transposed, level.resolution, columns), layer, level, strip);
}

/** Demodulation, noise, bias, activation, clamp (spec 7.2, steps 3 to 7). */
function finish(model: Model, y: Grid, layer: Layer, level: Level, strip: Strip): Grid {
  const { clamp } = model.architecture;
  const bias = model.tensor(`synthesis.${layer.name}.bias`);
  const scale = demodulation(weightOf(model, layer), layer);
  const noise = noiseOf(model, layer, level, strip);
  return tabulate(y.channels, y.rows, y.columns, (c, i, column) => {
    const value = at(y, c, i, column) * scale[c]! + noise(i, column) + bias[c]!;
    return Math.min(clamp, Math.max(-clamp, activate(value)));
  });
}

/** d_o = 1 / sqrt(sum w_o^2 + 1e-8), without the style (spec 7.2, step 3). */
function demodulation(weight: Float32Array, { inputs, outputs }: Layer): number[] {
  return Array.from({ length: outputs }, (_, o) => {
    let sum = 0;
    for (const w of weight.subarray(o * inputs * 9, (o + 1) * inputs * 9)) sum += w * w;
    return 1 / Math.sqrt(sum + 1e-8);
  });
}

/** One value for all channels (spec 7.4; `field`: continuous specification). */
function noiseOf(
  model: Model,
  layer: Layer,
  { resolution }: Level,
  { noise }: Strip,
): (row: number, column: number) => number {
  if (noise.mode === 'none') return () => 0;
  const strength = model.tensor(`synthesis.${layer.name}.noise_strength`)[0]!;
  if (noise.mode === 'field') {
    const key = noiseKey(noise.seed, layer.slot);
    return (row, column) => strength * normal(key, row, column);
  }
  const values = model.tensor(`synthesis.${layer.name}.noise_const`);
  const origin = (noise.origin * resolution) / model.architecture.resolution;
  return (row, column) => {
    const wrapped = (((column - origin) % resolution) + resolution) % resolution;
    return strength * values[row * resolution + wrapped]!;
  };
}

/** 1x1, styled, neither demodulated nor activated (spec 7.5). */
function toRgb(
  model: Model,
  x: Grid,
  layer: Layer,
  styles: readonly AnchorStyles[],
  strip: Strip,
  columns: Columns,
): Grid {
  const { clamp } = model.architecture;
  const weight = model.tensor(`synthesis.${layer.name}.weight`);
  const bias = model.tensor(`synthesis.${layer.name}.bias`);
  const styled = modulate(model, x, layer, styles, strip);
  return tabulate(3, x.rows, columns, (o, i, column) => {
    let sum = bias[o]!;
    for (let c = 0; c < x.channels; c++) {
      sum += weight[o * x.channels + c]! * at(styled, c, i, column);
    }
    return Math.min(clamp, Math.max(-clamp, sum));
  });
}

/** out[2i] = x[i-1] / 4 + 3 x[i] / 4, out[2i+1] = 3 x[i] / 4 + x[i+1] / 4 (spec 7.5). */
function upsample(x: Grid, columns: Columns): Grid {
  return tabulate(x.channels, 2 * x.rows, columns, (c, i, column) => {
    const row = Math.floor(i / 2);
    const near = Math.floor(column / 2);
    const nextRow = i % 2 === 0 ? row - 1 : row + 1;
    const next = column === 2 * near ? near - 1 : near + 1;
    return (
      0.75 * (0.75 * at(x, c, row, near) + 0.25 * at(x, c, row, next)) +
      0.25 * (0.75 * at(x, c, nextRow, near) + 0.25 * at(x, c, nextRow, next))
    );
  });
}

function add(a: Grid, b: Grid): Grid {
  return tabulate(
    a.channels,
    a.rows,
    a.columns,
    (c, i, column) => at(a, c, i, column) + at(b, c, i, column),
  );
}

function weightOf(model: Model, layer: Layer): Float32Array {
  return model.tensor(`synthesis.${layer.name}.weight`);
}
