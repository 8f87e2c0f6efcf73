import {
  attach,
  type Session,
  type State,
  type View,
} from '../../src/client/demo/session/session.ts';

/** What tests call in the page: a part of the demo that shows a strip of tiles, and notes what it is told. */
export interface SessionPage {
  readonly session: Session;
  readonly view: View;
  readonly states: State[];
  readonly arrived: number[];
  /** Pixels of a tile as a canvas has them. */
  pixels(tile: number): number[] | undefined;
}

declare global {
  interface Window {
    demo: SessionPage;
  }
}

const root = document.querySelector<HTMLElement>('[data-alis]');
const canvas = root?.querySelector('canvas');
const line = root?.querySelector('p');
if (!root || !canvas || !line) throw new Error('the page of this test is wrong');

const session = attach(root);
const states: State[] = [];
const arrived: number[] = [];
session.onState((state) => states.push(state));
session.showStatistics(line);
const view = session.tiles.view(canvas);
view.onArrival((tiles) => arrived.push(...tiles));

window.demo = {
  session,
  view,
  states,
  arrived,
  pixels: (tile) => {
    const { tileWidth, rows } = session.geometry;
    const copy = document.createElement('canvas');
    copy.width = tileWidth;
    copy.height = rows;
    const context = copy.getContext('2d', { willReadFrequently: true });
    const shown = session.tiles.get(tile);
    if (!context || !shown) return undefined;
    context.drawImage(shown.picture, 0, 0);
    return [...context.getImageData(0, 0, tileWidth, rows).data];
  },
};
