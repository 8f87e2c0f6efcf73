import type { Panorama, TileOptions } from '../../../alis/index.ts';
import { contextOf } from '../elements.ts';
import type { LoadedEngine } from './loader.ts';
import type { Geometry } from './markup.ts';

/** Draws a tile into a bitmap. @throws {AlisError} what `Engine.draw` throws */
export type DrawTile = typeof drawTile;

/**
 * A tile as a bitmap that any canvas can draw. Every backend draws it onto a canvas of its own, which then gives its picture
 * away: nothing is read back, and what a GPU drew can stay there.
 */
export async function drawTile(
  { engine }: LoadedEngine,
  { rows, tileWidth }: Geometry,
  panorama: Panorama,
  tile: number,
  options: TileOptions,
): Promise<ImageBitmap> {
  const { resolution = rows } = options;
  const canvas = new OffscreenCanvas((tileWidth * resolution) / rows, resolution);
  const context = contextOf(canvas, { alpha: false });
  await engine.draw(panorama, tile, { context, x: 0, y: 0 }, options);
  return canvas.transferToImageBitmap();
}
