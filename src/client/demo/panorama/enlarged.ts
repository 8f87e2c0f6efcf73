import { enlarge, reach } from '../../../alis/tile/enlarge.ts';
import { contextOf } from '../elements.ts';

/** Columns that are enlarged at once: a page that waits longer stutters. */
const slice = 256;

/** A canvas enlarged a whole number of times; between slices the page can do other things. */
export async function enlarged(source: OffscreenCanvas, scale: number): Promise<OffscreenCanvas> {
  if (scale === 1) return source;
  const { width, height } = source;
  const from = contextOf(source, { alpha: false });
  const canvas = new OffscreenCanvas(scale * width, scale * height);
  const to = contextOf(canvas, { alpha: false });
  for (let x = 0; x < width; x += slice) {
    // With the neighbours that the filter looks at.
    const left = Math.max(0, x - reach);
    const right = Math.min(width, x + slice + reach);
    const { data } = from.getImageData(left, 0, right - left, height);
    const pixels = enlarge(data, right - left, height, scale);
    const picture = new ImageData(pixels, scale * (right - left), canvas.height);
    const part = scale * Math.min(slice, width - x);
    to.putImageData(picture, scale * left, 0, scale * (x - left), 0, part, canvas.height);
    await new Promise((done) => setTimeout(done));
  }
  return canvas;
}
