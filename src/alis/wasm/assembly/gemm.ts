// The one hot loop. A row of output pixels, 8 (or 4) output channels of each: for every tap row, a pixel's inputs are one
// contiguous run (channels of its columns side by side), so a 3x3 convolution is a sum over 3 runs, and each parity of
// a transposed one over 1 or 2. 4 pixels x 8 channels keep 8 accumulators, 2 weights and a splat within 16 registers.

/**
 * @param x address of the first pixel's first input; `step` bytes to the next pixel's, `xRow` to the next tap row
 * @param rows tap rows; @param run floats in a run, a multiple of 4
 * @param w packed weights [rows, run, 4 * vectors]
 * @param out address of the first result; `outStep` bytes to the next pixel's
 */
export function gemmRow(
  x: usize, step: usize, xRow: usize, rows: i32, run: usize,
  w: usize, vectors: i32, out: usize, outStep: usize, pixels: usize,
): void {
  let j: usize = 0;
  for (; j + 4 <= pixels; j += 4) {
    block4(x + j * step, step, xRow, rows, run, w, vectors, out + j * outStep, outStep);
  }
  if (j < pixels && pixels >= 4) {
    // The last block overlaps the one before: the same values once more, and no narrower kernel.
    j = pixels - 4;
    block4(x + j * step, step, xRow, rows, run, w, vectors, out + j * outStep, outStep);
    return;
  }
  for (; j < pixels; j++) single(x + j * step, xRow, rows, run, w, vectors, out + j * outStep);
}

// @ts-ignore: decorator
@inline
function block4(
  x: usize, step: usize, xRow: usize, rows: i32, run: usize,
  w: usize, vectors: i32, out: usize, outStep: usize,
): void {
  if (vectors == 2) block4x8(x, step, xRow, rows, run, w, out, outStep);
  else block4x4(x, step, xRow, rows, run, w, out, outStep);
}

function block4x8(
  x: usize, step: usize, xRow: usize, rows: i32, run: usize,
  w: usize, out: usize, outStep: usize,
): void {
  let a00 = f32x4.splat(0), a01 = a00, a10 = a00, a11 = a00;
  let a20 = a00, a21 = a00, a30 = a00, a31 = a00;
  for (; rows > 0; rows--) {
    let p0 = x, p1 = p0 + step, p2 = p1 + step, p3 = p2 + step;
    const end = p0 + (run << 2);
    while (p0 < end) {
      let w0 = v128.load(w), w1 = v128.load(w, 16);
      let s = v128.load_splat<f32>(p0);
      a00 = f32x4.add(a00, f32x4.mul(s, w0)); a01 = f32x4.add(a01, f32x4.mul(s, w1));
      s = v128.load_splat<f32>(p1);
      a10 = f32x4.add(a10, f32x4.mul(s, w0)); a11 = f32x4.add(a11, f32x4.mul(s, w1));
      s = v128.load_splat<f32>(p2);
      a20 = f32x4.add(a20, f32x4.mul(s, w0)); a21 = f32x4.add(a21, f32x4.mul(s, w1));
      s = v128.load_splat<f32>(p3);
      a30 = f32x4.add(a30, f32x4.mul(s, w0)); a31 = f32x4.add(a31, f32x4.mul(s, w1));

      w0 = v128.load(w, 32); w1 = v128.load(w, 48);
      s = v128.load_splat<f32>(p0, 4);
      a00 = f32x4.add(a00, f32x4.mul(s, w0)); a01 = f32x4.add(a01, f32x4.mul(s, w1));
      s = v128.load_splat<f32>(p1, 4);
      a10 = f32x4.add(a10, f32x4.mul(s, w0)); a11 = f32x4.add(a11, f32x4.mul(s, w1));
      s = v128.load_splat<f32>(p2, 4);
      a20 = f32x4.add(a20, f32x4.mul(s, w0)); a21 = f32x4.add(a21, f32x4.mul(s, w1));
      s = v128.load_splat<f32>(p3, 4);
      a30 = f32x4.add(a30, f32x4.mul(s, w0)); a31 = f32x4.add(a31, f32x4.mul(s, w1));

      w0 = v128.load(w, 64); w1 = v128.load(w, 80);
      s = v128.load_splat<f32>(p0, 8);
      a00 = f32x4.add(a00, f32x4.mul(s, w0)); a01 = f32x4.add(a01, f32x4.mul(s, w1));
      s = v128.load_splat<f32>(p1, 8);
      a10 = f32x4.add(a10, f32x4.mul(s, w0)); a11 = f32x4.add(a11, f32x4.mul(s, w1));
      s = v128.load_splat<f32>(p2, 8);
      a20 = f32x4.add(a20, f32x4.mul(s, w0)); a21 = f32x4.add(a21, f32x4.mul(s, w1));
      s = v128.load_splat<f32>(p3, 8);
      a30 = f32x4.add(a30, f32x4.mul(s, w0)); a31 = f32x4.add(a31, f32x4.mul(s, w1));

      w0 = v128.load(w, 96); w1 = v128.load(w, 112);
      s = v128.load_splat<f32>(p0, 12);
      a00 = f32x4.add(a00, f32x4.mul(s, w0)); a01 = f32x4.add(a01, f32x4.mul(s, w1));
      s = v128.load_splat<f32>(p1, 12);
      a10 = f32x4.add(a10, f32x4.mul(s, w0)); a11 = f32x4.add(a11, f32x4.mul(s, w1));
      s = v128.load_splat<f32>(p2, 12);
      a20 = f32x4.add(a20, f32x4.mul(s, w0)); a21 = f32x4.add(a21, f32x4.mul(s, w1));
      s = v128.load_splat<f32>(p3, 12);
      a30 = f32x4.add(a30, f32x4.mul(s, w0)); a31 = f32x4.add(a31, f32x4.mul(s, w1));

      w += 128; p0 += 16; p1 += 16; p2 += 16; p3 += 16;
    }
    x += xRow;
  }
  v128.store(out, a00); v128.store(out, a01, 16);
  out += outStep;
  v128.store(out, a10); v128.store(out, a11, 16);
  out += outStep;
  v128.store(out, a20); v128.store(out, a21, 16);
  out += outStep;
  v128.store(out, a30); v128.store(out, a31, 16);
}

function block4x4(
  x: usize, step: usize, xRow: usize, rows: i32, run: usize,
  w: usize, out: usize, outStep: usize,
): void {
  let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0;
  for (; rows > 0; rows--) {
    let p0 = x, p1 = p0 + step, p2 = p1 + step, p3 = p2 + step;
    const end = p0 + (run << 2);
    while (p0 < end) {
      let v = v128.load(w);
      a0 = f32x4.add(a0, f32x4.mul(v128.load_splat<f32>(p0), v));
      a1 = f32x4.add(a1, f32x4.mul(v128.load_splat<f32>(p1), v));
      a2 = f32x4.add(a2, f32x4.mul(v128.load_splat<f32>(p2), v));
      a3 = f32x4.add(a3, f32x4.mul(v128.load_splat<f32>(p3), v));
      v = v128.load(w, 16);
      a0 = f32x4.add(a0, f32x4.mul(v128.load_splat<f32>(p0, 4), v));
      a1 = f32x4.add(a1, f32x4.mul(v128.load_splat<f32>(p1, 4), v));
      a2 = f32x4.add(a2, f32x4.mul(v128.load_splat<f32>(p2, 4), v));
      a3 = f32x4.add(a3, f32x4.mul(v128.load_splat<f32>(p3, 4), v));
      w += 32; p0 += 8; p1 += 8; p2 += 8; p3 += 8;
    }
    x += xRow;
  }
  v128.store(out, a0);
  v128.store(out + outStep, a1);
  v128.store(out + 2 * outStep, a2);
  v128.store(out + 3 * outStep, a3);
}

/** One pixel, for rows narrower than a block. */
function single(
  x: usize, xRow: usize, rows: i32, run: usize, w: usize, vectors: i32, out: usize,
): void {
  for (let v = 0; v < vectors; v++) {
    let even = f32x4.splat(0), odd = even;
    let weight = w + (v << 4);
    const next = <usize>vectors << 4;
    let row = x;
    for (let r = 0; r < rows; r++) {
      const end = row + (run << 2);
      for (let p = row; p < end; p += 8) {
        even = f32x4.add(even, f32x4.mul(v128.load_splat<f32>(p), v128.load(weight)));
        odd = f32x4.add(odd, f32x4.mul(v128.load_splat<f32>(p, 4), v128.load(weight + next)));
        weight += 2 * next;
      }
      row += xRow;
    }
    v128.store(out + (v << 4), f32x4.add(even, odd));
  }
}
