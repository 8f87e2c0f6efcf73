import { expect, test } from 'vitest';
import { enlarge } from '../../../src/alis/tile/enlarge.ts';

/** Grey pixels, row by row. */
const greys = (values: number[]) =>
  Uint8ClampedArray.from(values.flatMap((value) => [value, value, value, 255]));
const reds = (pixels: Uint8ClampedArray) => [...pixels].filter((_, i) => i % 4 === 0);

// With L(x) = sinc(x) sinc(x / 3): L(1/4) = 0.8901, L(3/4) = 0.2702, L(5/4) = -0.1329, L(7/4) = -0.0678, L(9/4) = 0.0300 and
// L(11/4) = 0.0074; their sum is 0.9970, and 255 L(x) / 0.9970, within bytes:
const line = [2, 8, 0, 0, 69, 228, 228, 69, 0, 0, 8, 2];

test('a line becomes what Lanczos’s kernel makes of it', () => {
  const one = [0, 0, 0, 0, 255, 0, 0, 0, 0];
  const padded = [0, 0, 0, ...line, 0, 0, 0];
  const across = enlarge(greys(one), 9, 1, 2);
  expect(reds(across)).toEqual([...padded, ...padded]);
  const down = enlarge(greys(one), 1, 9, 2);
  expect(reds(down)).toEqual(padded.flatMap((value) => [value, value]));
  expect([...across].filter((_, i) => i % 4 === 3)).toEqual(Array(36).fill(255));
});

test.each([1, 2, 3, 5])('an even area stays even to its edges, %d times as large', (scale) => {
  const pixels = enlarge(greys(Array(35).fill(77)), 7, 5, scale);
  expect(reds(pixels)).toEqual(Array(35 * scale ** 2).fill(77));
});

test('colours stay apart', () => {
  const pixels = enlarge(Uint8ClampedArray.of(10, 20, 30, 255), 1, 1, 2);
  expect([...pixels]).toEqual([10, 20, 30, 255, 10, 20, 30, 255, 10, 20, 30, 255, 10, 20, 30, 255]);
});
