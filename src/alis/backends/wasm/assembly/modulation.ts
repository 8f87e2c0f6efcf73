/**
 * A layer's style at every column, between its two anchors: (1 - t) a + t b at pixel centres.
 * @param anchors style vectors, `anchorStep` bytes apart; the first is the anchor that column 0 starts at
 * @param left first column, not negative; @param interval columns between anchors
 * @param out [columns, channels]; channels a multiple of 4
 */
export function columnStyles(
  anchors: usize, anchorStep: usize, channels: i32, left: i32, columns: i32, interval: i32, out: usize,
): void {
  for (let j = 0; j < columns; j++) {
    const column = left + j;
    const anchor = column / interval;
    const t = (<f32>(column - anchor * interval) + 0.5) / <f32>interval;
    const a = anchors + <usize>anchor * anchorStep;
    const far = f32x4.splat(t), near = f32x4.splat(1 - t);
    for (let c: usize = 0; c < <usize>channels << 2; c += 16) {
      v128.store(out, f32x4.add(
        f32x4.mul(near, v128.load(a + c)),
        f32x4.mul(far, v128.load(a + c + anchorStep)),
      ));
      out += 16;
    }
  }
}

/** y[i] *= x[i], for `bytes` of each, a multiple of 16. */
export function multiply(y: usize, x: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(y + at, f32x4.mul(v128.load(y + at), v128.load(x + at)));
  }
}

/**
 * Coordinate factors of every column times its style: what `modulate` needs of the columns.
 * @param factors [period, 2, channels], one period of columns
 * @param style [columns, stride bytes], from the first coordinate channel on
 * @param out [columns, 2, channels]
 */
export function columnFactors(
  factors: usize, period: i32, channels: i32, style: usize, stride: usize,
  left: i32, columns: i32, out: usize,
): void {
  const bytes = <usize>channels << 2;
  for (let j = 0; j < columns; j++) {
    const from = factors + <usize>((left + j) % period) * 2 * bytes;
    for (let c: usize = 0; c < bytes; c += 16) {
      const s = v128.load(style + c);
      v128.store(out + c, f32x4.mul(v128.load(from + c), s));
      v128.store(out + bytes + c, f32x4.mul(v128.load(from + bytes + c), s));
    }
    style += stride;
    out += 2 * bytes;
  }
}

/**
 * A 3x3 layer's input: features times style, then the coordinate code times style.
 * @param features [rows, columns, channels], `featureRow` bytes a row, `featureStep` a pixel: 0 repeats
 * @param style [columns, channels + coordinates]
 * @param rowFactors [rows, 2, coordinates]; @param columnFactors [columns, 2, coordinates], styled
 * @param out first pixel, `outRow` bytes to the next row
 */
export function modulate(
  features: usize, featureRow: usize, featureStep: usize, channels: i32,
  style: usize, rowFactors: usize, columnFactors: usize, coordinates: i32,
  rows: i32, columns: i32, out: usize, outRow: usize,
): void {
  const featureBytes = <usize>channels << 2;
  const coordinateBytes = <usize>coordinates << 2;
  for (let i = 0; i < rows; i++) {
    let from = features + <usize>i * featureRow;
    let to = out + <usize>i * outRow;
    let by = style, factors = columnFactors;
    for (let j = 0; j < columns; j++) {
      for (let c: usize = 0; c < featureBytes; c += 16) {
        v128.store(to + c, f32x4.mul(v128.load(from + c), v128.load(by + c)));
      }
      to += featureBytes;
      for (let c: usize = 0; c < coordinateBytes; c += 16) {
        v128.store(to + c, f32x4.add(
          f32x4.mul(v128.load(rowFactors + c), v128.load(factors + c)),
          f32x4.mul(v128.load(rowFactors + coordinateBytes + c), v128.load(factors + coordinateBytes + c)),
        ));
      }
      to += coordinateBytes;
      from += featureStep;
      by += featureBytes + coordinateBytes;
      factors += 2 * coordinateBytes;
    }
    rowFactors += 2 * coordinateBytes;
  }
}
