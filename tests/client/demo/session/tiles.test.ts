import { describe, expect, it, vi } from 'vitest';
import { AlisError } from '../../../../src/alis/errors.ts';
import { parsePanorama } from '../../../../src/alis/latent/panorama.ts';
import type { Tiles } from '../../../../src/client/demo/session/tiles.ts';
import { bitmapOf, elementOf, type FakeBitmap, fakePage, openRoom } from './support.ts';

const page = fakePage;

function pixelsOf(tiles: Tiles, tile: number): Uint8ClampedArray | undefined {
  const shown = tiles.get(tile);
  // Only bitmaps of the fake are ever put in.
  return shown && (shown.picture as FakeBitmap).data;
}

/** Waits as long as a machine may need that has much else to do. */
function eventually(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 30_000 });
}

async function seenView(options: Parameters<typeof openRoom>[0] = {}) {
  const screen = page();
  const room = await openRoom(options);
  const element = elementOf();
  const view = room.tiles.view(element);
  screen.show(element, true);
  const whole = () => eventually(() => expect(view.complete()).toBe(true));
  return { ...room, screen, element, view, whole };
}

describe('tiles', () => {
  it('come nearest first, previews of all that is seen before them', async () => {
    const { view, drawn, whole } = await seenView();
    view.want(-3, 3, 0.5);
    await whole();
    const full = drawn.filter(({ rows }) => rows === 32).map(({ tile }) => tile);
    expect(full[0]).toBe(0);
    expect(full.map(Math.abs)).toEqual([0, 1, 1, 2, 2, 3, 3]);
    const firstFull = drawn.findIndex(({ rows }) => rows === 32);
    expect(drawn.slice(0, firstFull).length).toBe(7);
  });

  it('are those of the engine, and stay the same when one comes back', async () => {
    const { view, tiles, engine, panorama, whole } = await seenView();
    view.want(0, 1, 1);
    await whole();
    for (const tile of [0, 1]) {
      const { data } = await engine.tile(panorama.value(), tile);
      expect(pixelsOf(tiles, tile)).toEqual(data);
    }
  });

  it('are told once an animation frame, to the views that want them', async () => {
    const { view, tiles, screen, whole } = await seenView();
    const other = elementOf();
    const far = tiles.view(other);
    screen.show(other, true);
    const arrived: number[] = [];
    const elsewhere: number[] = [];
    view.onArrival((some) => arrived.push(...some));
    far.onArrival((some) => elsewhere.push(...some));
    far.want(100, 100, 100);
    view.want(0, 2, 1);
    await whole();
    await eventually(() => expect(far.complete()).toBe(true));
    await eventually(() => expect(new Set(arrived)).toEqual(new Set([0, 1, 2])));
    await eventually(() => expect(new Set(elsewhere)).toEqual(new Set([100])));
  });

  it('that are not wanted any more are not computed', async () => {
    const { view, drawn, whole } = await seenView();
    view.want(0, 40, 0);
    view.want(200, 201, 200);
    await whole();
    expect(drawn.filter(({ tile }) => tile > 3 && tile < 200)).toEqual([]);
  });

  it('are not computed off the screen, nor in a hidden page', async () => {
    const { view, drawn, screen, element, whole } = await seenView();
    screen.show(element, false);
    view.want(0, 3, 0);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(drawn).toEqual([]);
    screen.hide(true);
    screen.show(element, true);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(drawn).toEqual([]);
    screen.hide(false);
    await whole();
    expect(view.seen()).toBe(true);
  });

  it('stay within the memory they may take, the farthest going first', async () => {
    const { view, tiles, panorama, whole } = await seenView();
    // 4 MiB each: a dozen fills the store.
    const pictures = new Map<number, FakeBitmap>();
    for (let tile = 20; tile < 40; tile++) pictures.set(tile, bitmapOf(1024, 1024));
    for (const [tile, picture] of pictures) tiles.offer(tile, picture, panorama.value());
    expect(tiles.bytes()).toBe(20 * 4 * 2 ** 20);
    view.want(0, 1, 0.5);
    await whole();
    expect(tiles.bytes()).toBeLessThanOrEqual(48 * 2 ** 20);
    const left = [...pictures].filter(([tile]) => tiles.get(tile)).map(([tile]) => tile);
    expect(left.length).toBeGreaterThan(5);
    expect(left).toEqual(left.map((_, i) => 20 + i));
    for (const [tile, picture] of pictures) expect(picture.closed()).toBe(!left.includes(tile));
  });
});

describe('an endless walk', () => {
  it('of 2,000 frames takes no more memory than a short one', async () => {
    const alive = new Set<ImageBitmap>();
    let most = 0;
    const { view, tiles, whole } = await seenView({
      draw: async () => {
        // 256 kB each, as of 256 rows.
        const picture = bitmapOf(256, 256);
        alive.add(picture);
        return picture;
      },
    });
    for (let frame = 0; frame < 2000; frame++) {
      view.want(2 * frame - 2, 2 * frame + 7, 2 * frame + 3);
      await new Promise((resolve) => setTimeout(resolve, 0));
      for (const picture of alive) {
        if ((picture as FakeBitmap).closed()) alive.delete(picture);
      }
      most = Math.max(most, alive.size * 256 * 1024);
    }
    await whole();
    // What is wanted at the time, and previews until they are replaced, may come on top.
    expect(most).toBeLessThan(60 * 2 ** 20);
    expect(most).toBeGreaterThan(40 * 2 ** 20);
    expect(tiles.get(4000)?.kind).toBe('full');
    expect(tiles.get(0)).toBeUndefined();
  });
});

describe('a change of the panorama', () => {
  it('computes exactly the tiles of its anchor again, nearest first, and shows the old until then', async () => {
    const { view, tiles, panorama, drawn, engine, whole } = await seenView();
    view.want(-8, 16, 4);
    await whole();
    drawn.length = 0;
    const before = panorama.value();
    panorama.resample(1);
    const { first, last } = tiles.ofAnchor(1);
    for (let tile = -8; tile <= 16; tile++) {
      const changed = first <= tile && tile <= last;
      expect(tiles.get(tile)).toMatchObject({ current: !changed, kind: 'full' });
    }
    expect(pixelsOf(tiles, 3)).toEqual((await engine.tile(before, 3)).data);
    await whole();
    const changed = Array.from({ length: last - first + 1 }, (_, i) => first + i);
    expect(drawn.every(({ rows }) => rows === 32)).toBe(true);
    expect(drawn.map(({ tile }) => tile).sort((a, b) => a - b)).toEqual(changed);
    const distances = drawn.map(({ tile }) => Math.abs(tile + 0.5 - 4));
    expect(distances.slice(1)).toEqual(distances.slice(1).sort((a, b) => a - b));
    for (const tile of changed) {
      expect(pixelsOf(tiles, tile)).toEqual((await engine.tile(panorama.value(), tile)).data);
    }
  });

  it('is seen at once in all tiles of its anchor', async () => {
    const { view, tiles, panorama, whole } = await seenView();
    view.want(-8, 16, 4);
    await whole();
    const { first, last } = tiles.ofAnchor(1);
    const arrived: number[][] = [];
    // Those that have come already are told in the next frame.
    await new Promise(requestAnimationFrame);
    view.onArrival((some) => arrived.push([...some].sort((a, b) => a - b)));
    panorama.resample(1);
    await whole();
    await eventually(() => expect(arrived.length).toBeGreaterThan(0));
    const changed = Array.from({ length: last - first + 1 }, (_, i) => first + i);
    expect(arrived).toEqual([changed]);
  });

  it('closes what another change overtook', async () => {
    const pictures: FakeBitmap[] = [];
    const { view, tiles, panorama, whole } = await seenView({
      draw: async () => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        const picture = bitmapOf(16, 32);
        pictures.push(picture);
        return picture;
      },
    });
    view.want(0, 7, 4);
    await whole();
    for (let i = 0; i < 5; i++) {
      panorama.resample(1);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await whole();
    const shown = [0, 1, 2, 3, 4, 5, 6, 7].map((tile) => tiles.get(tile)?.picture);
    await eventually(() =>
      expect(pictures.filter((picture) => !picture.closed()).length).toBe(shown.length),
    );
    for (const picture of shown) expect((picture as FakeBitmap).closed()).toBe(false);
  });

  it('that is taken back needs nothing where the old picture is still there', async () => {
    const { view, panorama, drawn, whole } = await seenView();
    view.want(2, 5, 4);
    await whole();
    drawn.length = 0;
    panorama.resample(1);
    panorama.undo();
    expect(view.complete()).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(drawn.length).toBeLessThanOrEqual(1);
  });

  it('before the engine is there takes tiles too many for its own, never too few', async () => {
    const { tiles, open } = await seenView({ ready: false });
    const guessed = tiles.ofAnchor(2);
    open();
    const exact = tiles.ofAnchor(2);
    expect(guessed.first).toBeLessThanOrEqual(exact.first);
    expect(guessed.last).toBeGreaterThanOrEqual(exact.last);
    expect(guessed.last - exact.last).toBeLessThanOrEqual(2);
  });
});

describe('posters', () => {
  it('are there before the engine, and give way to what it computes', async () => {
    const { view, tiles, panorama, open, whole } = await seenView({ ready: false });
    const poster = bitmapOf(16, 32);
    tiles.offer(0, poster, panorama.value());
    view.want(0, 1, 0);
    expect(tiles.get(0)).toMatchObject({ picture: poster, kind: 'poster', current: true });
    expect(tiles.get(1)).toBeUndefined();
    // Kept for a cross-fade alone: as it is when its picture arrives.
    let replaced: unknown;
    view.onArrival(() => {
      replaced ??= tiles.get(0)?.before;
    });
    open();
    await whole();
    expect(tiles.get(0)?.kind).toBe('full');
    await eventually(() => expect(replaced).toBe(poster));
    await eventually(() => expect(poster.closed()).toBe(true));
    expect(tiles.get(0)?.before).toBeUndefined();
  });

  it('of another panorama than the one shown are left alone', async () => {
    const { tiles } = await seenView({ ready: false });
    const poster = bitmapOf(16, 32);
    tiles.offer(0, poster, parsePanorama('8'));
    expect(tiles.get(0)).toBeUndefined();
    expect(poster.closed()).toBe(true);
  });
});

describe('an engine that breaks', () => {
  it('is reported, but not for a tile beyond the end of the world', async () => {
    const { view, failures, break: breakIt } = await seenView();
    view.want(2 ** 40, 2 ** 40, 2 ** 40);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(failures).toEqual([]);
    const error = new AlisError('backend', 'nothing is left');
    breakIt(error);
    view.want(0, 0, 0);
    await eventually(() => expect(failures).toContain(error));
  });

  it('that goes on without its GPU draws again what the GPU drew', async () => {
    const { view, tiles, drawn, loseGpu, whole } = await seenView();
    view.want(0, 2, 1);
    await whole();
    drawn.length = 0;
    loseGpu();
    view.want(0, 3, 1);
    expect(tiles.get(1)).toBeDefined();
    await whole();
    const full = drawn.filter(({ rows }) => rows === 32).map(({ tile }) => tile);
    expect(full.sort()).toEqual([0, 1, 2, 3]);
    drawn.length = 0;
    view.want(0, 4, 1);
    await whole();
    expect(new Set(drawn.map(({ tile }) => tile))).toEqual(new Set([4]));
  });

  it('that lost a canvas draws all again, and says so to the parts', async () => {
    const { view, tiles, drawn, element, whole } = await seenView();
    view.want(0, 2, 1);
    await whole();
    drawn.length = 0;
    const arrived = new Set<number>();
    view.onArrival((some) => {
      for (const tile of some) arrived.add(tile);
    });
    element.dispatchEvent(new Event('contextrestored'));
    expect(tiles.get(1)).toBeDefined();
    await whole();
    expect(drawn.map(({ tile }) => tile).sort()).toEqual([0, 1, 2]);
    await eventually(() => expect(arrived).toEqual(new Set([0, 1, 2])));
  });
});
