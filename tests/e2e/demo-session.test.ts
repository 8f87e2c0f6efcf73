import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { largestDifference } from '../../src/alis/difference.ts';
import { createEngine, type Engine } from '../../src/alis/engine/engine.ts';
import { parsePanorama } from '../../src/alis/latent/panorama.ts';
import { enlarge } from '../../src/alis/tile/enlarge.ts';
import type { State } from '../../src/client/demo/session/session.ts';
import {
  dataSaver,
  engineMissing,
  killableWorkers,
  littleMemory,
  loseCanvas,
  noWebAssembly,
  setHidden,
  storageRefused,
  weightsDamaged,
  weightsMissing,
  weightsTruncated,
  weightsUnreachable,
} from './demo-faults.ts';
import type {} from './enlarger-page.ts';
import { browser, eventually, fromDisk, site } from './visit.ts';
import { low } from './weights.ts';

let engine: Engine;

beforeAll(async () => {
  engine = await createEngine(low, { backends: ['wasm'], workers: 0 });
});

afterAll(() => engine?.dispose());

interface Opened {
  page: Page;
  /** Files asked for, in order. */
  requests: string[];
  errors: string[];
}

/** Opens the page, with something done to it before. */
async function open(
  prepare: (page: Page) => Promise<unknown> = async () => {},
  address = '',
): Promise<Opened> {
  const page = await (await browser.newContext()).newPage();
  const requests: string[] = [];
  const errors: string[] = [];
  page.on('request', (request) => requests.push(request.url().replace(/.*\//, '')));
  page.on('pageerror', ({ message }) => errors.push(message));
  await prepare(page);
  await page.goto(`${site.url}session/${address}`);
  await page.waitForFunction(() => 'demo' in window);
  return { page, requests, errors };
}

const nameOf = (page: Page) => page.evaluate(() => window.demo.session.state().name);

async function until(page: Page, name: State['name']): Promise<State> {
  await eventually(() => nameOf(page)).toBe(name);
  return page.evaluate(() => window.demo.session.state());
}

async function scrollTo(page: Page): Promise<void> {
  await page.locator('canvas').scrollIntoViewIfNeeded();
}

async function want(page: Page, first: number, last: number): Promise<void> {
  await page.evaluate(([from, to]) => window.demo.view.want(from, to, (from + to + 1) / 2), [
    first,
    last,
  ] as const);
}

const whole = (page: Page) =>
  page.waitForFunction(() => window.demo.view.complete(), undefined, { timeout: 60_000 });

async function expectTile(page: Page, address: string, tile: number): Promise<void> {
  const found = await page.evaluate((which) => window.demo.pixels(which) ?? [], tile);
  const { data } = await engine.tile(parsePanorama(address), tile);
  expect(largestDifference(found, data)).toBeLessThanOrEqual(1);
}

/** From the first screen to tiles 0 to 3. */
async function show(page: Page): Promise<void> {
  await scrollTo(page);
  await until(page, 'ready');
  await want(page, 0, 3);
  await whole(page);
}

describe('the session', () => {
  test('loads nothing before the demo nears the screen, and then shows what Node computes', async () => {
    const { page, requests, errors } = await open();
    await page.waitForLoadState('networkidle');
    expect(await nameOf(page)).toBe('waiting');
    expect(requests.filter((path) => /engine|weights|kernels/.test(path))).toEqual([]);
    await show(page);
    for (const tile of [0, 1, 2, 3]) await expectTile(page, '7@0.8', tile);
    const states = await page.evaluate(() => window.demo.states);
    expect(states[0]).toEqual({ name: 'loading', progress: 0 });
    expect(states.at(-1)).toEqual({ name: 'ready' });
    await eventually(() => page.locator('p').first().textContent()).toMatch(
      /^Untrained, 0\.0 million parameters · .* ms a tile · WebAssembly SIMD.* · 4 tiles computed$/,
    );
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('shows the pictures of the page until then, where they are of its landscape', async () => {
    const { page } = await open();
    const kindOf = () => page.evaluate(() => window.demo.session.tiles.get(1)?.kind);
    await eventually(kindOf).toBe('poster');
    for (const tile of [0, 1]) await expectTile(page, '7@0.8', tile);
    expect(await nameOf(page)).toBe('waiting');
    await show(page);
    expect(await kindOf()).toBe('full');
    await page.context().close();
    const other = await open(undefined, '#landscape=9');
    await other.page.waitForLoadState('networkidle');
    expect(await other.page.evaluate(() => window.demo.session.tiles.get(1))).toBeUndefined();
    await other.page.context().close();
  });

  test('keeps the weights, in the place of older ones, and asks for them no more', async () => {
    const { page, requests } = await open();
    await page.evaluate(async () => {
      const store = await caches.open('alis-weights');
      for (const name of ['weights.99999999.safetensors', 'others.99999999.safetensors'])
        await store.put(name, new Response('old'));
    });
    await show(page);
    const kept = await page.evaluate(async () =>
      (await (await caches.open('alis-weights')).keys()).map(({ url }) => url.replace(/.*\//, '')),
    );
    expect(kept.sort()).toEqual(['others.99999999.safetensors', 'weights.0a1b2c3d.safetensors']);
    requests.length = 0;
    await page.reload();
    await page.waitForFunction(() => 'demo' in window);
    await show(page);
    expect(requests.filter((path) => path.includes('weights'))).toEqual([]);
    await page.context().close();
  });

  test('computes exactly the tiles of an anchor again', async () => {
    const { page } = await open();
    await scrollTo(page);
    await until(page, 'ready');
    await want(page, -4, 11);
    await whole(page);
    const { first, last } = await page.evaluate(async () => {
      const { session, arrived } = window.demo;
      // Tiles that are complete are told of in the next animation frame.
      for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
      arrived.length = 0;
      session.panorama.resample(1);
      return session.tiles.ofAnchor(1);
    });
    await whole(page);
    await eventually(async () =>
      (await page.evaluate(() => window.demo.arrived)).sort((a, b) => a - b),
    ).toEqual(Array.from({ length: last - first + 1 }, (_, i) => first + i));
    for (const tile of [first - 1, first, 4, last, last + 1]) {
      await expectTile(page, '7@0.8~1.1', tile);
    }
    await page.context().close();
  });

  test('puts the landscape and the place into the link, and finds them there', async () => {
    const { page } = await open();
    await show(page);
    await page.evaluate(() => {
      const { session } = window.demo;
      session.panorama.resample(1);
      session.panorama.copy(1, 3);
      session.moveTo(-5.25);
    });
    await eventually(() => new URL(page.url()).hash).toBe('#landscape=7@0.8~1.1~3=7.1.1&at=-5.25');
    expect(await page.evaluate(() => window.demo.session.link())).toBe(page.url());
    const other = await open(undefined, new URL(page.url()).hash);
    expect(await other.page.evaluate(() => window.demo.session.position())).toBe(-5.25);
    await show(other.page);
    await expectTile(other.page, '7@0.8~1.1', 3);
    // Another link in the same page.
    await other.page.evaluate(() => {
      Object.assign(window, { jumps: [] });
      window.demo.session.onJump((at) => Object(window).jumps.push(at));
      location.hash = '#landscape=9&at=2';
    });
    await whole(other.page);
    await eventually(() => other.page.evaluate(() => Object(window).jumps)).toEqual([2]);
    await expectTile(other.page, '9', 2);
    // No panorama at all, and a section of the page.
    for (const hash of ['#landscape=nine&at=x', '#method']) {
      await other.page.evaluate((text) => {
        location.hash = text;
      }, hash);
      await expectTile(other.page, '9', 2);
    }
    await page.context().close();
    await other.page.context().close();
  });

  test('is small, for all parts stand on it', () => {
    const script = readFileSync(join(site.folder, 'session/demo.js'));
    expect(gzipSync(script).length).toBeLessThan(8_000);
  });

  test('speaks in one quiet place', async () => {
    const { page } = await open();
    await page.evaluate(() => {
      window.demo.session.announce('Anchor 3 resampled');
      window.demo.session.announce('Anchor 4 resampled');
    });
    const regions = page.getByRole('status');
    expect(await regions.allTextContents()).toEqual(['Anchor 4 resampled']);
    expect((await regions.boundingBox())?.height).toBeLessThanOrEqual(1);
    await page.context().close();
  });
});

describe('when something is wrong', () => {
  test.each([
    ['weights that are not there', weightsMissing, 'The weights could not be loaded (404).'],
    [
      'a broken connection',
      weightsUnreachable,
      'The weights could not be loaded: the connection broke.',
    ],
    ['half of the weights', weightsTruncated, 'The weights did not arrive whole.'],
    ['wrong weights', weightsDamaged, 'The weights are damaged: '],
    ['an engine that is not there', engineMissing, 'The generator could not be loaded.'],
  ])('it says so and tries again: %s', async (_, break_, sentence) => {
    let mend = async (): Promise<void> => {};
    const { page } = await open(async (fresh) => {
      ({ mend } = await break_(fresh));
    });
    await scrollTo(page);
    const state = await until(page, 'failed');
    expect(state).toMatchObject({ sentence: expect.stringContaining(sentence) });
    await mend();
    await page.evaluate(() => window.demo.session.retry());
    await show(page);
    await expectTile(page, '7@0.8', 2);
    await page.context().close();
  });

  test('a browser that refuses to store still shows', async () => {
    const { page, errors } = await open(storageRefused);
    await show(page);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('a browser without WebAssembly keeps the posters, and is told why', async () => {
    const { page, errors } = await open(noWebAssembly);
    await scrollTo(page);
    expect(await until(page, 'unable')).toMatchObject({
      sentence: expect.stringMatching(/^This browser cannot run the generator: .*WebAssembly/),
    });
    expect(errors).toEqual([]);
    await page.context().close();
  });

  test('a page from disk keeps the posters, and is told why', async () => {
    const page = await browser.newPage();
    await page.goto(fromDisk('session/'));
    await scrollTo(page);
    expect(await until(page, 'unable')).toMatchObject({ sentence: expect.stringMatching(/web/) });
    await page.close();
  });

  test.each([
    ['data', dataSaver],
    ['memory', littleMemory],
  ])('a visitor who saves %s is asked first', async (_, prepare) => {
    const { page, requests } = await open(prepare);
    await scrollTo(page);
    const asking = await until(page, 'asking');
    expect(asking).toMatchObject({ megabytes: expect.any(Number), sentence: expect.any(String) });
    expect(requests.filter((path) => /engine|weights/.test(path))).toEqual([]);
    await page.evaluate(() => window.demo.session.consent());
    await show(page);
    await page.context().close();
  });

  test('workers that die are a failure to recover from', async () => {
    let kill = async (): Promise<void> => {};
    const { page } = await open(async (fresh) => {
      ({ kill } = await killableWorkers(fresh));
    });
    await show(page);
    await want(page, 100, 400);
    await kill();
    // A quick machine may have all those by now, and asks no worker any more.
    await want(page, 1000, 1003);
    const state = await until(page, 'failed');
    expect(state).toMatchObject({ sentence: expect.stringMatching(/^The generator stopped: /) });
    await page.evaluate(() => window.demo.session.retry());
    await show(page);
    await expectTile(page, '7@0.8', 2);
    await page.context().close();
  });

  test('in a hidden page nothing is computed', async () => {
    const { page } = await open();
    await show(page);
    await setHidden(page, true);
    await want(page, 50, 60);
    const work = () => page.evaluate(() => window.demo.session.statistics());
    const before = await work();
    // Nothing waits for a worker, and none has anything to do.
    expect(before?.waiting).toBe(0);
    await page.evaluate(async () => {
      for (let i = 0; i < 10; i++) await new Promise(requestAnimationFrame);
    });
    expect((await work())?.tiles).toBe(before?.tiles);
    expect(await page.evaluate(() => window.demo.view.complete())).toBe(false);
    await setHidden(page, false);
    await whole(page);
    await page.context().close();
  });

  test('a canvas that was lost has all its tiles again', async () => {
    const { page } = await open();
    await show(page);
    await page.evaluate(() => {
      window.demo.arrived.length = 0;
    });
    await loseCanvas(page, 'canvas');
    await whole(page);
    await eventually(async () => new Set(await page.evaluate(() => window.demo.arrived))).toEqual(
      new Set([0, 1, 2, 3]),
    );
    await page.context().close();
  });

  // Headless Chromium's software adapter gives no canvas: the first tile takes the GPU for lost.
  test('a GPU that fails is replaced, and all that it drew is drawn again', async () => {
    const { page } = await open(undefined, '?backend=webgpu');
    await scrollTo(page);
    await until(page, 'ready');
    await want(page, 0, 3);
    await whole(page);
    for (const tile of [0, 3]) await expectTile(page, '7@0.8', tile);
    expect(await page.evaluate(() => window.demo.session.statistics())).toMatchObject({
      backend: 'wasm',
      rejected: [{ backend: 'webgpu' }],
    });
    await page.context().close();
  });
});

test('a GPU enlarges to the same pixels as a processor', async () => {
  const { page } = await open();
  await page.addScriptTag({ url: 'enlarger.js' });
  const [width, height, scale] = [20, 12, 3];
  const pixels = Array.from({ length: width * height * 4 }, (_, i) =>
    i % 4 === 3 ? 255 : (i * 7919) % 256,
  );
  const found = await page.evaluate(
    ([values, columns, rows, times]) => {
      const canvas = document.createElement('canvas');
      Object.assign(canvas, { width: columns, height: rows });
      const data = new ImageData(Uint8ClampedArray.from(values), columns, rows);
      canvas.getContext('2d')?.putImageData(data, 0, 0);
      return window.enlarged(canvas, times);
    },
    [pixels, width, height, scale] as const,
  );
  const expected = enlarge(Uint8ClampedArray.from(pixels), width, height, scale);
  // One rounds to the nearest byte and the other may cut.
  expect(largestDifference(Uint8Array.from(found ?? []), Uint8Array.from(expected))).toBeLessThan(
    2,
  );
  await page.context().close();
});

test('a walk along a picture becomes a film that plays', async () => {
  const { page } = await open();
  await show(page);
  const film = await page.evaluate(async () => {
    const { filmWalk } = await window.demo.session.loadFilm();
    const picture = new OffscreenCanvas(96, 32);
    picture.getContext('2d')?.fillRect(0, 0, 48, 32);
    const told: number[] = [];
    const { signal } = new AbortController();
    const blob = await filmWalk(picture, { signal, onProgress: (part) => told.push(part) });
    const video = document.createElement('video');
    video.src = URL.createObjectURL(blob);
    await new Promise((resolve, reject) => {
      video.onloadeddata = resolve;
      video.onerror = () => reject(new Error(video.error?.message));
    });
    const { duration, videoWidth, videoHeight } = video;
    return { type: blob.type, duration, videoWidth, videoHeight, told: told.at(-1) };
  });
  // It begins with the square at the left and its neighbour, and has one more square to go.
  expect(film).toEqual({
    type: 'video/webm',
    duration: 2.5,
    videoWidth: 64,
    videoHeight: 32,
    told: 1,
  });
  await page.context().close();
});
