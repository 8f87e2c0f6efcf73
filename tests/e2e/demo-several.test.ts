import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/alis/engine/engine.ts';
import { parsePanorama } from '../../src/alis/latent/panorama.ts';
import { columns, computed, difference, pictureOn } from './pictures.ts';
import { browser, eventually, site, visit } from './visit.ts';
import { hills, low } from './weights.ts';

let engine: Engine;
let lowEngine: Engine;

beforeAll(async () => {
  const options = { backends: ['wasm'], workers: 0 } as const;
  engine = await createEngine(hills, options);
  lowEngine = await createEngine(low, options);
});

afterAll(() => {
  engine?.dispose();
  lowEngine?.dispose();
});

/** Places of the page's parts: two panoramas, a carousel of the first one's landscape, and a panorama with other weights. */
const [first, second, other] = [0, 1, 2];

/** Opens the page with every part on the screen, each panorama one pixel for one. */
async function open(hash = '') {
  const visited = await visit({
    viewport: { width: 640, height: 2400 },
    reducedMotion: 'reduce',
  });
  const { page } = visited;
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url().replace(/.*\//, '')));
  await page.addInitScript(() => {
    document.addEventListener('DOMContentLoaded', () => {
      const style = document.createElement('style');
      style.textContent = `.demo-panorama { --height: 64px !important }
.demo-panorama[data-weights*="low"] { --height: 32px !important }`;
      document.head.append(style);
    });
  });
  await page.goto(`${site.url}demo/several/${hash}`);
  await page.locator('.demo-panorama:has(.is-live)').nth(2).waitFor();
  await page.locator('.splide.is-initialized').waitFor();
  return { ...visited, requests };
}

const panorama = (page: Page, number: number): Locator =>
  page.locator('.demo-panorama').nth(number);

/** Waits until a panorama shows this landscape with this tile in its middle, to a rounding. */
async function expectShown(
  page: Page,
  number: number,
  landscape: string,
  middle: number,
): Promise<void> {
  const runs = number === other ? lowEngine : engine;
  const { tileWidth } = runs.architecture;
  const left = middle * tileWidth - 320;
  const start = Math.floor(left / tileWidth);
  const tiles = await computed(runs, parsePanorama(landscape), start, 640 / tileWidth + 1);
  const expected = columns(tiles, left - start * tileWidth, 640);
  const canvas = panorama(page, number).locator('.panorama-stage canvas');
  await eventually(async () => difference(await pictureOn(canvas), expected)).toBeLessThanOrEqual(
    2,
  );
}

/** Waits until the carousel shows this stretch of a landscape in its middle. */
async function expectSlide(page: Page, landscape: string, stretch: number): Promise<void> {
  const { tilesPerInterval } = engine.architecture;
  const tiles = stretch * tilesPerInterval;
  const expected = await computed(engine, parsePanorama(landscape), tiles, tilesPerInterval);
  const canvas = page.locator(`.splide__slide[data-anchor=l] canvas`);
  await eventually(async () => difference(await pictureOn(canvas), expected)).toBeLessThanOrEqual(
    2,
  );
}

const resample = (page: Page, number: number, anchor: number) =>
  panorama(page, number).locator(`.panorama-handle[data-anchor="${anchor}"]`).click();

const hashOf = (page: Page): string => new URL(page.url()).hash;

describe('several landscapes on a page', () => {
  test('are each shown by their own parts, and share an engine where they have the same weights', async () => {
    const single = await visit();
    await single.page.goto(`${site.url}demo/panorama/`);
    await single.page.locator('.panorama-stage.is-live').waitFor();
    const workers = single.page.workers().length;
    await single.close();

    const { page, requests, problems, close } = await open();
    await expectShown(page, first, '9@0.7', 10);
    await expectShown(page, second, '5', 10);
    await expectShown(page, other, '9@0.7', 20);
    await expectSlide(page, '9@0.7', 1);
    const weights = requests.filter((name) => name.endsWith('.safetensors'));
    expect(weights.map((name) => name.replace(/\..*/, '')).sort()).toEqual(['hills', 'low']);
    expect(page.workers().length).toBe(2 * workers);
    expect(problems.errors).toEqual([]);
    await close();
  });

  test('change by themselves, and in step where they are the same', async () => {
    const { page, close } = await open();
    await resample(page, second, 1);
    await expectShown(page, second, '5~1.1', 10);
    await expectShown(page, first, '9@0.7', 10);
    await eventually(() => hashOf(page)).toMatch(/^#landscape-2=5~1\.1/);

    await resample(page, first, 2);
    await expectShown(page, first, '9@0.7~2.1', 10);
    // The carousel is where the panorama is.
    await expectSlide(page, '9@0.7~2.1', 2);
    await expectShown(page, other, '9@0.7', 20);
    await expectShown(page, second, '5~1.1', 10);

    await resample(page, other, 1);
    await expectShown(page, other, '9@0.7~1.1', 20);
    await page.locator('.demo-carousel').getByRole('button', { name: 'Undo' }).click();
    await expectShown(page, first, '9@0.7', 10);
    await panorama(page, second).locator('[data-do=undo]').click();
    await expectShown(page, second, '5', 10);
    await expectShown(page, other, '9@0.7~1.1', 20);
    await close();
  });

  test('each have their place in the link', async () => {
    const { page, close } = await open();
    await panorama(page, second).locator('.panorama-stage canvas').press('PageDown');
    await resample(page, first, 2);
    await resample(page, other, 3);
    await eventually(() => hashOf(page)).toBe(
      '#landscape=9@0.7~2.1&at=10&landscape-2=5&at-2=12&landscape-3=9@0.7~3.1&at-3=20',
    );
    const shared = await open(hashOf(page));
    await expectShown(shared.page, first, '9@0.7~2.1', 10);
    await expectShown(shared.page, second, '5', 12);
    await expectShown(shared.page, other, '9@0.7~3.1', 20);
    // Another link in the same page, which says nothing of the first.
    await shared.page.evaluate(() => {
      location.hash = '#landscape-2=8&at-2=40';
    });
    await expectShown(shared.page, second, '8', 40);
    await expectShown(shared.page, first, '9@0.7~2.1', 10);
    await shared.close();
    await close();
  });

  test('show their own pictures without a script', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${site.url}demo/several/`);
    const sources = await page
      .locator('.demo-panorama img')
      .evaluateAll((images: HTMLImageElement[]) => images.map(({ src }) => src));
    expect(new Set(sources).size).toBe(3);
    await context.close();
  });
});
