import { describe, expect, it } from 'vitest';
import {
  areaUnder,
  type Bytes,
  differenceOf,
  heat,
  shares,
} from '../../../../src/client/demo/figures/difference.ts';

/** A picture of 3 columns and 2 rows, grey but for what is set: [row, column, colour, level]. */
function picture(...set: [number, number, number, number][]): Bytes {
  const data = new Uint8ClampedArray(3 * 2 * 4).fill(100);
  for (const [row, column, color, level] of set) data[(row * 3 + column) * 4 + color] = level;
  return { width: 3, height: 2, data };
}

describe('the difference of two pictures', () => {
  it('is counted in levels, by pixel and by column', () => {
    const { largest, columns, pixels } = differenceOf(
      picture(),
      picture([0, 1, 0, 130], [1, 1, 2, 40], [1, 2, 1, 103]),
    );
    expect(largest).toBe(60);
    expect([...pixels]).toEqual([0, 10, 0, 0, 20, 1]);
    expect([...columns]).toEqual([0, 15, 0.5]);
  });

  it('is nothing for the same picture, and does not look at opacity', () => {
    const { largest, pixels } = differenceOf(picture(), picture([0, 0, 3, 7]));
    expect(largest).toBe(0);
    expect(Math.max(...pixels)).toBe(0);
  });

  it('is refused for pictures of two sizes', () => {
    expect(() => differenceOf(picture(), { ...picture(), width: 2 })).toThrow('size');
  });
});

describe('heat', () => {
  const opacities = (...changes: number[]) =>
    [...heat(Float32Array.from(changes), [1, 2, 3], 100)].filter((_, i) => i % 4 === 3);

  it('has its colour everywhere, is clear where nothing changed and nowhere else', () => {
    expect([...heat(Float32Array.of(50), [1, 2, 3], 100)].slice(0, 3)).toEqual([1, 2, 3]);
    const [none, least, half, full, over] = opacities(0, 0.01, 50, 100, 255);
    expect(none).toBe(0);
    expect(least).toBe(1);
    expect(half).toBeGreaterThan(90);
    expect(full).toBeGreaterThan(half ?? 255);
    expect(over).toBe(full);
  });
});

describe('a curve', () => {
  it('shows means as shares of the greatest', () => {
    expect([...shares(Float32Array.of(1, 3, 8, 8, 0, 0), 2)]).toEqual([0.25, 1, 0]);
    expect([...shares(new Float32Array(4), 2)]).toEqual([0, 0]);
  });

  it('hangs from above, with a point in the middle of each step', () => {
    expect(areaUnder([0, 1, 0.25], 4)).toBe('M0 1L2 1.000L6 0.000L10 0.750L12 1Z');
  });
});
