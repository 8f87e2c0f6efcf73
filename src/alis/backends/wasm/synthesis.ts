import { intervalColumns } from '../../model/architecture.ts';
import { modulo } from '../../tile/coordinates.ts';
import { type Columns, type LevelColumns, levelColumns } from '../../tile/strip.ts';
import type { PackedConvolution, PackedLevel, StylePlace } from '../packed-model.ts';
import { channelPlaces, finiteClamp, firstChannels } from '../packing.ts';
import type { LevelBuffers, Plane } from './buffers.ts';
import { prepareNoise } from './noise.ts';
import type { Workspace } from './workspace.ts';

/** Computes a strip level by level (spec 7) and leaves its picture in the top level's buffer. */
export function synthesise(space: Workspace): Plane {
  const { model, packed, buffers, strip } = space;
  const plan = levelColumns(model.architecture, strip);
  plan.forEach((columns, index) => {
    const level = packed.levels[index]!;
    const here = buffers.levels[index]!;
    const below =
      index > 0 ? { columns: plan[index - 1]!, buffers: buffers.levels[index - 1]! } : undefined;
    if (level.conv0 && below && here.entry) {
      upsampleConv(space, level, level.conv0, below, here.entry, here.input, columns);
    } else inputLayer(space, level, here, columns);
    conv1Layer(space, level, here, columns);
    toRgb(space, level, here, columns, below);
  });
  const { picture } = buffers.levels.at(-1)!;
  return inside(picture);
}

/** Level 4: the constant column, styled, with its coordinates, times conv1's style (spec 7.1). */
function inputLayer(
  space: Workspace,
  level: PackedLevel,
  { input }: LevelBuffers,
  columns: LevelColumns,
): void {
  const { kernels, packed, buffers, trace } = space;
  const size = level.entry.size * 4;
  const bytes = level.entry.split * 4;
  const column = { address: packed.column, row: bytes, pixel: 0 };
  const to = inputStart(space, input);
  interpolate(space, packed.columnStyle, 4, columns.input, buffers.otherStyle);
  const styled = (): void => {
    for (let j = 0; j < columns.input.width; j++) {
      kernels.multiply(buffers.style + j * size, buffers.otherStyle + j * bytes, bytes);
    }
    combine(space, level, column, columns.input, to, 4);
  };
  if (trace) {
    identityStyle(space, columns.input.width * level.entry.size);
    styled();
    trace(space, 'b4.input', to, 4, columns.input, channelPlaces(level.entry));
  }
  interpolate(space, level.conv1.style, 4, columns.input, buffers.style);
  styled();
}

/** conv0: features and coordinates, modulated, convolved upwards, filtered, times conv1's style (spec 7.2, 7.3). */
function upsampleConv(
  space: Workspace,
  level: PackedLevel,
  conv0: PackedConvolution,
  below: { columns: LevelColumns; buffers: LevelBuffers },
  entry: Plane,
  input: Plane,
  columns: LevelColumns,
): void {
  const { kernels, buffers, trace, model } = space;
  const { resolution } = level.level;
  const from = below.columns.features;
  if (trace) {
    identityStyle(space, from.width * level.entry.size);
    combine(space, level, below.buffers.features, from, inside(entry), resolution / 2);
    const coordinates = channelPlaces(level.entry).slice(level.entry.features);
    trace(space, `b${resolution}.coords`, inside(entry), resolution / 2, from, coordinates);
  }
  interpolate(space, conv0.style, resolution / 2, from, buffers.style);
  combine(space, level, below.buffers.features, from, inside(entry), resolution / 2);
  // With zero padding nothing lies beyond the tile: T ends where its inputs do.
  const border = model.architecture.config.synthesis.padding === 'zero' ? 1 : 0;
  kernels.transposedConvolve(
    entry.address,
    level.entry.size,
    from.width,
    conv0.weight,
    buffers.transposed,
    conv0.outputs,
    resolution / 2,
    columns.input.left - 1 + border - 2 * from.left,
    columns.input.width + 3 - 2 * border,
  );
  const noise = prepareNoise(space, conv0, resolution, columns.input);
  const to = inputStart(space, input);
  const fir = (style: number): void =>
    kernels.fir(
      buffers.transposed,
      border,
      resolution / 2,
      columns.input.width,
      conv0.outputs,
      buffers.line,
      conv0.bias,
      noise.address,
      noise.stride,
      finiteClamp(model.architecture),
      style,
      to.address,
      to.row,
    );
  if (trace) {
    fir(buffers.ones);
    trace(
      space,
      conv0.layer.name,
      to,
      resolution,
      columns.input,
      firstChannels(conv0.layer.outputs),
    );
  }
  interpolate(space, level.conv1.style, resolution, columns.input, buffers.style);
  fir(buffers.style);
}

function conv1Layer(
  space: Workspace,
  { level, conv1 }: PackedLevel,
  { input, features }: LevelBuffers,
  columns: LevelColumns,
): void {
  const { kernels, trace, model } = space;
  const noise = prepareNoise(space, conv1, level.resolution, columns.features);
  kernels.convolve(
    input.address,
    conv1.style.layout.size,
    conv1.weight,
    conv1.bias,
    noise.address,
    noise.stride,
    finiteClamp(model.architecture),
    features.address,
    conv1.outputs,
    level.resolution,
    columns.features.width,
  );
  const channels = firstChannels(conv1.layer.outputs);
  trace?.(space, conv1.layer.name, features, level.resolution, columns.features, channels);
}

/** toRGB onto the doubled picture of the level below (spec 7.5). */
function toRgb(
  space: Workspace,
  { level, conv1, torgb }: PackedLevel,
  { features, picture }: LevelBuffers,
  columns: LevelColumns,
  below: { columns: LevelColumns; buffers: LevelBuffers } | undefined,
): void {
  const { kernels, buffers, trace, model } = space;
  const { resolution } = level;
  const { left, width } = columns.picture;
  interpolate(space, torgb.style, resolution, columns.picture, buffers.style);
  kernels.colourWeights(torgb.weight, buffers.style, conv1.outputs, width, buffers.colourWeights);
  const to = inside(picture);
  const colour = (lower: Plane, skip: number): void =>
    kernels.colour(
      features.address + (left - columns.features.left) * features.pixel,
      features.row,
      conv1.outputs,
      buffers.colourWeights,
      torgb.bias,
      finiteClamp(model.architecture),
      skip,
      lower.row,
      left & 1,
      to.address,
      to.row,
      resolution,
      width,
    );
  if (trace) {
    colour(to, 0);
    trace(space, `b${resolution}.torgb`, to, resolution, columns.picture, firstChannels(3));
  }
  if (below) {
    const lower = inside(below.buffers.picture);
    const nearest = Math.floor(left / 2) - below.columns.picture.left;
    colour(lower, lower.address + nearest * lower.pixel);
  } else {
    colour(to, 0);
  }
  trace?.(space, `b${resolution}.img`, to, resolution, columns.picture, firstChannels(3));
}

/** Features and coordinates times the style that stands in `buffers.style` (spec 4, 5). */
function combine(
  { kernels, buffers }: Workspace,
  { entry, rowFactors, columnFactors, period }: PackedLevel,
  features: Plane,
  { left, width }: Columns,
  to: Plane,
  rows: number,
): void {
  const coordinates = entry.size - entry.split;
  kernels.columnFactors(
    columnFactors,
    period,
    coordinates,
    buffers.style + entry.split * 4,
    entry.size * 4,
    modulo(left, period),
    width,
    buffers.factors,
  );
  kernels.modulate(
    features.address,
    features.row,
    features.pixel,
    entry.split,
    buffers.style,
    rowFactors,
    buffers.factors,
    coordinates,
    rows,
    width,
    to.address,
    to.row,
  );
}

function interpolate(
  { kernels, packed, anchors, model, strip }: Workspace,
  { offset, layout }: StylePlace,
  resolution: number,
  { left, width }: Columns,
  to: number,
): void {
  const interval = intervalColumns(model.architecture, resolution);
  kernels.columnStyles(
    anchors + offset * 4,
    packed.styleSize * 4,
    layout.size,
    left - strip.firstAnchor * interval,
    width,
    interval,
    to,
  );
}

/** Ones in the place of a style, for traces. */
function identityStyle({ arena, buffers }: Workspace, count: number): void {
  arena.view().fill(1, buffers.style / 4, buffers.style / 4 + count);
}

/** The first pixel within a border. */
export function inside({ address, row, pixel }: Plane): Plane {
  return { address: address + row + pixel, row, pixel };
}

/** conv1's first input pixel: within the border of zeros, or, where neighbours take its place, at its left column. */
export function inputStart({ model }: Workspace, input: Plane): Plane {
  const neighbour = model.architecture.config.synthesis.padding === 'neighbour';
  return neighbour ? { ...input, address: input.address + input.row } : inside(input);
}
