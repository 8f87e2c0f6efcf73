import { fill } from '../../../words/fill.ts';
import { contextOf, find } from '../elements.ts';
import { showNotice } from '../notice.ts';
import { signed } from '../numbers.ts';
import type { Session } from '../session/session.ts';
import { number } from '../words.ts';
import { differenceOf } from './difference.ts';
import { forReading, showTiles } from './parts.ts';
import { cutAt, overlap, shiftAfter } from './shift.ts';

/** Milliseconds for which the slider rests before the frame is generated at its shift. */
const rest = 150;

/**
 * The figure of shift equivariance. Codes and pictures follow the slider at once, cut out of tiles. Where it rests, the frame is
 * generated anew at its shift, by itself, and compared with the frame at shift 0, generated and then shifted.
 */
export function startEquivariance(root: HTMLElement, session: Session): void {
  const { words } = session;
  const { tileWidth, tilesPerFrame, rows } = session.geometry;
  const width = tileWidth * tilesPerFrame;
  const slider = find(root, 'input', HTMLInputElement);
  const value = find(root, '.shift-value', HTMLElement);
  const largest = find(root, '.shift-difference', HTMLElement);
  const how = find(root, '.shift-how', HTMLElement);
  const made = find(root, '.shift-made', HTMLCanvasElement);
  const still = find(root, '.shift-still', HTMLCanvasElement);
  const world = find(root, '.shift-world', HTMLElement);
  const start = Number(world.dataset.start);
  for (const canvas of [made, still]) {
    canvas.width = width;
    canvas.height = rows;
  }

  let controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether `still` has the frame at shift 0 of the panorama that there is now. */
  let haveStill = false;
  let moved = false;

  const shift = (): number => Math.round(slider.valueAsNumber * width) / width;

  const show = (): void => {
    const text = signed(number(shift(), words, 2));
    root.style.setProperty('--shift', String(shift()));
    value.textContent = text;
    slider.setAttribute('aria-valuetext', fill(words.shift, { shift: text }));
    made.hidden = true;
    largest.textContent = '…';
    how.textContent = words.cut_out;
    measureSoon();
  };

  const measureSoon = (): void => {
    controller.abort();
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (view.seen() && session.state().name === 'ready') void measure();
    }, rest);
  };

  /** Tiles side by side from a column of the figure's axis on, generated now. */
  const generate = async (
    begin: number,
    tiles: number,
    signal: AbortSignal,
  ): Promise<OffscreenCanvas> => {
    const canvas = new OffscreenCanvas(tiles * tileWidth, rows);
    const panorama = session.panorama.value();
    const places = Array.from({ length: tiles }, (_, i) => start + begin / tileWidth + i);
    const pictures = await Promise.all(
      places.map((tile) => session.render(panorama, tile, { signal })),
    );
    pictures.forEach((picture, i) => {
      contextOf(canvas, forReading).drawImage(picture, i * tileWidth, 0);
      picture.close();
    });
    signal.throwIfAborted();
    return canvas;
  };

  const measure = async (): Promise<void> => {
    controller = new AbortController();
    const { signal } = controller;
    try {
      await compare(signal);
    } catch (error) {
      // The session says what else may be wrong.
      if (!signal.aborted && session.state().name === 'ready') throw error;
    }
  };

  const compare = async (signal: AbortSignal): Promise<void> => {
    const step = session.columnStep();
    if (step === undefined) return;
    if (!haveStill) {
      contextOf(still, forReading).drawImage(await generate(0, tilesPerFrame, signal), 0, 0);
      haveStill = true;
      still.hidden = false;
    }
    const columns = Math.round(shift() * width);
    const { begin, tiles, skipped } = cutAt(columns, step, tilesPerFrame);
    const generated = await generate(begin, tiles, signal);
    contextOf(made, forReading).drawImage(generated, -skipped, 0);
    made.hidden = false;

    const both = overlap(columns, width);
    const { largest: found } = differenceOf(
      contextOf(still, forReading).getImageData(both.from, 0, both.width, rows),
      contextOf(made, forReading).getImageData(both.from - columns, 0, both.width, rows),
    );
    largest.textContent = String(found);
    how.textContent =
      skipped === 0
        ? words.generated
        : fill(words.generated_cut, { shift: signed(number(begin / width, words, 2)) });
    if (moved) {
      session.announce(fill(words.shifted, { shift: value.textContent ?? '', levels: found }));
    }
  };

  const view = showTiles(
    session,
    [...root.querySelectorAll<HTMLCanvasElement>('.shift-tiles')],
    {
      first: Number(world.dataset.tile),
      tiles: Number(world.dataset.tiles),
      centre: start + tilesPerFrame / 2,
    },
    root,
  );
  view.onSeen((seen) => (seen ? measureSoon() : controller.abort()));
  session.onState(measureSoon);
  session.panorama.onChange(() => {
    haveStill = false;
    still.hidden = true;
    show();
  });
  slider.addEventListener('input', () => {
    moved = true;
    show();
  });
  slider.addEventListener('keydown', (event) => {
    const next = shiftAfter(event.key, shift(), {
      min: Number(slider.min),
      max: Number(slider.max),
    });
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    moved = true;
    slider.valueAsNumber = next;
    show();
  });
  find(root, '.demo-controls', HTMLElement).hidden = false;
  showNotice(root, session);
  show();
}
