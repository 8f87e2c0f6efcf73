import {
  attach,
  type State,
  type Studio,
  type View,
} from '../../src/client/demo/session/session.ts';

/** What tests call in the page: a part of the demo that shows a strip of tiles, and notes what it is told. */
export interface StudioPage {
  readonly studio: Studio;
  readonly view: View;
  readonly states: State[];
  readonly arrived: number[];
  /** Pixels of a tile as a canvas has them. */
  pixels(tile: number): number[] | undefined;
}

declare global {
  interface Window {
    demo: StudioPage;
  }
}

const root = document.querySelector<HTMLElement>('[data-alis]');
const canvas = root?.querySelector('canvas');
const line = root?.querySelector('p');
if (!root || !canvas || !line) throw new Error('the page of this test is wrong');

const studio = attach(root);
const states: State[] = [];
const arrived: number[] = [];
studio.onState((state) => states.push(state));
studio.showStatistics(line);
const view = studio.tiles.view(canvas);
view.onArrival((tiles) => arrived.push(...tiles));

window.demo = {
  studio,
  view,
  states,
  arrived,
  pixels: (tile) => {
    const { tileWidth, rows } = studio.facts;
    const copy = document.createElement('canvas');
    copy.width = tileWidth;
    copy.height = rows;
    const context = copy.getContext('2d', { willReadFrequently: true });
    const shown = studio.tiles.get(tile);
    if (!context || !shown) return undefined;
    context.drawImage(shown.picture, 0, 0);
    return [...context.getImageData(0, 0, tileWidth, rows).data];
  },
};
