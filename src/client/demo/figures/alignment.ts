import { resample } from '../../../alis/latent/panorama.ts';
import { fill } from '../../../words/fill.ts';
import { contextOf, find } from '../elements.ts';
import { showNotice } from '../notice.ts';
import type { Session } from '../session/session.ts';
import { number } from '../words.ts';
import { codeButtons } from './code-buttons.ts';
import {
  areaUnder,
  type Bytes,
  type Difference,
  differenceOf,
  heat,
  shares,
} from './difference.ts';
import { forReading, read, showTiles } from './parts.ts';

/** The change, in levels of 255, whose colour is full. */
const fullHeat = 128;

/** A code that was drawn anew, and what became of the tiles. */
interface Trial {
  readonly anchor: number;
  /** By tile; those that are not there yet are being computed. */
  readonly differences: Map<number, Difference>;
  readonly controller: AbortController;
}

/**
 * The figure of alignment. A code that is touched is drawn anew, and every tile of the figure computed with it, also those that it
 * cannot reach: what differs is shown as heat, its mean over each column as a curve. Pressed, the new picture itself is shown.
 */
export function startAlignment(root: HTMLElement, session: Session): void {
  const { words } = session;
  const { tileWidth, rows, tilesPerAnchor } = session.geometry;
  const box = find(root, '.alignment-picture', HTMLElement);
  const first = Number(box.dataset.tile);
  const tiles = Number(box.dataset.tiles);
  const after = find(root, '.alignment-after', HTMLCanvasElement);
  const layer = find(root, '.alignment-heat', HTMLCanvasElement);
  const range = find(root, '.alignment-range', HTMLElement);
  const measured = find(root, '.alignment-measured', SVGPathElement);
  const style = find(root, '.alignment-style', SVGPathElement);
  const finding = find(root, '.alignment-finding', HTMLElement);
  const all = Array.from({ length: tiles }, (_, i) => first + i);
  const columns = tiles * tileWidth;
  for (const canvas of [after, layer]) {
    canvas.width = columns;
    canvas.height = rows;
  }
  const context = contextOf(layer, forReading);
  const buttons = codeButtons(root);
  let selected = [...buttons.keys()][Math.floor(buttons.size / 2)] ?? 0;
  /** Whose curve is seen: in the page as it was built, the middle one's. */
  let shown: number | undefined = selected;
  let pressed = false;
  let touched = false;
  let trial: Trial | undefined;
  /** Tiles of the panorama as it is. */
  const bases = new Map<number, Bytes>();

  const view = showTiles(
    session,
    [find(root, '.alignment-before', HTMLCanvasElement)],
    { first, tiles, centre: first + tiles / 2 },
    root,
  );

  const show = (): void => {
    for (const [anchor, button] of buttons) {
      button.setAttribute('aria-pressed', String(pressed && anchor === selected));
      button.classList.toggle('is-selected', anchor === selected);
    }
    root.classList.toggle('is-pressed', pressed);
    const listening = session.tiles.ofAnchor(selected);
    const part = (tile: number): number => Math.min(1, Math.max(0, (tile - first) / tiles));
    range.style.left = `${100 * part(listening.first)}%`;
    range.style.right = `${100 * (1 - part(listening.last + 1))}%`;
    const at = (anchor: number): number => (anchor * tilesPerAnchor - first) * tileWidth;
    style.setAttribute('d', `M${at(selected - 1)} 1L${at(selected)} 0L${at(selected + 1)} 1`);
  };

  /** Begins to compute the selected code's trial, or goes on where it stopped. */
  const compute = (): void => {
    if (!view.seen() || session.state().name !== 'ready') return;
    if (trial?.anchor === selected && !trial.controller.signal.aborted) return;
    stop();
    // What another code did says nothing of this one.
    if (shown !== selected) measured.removeAttribute('d');
    trial = { anchor: selected, differences: new Map(), controller: new AbortController() };
    context.clearRect(0, 0, columns, rows);
    contextOf(after, forReading).clearRect(0, 0, columns, rows);
    root.classList.add('is-computing');
    const [now, centre] = [trial, selected * tilesPerAnchor];
    const nearest = [...all].sort(
      (a, b) => Math.abs(a + 0.5 - centre) - Math.abs(b + 0.5 - centre),
    );
    for (const tile of nearest) void compare(now, tile);
  };

  const stop = (): void => {
    trial?.controller.abort();
    trial = undefined;
  };

  /** Computes a tile with the code as it is and with another, and shows what differs. */
  const compare = async (now: Trial, tile: number): Promise<void> => {
    const { signal } = now.controller;
    const panorama = session.panorama.value();
    const options = {
      signal,
      priority: () => Math.abs(tile + 0.5 - now.anchor * tilesPerAnchor),
    };
    try {
      const before = bases.get(tile) ?? read(await session.render(panorama, tile, options));
      const changed = await session.render(resample(panorama, now.anchor), tile, options);
      if (now !== trial) return changed.close();
      bases.set(tile, before);
      contextOf(after, forReading).drawImage(changed, (tile - first) * tileWidth, 0);
      const difference = differenceOf(before, read(changed));
      now.differences.set(tile, difference);
      paint(tile, difference);
      if (now.differences.size === tiles) conclude(now);
    } catch (error) {
      // The session says what else may be wrong.
      if (!signal.aborted && session.state().name === 'ready') throw error;
    }
  };

  const paint = (tile: number, { pixels }: Difference): void => {
    const color =
      getComputedStyle(layer)
        .color.match(/[\d.]+/g)
        ?.map(Number) ?? [];
    const bytes = heat(pixels, color, fullHeat);
    context.putImageData(new ImageData(bytes, tileWidth, rows), (tile - first) * tileWidth, 0);
  };

  /** Every tile is there: draws the curve, and says what was found. */
  const conclude = ({ anchor, differences }: Trial): void => {
    root.classList.remove('is-computing');
    const means = new Float32Array(columns);
    const listening = session.tiles.ofAnchor(anchor);
    let outside = 0;
    for (const [tile, { columns: own, largest }] of differences) {
      means.set(own, (tile - first) * tileWidth);
      if (tile < listening.first || tile > listening.last) outside = Math.max(outside, largest);
    }
    const each = Math.max(1, rows / 32);
    shown = anchor;
    measured.setAttribute('d', areaUnder(shares(means, each), each));
    const [left, right] = [listening.first * tileWidth, (listening.last + 1) * tileWidth];
    const from = Math.max(left, first * tileWidth);
    const to = Math.min(right, first * tileWidth + columns);
    const label = buttons.get(anchor)?.querySelector('.alis-spoken')?.textContent ?? '';
    const text = fill(words.finding, {
      count: number(to - from, words),
      columns: number(columns, words),
      change: outside,
    });
    finding.textContent = text;
    if (touched) session.announce(`${label}: ${text}`);
  };

  const select = (anchor: number): void => {
    touched = true;
    if (anchor === selected) return;
    selected = anchor;
    pressed = false;
    finding.textContent = '…';
    show();
    compute();
  };

  for (const [anchor, button] of buttons) {
    button.addEventListener('focus', () => select(anchor));
    button.addEventListener('pointerenter', ({ pointerType }) => {
      if (pointerType === 'mouse') select(anchor);
    });
    button.addEventListener('click', () => {
      select(anchor);
      pressed = !pressed;
      show();
    });
  }
  view.onSeen((seen) => {
    if (seen) compute();
    else if (trial && trial.differences.size < tiles) stop();
  });
  session.onState(({ name }) => {
    show();
    if (name === 'ready') compute();
    else stop();
  });
  session.panorama.onChange(() => {
    stop();
    bases.clear();
    compute();
  });
  // With the page's colours, those of the heat change.
  layer.addEventListener('transitionend', ({ propertyName }) => {
    if (propertyName !== 'color') return;
    for (const [tile, difference] of trial?.differences ?? []) paint(tile, difference);
  });
  root.classList.add('is-live');
  showNotice(root, session);
  show();
}
