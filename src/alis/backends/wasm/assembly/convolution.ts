import { convRow } from './conv-row';

/** 0.2 y for y < 0, then the clamp; sqrt(2) is in weights, bias and noise already. */
@inline
function activate(y: v128, clamp: v128): v128 {
  const leaky = f32x4.pmax(y, f32x4.mul(y, f32x4.splat(0.2)));
  return f32x4.pmax(f32x4.pmin(leaky, clamp), f32x4.neg(clamp));
}

/**
 * conv1: 3x3 correlation, demodulated by its weights, then noise, bias, activation and clamp.
 * @param x [rows + 2, columns + 2, inputs], modulated
 * @param w blocks of 8 (the last perhaps 4) outputs, each [3, 3 inputs, block]
 * @param noise [rows, columns], `noiseRow` floats a row: 0 repeats one row
 * @param out [rows, columns, outputs]; inputs and outputs are multiples of 4
 */
export function convolve(
  x: usize, inputs: usize, w: usize, bias: usize, noise: usize, noiseRow: usize, clamp: f32,
  out: usize, outputs: i32, rows: i32, columns: i32,
): void {
  const step = inputs << 2;
  const xRow = (<usize>columns + 2) * step;
  const outStep = <usize>outputs << 2;
  const outRow = <usize>columns * outStep;
  const limit = f32x4.splat(clamp);
  for (let o = 0; o < outputs; o += 8) {
    const vectors = outputs - o >= 8 ? 2 : 1;
    for (let i: usize = 0; i < <usize>rows; i++) {
      const line = out + i * outRow + (<usize>o << 2);
      // The rows of zeros above the first and below the last add nothing.
      const skip: usize = i == 0 ? 1 : 0;
      const taps = 3 - <i32>skip - (i == <usize>rows - 1 ? 1 : 0);
      convRow(x + (i + skip) * xRow, step, xRow, taps, 3 * inputs,
        w + ((3 * inputs * skip * vectors) << 4), vectors, line, outStep, columns);
      const noiseLine = noise + ((i * noiseRow) << 2);
      for (let v: usize = 0; v < <usize>vectors; v++) {
        const shift = v128.load(bias + ((<usize>o + 4 * v) << 2));
        let at = line + (v << 4);
        for (let j: usize = 0; j < <usize>columns; j++) {
          const y = f32x4.add(f32x4.add(v128.load(at), shift), v128.load_splat<f32>(noiseLine + (j << 2)));
          v128.store(at, activate(y, limit));
          at += outStep;
        }
      }
    }
    w += (9 * inputs * <usize>vectors) << 4;
  }
}

/**
 * conv0's first half: the transposed convolution, gathered parity by parity. T's row 2i sees x rows i-1 and i, row
 * 2i+1 row i alone; columns likewise.
 * @param x [rows + 2, width + 2, inputs], modulated, with a border of zeros
 * @param w blocks of 8 (or 4) outputs, each: even/even [2, 2 inputs], even/odd [2, inputs], odd/even [1, 2 inputs],
 *   odd/odd [1, inputs] (row parity, column parity)
 * @param t [2 rows + 1, columns, outputs]
 * @param first column of t, counted in T from x's first column
 */
export function transposedConvolve(
  x: usize, inputs: usize, width: usize, w: usize,
  t: usize, outputs: i32, rows: usize, first: i32, columns: i32,
): void {
  const step = inputs << 2;
  const xRow = (width + 2) * step;
  const run = inputs;
  const outStep = <usize>outputs << 2;
  // The first even and the first odd column of T at or after `first`, as positions in t.
  const even = first & 1;
  const odd = 1 - even;
  const evens = (columns - even + 1) >> 1;
  const odds = (columns - odd + 1) >> 1;
  // T's column 2j sees x's j-1 and j, which stand at j and j+1 in the bordered buffer; 2j+1 sees j.
  const evenX = x + <usize>((first + even) >> 1) * step;
  const oddX = x + <usize>(((first + odd - 1) >> 1) + 1) * step;
  for (let o = 0; o < outputs; o += 8) {
    const vectors = outputs - o >= 8 ? 2 : 1;
    const tap = (run * <usize>vectors) << 4;
    for (let r: usize = 0; r <= 2 * rows; r++) {
      const line = t + r * <usize> columns * outStep + (<usize>o << 2);
      const i = r >> 1;
      // An even row skips the row of zeros above the first, and below the last.
      const single = (r & 1) | (r == 0 ? 1 : 0);
      const tapRows = single || r == 2 * rows ? 1 : 2;
      const shift = (i + single) * xRow;
      const evenW = w + (r & 1 ? 6 * tap : single ? 2 * tap : 0);
      const oddW = w + (r & 1 ? 8 * tap : single ? 5 * tap : 4 * tap);
      convRow(evenX + shift, step, xRow, tapRows, 2 * run, evenW, vectors,
        line + <usize>even * outStep, 2 * outStep, evens);
      convRow(oddX + shift, step, xRow, tapRows, run, oddW, vectors,
        line + <usize>odd * outStep, 2 * outStep, odds);
    }
    w += 9 * tap;
  }
}

/**
 * conv0's second half: [1,3,3,1] both ways (its 1/16 is in the weights), then noise, bias, activation, clamp, and the
 * next layer's style.
 * @param t [2 rows + 1, tColumns, channels]: columns + 3, from one left of the first result on; with `border`, 2 less,
 *   zeros taking the place of the first and the last
 * @param line scratch of [columns + 3, channels]
 * @param style [columns, channels]
 * @param out first result; `outRow` bytes to the next row, pixels adjacent
 */
export function fir(
  t: usize, border: usize, rows: usize, columns: usize, channels: usize, line: usize,
  bias: usize, noise: usize, noiseRow: usize, clamp: f32, style: usize, out: usize, outRow: usize,
): void {
  const step = channels << 2;
  const tRow = (columns + 3 - 2 * border) * step;
  const three = f32x4.splat(3);
  const zero = f32x4.splat(0);
  const limit = f32x4.splat(clamp);
  const last = rows << 1;
  const start = line + border * step;
  if (border) {
    memory.fill(line, 0, step);
    memory.fill(start + tRow, 0, step);
  }
  for (let m: usize = 0; m < last; m++) {
    const r = t + m * tRow;
    const below = m + 2 <= last;
    for (let at: usize = 0; at < tRow; at += 16) {
      const outer = f32x4.add(
        m > 0 ? v128.load(r - tRow + at) : zero,
        below ? v128.load(r + 2 * tRow + at) : zero,
      );
      const inner = f32x4.add(v128.load(r + at), v128.load(r + tRow + at));
      v128.store(start + at, f32x4.add(outer, f32x4.mul(three, inner)));
    }
    const noiseLine = noise + ((m * noiseRow) << 2);
    let from = line, to = out + m * outRow, by = style;
    for (let j: usize = 0; j < columns; j++) {
      const value = v128.load_splat<f32>(noiseLine + (j << 2));
      for (let c: usize = 0; c < step; c += 16) {
        const outer = f32x4.add(v128.load(from + c), v128.load(from + c + 3 * step));
        const inner = f32x4.add(v128.load(from + c + step), v128.load(from + c + 2 * step));
        const y = f32x4.add(outer, f32x4.mul(three, inner));
        const shifted = f32x4.add(f32x4.add(y, v128.load(bias + c)), value);
        v128.store(to + c, f32x4.mul(activate(shifted, limit), v128.load(by + c)));
      }
      from += step; to += step; by += step;
    }
  }
}
