import type { Latent } from '../../../alis/latent/panorama.ts';
import { fill } from '../../../words/fill.ts';
import { contextOf, setAttribute } from '../elements.ts';
import type { Session } from '../session/session.ts';

/** Scenes that the visitor kept, as small pictures: pressed, one is put where another stands. */
export interface Tray {
  /** Adds what stands at this anchor now. */
  add(anchor: number): void;
  has(latent: Latent): boolean;
  remove(latent: Latent): void;
  /** Follows the anchor that is chosen. */
  update(): void;
}

interface Needs {
  readonly session: Session;
  chosen(): number;
  put(latent: Latent): void;
}

/** More would be a collection, and no tray. */
const most = 8;

export function createTray(element: HTMLElement, { session, chosen, put }: Needs): Tray {
  const { panorama, words } = session;
  const kept: { latent: Latent; button: HTMLButtonElement }[] = [];

  const remove = (index: number): void => {
    for (const { button } of kept.splice(index, 1)) button.remove();
  };
  const update = (): void => {
    element.hidden = kept.length === 0;
    kept.forEach(({ button }, index) => {
      setAttribute(
        button,
        'aria-label',
        fill(words.put_here, { number: index + 1, anchor: chosen() }),
      );
    });
  };
  const placeOf = (latent: Latent): number => kept.findIndex((each) => each.latent === latent);
  return {
    has: (latent) => placeOf(latent) !== -1,
    remove: (latent) => {
      const place = placeOf(latent);
      if (place !== -1) remove(place);
      update();
    },
    add: (anchor) => {
      const latent = panorama.latent(anchor);
      if (placeOf(latent) !== -1) return;
      if (kept.length === most) remove(0);
      const button = document.createElement('button');
      button.type = 'button';
      button.append(pictureOf(session, anchor));
      button.addEventListener('click', () => put(latent));
      kept.push({ latent, button });
      element.append(button);
      update();
    },
    update,
  };
}

/** The frame around an anchor, as it is seen now. */
function pictureOf({ geometry, tiles }: Session, anchor: number): HTMLCanvasElement {
  const { rows, tileWidth, tilesPerFrame, tilesPerAnchor } = geometry;
  const canvas = document.createElement('canvas');
  canvas.width = tilesPerFrame * tileWidth;
  canvas.height = rows;
  const context = contextOf(canvas, { alpha: false });
  const left = anchor * tilesPerAnchor - tilesPerFrame / 2;
  for (let tile = Math.floor(left); tile < left + tilesPerFrame; tile++) {
    tiles.paint(context, tile, (tile - left) * tileWidth, 0, tileWidth, rows);
  }
  return canvas;
}
