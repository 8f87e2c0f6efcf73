/**
 * Standard normal values as a pure function of (seed, stream, row, column): a counter-based hash in 32-bit integers, then
 * integer arithmetic alone, so that JavaScript, WebAssembly and WGSL agree bit for bit (`field` noise of the continuous
 * specification). Columns count modulo 2^32, which is wider than a panorama can be addressed: nothing repeats.
 */

/** Two words that stand for a seed and a stream of values; a layer's stream is its slot, a latent's lies beyond. */
export type NoiseKey = readonly [number, number];

/** Weyl constant that spreads rows over the words: 2^32 / golden ratio. */
const rowStep = 0x9e3779b9;

/** Multiplied with `normalInteger`, a variance of 1: 64 fair coins have 16, the two halves of a word 1/6 (in 2^16 squared). */
export const normalScale = 1 / Math.sqrt(16 * 2 ** 32 + (2 ** 32 - 1) / 6);

/** @param seed and @param stream unsigned 32-bit integers */
export function noiseKey(seed: number, stream: number): NoiseKey {
  const first = mix(seed ^ 0x243f6a88);
  const second = mix(first ^ mix(stream + 0x85a308d3));
  return [mix(second + 0x13198a2e) >>> 0, mix(second ^ 0x03707344) >>> 0];
}

/**
 * An integer of normal distribution, at most 33 * 2^16 in size, hence exact as a float32. Counting the ones of two words
 * gives the bell; a third word's halves fill the steps of the count with a triangle, which makes the density continuous.
 */
export function normalInteger(key: NoiseKey, row: number, column: number): number {
  const word = mix((mix((column | 0) + key[0]) ^ Math.imul(row, rowStep)) + key[1]);
  const second = mix(word + 0x6a09e667);
  const third = mix(word ^ 0x3c6ef372);
  const steps = ones(word) + ones(second) - 32;
  return steps * 65_536 + (third >>> 16) + (third & 0xffff) - 65_535;
}

export function normal(key: NoiseKey, row: number, column: number): number {
  return normalInteger(key, row, column) * normalScale;
}

/** A permutation of 32-bit words with low bias: Chris Wellons's hash of two rounds (public domain). */
function mix(word: number): number {
  let x = word | 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return x ^ (x >>> 16);
}

function ones(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
