import type { Architecture, Level } from './architecture.ts';

/**
 * A level's coordinate code on the grid it is concatenated to (spec 5), over one period of 4 units, which is two frames:
 * every tile's code is cut out of it, at global column x modulo 2 S.
 */
export interface CoordinateTable {
  /** S: half the level's resolution, 4 for level 4. Rows of the grid. */
  readonly size: number;
  /** 2 S. */
  readonly columns: number;
  /** 2 F, sines first. */
  readonly channels: number;
  /** [row, column, channel]. */
  readonly values: Float32Array;
}

/**
 * Phases are whole multiples of pi / (2 S) and are reduced as integers, so that an endless panorama loses no precision.
 */
export function coordinateTable({ config }: Architecture, level: Level): CoordinateTable {
  const size = level.resolution === 4 ? 4 : level.resolution / 2;
  const columns = 2 * size;
  const { rows } = level.coordinates;
  const channels = 2 * rows.length;
  const values = new Float32Array(size * columns * channels);
  const turn = 4 * size;
  for (let i = 0; i < size; i++) {
    // Y = -1 + 2 (S - 1 - i) / S, bottom up; X = -D + 2 j / S, left edges; both here in steps of 2 / S.
    const y = size / 2 - 1 - i;
    for (let j = 0; j < columns; j++) {
      const x = j - (config.synthesis.w_coord_dist * size) / 2;
      const offset = (i * columns + j) * channels;
      rows.forEach((row, f) => {
        const steps = 2 ** row.octave * (row.x * x + row.y * y);
        const phase = (2 * Math.PI * modulo(steps, turn)) / turn;
        values[offset + f] = Math.sin(phase);
        values[offset + rows.length + f] = Math.cos(phase);
      });
    }
  }
  return { size, columns, channels, values };
}

/** Remainder with the divisor's sign. */
export function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
