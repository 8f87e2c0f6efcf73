import { describe, expect, it } from 'vitest';
import { browser, eventually, site } from './visit.ts';

const parts = ['carousel', 'panorama', 'equivariance', 'alignment'];
const url = `${site.url}demo/all/`;

describe('posters', () => {
  it('are the pixels that the engine makes in a browser', async () => {
    const page = await browser.newPage();
    // What would put its own slides in the posters' place.
    await page.route(/\/demo\.[0-9a-f]{8}\.js$/, (route) => route.abort());
    await page.goto(url);
    // As text: the tests' own bundler would rewrite this import.
    const modules = await page.evaluateHandle<
      typeof import('../../src/client/demo/session/engine.ts')
    >("import(new URL(document.querySelector('[data-engine]').dataset.engine, document.baseURI))");
    const differences = await page.evaluate(async ({ openEngine }) => {
      const root = document.querySelector<HTMLElement>('[data-alis=carousel]');
      const { weights = '', landscape = '' } = root?.dataset ?? {};
      const bytes = await (await fetch(weights)).arrayBuffer();
      const opened = await openEngine(new Uint8Array(bytes), 'wasm');
      const [seed = 0, truncation = 1] = landscape.split('@').map(Number);
      const panorama = { seed, truncation, anchors: new Map() };
      const { tileWidth, resolution } = opened.architecture;

      const worst: number[] = [];
      // Not the smaller copies: the file that every pixel came from.
      const posters = [...(root?.querySelectorAll<HTMLElement>('[data-tile]') ?? [])].map(
        (slide) => ({
          first: Number(slide.dataset.tile),
          count: Number(slide.dataset.tiles),
          address: slide.querySelector('img')?.src ?? '',
        }),
      );
      for (const { first, count, address } of posters) {
        const picture = await createImageBitmap(await (await fetch(address)).blob());
        const canvas = new OffscreenCanvas(picture.width, picture.height);
        const context = canvas.getContext('2d');
        context?.drawImage(picture, 0, 0);
        for (let tile = 0; tile < count; tile++) {
          const made = await opened.tile(panorama, first + tile);
          const shown = context?.getImageData(tile * tileWidth, 0, tileWidth, resolution).data;
          worst.push(
            Math.max(
              ...made.data.map((value: number, i: number) =>
                Math.abs(value - (shown?.[i] ?? 1000)),
              ),
            ),
          );
        }
      }
      opened.dispose();
      return worst;
    }, modules);
    expect(differences).toHaveLength(12);
    // The same kernels: at most a rounding apart, where one machine multiplies and adds in one step.
    expect(Math.max(...differences)).toBeLessThanOrEqual(1);
    await page.close();
  });

  it.each([375, 1440])('are the page without a script, %d pixels wide', async (width) => {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      viewport: { width, height: 900 },
    });
    const page = await context.newPage();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(new URL(request.url()).pathname));
    await page.goto(url);
    for (const part of parts) {
      const figure = page.locator(`[data-alis=${part}]`);
      await figure.scrollIntoViewIfNeeded();
      const picture = figure.locator('img').first();
      await picture.scrollIntoViewIfNeeded();
      await eventually(() =>
        picture.evaluate((image: HTMLImageElement) => image.naturalWidth),
      ).toBeGreaterThan(0);
      expect(await picture.getAttribute('alt')).toMatch(/\w{3}/);
      expect(await figure.locator('figcaption').isVisible()).toBe(true);
      expect(await figure.locator('button, input, select').filter({ visible: true }).count()).toBe(
        0,
      );
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(width);
    expect(requests.filter((path) => /safetensors|engine|\.wasm/.test(path))).toEqual([]);
    await context.close();
  });
});
