import type { Panorama, TileOptions } from '../../../alis/index.ts';
import type { Opened } from './loader.ts';
import type { Facts } from './markup.ts';

/** Draws a tile into a bitmap. @throws {AlisError} what `Engine.draw` throws */
export type DrawTile = typeof drawTile;

/**
 * A tile as a bitmap that any canvas can draw. Every backend draws it onto a canvas of its own, which then gives its picture
 * away: nothing is read back, and what a GPU drew can stay there.
 */
export async function drawTile(
  { engine }: Opened,
  { rows, tileWidth }: Facts,
  panorama: Panorama,
  tile: number,
  options: TileOptions,
): Promise<ImageBitmap> {
  const { resolution = rows } = options;
  const canvas = new OffscreenCanvas((tileWidth * resolution) / rows, resolution);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('this browser gives no canvas');
  await engine.draw(panorama, tile, { context, x: 0, y: 0 }, options);
  return canvas.transferToImageBitmap();
}
