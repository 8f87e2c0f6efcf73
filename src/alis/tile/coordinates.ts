import type { Architecture, Level } from '../model/architecture.ts';

/**
 * A level's coordinate code on the grid it is concatenated to (spec 5), as products: the code at row i and column j is
 * row[i].p col[j].p + row[i].q col[j].q, by the sine of a sum. Columns repeat after 4 units, which is two frames.
 */
export interface CoordinateFactors {
  /** S: half the level's resolution, 4 for level 4. */
  readonly rows: number;
  /** 2 S; global column x stands at x modulo this. */
  readonly columns: number;
  /** 2 F, sines first. */
  readonly channels: number;
  /** [rows, 2, channels]: p, q. */
  readonly ofRows: Float32Array;
  /** [columns, 2, channels]: p, q. */
  readonly ofColumns: Float32Array;
}

/** Phases are multiples of 2 pi / (4 S) and are reduced as integers: an endless panorama loses no precision. */
export function coordinateFactors({ config }: Architecture, level: Level): CoordinateFactors {
  const basis = level.coordinates.rows;
  const rows = level.resolution === 4 ? 4 : level.resolution / 2;
  const columns = 2 * rows;
  const channels = 2 * basis.length;
  const turn = 4 * rows;
  const angle = (steps: number): number => (2 * Math.PI * modulo(steps, turn)) / turn;
  const ofRows = new Float32Array(rows * 2 * channels);
  const ofColumns = new Float32Array(columns * 2 * channels);
  basis.forEach((direction, f) => {
    const scale = 2 ** direction.octave;
    // Y = -1 + 2 (S - 1 - i) / S, bottom up; X = -D + 2 j / S, left edges; both here in steps of 2 / S.
    for (let i = 0; i < rows; i++) {
      const phase = angle(scale * direction.y * (rows / 2 - 1 - i));
      const [sine, cosine] = [2 * i * channels + f, 2 * i * channels + basis.length + f];
      ofRows[sine] = Math.sin(phase);
      ofRows[sine + channels] = Math.cos(phase);
      ofRows[cosine] = Math.cos(phase);
      ofRows[cosine + channels] = -Math.sin(phase);
    }
    for (let j = 0; j < columns; j++) {
      const x = j - (config.synthesis.w_coord_dist * rows) / 2;
      const phase = angle(scale * direction.x * x);
      for (const at of [2 * j * channels + f, 2 * j * channels + basis.length + f]) {
        ofColumns[at] = Math.cos(phase);
        ofColumns[at + channels] = Math.sin(phase);
      }
    }
  });
  return { rows, columns, channels, ofRows, ofColumns };
}

/** Remainder with the divisor's sign. */
export function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
