import { createEnlarger } from '../../src/client/demo/panorama/lanczos.ts';

declare global {
  interface Window {
    /** A canvas as a GPU enlarges it, here one in software. */
    enlarged(source: HTMLCanvasElement, scale: number): number[] | undefined;
  }
}

const enlarger = createEnlarger(true);

window.enlarged = (source, scale) => {
  const [width, height] = [scale * source.width, scale * source.height];
  const part = { left: 0, width: source.width, scale };
  const large = enlarger?.enlarge(source, part, { width, height });
  const copy = document.createElement('canvas');
  Object.assign(copy, { width, height });
  const context = copy.getContext('2d');
  if (!large || !context) return undefined;
  context.drawImage(large, 0, 0);
  return [...context.getImageData(0, 0, width, height).data];
};
