import type { Facts } from '../session/session.ts';
import { keyTiles, releaseVelocity, type Trace, wheelPixels } from './motion.ts';
import type { Walk } from './walk.ts';

interface Needs {
  readonly facts: Facts;
  readonly walk: Walk;
  tilePixels(): number;
  /** The visitor takes over: nothing moves by itself any more. */
  onTouch(): void;
}

/** Pans by drag, wheel and keys. */
export function listenOn(
  canvas: HTMLCanvasElement,
  { facts, walk, tilePixels, onTouch }: Needs,
): void {
  let drag: { id: number; x: number; position: number; traces: Trace[] } | undefined;

  canvas.addEventListener('pointerdown', ({ pointerId, clientX, button, isPrimary, timeStamp }) => {
    if (button !== 0 || !isPrimary) return;
    onTouch();
    const { position } = walk.motion();
    walk.jump(position);
    drag = { id: pointerId, x: clientX, position, traces: [{ time: timeStamp, position }] };
    canvas.setPointerCapture(pointerId);
  });
  canvas.addEventListener('pointermove', ({ pointerId, clientX, timeStamp }) => {
    if (drag?.id !== pointerId) return;
    walk.jump(drag.position - (clientX - drag.x) / tilePixels());
    drag.traces.push({ time: timeStamp, position: walk.motion().position });
    if (drag.traces.length > 32) drag.traces.shift();
  });
  const end = ({ pointerId, timeStamp }: PointerEvent): void => {
    if (drag?.id !== pointerId) return;
    walk.release(releaseVelocity(drag.traces, timeStamp));
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
      walk.jump(walk.motion().position + pixels / tilePixels());
    },
    { passive: false },
  );
  canvas.addEventListener('keydown', (event) => {
    const tiles = keyTiles(event.key, facts);
    if (tiles === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onTouch();
    walk.push(tiles);
  });
}
