import type { Architecture } from '../../model/architecture.ts';
import { levelColumns, pictureWidth, type StripShape } from '../../tile/strip.ts';
import type { PackedModel } from '../packed-model.ts';
import { roundUp } from '../packing.ts';
import type { Arena } from './arena.ts';

/** Pixels in memory, rows one after the other, channels innermost. Strides are in bytes. */
export interface Plane {
  readonly address: number;
  readonly row: number;
  readonly pixel: number;
}

/** What strips of one width are computed in: asked for once, used again by every strip. */
export interface Buffers {
  readonly levels: readonly LevelBuffers[];
  /** The transposed convolution's result, of one level after the other. */
  readonly transposed: number;
  /** A row of it, filtered vertically. */
  readonly line: number;
  /** Style of a layer at every column. */
  readonly style: number;
  readonly otherStyle: number;
  readonly factors: number;
  readonly colourWeights: number;
  readonly noise: number;
  /** A row of zeros. */
  readonly zeroNoise: number;
  /** A row of ones: the identity style. */
  readonly ones: number;
  /** The picture as bytes. */
  readonly bytes: number;
}

export interface LevelBuffers {
  /** conv0's modulated input, with a border of zeros; none at level 4. */
  readonly entry: Plane | undefined;
  /** conv1's modulated input: rows with a border, columns with a border or the neighbours' features. */
  readonly input: Plane;
  readonly features: Plane;
  /** With a border of zeros. */
  readonly picture: Plane;
}

export function allocate(
  architecture: Architecture,
  { levels }: PackedModel,
  arena: Arena,
  shape: StripShape,
): Buffers {
  const plan = levelColumns(architecture, shape);
  const most = { transposed: 0, line: 0, style: 0, factors: 0, colours: 0, noise: 0, columns: 0 };
  const atLeast = (name: keyof typeof most, size: number): void => {
    most[name] = Math.max(most[name], size);
  };
  const bordered = (rows: number, columns: number, channels: number): Plane => ({
    address: arena.floats((rows + 2) * (columns + 2) * channels),
    row: (columns + 2) * channels * 4,
    pixel: channels * 4,
  });
  const levelBuffers = plan.map(({ input, features, picture }, index): LevelBuffers => {
    const { level, entry, conv0, conv1 } = levels[index]!;
    const { resolution } = level;
    const below = plan[index - 1]?.features;
    const entryColumns = below ? below.width : input.width;
    const inputChannels = conv0 ? conv0.outputs : entry.size;
    if (conv0) {
      atLeast('transposed', (resolution + 1) * (input.width + 3) * conv0.outputs);
      atLeast('line', (input.width + 3) * conv0.outputs);
    }
    atLeast('style', entryColumns * entry.size);
    atLeast('style', input.width * inputChannels);
    atLeast('style', picture.width * conv1.outputs);
    atLeast('factors', entryColumns * 2 * (entry.size - entry.split));
    atLeast('colours', picture.width * conv1.outputs * 4);
    atLeast('noise', resolution * roundUp(input.width, 4));
    atLeast('columns', roundUp(input.width, 4));
    return {
      entry: below && bordered(resolution / 2, below.width, entry.size),
      input: bordered(resolution, features.width, inputChannels),
      features: {
        address: arena.floats(resolution * features.width * conv1.outputs),
        row: features.width * conv1.outputs * 4,
        pixel: conv1.outputs * 4,
      },
      picture: bordered(resolution, picture.width, 4),
    };
  });
  return {
    levels: levelBuffers,
    transposed: arena.floats(most.transposed),
    line: arena.floats(most.line),
    style: arena.floats(most.style),
    otherStyle: arena.floats(most.style),
    factors: arena.floats(most.factors),
    colourWeights: arena.floats(most.colours),
    noise: arena.floats(most.noise),
    zeroNoise: arena.floats(most.columns),
    ones: arena.copy(new Float32Array(most.style).fill(1)),
    bytes: arena.floats(shape.resolution * pictureWidth(architecture, shape)),
  };
}
