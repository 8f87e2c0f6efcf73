import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/alis/engine/engine.ts';
import {
  type Panorama,
  parsePanorama,
  place,
  resample,
  reseed,
} from '../../src/alis/latent/panorama.ts';
import { anchorTiles } from '../../src/alis/tile/tiles.ts';
import { setHidden } from './demo-faults.ts';
import {
  changedColumns,
  columns,
  computed,
  decode,
  difference,
  type Picture,
  pictureOn,
} from './pictures.ts';
import { browser, eventually, site, transitionsOver } from './visit.ts';
import { hills } from './weights.ts';

const axe = createRequire(import.meta.url).resolve('axe-core');
const start = '9@0.7';

let engine: Engine;

beforeAll(async () => {
  engine = await createEngine(hills, { backends: ['wasm'], workers: 0 });
});

afterAll(() => engine?.dispose());

interface Options extends BrowserContextOptions {
  hash?: string;
  /** Before the page's scripts run. */
  prepare?: (page: Page) => Promise<unknown>;
}

/** What is drawn sixty times a second takes a processor much of its time: only tests of motion ask for it. */
const moving = { reducedMotion: 'no-preference' } as const;

/** Opens the page with the picture as large as the model makes it, one pixel for one. */
async function open({ hash = `landscape=${start}&at=8`, prepare, ...options }: Options = {}) {
  const context = await browser.newContext({
    viewport: { width: 640, height: 700 },
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  await page.addInitScript(() => {
    document.addEventListener('DOMContentLoaded', () => {
      const style = document.createElement('style');
      style.textContent = '.demo-panorama { --height: 64px !important }';
      document.head.append(style);
    });
  });
  await prepare?.(page);
  await page.goto(`${site.url}demo/panorama/${hash ? `#${hash}` : ''}`);
  await page.locator('.demo-panorama').scrollIntoViewIfNeeded();
  await page.locator('.panorama-stage.is-live').waitFor();
  return { page, errors, close: () => context.close() };
}

const shown = (page: Page) => pictureOn(page.locator('.panorama-stage canvas'));

/** Columns of a panorama as the engine computes them here. */
async function expected(panorama: Panorama, left: number, width: number): Promise<Picture> {
  const { tileWidth } = engine.architecture;
  const first = Math.floor(left / tileWidth);
  const count = Math.ceil((left + width) / tileWidth) - first;
  return columns(await computed(engine, panorama, first, count), left - first * tileWidth, width);
}

/** Waits until the canvas shows this panorama with this tile in its middle, to a rounding. */
async function expectShown(page: Page, panorama: Panorama, middle: number): Promise<void> {
  const picture = await expected(panorama, middle * engine.architecture.tileWidth - 320, 640);
  await eventually(async () => difference(await shown(page), picture)).toBeLessThanOrEqual(2);
}

/** Waits until the page has been drawn so many times. */
function frames(page: Page, count: number): Promise<void> {
  return page.evaluate(async (times) => {
    for (let i = 0; i < times; i++) await new Promise(requestAnimationFrame);
  }, count);
}

/** Where the link says that the page is. */
async function placeOf(page: Page): Promise<number> {
  const { hash } = new URL(page.url());
  return Number(new URLSearchParams(hash.slice(1)).get('at'));
}

const press = (page: Page, name: string) => page.locator(`[data-do="${name}"]`).click();

describe('the picture', () => {
  test.each([8, -6, 100_000, -100_000])('is the engine’s at tile %d', async (tile) => {
    const { page, errors, close } = await open({ hash: `landscape=${start}&at=${tile}` });
    await expectShown(page, parsePanorama(start), tile);
    expect(errors).toEqual([]);
    await close();
  });

  test('follows drags, keys and sideways wheels, and leaves the page its scrolling', async () => {
    const { page, close } = await open();
    const canvas = page.locator('.panorama-stage canvas');
    const box = await canvas.boundingBox();
    if (!box) throw new Error('the canvas is not seen');
    await page.mouse.move(box.x + 400, box.y + 30);
    await page.mouse.down();
    await page.mouse.move(box.x + 272, box.y + 30, { steps: 4 });
    await page.mouse.up();
    await expectShown(page, parsePanorama(start), 12);

    await page.mouse.wheel(64, 0);
    await eventually(() => placeOf(page)).toBe(14);
    for (const [key, at] of [
      ['PageDown', 16],
      ['PageDown', 18],
      ['PageUp', 16],
      ['End', 20],
      ['Home', 16],
      ['ArrowLeft', 15.5],
      ['ArrowRight', 16],
    ] as const) {
      await canvas.press(key);
      await eventually(() => placeOf(page)).toBe(at);
    }
    await page.evaluate(() => document.body.style.setProperty('padding-bottom', '200vh'));
    const before = await page.evaluate(() => scrollY);
    await page.mouse.wheel(0, 150);
    await eventually(() => page.evaluate(() => scrollY)).toBeGreaterThan(before);
    expect(await placeOf(page)).toBe(16);
    await close();
  });

  test('glides on after a drag', async () => {
    const { page, close } = await open(moving);
    const box = await page.locator('.panorama-stage canvas').boundingBox();
    if (!box) throw new Error('the canvas is not seen');
    const session = await page.context().newCDPSession(page);
    const began = Date.now() / 1000;
    // At times of their own: the machine may be too slow to move a mouse quickly.
    const mouse = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', step: number) =>
      session.send('Input.dispatchMouseEvent', {
        type,
        x: box.x + 500 - 10 * step,
        y: box.y + 30,
        button: 'left',
        buttons: type === 'mouseReleased' ? 0 : 1,
        clickCount: 1,
        timestamp: began + step / 100,
      });
    await mouse('mousePressed', 0);
    for (let step = 1; step <= 10; step++) await mouse('mouseMoved', step);
    await mouse('mouseReleased', 10);
    await eventually(() => placeOf(page)).toBeGreaterThan(8 + 100 / 32 + 0.2);
    await close();
  });
});

describe('anchors', () => {
  test('are resampled: exactly the tiles that depend on one change', async () => {
    const { page, close } = await open(moving);
    const before = parsePanorama(start);
    await expectShown(page, before, 8);
    const old = await shown(page);
    await page.getByRole('button', { name: 'Resample anchor 3' }).click();
    await expectShown(page, resample(before, 3), 8);
    const { first } = anchorTiles(engine.architecture, 3);
    const changed = changedColumns(await shown(page), old, 0);
    const firstColumn = first * engine.architecture.tileWidth - (8 * 32 - 320);
    expect(Math.min(...changed)).toBeGreaterThanOrEqual(firstColumn);
    await eventually(() => page.locator('p.alis-spoken').textContent()).toBe('Anchor 3 resampled');

    const undo = page.locator('[data-do=undo]');
    await undo.press('Enter');
    await expectShown(page, before, 8);
    // There is nothing left to undo, and the focus stays.
    expect(await undo.getAttribute('aria-disabled')).toBe('true');
    expect(await undo.evaluate((button) => button === document.activeElement)).toBe(true);
    await close();
  });

  test('are pinned through a new landscape', async () => {
    const { page, close } = await open();
    await page.getByRole('button', { name: 'Resample anchor 2' }).click();
    await press(page, 'reseed');
    await eventually(() => new URL(page.url()).hash).toMatch(/~2=9\.2\.1/);
    const hash = new URLSearchParams(new URL(page.url()).hash.slice(1));
    const now = parsePanorama(hash.get('landscape') ?? '');
    expect(now.seed).not.toBe(9);
    expect(now).toEqual(reseed(resample(parsePanorama(start), 2), now.seed));
    await expectShown(page, now, 8);

    await page.locator('[data-open=scene]').click();
    const keep = page.locator('[data-do=keep]');
    expect(await keep.getAttribute('aria-pressed')).toBe('false');
    await keep.click();
    expect(await keep.getAttribute('aria-pressed')).toBe('true');
    expect(await page.locator('.panorama-tray button').count()).toBe(1);
    await keep.click();
    await eventually(() => new URL(page.url()).hash).not.toContain('~2');
    expect(await page.locator('.panorama-tray button:visible').count()).toBe(0);
    await close();
  });

  test('are copied by dragging one onto another, by the keyboard, and from the tray', async () => {
    const { page, close } = await open();
    const before = parsePanorama(start);
    const from = await page.getByRole('button', { name: 'Resample anchor 1' }).boundingBox();
    const to = await page.getByRole('button', { name: 'Resample anchor 3' }).boundingBox();
    if (!from || !to) throw new Error('the anchors are not seen');
    await page.mouse.move(from.x + 28, from.y + 20);
    await page.mouse.down();
    await page.mouse.move(to.x + 20, to.y + 24, { steps: 6 });
    await page.mouse.up();
    const copied = place(before, 3, { seed: 9, index: 1, revision: 0 });
    await expectShown(page, copied, 8);
    await eventually(() => page.locator('p.alis-spoken').textContent()).toMatch(/copied/);

    await page.getByRole('button', { name: 'Resample anchor 1' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowLeft');
    const taken = place(copied, 1, { seed: 9, index: 2, revision: 0 });
    await expectShown(page, taken, 8);
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    expect(await focused()).toContain('anchor 1');

    await page.keyboard.press('ArrowLeft');
    await page.locator('[data-open=scene]').press('Enter');
    await page.locator('[data-do=keep]').press('Enter');
    await page.getByRole('button', { name: 'Resample anchor 0' }).focus();
    for (let step = 0; step < 4; step++) await page.keyboard.press('ArrowRight');
    await page.getByRole('button', { name: 'Kept scene 1: place it at anchor 4' }).press('Enter');
    const kept = { seed: 9, index: 0, revision: 0 };
    await expectShown(page, place(place(taken, 0, kept), 4, kept), 8);
    await close();
  });
});

test('truncation changes the whole landscape', async () => {
  const { page, close } = await open();
  await page.locator('[data-open=more]').click();
  await page.locator('[data-set=truncation]').fill('0.2');
  await expectShown(page, parsePanorama('9@0.2'), 8);
  await close();
});

describe('a saved picture', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'saved-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function saved(page: Page, name: string) {
    const [download] = await Promise.all([page.waitForEvent('download'), press(page, name)]);
    const path = join(folder, download.suggestedFilename());
    await download.saveAs(path);
    return { picture: await decode(await readFile(path)), name: download.suggestedFilename() };
  }

  test('is well enlarged, or has the pixels of the engine', async () => {
    const { page, close } = await open();
    await page.locator('[data-open=share]').click();
    const large = await saved(page, 'save-view');
    expect(large.name).toMatch(/^landscape-9-0\.7-.*\.png$/);
    const pixels = await expected(parsePanorama(start), -64, 640);
    const { data, width, height } = large.picture;
    expect([width, height]).toEqual([2560, 256]);
    // Enlarged four times; what the eye sees from afar is the same.
    const small = await sharp(data, { raw: { width, height, channels: 4 } })
      .resize(640, 64, { kernel: 'lanczos3' })
      .raw()
      .toBuffer();
    const off = small.reduce((sum, value, i) => sum + Math.abs(value - (pixels.data[i] ?? 255)), 0);
    expect(off / small.length).toBeLessThan(3);

    await page.locator('[data-set=original]').check();
    const view = await saved(page, 'save-view');
    expect(difference(view.picture, pixels)).toBeLessThan(2);
    const strip = await saved(page, 'save-strip');
    expect(difference(strip.picture, await expected(parsePanorama(start), -64, 1024))).toBeLessThan(
      2,
    );
    await close();
  });
});

test('a link brings another person to the same pixels', async () => {
  const first = await open();
  await first.page.getByRole('button', { name: 'Resample anchor 2' }).click();
  await first.page.locator('.panorama-stage canvas').press('PageDown');
  await eventually(() => placeOf(first.page)).toBeCloseTo(10, 2);
  await first.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await first.page.locator('[data-open=share]').click();
  await press(first.page, 'link');
  await eventually(() => first.page.locator('[data-do=link]').textContent()).toContain('Copied');
  const link = await first.page.evaluate(() => navigator.clipboard.readText());
  await expectShown(first.page, resample(parsePanorama(start), 2), 10);
  const second = await open({ hash: new URL(link).hash.slice(1) });
  await expectShown(second.page, resample(parsePanorama(start), 2), 10);
  expect(difference(await shown(second.page), await shown(first.page))).toBe(0);
  await second.close();
  await first.close();
});

describe('by itself', () => {
  const position = (page: Page) =>
    page
      .locator('.panorama-handle')
      .first()
      .evaluate((handle) => {
        const { anchor } = (handle as HTMLElement).dataset;
        return `${anchor} ${(handle as HTMLElement).style.getPropertyValue('--x')}`;
      });

  test('it moves until it is touched, and not while the tab is hidden', async () => {
    const { page, close } = await open({ ...moving, hash: '' });
    const before = await position(page);
    await eventually(() => position(page)).not.toBe(before);
    await setHidden(page, true);
    const hidden = await position(page);
    await frames(page, 10);
    expect(await position(page)).toBe(hidden);
    await setHidden(page, false);
    await eventually(() => position(page)).not.toBe(hidden);
    await page.locator('.panorama-stage canvas').click();
    expect(await page.locator('[data-do=play]').getAttribute('aria-pressed')).toBe('false');
    // One frame that had been asked for.
    await frames(page, 1);
    const touched = await position(page);
    await frames(page, 10);
    expect(await position(page)).toBe(touched);
    await close();
  });

  test('it stays where motion is reduced', async () => {
    const { page, close } = await open({ hash: '' });
    const before = await position(page);
    await frames(page, 10);
    expect(await position(page)).toBe(before);
    expect(await page.locator('[data-do=play]').isVisible()).toBe(false);
    await close();
  });
});

test('the whole screen is asked for', async () => {
  const { page, close } = await open({
    prepare: (page) =>
      page.addInitScript(() => {
        Element.prototype.requestFullscreen = function () {
          this.setAttribute('data-full', '');
          return Promise.resolve();
        };
      }),
  });
  await press(page, 'full');
  expect(await page.locator('.demo-panorama[data-full]').count()).toBe(1);
  await close();
});

test('2,000 frames are walked within bounds of memory', async () => {
  const { page, errors, close } = await open();
  const session = await page.context().newCDPSession(page);
  const heap = async (): Promise<number> => {
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize;
  };
  const canvas = page.locator('.panorama-stage canvas');
  await canvas.focus();
  const walk = (frames: number) =>
    canvas.evaluate(async (element, count) => {
      for (let i = 0; i < count; i++) {
        element.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageDown', cancelable: true }));
        if (i % 10 === 0) await new Promise(requestAnimationFrame);
      }
    }, frames);
  await walk(200);
  const before = await heap();
  await walk(1800);
  await expectShown(page, parsePanorama(start), 4008);
  expect((await heap()) - before).toBeLessThan(4e6);
  expect(await page.locator('canvas').count()).toBe(1);
  expect(await page.locator('.panorama-handle').count()).toBeLessThan(10);
  expect(errors).toEqual([]);
  await close();
});

test('a frame of panning costs little, however far it goes: no pixel is read, and no tile drawn twice', async () => {
  const { page, close } = await open(moving);
  const most = await page.locator('.panorama-stage canvas').evaluate(async (canvas) => {
    const counts = { drawn: 0, read: 0 };
    const { drawImage, getImageData } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.drawImage = function (...args: unknown[]) {
      counts.drawn++;
      Reflect.apply(drawImage, this, args);
    };
    CanvasRenderingContext2D.prototype.getImageData = function (...args) {
      counts.read++;
      return getImageData.apply(this, args);
    };
    const found = { drawn: 0, read: 0, moved: 0 };
    for (let i = 0; i < 60; i++) {
      if (i % 20 === 0) {
        canvas.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageDown', cancelable: true }));
      }
      counts.drawn = 0;
      await new Promise(requestAnimationFrame);
      if (counts.drawn > 0) found.moved++;
      found.drawn = Math.max(found.drawn, counts.drawn);
      found.read += counts.read;
    }
    return found;
  });
  expect(most.moved).toBeGreaterThan(10);
  expect(most.read).toBe(0);
  // 20 tiles are seen, and one more at an edge or two: each at most twice in a cross-fade, or filled once; then they are enlarged.
  expect(most.drawn).toBeLessThanOrEqual(2 * 23 + 2);
  await close();
});

test.each([320, 1280])('everyone can use it at %i pixels', async (width) => {
  const { page, close } = await open({
    viewport: { width, height: 800 },
    reducedMotion: 'reduce',
  });
  await page.addScriptTag({ path: axe });
  for (const panel of ['scene', 'share', 'more']) {
    await page.locator(`[data-open=${panel}]`).click();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await transitionsOver(page);
      const violations = await page.evaluate(async (dark) => {
        const { axe } = window as unknown as { axe: typeof import('axe-core') };
        // All that colours change is their contrast.
        const rules = dark ? { runOnly: ['color-contrast'] } : {};
        return (await axe.run('.demo-panorama', rules)).violations.map(({ id, nodes }) => [
          id,
          nodes.length,
        ]);
      }, colorScheme === 'dark');
      expect({ panel, colorScheme, violations }).toEqual({ panel, colorScheme, violations: [] });
    }
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
    width,
  );
  const small = await page
    .locator('.demo-panorama button:visible')
    .evaluateAll((buttons) => buttons.filter((button) => button.clientHeight < 44).length);
  expect(small).toBe(0);
  await close();
});

test('without a script its pictures scroll', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${site.url}demo/panorama/`);
  expect(await page.locator('.demo-panorama img').isVisible()).toBe(true);
  expect(await page.locator('.demo-panorama button:visible').count()).toBe(0);
  await context.close();
});
