import { contextOf } from '../elements.ts';
import { reducedMotion, type Session, type View } from '../session/session.ts';
import type { Bytes } from './difference.ts';

/** Pictures are compared on the processor: on canvases that stay there, reading takes no way back from a GPU. */
export const forReading = { willReadFrequently: true };

/** Every pixel of a picture, which is closed. */
export function read(picture: ImageBitmap): Bytes {
  const { width, height } = picture;
  const context = contextOf(new OffscreenCanvas(width, height), forReading);
  context.drawImage(picture, 0, 0);
  picture.close();
  return context.getImageData(0, 0, width, height);
}

/** Shows tiles side by side on canvases, each whole strip on each, and keeps them as they are in the session. */
export function showTiles(
  session: Session,
  canvases: readonly HTMLCanvasElement[],
  { first, tiles, centre }: { first: number; tiles: number; centre: number },
  element: Element,
): View {
  const { tileWidth, rows } = session.geometry;
  const contexts = canvases.map((canvas) => {
    canvas.width = tiles * tileWidth;
    canvas.height = rows;
    return contextOf(canvas);
  });
  const draw = (which: Iterable<number>): void => {
    const fading: number[] = [];
    for (const tile of which) {
      for (const context of contexts) {
        const x = (tile - first) * tileWidth;
        if (session.tiles.paint(context, tile, x, 0, tileWidth, rows) === 'fading')
          fading.push(tile);
      }
    }
    if (fading.length > 0 && !reducedMotion()) requestAnimationFrame(() => draw(new Set(fading)));
  };
  const all = Array.from({ length: tiles }, (_, i) => first + i);
  const view = session.tiles.view(element);
  view.onArrival(draw);
  view.onSeen((seen) => {
    if (seen) draw(all);
  });
  view.want(first, first + tiles - 1, centre);
  return view;
}
