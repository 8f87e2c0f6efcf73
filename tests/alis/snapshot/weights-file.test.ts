import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { halvesToFloats } from '../../../src/alis/model/half.ts';
import { convertedValue, failure } from './converted.ts';
import { generatorWith } from './official-snapshot.ts';
import type { StorageName } from './official-storage.ts';

const name = 'synthesis.b8.conv1.noise_const';
const length = 64;
const halves = halvesToFloats(Uint16Array.from({ length: 0x7c00 }, (_, i) => i));

/** The bits of the values as halves in the written file. */
function written(type: StorageName, values: number[]): number[] {
  const padded = [...values, ...Array<number>(length - values.length).fill(0)];
  const value = generatorWith({ name, type, values: padded });
  const found = convertedValue(value, 4, 'F16').tensors.get(name);
  return [...new Uint16Array(Uint8Array.from(found?.bytes ?? []).buffer)].slice(0, values.length);
}

/** By search: the nearest half, of two equally near the one with an even last bit. */
function nearest(value: number): number {
  const magnitude = Math.abs(value);
  let low = 0;
  let high = halves.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((halves[middle] ?? 0) <= magnitude) low = middle;
    else high = middle;
  }
  const below = magnitude - (halves[low] ?? 0);
  const above = (halves[high] ?? 0) - magnitude;
  const half = below < above || (below === above && low % 2 === 0) ? low : high;
  return half + (value < 0 || Object.is(value, -0) ? 0x8000 : 0);
}

const magnitudes = fc.oneof(
  fc.double({ min: -65_504, max: 65_504, noNaN: true }),
  fc.double({ min: -(2 ** -13), max: 2 ** -13, noNaN: true }),
  // At, and a hair beside, the middle between two halves.
  fc
    .tuple(
      fc.nat(halves.length - 2),
      fc.constantFrom(0, 2 ** -52, -(2 ** -52), 2 ** -30, -(2 ** -30)),
    )
    .map(([i, hair]) => (((halves[i] ?? 0) + (halves[i + 1] ?? 0)) / 2) * (1 + hair)),
);
const several = fc.array(magnitudes, { minLength: length, maxLength: length });

describe('--half', () => {
  it('rounds doubles to the nearest half, ties to even', () => {
    fc.assert(
      fc.property(several, (values) => {
        expect(written('DoubleStorage', values)).toEqual(values.map(nearest));
      }),
      { numRuns: 25 },
    );
  });

  it('rounds floats to the nearest half, ties to even', () => {
    fc.assert(
      fc.property(several, (values) => {
        const floats = values.map(Math.fround);
        expect(written('FloatStorage', floats)).toEqual(floats.map(nearest));
      }),
      { numRuns: 25 },
    );
  });

  it.each([
    [
      [0, -0, 2 ** -24, -(2 ** -24)],
      [0, 0x8000, 1, 0x8001],
    ],
    [
      [2 ** -25, 2 ** -25 * 1.5, 2 ** -24 * 1.5, 2 ** -24 * 2.5],
      [0, 1, 2, 2],
    ],
    [
      [2 ** -14, 2 ** -14 - 2 ** -24, 2 ** -14 - 2 ** -25, 1],
      [0x0400, 0x03ff, 0x0400, 0x3c00],
    ],
    [
      [65_504, 65_519.9, -65_504, 2049],
      [0x7bff, 0x7bff, 0xfbff, 0x6800],
    ],
  ])('%j', (values, wanted) => {
    expect(written('DoubleStorage', values)).toEqual(wanted);
  });

  it('refuses what a half cannot hold', () => {
    const values = [1, 65_520, ...Array<number>(length - 2).fill(0)];
    const value = generatorWith({ name, values });
    expect(failure(value, 4, 'F16').message).toMatch(
      /noise_const: value 1 is 65520, too large for float16/,
    );
    expect([...(convertedValue(value).tensors.get(name)?.shape ?? [])]).toEqual([8, 8]);
  });
});
