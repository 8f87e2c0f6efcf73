// The one hot loop. A row of output pixels, 8 (or 4) output channels of each: for every tap row, a pixel's inputs are one
// contiguous run (channels of its columns side by side), so a 3x3 convolution is a sum over 3 runs, and each parity of
// a transposed one over 1 or 2. 4 pixels x 8 channels keep 8 accumulators, 2 weights and a splat within 16 registers;
// rows that 4 does not divide take some blocks of 5, so that nothing is computed twice.

/** a b + c, in one instruction where the build allows it. */
@inline
function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/**
 * @param x address of the first pixel's first input; `step` bytes to the next pixel's, `xRow` to the next tap row
 * @param rows tap rows; @param run floats in a run, a multiple of 4
 * @param w packed weights [rows, run, 4 * vectors]
 * @param out address of the first result; `outStep` bytes to the next pixel's
 */
export function convRow(
  x: usize, step: usize, xRow: usize, rows: i32, run: usize,
  w: usize, vectors: i32, out: usize, outStep: usize, pixels: i32,
): void {
  let fives = vectors == 2 ? pixels & 3 : 0;
  if (fives * 5 > pixels) fives = 0;
  for (; fives > 0; fives--) {
    block5x8(x, step, xRow, rows, run, w, out, outStep);
    x += 5 * step;
    out += 5 * outStep;
    pixels -= 5;
  }
  for (; pixels >= 4; pixels -= 4) {
    if (vectors == 2) block4x8(x, step, xRow, rows, run, w, out, outStep);
    else block4x4(x, step, xRow, rows, run, w, out, outStep);
    x += step << 2;
    out += outStep << 2;
  }
  for (; pixels > 0; pixels--) {
    if (vectors == 2) block1x8(x, xRow, rows, run, w, out);
    else block1x4(x, xRow, rows, run, w, out);
    x += step;
    out += outStep;
  }
}

function block4x8(
  x: usize, step: usize, xRow: usize, rows: i32, run: usize,
  w: usize, out: usize, outStep: usize,
): void {
  let a00 = f32x4.splat(0), a01 = a00, a10 = a00, a11 = a00, a20 = a00, a21 = a00, a30 = a00, a31 = a00;
  for (; rows > 0; rows--) {
    let p0 = x, p1 = p0 + step, p2 = p1 + step, p3 = p2 + step;
    const end = p0 + (run << 2);
    while (p0 < end) {
      let w0 = v128.load(w), w1 = v128.load(w, 16);
      let s = v128.load_splat<f32>(p0); a00 = madd(s, w0, a00); a01 = madd(s, w1, a01);
      s = v128.load_splat<f32>(p1); a10 = madd(s, w0, a10); a11 = madd(s, w1, a11);
      s = v128.load_splat<f32>(p2); a20 = madd(s, w0, a20); a21 = madd(s, w1, a21);
      s = v128.load_splat<f32>(p3); a30 = madd(s, w0, a30); a31 = madd(s, w1, a31);

      w0 = v128.load(w, 32); w1 = v128.load(w, 48);
      s = v128.load_splat<f32>(p0, 4); a00 = madd(s, w0, a00); a01 = madd(s, w1, a01);
      s = v128.load_splat<f32>(p1, 4); a10 = madd(s, w0, a10); a11 = madd(s, w1, a11);
      s = v128.load_splat<f32>(p2, 4); a20 = madd(s, w0, a20); a21 = madd(s, w1, a21);
      s = v128.load_splat<f32>(p3, 4); a30 = madd(s, w0, a30); a31 = madd(s, w1, a31);

      w0 = v128.load(w, 64); w1 = v128.load(w, 80);
      s = v128.load_splat<f32>(p0, 8); a00 = madd(s, w0, a00); a01 = madd(s, w1, a01);
      s = v128.load_splat<f32>(p1, 8); a10 = madd(s, w0, a10); a11 = madd(s, w1, a11);
      s = v128.load_splat<f32>(p2, 8); a20 = madd(s, w0, a20); a21 = madd(s, w1, a21);
      s = v128.load_splat<f32>(p3, 8); a30 = madd(s, w0, a30); a31 = madd(s, w1, a31);

      w0 = v128.load(w, 96); w1 = v128.load(w, 112);
      s = v128.load_splat<f32>(p0, 12); a00 = madd(s, w0, a00); a01 = madd(s, w1, a01);
      s = v128.load_splat<f32>(p1, 12); a10 = madd(s, w0, a10); a11 = madd(s, w1, a11);
      s = v128.load_splat<f32>(p2, 12); a20 = madd(s, w0, a20); a21 = madd(s, w1, a21);
      s = v128.load_splat<f32>(p3, 12); a30 = madd(s, w0, a30); a31 = madd(s, w1, a31);

      w += 128; p0 += 16; p1 += 16; p2 += 16; p3 += 16;
    }
    x += xRow;
  }
  v128.store(out, a00); v128.store(out, a01, 16); out += outStep;
  v128.store(out, a10); v128.store(out, a11, 16); out += outStep;
  v128.store(out, a20); v128.store(out, a21, 16); out += outStep;
  v128.store(out, a30); v128.store(out, a31, 16);
}

function block5x8(
  x: usize, step: usize, xRow: usize, rows: i32, run: usize,
  w: usize, out: usize, outStep: usize,
): void {
  let a00 = f32x4.splat(0), a01 = a00, a10 = a00, a11 = a00, a20 = a00, a21 = a00, a30 = a00, a31 = a00, a40 = a00, a41 = a00;
  for (; rows > 0; rows--) {
    let p0 = x, p1 = p0 + step, p2 = p1 + step, p3 = p2 + step, p4 = p3 + step;
    const end = p0 + (run << 2);
    while (p0 < end) {
      let w0 = v128.load(w), w1 = v128.load(w, 16);
      let s = v128.load_splat<f32>(p0); a00 = madd(s, w0, a00); a01 = madd(s, w1, a01);
      s = v128.load_splat<f32>(p1); a10 = madd(s, w0, a10); a11 = madd(s, w1, a11);
      s = v128.load_splat<f32>(p2); a20 = madd(s, w0, a20); a21 = madd(s, w1, a21);
      s = v128.load_splat<f32>(p3); a30 = madd(s, w0, a30); a31 = madd(s, w1, a31);
      s = v128.load_splat<f32>(p4); a40 = madd(s, w0, a40); a41 = madd(s, w1, a41);

      w0 = v128.load(w, 32); w1 = v128.load(w, 48);
      s = v128.load_splat<f32>(p0, 4); a00 = madd(s, w0, a00); a01 = madd(s, w1, a01);
      s = v128.load_splat<f32>(p1, 4); a10 = madd(s, w0, a10); a11 = madd(s, w1, a11);
      s = v128.load_splat<f32>(p2, 4); a20 = madd(s, w0, a20); a21 = madd(s, w1, a21);
      s = v128.load_splat<f32>(p3, 4); a30 = madd(s, w0, a30); a31 = madd(s, w1, a31);
      s = v128.load_splat<f32>(p4, 4); a40 = madd(s, w0, a40); a41 = madd(s, w1, a41);

      w0 = v128.load(w, 64); w1 = v128.load(w, 80);
      s = v128.load_splat<f32>(p0, 8); a00 = madd(s, w0, a00); a01 = madd(s, w1, a01);
      s = v128.load_splat<f32>(p1, 8); a10 = madd(s, w0, a10); a11 = madd(s, w1, a11);
      s = v128.load_splat<f32>(p2, 8); a20 = madd(s, w0, a20); a21 = madd(s, w1, a21);
      s = v128.load_splat<f32>(p3, 8); a30 = madd(s, w0, a30); a31 = madd(s, w1, a31);
      s = v128.load_splat<f32>(p4, 8); a40 = madd(s, w0, a40); a41 = madd(s, w1, a41);

      w0 = v128.load(w, 96); w1 = v128.load(w, 112);
      s = v128.load_splat<f32>(p0, 12); a00 = madd(s, w0, a00); a01 = madd(s, w1, a01);
      s = v128.load_splat<f32>(p1, 12); a10 = madd(s, w0, a10); a11 = madd(s, w1, a11);
      s = v128.load_splat<f32>(p2, 12); a20 = madd(s, w0, a20); a21 = madd(s, w1, a21);
      s = v128.load_splat<f32>(p3, 12); a30 = madd(s, w0, a30); a31 = madd(s, w1, a31);
      s = v128.load_splat<f32>(p4, 12); a40 = madd(s, w0, a40); a41 = madd(s, w1, a41);

      w += 128; p0 += 16; p1 += 16; p2 += 16; p3 += 16; p4 += 16;
    }
    x += xRow;
  }
  v128.store(out, a00); v128.store(out, a01, 16); out += outStep;
  v128.store(out, a10); v128.store(out, a11, 16); out += outStep;
  v128.store(out, a20); v128.store(out, a21, 16); out += outStep;
  v128.store(out, a30); v128.store(out, a31, 16); out += outStep;
  v128.store(out, a40); v128.store(out, a41, 16);
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
      a0 = madd(v128.load_splat<f32>(p0), v, a0); a1 = madd(v128.load_splat<f32>(p1), v, a1);
      a2 = madd(v128.load_splat<f32>(p2), v, a2); a3 = madd(v128.load_splat<f32>(p3), v, a3);
      v = v128.load(w, 16);
      a0 = madd(v128.load_splat<f32>(p0, 4), v, a0); a1 = madd(v128.load_splat<f32>(p1, 4), v, a1);
      a2 = madd(v128.load_splat<f32>(p2, 4), v, a2); a3 = madd(v128.load_splat<f32>(p3, 4), v, a3);
      w += 32; p0 += 8; p1 += 8; p2 += 8; p3 += 8;
    }
    x += xRow;
  }
  v128.store(out, a0); out += outStep;
  v128.store(out, a1); out += outStep;
  v128.store(out, a2); out += outStep;
  v128.store(out, a3);
}

/** One pixel, for the narrowest rows; inputs take turns in 4 sums, which would otherwise wait for each other. */
function block1x8(x: usize, xRow: usize, rows: i32, run: usize, w: usize, out: usize): void {
  let a0 = f32x4.splat(0), a1 = a0, b0 = a0, b1 = a0;
  for (; rows > 0; rows--) {
    const end = x + (run << 2);
    for (let p = x; p < end; p += 8) {
      let s = v128.load_splat<f32>(p);
      a0 = madd(s, v128.load(w), a0); a1 = madd(s, v128.load(w, 16), a1);
      s = v128.load_splat<f32>(p, 4);
      b0 = madd(s, v128.load(w, 32), b0); b1 = madd(s, v128.load(w, 48), b1);
      w += 64;
    }
    x += xRow;
  }
  v128.store(out, f32x4.add(a0, b0));
  v128.store(out, f32x4.add(a1, b1), 16);
}

function block1x4(x: usize, xRow: usize, rows: i32, run: usize, w: usize, out: usize): void {
  let a = f32x4.splat(0), b = a;
  for (; rows > 0; rows--) {
    const end = x + (run << 2);
    for (let p = x; p < end; p += 8) {
      a = madd(v128.load_splat<f32>(p), v128.load(w), a);
      b = madd(v128.load_splat<f32>(p, 4), v128.load(w, 16), b);
      w += 32;
    }
    x += xRow;
  }
  v128.store(out, f32x4.add(a, b));
}
