import type { Geometry } from '../session/session.ts';
import { keyTiles, type PointerSample, releaseVelocity, wheelPixels } from './motion.ts';
import type { Viewport } from './viewport.ts';

interface Needs {
  readonly geometry: Geometry;
  readonly viewport: Viewport;
  tilePixels(): number;
  /** The visitor takes over: nothing moves by itself any more. */
  onTouch(): void;
}

/** Pans by drag, wheel and keys. */
export function listenOn(
  canvas: HTMLCanvasElement,
  { geometry, viewport, tilePixels, onTouch }: Needs,
): void {
  let drag: { id: number; x: number; position: number; samples: PointerSample[] } | undefined;

  canvas.addEventListener('pointerdown', ({ pointerId, clientX, button, isPrimary, timeStamp }) => {
    if (button !== 0 || !isPrimary) return;
    onTouch();
    const { position } = viewport.motion();
    viewport.jump(position);
    drag = { id: pointerId, x: clientX, position, samples: [{ time: timeStamp, position }] };
    canvas.setPointerCapture(pointerId);
  });
  canvas.addEventListener('pointermove', ({ pointerId, clientX, timeStamp }) => {
    if (drag?.id !== pointerId) return;
    viewport.jump(drag.position - (clientX - drag.x) / tilePixels());
    drag.samples.push({ time: timeStamp, position: viewport.motion().position });
    if (drag.samples.length > 32) drag.samples.shift();
  });
  const end = ({ pointerId, timeStamp }: PointerEvent): void => {
    if (drag?.id !== pointerId) return;
    viewport.release(releaseVelocity(drag.samples, timeStamp));
    drag = undefined;
  };
  canvas.addEventListener('pointerup', end);
  canvas.addEventListener('pointercancel', end);

  canvas.addEventListener(
    'wheel',
    (event) => {
      const pixels = wheelPixels(event, canvas.clientWidth);
      if (pixels === 0) return;
      event.preventDefault();
      onTouch();
      viewport.jump(viewport.motion().position + pixels / tilePixels());
    },
    { passive: false },
  );
  canvas.addEventListener('keydown', (event) => {
    const tiles = keyTiles(event.key, geometry);
    if (tiles === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onTouch();
    viewport.push(tiles);
  });
}
