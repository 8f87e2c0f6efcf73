import { describe, expect, it } from 'vitest';
import { createArena } from '../../../src/alis/backends/wasm/arena.ts';
import { instantiateKernels } from '../../../src/alis/backends/wasm/kernels.ts';
import { noiseKey, normal, normalInteger, normalScale } from '../../../src/alis/latent/noise.ts';

const side = 512;

function field(seed: number, stream: number): Float64Array {
  const key = noiseKey(seed, stream);
  return Float64Array.from({ length: side * side }, (_, i) =>
    normal(key, Math.floor(i / side), (i % side) - side / 2),
  );
}

function mean(values: Float64Array, f: (value: number, index: number) => number): number {
  return values.reduce((sum, value, i) => sum + f(value, i), 0) / values.length;
}

describe('field noise', () => {
  const values = field(7, 3);
  // Standard errors of 2^18 values: 0.002 for the mean, 0.003 for the variance, 0.005 and 0.01 for the next two.
  it('has the moments of a standard normal', () => {
    expect(mean(values, (v) => v)).toBeCloseTo(0, 2);
    expect(Math.abs(mean(values, (v) => v * v) - 1)).toBeLessThan(0.012);
    expect(Math.abs(mean(values, (v) => v ** 3))).toBeLessThan(0.02);
    // The count of 64 coins has an excess of -1/32.
    expect(Math.abs(mean(values, (v) => v ** 4) - 3 + 1 / 32)).toBeLessThan(0.05);
  });

  it('has the distribution of a standard normal', () => {
    const share = (limit: number): number => mean(values, (v) => (v < limit ? 1 : 0));
    expect(share(-2)).toBeCloseTo(0.02275, 2);
    expect(share(-1)).toBeCloseTo(0.15866, 2);
    expect(share(0)).toBeCloseTo(0.5, 2);
    expect(share(0.5)).toBeCloseTo(0.69146, 2);
    expect(share(3)).toBeCloseTo(0.99865, 2);
  });

  it('is independent of its neighbours, of other layers and of other seeds', () => {
    const shifted = (by: number) => mean(values, (v, i) => v * values[(i + by) % values.length]!);
    for (const by of [1, 2, 3, 4, 8, 16, 256, side, side + 1, side - 1, 2 * side, 4 * side]) {
      expect(Math.abs(shifted(by))).toBeLessThan(0.01);
    }
    for (const other of [field(7, 4), field(7, 2), field(8, 3), field(7 ^ 0x80000000, 3)]) {
      expect(Math.abs(mean(values, (v, i) => v * other[i]!))).toBeLessThan(0.01);
      expect(Math.abs(mean(values, (v, i) => v * v * other[i]! * other[i]!) - 1)).toBeLessThan(
        0.02,
      );
    }
  });

  it('does not come back: not after powers of two, and its period in columns is 2^32', () => {
    const key = noiseKey(1, 1);
    const row = Array.from({ length: 16 }, (_, x) => normalInteger(key, 5, x));
    for (let bits = 4; bits < 32; bits++) {
      const later = row.map((_, x) => normalInteger(key, 5, x + 2 ** bits));
      expect(later.filter((value, x) => value === row[x]).length).toBeLessThan(3);
    }
    expect(row.map((_, x) => normalInteger(key, 5, x + 2 ** 32))).toEqual(row);
  });

  it('is the same bit for bit in WebAssembly', async () => {
    const arena = createArena();
    const kernels = await instantiateKernels(arena.memory);
    const [rows, columns] = [9, 40];
    for (const [seed, stream, left] of [
      [0, 0, 0],
      [7, 3, -17],
      [2 ** 32 - 1, 255, 2 ** 31 - 64],
      [123_456_789, 20, -(2 ** 31)],
    ] as const) {
      const key = noiseKey(seed, stream);
      const address = arena.floats(rows * columns);
      kernels.fieldNoise(key[0], key[1], left, rows, columns, 1, address);
      const found = arena.view().subarray(address / 4, address / 4 + rows * columns);
      found.forEach((value, i) => {
        expect(value).toBe(normalInteger(key, Math.floor(i / columns), left + (i % columns)));
      });
    }
  });

  it('has the scale that its own variance says', () => {
    expect(normalScale ** -2 / 2 ** 32).toBeCloseTo(16 + 1 / 6, 6);
  });
});
