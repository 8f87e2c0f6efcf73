import { reducedMotion } from './environment.ts';
import type { Stored } from './store.ts';

/** What was drawn of a tile: `fading` has to be drawn again in the next animation frame. */
export type Painted = 'nothing' | 'fading' | 'still';

/** Milliseconds of a cross-fade. */
const fade = 200;

export function paintStored(
  context: CanvasRenderingContext2D,
  stored: Stored | undefined,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
): Painted {
  if (!stored) return 'nothing';
  const { picture, before, since } = stored;
  const part = (performance.now() - since) / fade;
  const fading = before !== undefined && part < 1 && !reducedMotion();
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  if (fading) {
    context.drawImage(before, x, y, width, height);
    context.globalAlpha = Math.max(0, part);
  }
  context.drawImage(picture, x, y, width, height);
  context.globalAlpha = 1;
  return fading ? 'fading' : 'still';
}
