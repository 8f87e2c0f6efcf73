import { AlisError } from '../errors.ts';
import type { Code } from '../latent/mapping.ts';
import { type Architecture, intervalColumns } from '../model/architecture.ts';

/** Columns [left, left + width) of the endless panorama, counted at one level's resolution. */
export interface Columns {
  readonly left: number;
  readonly width: number;
}

/** A piece of panorama to compute: all that a backend needs to know of it. */
export interface Strip {
  /** At full resolution. With zero padding exactly one tile, else any multiples of R/4. */
  readonly columns: Columns;
  /** Index of the anchor that `codes` begins with. */
  readonly firstAnchor: number;
  readonly codes: readonly Code[];
  readonly noise: Noise;
  /** Rows of the picture: a level's resolution below R gives that level's picture, a cheap preview. */
  readonly resolution: number;
}

/** Noise of every 3x3 layer (spec 7.4): none, the stored pictures repeated from column `origin` on, or the endless field. */
export type Noise =
  | { readonly mode: 'none' }
  | { readonly mode: 'const'; readonly origin: number }
  | { readonly mode: 'field'; readonly seed: number };

/** A strip's place and detail: what its buffers depend on. */
export type StripShape = Pick<Strip, 'columns' | 'resolution'>;

/** Columns of the picture that a strip gives, which has `resolution` rows. */
export function pictureWidth(
  architecture: Architecture,
  { columns, resolution }: StripShape,
): number {
  return (columns.width * resolution) / architecture.resolution;
}

/** Strips begin at multiples of so many columns: with neighbour padding any column of level 4, else tiles. */
export function columnStep({ config, resolution, tileWidth }: Architecture): number {
  return config.synthesis.padding === 'neighbour' ? resolution / 4 : tileWidth;
}

/** What a strip needs of one level: the same columns, wider by margins where neighbours are looked at. */
export interface LevelColumns {
  /** conv1's input. */
  readonly input: Columns;
  /** conv1's output. */
  readonly features: Columns;
  /** The skip picture. */
  readonly picture: Columns;
}

/**
 * Which columns of every level a strip needs, from level 4 to the picture's. With zero padding a tile stands alone; with neighbour
 * padding each level is computed wider by the margins of the continuous specification.
 * @throws {AlisError} `range` for a strip that this padding cannot compute
 */
export function levelColumns(architecture: Architecture, shape: StripShape): LevelColumns[] {
  const { left, width } = shape.columns;
  const { config, resolution } = architecture;
  const levels = architecture.levels.filter((level) => level.resolution <= shape.resolution);
  const neighbour = config.synthesis.padding === 'neighbour';
  const unit = columnStep(architecture);
  if (left % unit !== 0 || width % unit !== 0 || width <= 0 || (!neighbour && width !== unit)) {
    throw new AlisError(
      'range',
      neighbour
        ? `a strip's columns must be multiples of ${unit}, not ${left} and ${width}`
        : `with zero padding a strip is one tile of ${unit} columns, not ${width} from ${left}`,
    );
  }
  if (levels.at(-1)?.resolution !== shape.resolution) {
    throw new AlisError('range', `no level of this generator has ${shape.resolution} rows`);
  }
  const result: LevelColumns[] = [];
  let features = 0;
  let picture = 0;
  for (const level of levels.toReversed()) {
    const at = (margin: number): Columns => ({
      left: (left * level.resolution) / resolution - margin,
      width: (width * level.resolution) / resolution + 2 * margin,
    });
    result.unshift({
      input: at(neighbour ? features + 1 : 0),
      features: at(features),
      picture: at(picture),
    });
    if (!neighbour) continue;
    picture = Math.ceil(picture / 2) + 1;
    features = Math.max(picture, Math.ceil((features + 1) / 2) + 1);
  }
  return result;
}

/** First and last anchor whose code the columns depend on. */
export function anchorsOf(
  architecture: Architecture,
  shape: StripShape,
): { first: number; last: number } {
  const { left, width } = levelColumns(architecture, shape)[0]!.input;
  const interval = intervalColumns(architecture, 4);
  return {
    first: Math.floor(left / interval),
    last: Math.floor((left + width - 1) / interval) + 1,
  };
}

/** Where a column lies between two anchors: `anchor` to its left, t in (0, 1) to the next (spec 4). */
export function columnPosition(
  architecture: Architecture,
  resolution: number,
  column: number,
): { anchor: number; t: number } {
  const interval = intervalColumns(architecture, resolution);
  const anchor = Math.floor(column / interval);
  return { anchor, t: (column - anchor * interval + 0.5) / interval };
}
