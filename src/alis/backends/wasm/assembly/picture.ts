/**
 * toRGB's weights times its style, column by column, so that a pixel is one dot product.
 * @param w [channels, 4]: red, green, blue, 0
 * @param style [columns, channels]
 * @param out [columns, channels, 4]
 */
export function colourWeights(w: usize, style: usize, channels: i32, columns: i32, out: usize): void {
  for (let j = 0; j < columns; j++) {
    for (let c: usize = 0; c < <usize>channels; c++) {
      v128.store(out, f32x4.mul(v128.load(w + (c << 4)), v128.load_splat<f32>(style)));
      out += 16;
      style += 4;
    }
  }
}

/**
 * toRGB and the skip: features to colours, plus the level below, doubled bilinearly.
 * @param features address of the first pixel, `featureRow` bytes a row; @param channels a multiple of 4
 * @param w [columns, channels, 4]; @param bias [4]
 * @param below address of the pixel that the first row and column's nearer neighbour is, in a picture with a border;
 *   `belowRow` bytes a row; 0 if there is none
 * @param odd whether the first column is an odd one
 * @param out first pixel, [rows, columns, 4], `outRow` bytes a row
 */
export function colour(
  features: usize, featureRow: usize, channels: i32, w: usize, bias: usize, clamp: f32,
  below: usize, belowRow: usize, odd: i32, out: usize, outRow: usize, rows: i32, columns: i32,
): void {
  const limit = f32x4.splat(clamp);
  const shift = v128.load(bias);
  const near = f32x4.splat(0.75), far = f32x4.splat(0.25);
  for (let i = 0; i < rows; i++) {
    let x = features + <usize>i * featureRow;
    let by = w;
    let to = out + <usize>i * outRow;
    const row = below + <usize>(i >> 1) * belowRow;
    const next = i & 1 ? row + belowRow : row - belowRow;
    for (let j = 0; j < columns; j++) {
      let even = shift, other = f32x4.splat(0);
      for (let c = 0; c < channels; c += 4) {
        even = f32x4.add(even, f32x4.mul(v128.load_splat<f32>(x), v128.load(by)));
        other = f32x4.add(other, f32x4.mul(v128.load_splat<f32>(x, 4), v128.load(by, 16)));
        even = f32x4.add(even, f32x4.mul(v128.load_splat<f32>(x, 8), v128.load(by, 32)));
        other = f32x4.add(other, f32x4.mul(v128.load_splat<f32>(x, 12), v128.load(by, 48)));
        x += 16;
        by += 64;
      }
      let y = f32x4.pmax(f32x4.pmin(f32x4.add(even, other), limit), f32x4.neg(limit));
      if (below) {
        const column = j + odd;
        const a = <usize>(column >> 1) << 4;
        const b = column & 1 ? a + 16 : a - 16;
        const upper = f32x4.add(f32x4.mul(near, v128.load(row + a)), f32x4.mul(far, v128.load(row + b)));
        const lower = f32x4.add(f32x4.mul(near, v128.load(next + a)), f32x4.mul(far, v128.load(next + b)));
        y = f32x4.add(y, f32x4.add(f32x4.mul(near, upper), f32x4.mul(far, lower)));
      }
      v128.store(to, y);
      to += 16;
    }
  }
}

/** floor(255 (clamp(x, -1, 1) / 2 + 1/2)), opaque. @param x pixels [4], `xRow` bytes a row; @param out [rows, columns, 4] bytes */
export function toBytes(x: usize, xRow: usize, rows: i32, columns: i32, out: usize): void {
  const one = f32x4.splat(1), half = f32x4.splat(0.5), levels = f32x4.splat(255);
  for (let i = 0; i < rows; i++) {
    const from = x + <usize>i * xRow;
    for (let j = 0; j < columns; j++) {
      const v = f32x4.min(f32x4.max(v128.load(from + (<usize>j << 4)), f32x4.neg(one)), one);
      const level = f32x4.mul(f32x4.add(f32x4.mul(v, half), half), levels);
      const words = i32x4.replace_lane(i32x4.trunc_sat_f32x4_s(level), 3, 255);
      const shorts = i16x8.narrow_i32x4_s(words, words);
      store<i32>(out, i32x4.extract_lane(i8x16.narrow_i16x8_u(shorts, shorts), 0));
      out += 4;
    }
  }
}
