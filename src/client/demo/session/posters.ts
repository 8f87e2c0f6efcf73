import type { Panorama } from '../../../alis/latent/panorama.ts';
import type { WritableTiles } from './tiles.ts';

/**
 * Takes the tiles out of the page's pictures, so that they are what is seen first: out of every image that is, or is in, an element
 * with `data-tile`, the image's first tile, and `data-tiles`, how many stand in it side by side, to its edges.
 * @param shows the panorama that the page was built with
 */
export function takePosters(root: HTMLElement, tiles: WritableTiles, shows: Panorama): void {
  for (const element of root.querySelectorAll<HTMLElement>('[data-tile]')) {
    const image = element instanceof HTMLImageElement ? element : element.querySelector('img');
    const { tile, tiles: count = '1' } = element.dataset;
    const take = () =>
      image &&
      cut(image, Number(count), (i, picture) => {
        tiles.offer(Number(tile) + i, picture, shows);
      });
    if (image?.complete) void take();
    else image?.addEventListener('load', take, { once: true });
  }
}

/** Pictures that cannot be decoded are none. */
async function cut(
  image: HTMLImageElement,
  count: number,
  give: (index: number, picture: ImageBitmap) => void,
): Promise<void> {
  // Of all its pixels: the size that an image with several sources says it has is another.
  const whole = await createImageBitmap(image).catch(() => undefined);
  if (!whole) return;
  const width = whole.width / count;
  for (let i = 0; i < count; i++) {
    const left = Math.round(i * width);
    const right = Math.round((i + 1) * width);
    if (right > left) give(i, await createImageBitmap(whole, left, 0, right - left, whole.height));
  }
  whole.close();
}
