import type { Columns } from '../../tile/strip.ts';
import type { Activation } from '../backend.ts';

/** Channels over rows and columns, in double precision; zero beyond its borders. */
export interface Grid extends Activation {
  readonly values: Float64Array;
}

export function grid(channels: number, rows: number, columns: Columns): Grid {
  return { channels, rows, columns, values: new Float64Array(channels * rows * columns.width) };
}

/** A grid of f(channel, row, column), column counted in the panorama. */
export function tabulate(
  channels: number,
  rows: number,
  columns: Columns,
  f: (channel: number, row: number, column: number) => number,
): Grid {
  const result = grid(channels, rows, columns);
  let index = 0;
  for (let c = 0; c < channels; c++) {
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns.width; j++) {
        result.values[index++] = f(c, i, columns.left + j);
      }
    }
  }
  return result;
}

export function at({ rows, columns, values }: Grid, c: number, i: number, column: number): number {
  const j = column - columns.left;
  if (i < 0 || i >= rows || j < 0 || j >= columns.width) return 0;
  return values[(c * rows + i) * columns.width + j]!;
}

export function concatenate(a: Grid, b: Grid): Grid {
  const result = grid(a.channels + b.channels, a.rows, a.columns);
  result.values.set(a.values);
  result.values.set(b.values, a.values.length);
  return result;
}
