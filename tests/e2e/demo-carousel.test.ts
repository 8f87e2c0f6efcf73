import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../src/alis/engine/engine.ts';
import { parsePanorama } from '../../src/alis/latent/panorama.ts';
import { anchorTiles } from '../../src/alis/tile/tiles.ts';
import {
  changedColumns,
  columns,
  computed,
  decodeUrl,
  difference,
  type Picture,
} from './pictures.ts';
import { browser, eventually, site } from './visit.ts';
import { hills } from './weights.ts';

let engine: Engine;

beforeAll(async () => {
  engine = await createEngine(hills, { backends: ['wasm'], workers: 0 });
});

afterAll(() => engine?.dispose());

async function open(
  options: BrowserContextOptions = {},
  hash = '',
  prepare?: (page: Page) => Promise<unknown>,
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    ...options,
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  await prepare?.(page);
  await page.goto(`${site.url}demo/carousel/${hash}`);
  return page;
}

/** A page whose carousel is at work. */
async function openCarousel(options: BrowserContextOptions = {}, hash = ''): Promise<Page> {
  const page = await open(options, hash);
  await page.locator('.demo-carousel').scrollIntoViewIfNeeded();
  await page.locator('.splide.is-initialized').waitFor();
  return page;
}

const middle = (page: Page) =>
  page.evaluate(() =>
    Number(document.querySelector<HTMLElement>('[data-anchor=l]')?.dataset.stretch),
  );

/** Waits until the carousel rests at a stretch. */
async function rest(page: Page, stretch: number): Promise<void> {
  await eventually(() => middle(page)).toBe(stretch);
}

/** The slides that are seen. */
async function seen(page: Page): Promise<{ stretch: number; name: string; picture: Picture }[]> {
  const slides = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.splide__slide')].flatMap((slide) => {
      const { left, right } = slide.getBoundingClientRect();
      const canvas = slide.querySelector('canvas');
      if (!canvas || left < -1 || right > innerWidth + 1) return [];
      const name = slide.getAttribute('aria-label') ?? '';
      return [{ stretch: Number(slide.dataset.stretch), name, url: canvas.toDataURL() }];
    }),
  );
  return Promise.all(
    slides.map(async ({ stretch, name, url }) => ({
      stretch,
      name,
      picture: await decodeUrl(url),
    })),
  );
}

/** A stretch as the engine draws it here. */
function expected(landscape: string, stretch: number): Promise<Picture> {
  const { tilesPerInterval } = engine.architecture;
  const first = stretch * tilesPerInterval;
  return computed(engine, parsePanorama(landscape), first, tilesPerInterval);
}

async function expectPictures(page: Page, landscape: string, stretches: number[]): Promise<void> {
  const wanted = new Map<number, Picture>();
  for (const stretch of stretches) wanted.set(stretch, await expected(landscape, stretch));
  await eventually(async () =>
    (await seen(page)).map(({ stretch, picture }) => {
      const right = wanted.get(stretch);
      return [stretch, right !== undefined && difference(picture, right) <= 2];
    }),
  ).toEqual(stretches.map((stretch) => [stretch, true]));
}

async function press(page: Page, key: string, times: number): Promise<void> {
  for (let i = 0; i < times; i++) await page.keyboard.press(key);
}

describe('the carousel', () => {
  it('shows three frames, and the right ones fifty slides to either side', async () => {
    const page = await openCarousel({ reducedMotion: 'reduce' });
    await expectPictures(page, '9@0.7', [0, 1, 2]);
    await page.getByRole('button', { name: 'Next frame' }).focus();
    await press(page, 'ArrowRight', 50);
    await rest(page, 51);
    await expectPictures(page, '9@0.7', [50, 51, 52]);
    await press(page, 'ArrowLeft', 100);
    await rest(page, -49);
    await expectPictures(page, '9@0.7', [-50, -49, -48]);
    expect((await seen(page)).map(({ name }) => name)).toEqual([
      'Frame between anchor −50 and −49',
      'Frame between anchor −49 and −48',
      'Frame between anchor −48 and −47',
    ]);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Next frame',
    );
    expect(await page.locator('.splide__slide:not(.splide__slide--clone)').count()).toBe(12);
    await page.context().close();
  });

  it('resamples an anchor: the tiles that depend on it change, no other pixel', async () => {
    const page = await openCarousel();
    await expectPictures(page, '9@0.7', [0, 1, 2]);
    const before = await seen(page);
    await page
      .getByRole('button', { name: /^Resample/ })
      .first()
      .click();
    await eventually(() => page.locator('p.alis-spoken').textContent()).toBe('Anchor 1 resampled');
    await expectPictures(page, '9@0.7~1.1', [0, 1, 2]);
    const { first, last } = anchorTiles(engine.architecture, 1);
    const { tilesPerInterval, tileWidth } = engine.architecture;
    const changed = (await seen(page)).flatMap(({ stretch, picture }, i) => {
      const unchanged = before[i]?.picture ?? picture;
      const start = stretch * tilesPerInterval;
      for (let tile = start; tile < start + tilesPerInterval; tile++) {
        if (first <= tile && tile <= last) continue;
        // To the last bit: what does not depend on the anchor has not been drawn anew.
        const place = [(tile - start) * tileWidth, tileWidth] as const;
        expect(difference(columns(picture, ...place), columns(unchanged, ...place))).toBe(0);
      }
      const found = changedColumns(picture, unchanged, 2);
      return [...new Set(found.map((column) => start + Math.floor(column / tileWidth)))];
    });
    expect(changed.length).toBeGreaterThan(4);
    expect(Math.min(...changed)).toBeGreaterThanOrEqual(first);
    expect(Math.max(...changed)).toBeLessThanOrEqual(last);

    await page
      .getByRole('button', { name: /^Resample/ })
      .nth(1)
      .click();
    await expectPictures(page, '9@0.7~1.1~2.1', [0, 1, 2]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expectPictures(page, '9@0.7', [0, 1, 2]);
    await page.context().close();
  });

  it('shows something everywhere while it slides as quickly as it can', async () => {
    const page = await openCarousel();
    await expectPictures(page, '9@0.7', [0, 1, 2]);
    await page.getByRole('button', { name: 'Next frame' }).focus();
    const watched = page.evaluate(
      () =>
        new Promise<{ holes: number; samples: number; uncovered: number }>((resolve) => {
          const counts = { holes: 0, samples: 0, uncovered: 0 };
          const sample = (): void => {
            let covered = 0;
            for (const slide of document.querySelectorAll('.splide__slide')) {
              const { left, right } = slide.getBoundingClientRect();
              if (right < 0 || left > innerWidth) continue;
              covered += Math.min(right, innerWidth) - Math.max(left, 0);
              const canvas = slide.querySelector('canvas');
              const context = canvas?.getContext('2d');
              if (!canvas || !context) continue;
              const { data } = context.getImageData(0, canvas.height >> 1, canvas.width, 1);
              for (let x = 0; x < canvas.width; x += 4) {
                const black = !data[4 * x] && !data[4 * x + 1] && !data[4 * x + 2];
                if (black) counts.holes += 1;
              }
            }
            // All but the gaps of four pixels.
            if (covered < innerWidth - 20) counts.uncovered += 1;
            counts.samples += 1;
            if (document.documentElement.dataset.watched === 'enough') resolve(counts);
            else requestAnimationFrame(sample);
          };
          sample();
        }),
    );
    while ((await middle(page)) < 14) await press(page, 'ArrowRight', 4);
    await page.evaluate(() => {
      document.documentElement.dataset.watched = 'enough';
    });
    const { holes, samples, uncovered } = await watched;
    expect({ holes, uncovered }).toEqual({ holes: 0, uncovered: 0 });
    expect(samples).toBeGreaterThan(5);
    const target = await middle(page);
    await expectPictures(page, '9@0.7', [target - 1, target, target + 1]);
    await page.context().close();
  });

  it('is swiped', async () => {
    const page = await openCarousel();
    const box = await page.locator('.splide__track').boundingBox();
    if (!box) throw new Error('the carousel is not on the screen');
    const y = box.y + 60;
    await page.mouse.move(box.x + 900, y);
    await page.mouse.down();
    for (let x = 880; x >= 300; x -= 60) await page.mouse.move(box.x + x, y);
    await page.mouse.up();
    await eventually(() => middle(page)).toBeGreaterThan(1);
    const target = await middle(page);
    await expectPictures(page, '9@0.7', [target - 1, target, target + 1]);
    await page.context().close();
  });

  it('is at the place in the landscape that a link says', async () => {
    const page = await openCarousel();
    await page
      .getByRole('button', { name: /^Resample/ })
      .nth(1)
      .click();
    await page.getByRole('button', { name: 'Next frame' }).click();
    await eventually(() => page.evaluate(() => location.hash)).toMatch(/landscape=.*at=/);
    await rest(page, 2);
    const hash = await page.evaluate(() => location.hash);
    const other = await openCarousel({}, hash);
    await rest(other, 2);
    await expectPictures(other, '9@0.7~2.1', [1, 2, 3]);
    await other.evaluate(() => {
      location.hash = '#landscape=5&at=402';
    });
    await rest(other, 100);
    await expectPictures(other, '5', [99, 100, 101]);
    await page.context().close();
    await other.context().close();
  });

  it.each([375, 768, 1440])(
    'takes the posters’ place without a jump, %d pixels wide',
    async (width) => {
      let release = (): void => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      const page = await open({ viewport: { width, height: 800 } }, '', (fresh) =>
        fresh.route('**/*.safetensors*', async (route) => {
          await held;
          await route.continue();
        }),
      );
      const places = () =>
        page.evaluate(() => {
          const name = (slide: Element) =>
            slide.querySelector('canvas, img')?.getBoundingClientRect();
          const figure = document.querySelector('.demo-carousel')?.getBoundingClientRect();
          const inside = [...document.querySelectorAll('.splide__slide')].flatMap((slide) => {
            const { left = 0, right = 0, top = 0, bottom = 0 } = name(slide) ?? {};
            return left >= 0 && right <= innerWidth
              ? [[left, right, top, bottom].map(Math.round)]
              : [];
          });
          return { inside, height: Math.round(figure?.height ?? 0) };
        });
      const before = await places();
      release();
      await page.locator('.splide.is-initialized').waitFor();
      expect(await places()).toEqual(before);
      expect(before.inside.length).toBe(width === 1440 ? 3 : 1);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      const small = await page.locator('.demo-carousel button').evaluateAll(
        (buttons) =>
          buttons.filter((button) => {
            const { width: across, height } = button.getBoundingClientRect();
            return across > 0 && (across < 44 || height < 44);
          }).length,
      );
      expect(small).toBe(0);
      await page.context().close();
    },
  );

  it.each(['light', 'dark'] as const)(
    'has nothing that axe objects to, in the %s',
    async (colorScheme) => {
      const page = await openCarousel({ colorScheme });
      const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
      await page.evaluate(await readFile(axe, 'utf8'));
      const violations = await page.evaluate<string[]>(`axe
        .run('.demo-carousel')
        .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ' ' + html)))`);
      expect(violations).toEqual([]);
      await page.context().close();
    },
  );

  it('is a row of posters without a script', async () => {
    const page = await open({ javaScriptEnabled: false });
    expect(await page.locator('.splide__slide img').count()).toBe(3);
    expect(await page.locator('.demo-carousel button:visible').count()).toBe(0);
    await page.context().close();
  });
});
