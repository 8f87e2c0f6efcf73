import { describe, expect, test } from 'vitest';
import {
  cutOfFrames,
  cutOfView,
  fileName,
  maxFrames,
  scaleOf,
  tilesOf,
} from '../../../../src/client/demo/panorama/save.ts';

const geometry = { rows: 64, tileWidth: 32, tilesPerFrame: 2, tilesPerAnchor: 4 };

describe('a picture to save', () => {
  test('is what is seen, to whole columns', () => {
    expect(cutOfView(0, 3.5, geometry)).toEqual({ left: -112, width: 224 });
    expect(cutOfView(100_000.01, 1, geometry)).toEqual({ left: 3_199_968, width: 64 });
  });

  test('is so many frames from the left edge, within a limit', () => {
    expect(cutOfFrames(2, 2, 8, geometry)).toEqual({ left: 0, width: 512 });
    expect(cutOfFrames(2, 2, 0, geometry).width).toBe(64);
    expect(cutOfFrames(2, 2, 1e9, geometry).width).toBe(64 * maxFrames(geometry));
    for (const rows of [8, 64, 256, 1024]) {
      expect(maxFrames({ ...geometry, rows }) * rows).toBeLessThanOrEqual(16_384);
      expect(maxFrames({ ...geometry, rows })).toBeGreaterThanOrEqual(8);
    }
  });

  test('is enlarged to 2,048 pixels at least, and twice at least, as far as a canvas can be', () => {
    const of = (width: number, rows = 128) => scaleOf({ left: 0, width }, { ...geometry, rows });
    expect(of(2048)).toBe(2);
    expect(of(720)).toBe(3);
    expect(of(375)).toBe(6);
    expect(of(8192)).toBe(2);
    expect(of(8193)).toBe(1);
    expect(of(16_384)).toBe(1);
  });

  test('needs the tiles that it cuts, no others', () => {
    expect(tilesOf({ left: 0, width: 64 }, geometry)).toEqual({ first: 0, last: 1 });
    expect(tilesOf({ left: -1, width: 66 }, geometry)).toEqual({ first: -1, last: 2 });
    expect(tilesOf({ left: -64, width: 1 }, geometry)).toEqual({ first: -2, last: -2 });
  });

  test('has a name for every system', () => {
    const name = fileName('7@0.8~3.1~5=9.-3.0', { left: -12, width: 512 });
    expect(name).toBe('landscape-7-0.8-3.1-5-9.-3.0-from--12-width-512');
    expect(name).toMatch(/^[\w.-]+$/);
  });
});
