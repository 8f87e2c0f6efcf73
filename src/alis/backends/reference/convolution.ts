import type { Columns } from '../../tile/strip.ts';
import { type Grid, grid } from './grid.ts';

/**
 * 3x3 cross-correlation (spec 7.3, up = 1): y[o,i,j] = sum w[o,c,a,b] x[c,i+a-1,j+b-1], zero beyond x.
 * @param weight [outputs, inputs, 3, 3]
 */
export function convolve(x: Grid, weight: Float32Array, outputs: number, columns: Columns): Grid {
  const y = grid(outputs, x.rows, columns);
  const [from, to] = [x.values, y.values];
  const width = x.columns.width;
  const end = columns.left + columns.width;
  let index = 0;
  for (let o = 0; o < outputs; o++) {
    for (let c = 0; c < x.channels; c++) {
      for (let tap = 0; tap < 9; tap++) {
        const w = weight[index++]!;
        const [a, b] = [Math.floor(tap / 3), tap % 3];
        const first = Math.max(columns.left, x.columns.left + 1 - b);
        const last = Math.min(end, x.columns.left + width + 1 - b);
        for (let i = Math.max(0, 1 - a); i < Math.min(x.rows, x.rows + 1 - a); i++) {
          const source = (c * x.rows + i + a - 1) * width + b - 1 - x.columns.left;
          const target = (o * x.rows + i) * columns.width - columns.left;
          for (let j = first; j < last; j++) to[target + j]! += w * from[source + j]!;
        }
      }
    }
  }
  return y;
}

/**
 * Stride-2 transposed convolution, kernel not flipped (spec 7.3 a): T[o,2i+a,2j+b] += w[o,c,a,b] x[c,i,j].
 * @returns 2 rows + 1 by 2 columns + 1
 */
export function transposedConvolve(x: Grid, weight: Float32Array, outputs: number): Grid {
  const columns = { left: 2 * x.columns.left, width: 2 * x.columns.width + 1 };
  const t = grid(outputs, 2 * x.rows + 1, columns);
  const [from, to] = [x.values, t.values];
  const width = x.columns.width;
  let index = 0;
  for (let o = 0; o < outputs; o++) {
    for (let c = 0; c < x.channels; c++) {
      for (let tap = 0; tap < 9; tap++) {
        const w = weight[index++]!;
        const [a, b] = [Math.floor(tap / 3), tap % 3];
        for (let i = 0; i < x.rows; i++) {
          const source = (c * x.rows + i) * width;
          const target = (o * t.rows + 2 * i + a) * columns.width + b;
          for (let j = 0; j < width; j++) to[target + 2 * j]! += w * from[source + j]!;
        }
      }
    }
  }
  return t;
}

/** The separable filter behind a transposed convolution (spec 7.3 b): y[m] = sum g_k T[m+k-1], g = [1,3,3,1] / 4. */
export function fir(t: Grid, rows: number, columns: Columns): Grid {
  const taps = [0.25, 0.75, 0.75, 0.25];
  const across = grid(t.channels, t.rows, columns);
  for (let row = 0; row < t.channels * t.rows; row++) {
    for (let j = 0; j < columns.width; j++) {
      const first = columns.left + j - 1 - t.columns.left;
      taps.forEach((tap, k) => {
        const inside = first + k >= 0 && first + k < t.columns.width;
        if (inside) {
          across.values[row * columns.width + j]! +=
            tap * t.values[row * t.columns.width + first + k]!;
        }
      });
    }
  }
  const result = grid(t.channels, rows, columns);
  for (let c = 0; c < t.channels; c++) {
    for (let i = 0; i < rows; i++) {
      taps.forEach((tap, k) => {
        if (i + k - 1 < 0 || i + k - 1 >= t.rows) return;
        const from = (c * t.rows + i + k - 1) * columns.width;
        const to = (c * rows + i) * columns.width;
        for (let j = 0; j < columns.width; j++) {
          result.values[to + j]! += tap * across.values[from + j]!;
        }
      });
    }
  }
  return result;
}
