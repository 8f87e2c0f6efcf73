import type { Panorama } from '../../../alis/panorama.ts';
import type { TileRoom } from './tiles.ts';

/**
 * Takes the tiles out of the page's pictures, so that they are what is seen first: every `img` in the element with `data-tile`, its
 * first tile, and `data-tiles`, how many stand in it side by side. They are of the landscape that the page was built with.
 */
export function takePosters(root: HTMLElement, tiles: TileRoom, shows: Panorama): void {
  for (const image of root.querySelectorAll<HTMLImageElement>('img[data-tile]')) {
    if (image.complete) void cut(image, tiles, shows);
    else image.addEventListener('load', () => void cut(image, tiles, shows), { once: true });
  }
}

async function cut(image: HTMLImageElement, tiles: TileRoom, shows: Panorama): Promise<void> {
  const first = Number(image.dataset.tile);
  const count = Number(image.dataset.tiles);
  const width = image.naturalWidth / count;
  if (!(width >= 1)) return;
  for (let i = 0; i < count; i++) {
    const picture = await createImageBitmap(image, i * width, 0, width, image.naturalHeight);
    tiles.offer(first + i, picture, shows);
  }
}
