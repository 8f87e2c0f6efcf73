// What this machine could do at most, for the benchmarks: multiply-adds on 12 sums that do not wait for each other.

@inline
function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** 48 multiply-adds a round. @returns a value that depends on all of them */
export function peak(rounds: i32): f32 {
  const m = f32x4.splat(0.999), b = f32x4.splat(0.001);
  let s0 = f32x4.splat(1), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0;
  let s6 = s0, s7 = s0, s8 = s0, s9 = s0, s10 = s0, s11 = s0;
  for (let i = 0; i < rounds; i++) {
    s0 = madd(s0, m, b); s1 = madd(s1, m, b); s2 = madd(s2, m, b); s3 = madd(s3, m, b);
    s4 = madd(s4, m, b); s5 = madd(s5, m, b); s6 = madd(s6, m, b); s7 = madd(s7, m, b);
    s8 = madd(s8, m, b); s9 = madd(s9, m, b); s10 = madd(s10, m, b); s11 = madd(s11, m, b);
  }
  const left = f32x4.add(f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3)), f32x4.add(s4, s5));
  const right = f32x4.add(f32x4.add(f32x4.add(s6, s7), f32x4.add(s8, s9)), f32x4.add(s10, s11));
  return f32x4.extract_lane(f32x4.add(left, right), 0);
}
