import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { parsePanorama } from '../../../../src/alis/latent/panorama.ts';
import { createStore, keptFor } from '../../../../src/client/demo/session/store.ts';
import { bitmapOf } from './support.ts';

const shows = parsePanorama('7');

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('keeps what was replaced as long as a cross-fade, and closes each picture once', () => {
  const store = createStore(() => 1000);
  const pictures = [1, 2, 3].map(() => bitmapOf(5, 5));
  for (const picture of pictures) store.put(0, { picture, kind: 'full', shows });
  // The first was replaced twice.
  expect(pictures.map(({ closed }) => closed())).toEqual([true, false, false]);
  expect(store.bytes()).toBe(200);
  expect(store.get(0)?.before).toBe(pictures[1]);
  vi.advanceTimersByTime(keptFor);
  expect(pictures.map(({ closed }) => closed())).toEqual([true, true, false]);
  expect(store.bytes()).toBe(100);
});

it('throws away the farthest, and never what is wanted', () => {
  const store = createStore(() => 1000);
  for (let tile = 0; tile < 20; tile++) {
    store.put(tile, { picture: bitmapOf(5, 5), kind: 'full', shows });
  }
  store.trim((tile) => Math.abs(tile - 12));
  expect(store.bytes()).toBe(900);
  const left = Array.from({ length: 20 }, (_, tile) => tile).filter((tile) => store.get(tile));
  expect(left).toEqual([8, 9, 10, 11, 12, 13, 14, 15, 16]);
  for (const tile of left) store.put(tile, { picture: bitmapOf(9, 9), kind: 'full', shows });
  store.trim(() => 0);
  expect(left.every((tile) => store.get(tile))).toBe(true);
});
