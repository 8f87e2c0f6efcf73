import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutAt, overlap, shiftAfter } from '../../../../src/client/demo/figures/shift.ts';

describe('a frame at any column', () => {
  it('is cut out of tiles that begin where they can and reach to its end', () => {
    const column = fc.integer({ min: -500, max: 500 });
    const grid = fc.constantFrom(1, 2, 4);
    fc.assert(
      fc.property(column, grid, fc.boolean(), (at, tilesPerFrame, neighbour) => {
        const tileWidth = 64 / tilesPerFrame;
        const step = neighbour ? 16 : tileWidth;
        const { begin, tiles, skipped } = cutAt(at, step, tilesPerFrame);
        expect(begin + skipped).toBe(at);
        expect(Math.abs(begin % step)).toBe(0);
        expect(skipped).toBeLessThan(step);
        expect(begin + tiles * tileWidth).toBeGreaterThanOrEqual(at + 64);
        // No tile too many: without the last, a part would be missing.
        expect(begin + (tiles - 1) * tileWidth).toBeLessThan(at + 64);
      }),
    );
  });

  it('shares columns with the frame that was not shifted', () => {
    expect(overlap(16, 64)).toEqual({ from: 16, width: 48 });
    expect(overlap(-16, 64)).toEqual({ from: 0, width: 48 });
    expect(overlap(0, 64)).toEqual({ from: 0, width: 64 });
  });
});

describe('the slider', () => {
  const range = { min: -0.75, max: 0.75 };

  it.each([
    ['ArrowRight', 0.25, 0.3125],
    ['ArrowUp', 0.26, 0.3125],
    ['ArrowLeft', 0, -0.0625],
    ['ArrowDown', 0.25, 0.1875],
    ['PageUp', 0.3, 0.5],
    ['PageDown', -0.25, -0.5],
    ['ArrowRight', 0.75, 0.75],
    ['PageDown', -0.7, -0.75],
    ['Home', 0.2, -0.75],
    ['End', 0.2, 0.75],
  ])('goes with %s from %d to %d', (key, from, to) => {
    expect(shiftAfter(key, from, range)).toBe(to);
  });

  it('leaves other keys alone', () => {
    expect(shiftAfter('Tab', 0, range)).toBeUndefined();
    expect(shiftAfter('a', 0, range)).toBeUndefined();
  });
});
