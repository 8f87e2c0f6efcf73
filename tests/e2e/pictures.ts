import type { Locator } from 'playwright-core';
import sharp from 'sharp';
import { largestDifference } from '../../src/alis/difference.ts';
import type { Engine } from '../../src/alis/engine/engine.ts';
import type { Panorama } from '../../src/alis/latent/panorama.ts';

/** Bytes of red, green, blue and alpha, row by row. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** What is on a canvas. */
export async function pictureOn(canvas: Locator): Promise<Picture> {
  return decodeUrl(await canvas.evaluate((element: HTMLCanvasElement) => element.toDataURL()));
}

/** A PNG in a data URL, which is much quicker to bring here than an array of its numbers. */
export function decodeUrl(url: string): Promise<Picture> {
  return decode(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
}

export async function decode(file: Buffer): Promise<Picture> {
  const { data, info } = await sharp(file)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

/** Tiles side by side as the engine computes them in Node; the first may be a place between two. */
export async function computed(
  engine: Engine,
  panorama: Panorama,
  first: number,
  count: number,
): Promise<Picture> {
  const { tileWidth, resolution: height } = engine.architecture;
  const width = count * tileWidth;
  const data = new Uint8Array(4 * width * height);
  for (let i = 0; i < count; i++) {
    const tile = await engine.tile(panorama, first + i);
    for (let row = 0; row < height; row++) {
      const from = 4 * row * tileWidth;
      data.set(tile.data.subarray(from, from + 4 * tileWidth), 4 * (row * width + i * tileWidth));
    }
  }
  return { width, height, data };
}

/** Some columns of a picture. */
export function columns({ width, height, data }: Picture, left: number, count: number): Picture {
  const part = new Uint8Array(4 * count * height);
  for (let row = 0; row < height; row++) {
    const from = 4 * (row * width + left);
    part.set(data.subarray(from, from + 4 * count), 4 * row * count);
  }
  return { width: count, height, data: part };
}

/** In levels of 255; more than all of them for pictures of different sizes. */
export function difference(a: Picture, b: Picture): number {
  if (a.width !== b.width || a.height !== b.height) return Number.POSITIVE_INFINITY;
  return largestDifference(a.data, b.data);
}

/** The columns in which two pictures of one size differ by more than so many levels. */
export function changedColumns(a: Picture, b: Picture, levels: number): number[] {
  const changed = new Set<number>();
  a.data.forEach((value, i) => {
    if (Math.abs(value - (b.data[i] ?? 1000)) > levels) changed.add((i >> 2) % a.width);
  });
  return [...changed].sort((one, other) => one - other);
}
