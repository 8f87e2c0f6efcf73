import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bounded,
  glide,
  keyTiles,
  type Motion,
  push,
  releaseVelocity,
  wheelPixels,
} from '../../../../src/client/demo/panorama/motion.ts';
import {
  anchorsBetween,
  seenTiles,
  wantedTiles,
} from '../../../../src/client/demo/panorama/span.ts';

const geometry = { rows: 64, tileWidth: 32, tilesPerFrame: 2, tilesPerAnchor: 4 };

function rest(start: Motion, seconds: number): { motion: Motion; steps: number } {
  let motion = start;
  let steps = 0;
  for (; motion.velocity !== 0 && steps < 10_000; steps++) motion = glide(motion, seconds);
  return { motion, steps };
}

describe('a glide', () => {
  test('goes as far as it was pushed, whatever the frame rate, and ends', () => {
    const anyPush = fc.double({ min: -50, max: 50, noNaN: true });
    const anyFrame = fc.double({ min: 0.004, max: 0.1, noNaN: true });
    const anyTile = fc.integer({ min: -(2 ** 25), max: 2 ** 25 });
    fc.assert(
      fc.property(anyPush, anyFrame, anyTile, (tiles, frame, tile) => {
        const { motion, steps } = rest(push({ position: tile, velocity: 0 }, tiles), frame);
        expect(motion.position - tile).toBeCloseTo(tiles, 5);
        expect(steps * frame).toBeLessThan(5);
      }),
    );
  });

  test('only slows down', () => {
    const motion = glide({ position: 0, velocity: -3 }, 0.016);
    expect(motion.velocity).toBeGreaterThan(-3);
    expect(motion.velocity).toBeLessThan(0);
    expect(motion.position).toBeLessThan(0);
  });

  test('begins as fast as the drag was in its last tenth of a second', () => {
    const samples = Array.from({ length: 30 }, (_, i) => ({
      time: 10 * i,
      position: i < 20 ? 0 : -0.05 * (i - 19),
    }));
    expect(releaseVelocity(samples, 290)).toBeCloseTo(-5);
    expect(releaseVelocity(samples, 600)).toBe(0);
    expect(releaseVelocity([], 0)).toBe(0);
    expect(releaseVelocity([{ time: 0, position: 0 }], 0)).toBe(0);
  });
});

describe('a wheel', () => {
  const wheel = { deltaX: 0, deltaY: 0, deltaMode: 0, shiftKey: false, ctrlKey: false };

  test('pans sideways and with Shift, and leaves the page its own', () => {
    expect(wheelPixels({ ...wheel, deltaY: 120 }, 1000)).toBe(0);
    expect(wheelPixels({ ...wheel, deltaX: 3, deltaY: 120 }, 1000)).toBe(0);
    expect(wheelPixels({ ...wheel, deltaX: 30, deltaY: 4 }, 1000)).toBe(30);
    expect(wheelPixels({ ...wheel, deltaY: -120, shiftKey: true }, 1000)).toBe(-120);
    expect(wheelPixels({ ...wheel, deltaX: -120, shiftKey: true }, 1000)).toBe(-120);
    expect(wheelPixels({ ...wheel, deltaX: 30, ctrlKey: true }, 1000)).toBe(0);
  });

  test('counts in lines and pages too', () => {
    expect(wheelPixels({ ...wheel, deltaX: 2, deltaMode: 1 }, 1000)).toBe(40);
    expect(wheelPixels({ ...wheel, deltaX: 1, deltaMode: 2 }, 1000)).toBe(1000);
  });
});

test('keys go by a part of a frame, a frame, an anchor', () => {
  const keys = ['ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown', 'Home', 'End', 'Tab'];
  const tiles = keys.map((key) => keyTiles(key, geometry));
  expect(tiles).toEqual([-0.5, 0.5, -2, 2, -4, 4, undefined]);
});

describe('positions', () => {
  test('end where tiles do', () => {
    const last = bounded(Number.POSITIVE_INFINITY, geometry);
    expect(last * geometry.tileWidth).toBeLessThan(2 ** 31);
    expect(bounded(Number.NEGATIVE_INFINITY, geometry)).toBe(-last);
    expect(bounded(12.25, geometry)).toBe(12.25);
  });

  test('are as exact at the end of the world as at its beginning', () => {
    const tile = 2 ** 26 - 5000;
    const step = 1 / 1024;
    for (let i = 0; i < 2048; i++) {
      const position = tile + i * step;
      const { first } = seenTiles(position, 3.5, geometry);
      expect(position - first).toBe(i * step - (first - tile));
    }
  });
});

describe('tiles that are wanted', () => {
  test('hold all that is seen, and what smoothing takes from beside it', () => {
    expect(seenTiles(0.5, 0.5, geometry)).toEqual({ first: -1, last: 1 });
    expect(seenTiles(-3.5, 0.25, geometry)).toEqual({ first: -4, last: -4 });
    const anyPosition = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    const anyVelocity = fc.double({ min: -1000, max: 1000, noNaN: true });
    const anyHalf = fc.double({ min: 0.1, max: 20, noNaN: true });
    fc.assert(
      fc.property(anyPosition, anyVelocity, anyHalf, (position, velocity, half) => {
        const seen = seenTiles(position, half, geometry);
        const wanted = wantedTiles({ position, velocity }, half, geometry);
        expect(wanted.first).toBeLessThan(seen.first);
        expect(wanted.last).toBeGreaterThan(seen.last);
        // However fast: a few screens.
        expect(wanted.last - wanted.first).toBeLessThan(4 * half + 16);
        expect(Math.abs(wanted.centre - position)).toBeLessThanOrEqual(half);
      }),
    );
  });

  test('lie ahead', () => {
    const still = wantedTiles({ position: 0, velocity: 0 }, 3, geometry);
    const right = wantedTiles({ position: 0, velocity: 4 }, 3, geometry);
    expect(right.first).toBe(still.first);
    expect(right.last).toBe(still.last + 4);
    expect(right.centre).toBeGreaterThan(still.centre);
  });
});

test('anchors stand at every fourth tile', () => {
  expect(anchorsBetween(-4, 4.1, geometry)).toEqual({ first: -1, last: 1 });
  expect(anchorsBetween(1, 3, geometry)).toEqual({ first: 1, last: 0 });
});
