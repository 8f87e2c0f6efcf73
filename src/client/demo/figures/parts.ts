import { reducedMotion, type Studio, type View } from '../session/session.ts';
import type { Bytes } from './difference.ts';

/** @throws if there is none: the include's template is wrong */
export function find<Type extends Element>(
  root: Element,
  selector: string,
  type: new () => Type,
): Type {
  const found = root.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`the lesson lacks ${selector}`);
  return found;
}

export function contextOf(
  canvas: HTMLCanvasElement | OffscreenCanvas,
): CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D {
  // Pictures are compared on the processor: on canvases that stay there, reading takes no way back from a GPU.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (
    !(
      context instanceof CanvasRenderingContext2D ||
      context instanceof OffscreenCanvasRenderingContext2D
    )
  ) {
    throw new Error('this browser gives no canvas');
  }
  return context;
}

/** Every pixel of a picture, which is closed. */
export function read(picture: ImageBitmap): Bytes {
  const { width, height } = picture;
  const context = contextOf(new OffscreenCanvas(width, height));
  context.drawImage(picture, 0, 0);
  picture.close();
  return context.getImageData(0, 0, width, height);
}

/** Shows tiles side by side on canvases, each whole strip on each, and keeps them as they are in the studio. */
export function showTiles(
  studio: Studio,
  canvases: readonly HTMLCanvasElement[],
  { first, tiles, centre }: { first: number; tiles: number; centre: number },
  element: Element,
): View {
  const { tileWidth, rows } = studio.facts;
  const contexts = canvases.flatMap((canvas) => {
    canvas.width = tiles * tileWidth;
    canvas.height = rows;
    return canvas.getContext('2d') ?? [];
  });
  const draw = (which: Iterable<number>): void => {
    const fading: number[] = [];
    for (const tile of which) {
      for (const context of contexts) {
        const x = (tile - first) * tileWidth;
        if (studio.tiles.paint(context, tile, x, 0, tileWidth, rows) === 'fading')
          fading.push(tile);
      }
    }
    if (fading.length > 0 && !reducedMotion()) requestAnimationFrame(() => draw(new Set(fading)));
  };
  const all = Array.from({ length: tiles }, (_, i) => first + i);
  const view = studio.tiles.view(element);
  view.onArrival(draw);
  view.onSeen((seen) => {
    if (seen) draw(all);
  });
  view.want(first, first + tiles - 1, centre);
  return view;
}

/** Says what keeps the generator from running, and offers what the visitor can do about it. */
export function showState(studio: Studio, root: Element): void {
  const notice = find(root, '.lesson-notice', HTMLElement);
  const show = (): void => {
    const state = studio.state();
    notice.replaceChildren();
    if (!('sentence' in state)) return;
    notice.append(state.sentence, ' ');
    if (state.name === 'unable') return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'tool';
    const asking = state.name === 'asking';
    button.textContent = asking ? `Load it (${state.megabytes.toFixed(1)} MB)` : 'Try again';
    button.addEventListener('click', asking ? studio.consent : studio.retry);
    notice.append(button);
  };
  studio.onState(show);
  show();
}
