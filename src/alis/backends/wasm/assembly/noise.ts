// `field` noise, four columns at once; ../noise.ts and ../../../latent/noise.ts say what and why.

@inline
function mix(x: v128): v128 {
  x = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 16)), i32x4.splat(0x7feb352d));
  x = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 15)), i32x4.splat(<i32>0x846ca68b));
  return v128.xor(x, i32x4.shr_u(x, 16));
}

@inline
function ones(x: v128): v128 {
  return i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(i8x16.popcnt(x)));
}

/** Normal integers times `scale`. @param out [rows, stride], stride a multiple of 4, not less than the columns wanted */
export function fieldNoise(
  key0: i32, key1: i32, left: i32, rows: i32, stride: i32, scale: f32, out: usize,
): void {
  const factor = f32x4.splat(scale);
  const low = i32x4.splat(0xffff);
  for (let i = 0; i < rows; i++) {
    const row = i32x4.splat(i * <i32>0x9e3779b9);
    for (let j = 0; j < stride; j += 4) {
      const column = i32x4.add(i32x4.splat(left + j + key0), i32x4(0, 1, 2, 3));
      const word = mix(i32x4.add(v128.xor(mix(column), row), i32x4.splat(key1)));
      const second = mix(i32x4.add(word, i32x4.splat(0x6a09e667)));
      const third = mix(v128.xor(word, i32x4.splat(0x3c6ef372)));
      const steps = i32x4.sub(i32x4.add(ones(word), ones(second)), i32x4.splat(32));
      const fine = i32x4.add(i32x4.shr_u(third, 16), v128.and(third, low));
      const whole = i32x4.add(i32x4.shl(steps, 16), i32x4.sub(fine, i32x4.splat(65535)));
      v128.store(out, f32x4.mul(f32x4.convert_i32x4_s(whole), factor));
      out += 16;
    }
  }
}
