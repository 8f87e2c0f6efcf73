import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/alis/engine/engine.ts';
import { parsePanorama } from '../../src/alis/latent/panorama.ts';
import { launchBrowser } from './browser.ts';
import { columns, computed, difference, pictureOn } from './pictures.ts';
import { eventually, site } from './visit.ts';
import { hills } from './weights.ts';

/** What lets a headless Chromium use the machine's GPU; other systems than Linux need no more than the first. */
const flags = ['--enable-unsafe-webgpu', '--ignore-gpu-blocklist', '--enable-gpu'];
const ofLinux = ['--use-angle=vulkan', '--enable-features=Vulkan'];

/** Only `npm run test:gpu` asks for it: it fails where there is no GPU. */
describe.runIf(process.env.npm_lifecycle_event === 'test:gpu')('on a GPU', () => {
  let browser: Browser;
  let page: Page;
  let engine: Engine;

  beforeAll(async () => {
    engine = await createEngine(hills, { backends: ['wasm'], workers: 0 });
    const args = process.platform === 'linux' ? [...flags, ...ofLinux] : flags;
    browser = await launchBrowser({ args });
    const viewport = { width: 640, height: 700 };
    page = await (await browser.newContext({ viewport, reducedMotion: 'reduce' })).newPage();
    await page.goto(`${site.url}demo/panorama/#landscape=9@0.7&at=8`);
    await page.addStyleTag({ content: '.demo-panorama { --height: 64px !important }' });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    engine?.dispose();
  });

  test('there is one, not one in software', async () => {
    const found = await page.evaluate(async () => {
      const { gpu } = navigator as unknown as { gpu?: { requestAdapter(): Promise<unknown> } };
      const adapter = (await gpu?.requestAdapter()) as
        | { info: { vendor: string; architecture: string; isFallbackAdapter?: boolean } }
        | undefined;
      const gl = new OffscreenCanvas(1, 1).getContext('webgl2', {
        failIfMajorPerformanceCaveat: true,
      });
      const { vendor, architecture, isFallbackAdapter } = adapter?.info ?? {};
      return { vendor, architecture, isFallbackAdapter, hasWebGl: gl !== null };
    });
    console.log('GPU:', found);
    expect(found).toMatchObject({ vendor: expect.any(String), hasWebGl: true });
    expect(found.isFallbackAdapter ?? false).toBe(false);
  });

  test('the panorama is the one that a processor computes', async () => {
    await page.locator('.panorama-stage.is-live').waitFor();
    const { tileWidth } = engine.architecture;
    const left = 8 * tileWidth - 320;
    const first = Math.floor(left / tileWidth);
    const tiles = await computed(engine, parsePanorama('9@0.7'), first, 640 / tileWidth + 1);
    const expected = columns(tiles, left - first * tileWidth, 640);
    const canvas = page.locator('.panorama-stage canvas');
    await eventually(async () => difference(await pictureOn(canvas), expected)).toBeLessThanOrEqual(
      2,
    );
    const line = await page.locator('.demo-statistics').innerText();
    console.log('Statistics:', line);
    expect(line).toContain('WebGPU');
  });

  test('a walk is drawn', async () => {
    const times = await page.locator('.panorama-stage canvas').evaluate(async (canvas) => {
      const found: number[] = [];
      let last = performance.now();
      for (let i = 0; i < 120; i++) {
        if (i % 12 === 0) {
          canvas.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageDown', cancelable: true }));
        }
        const now = await new Promise(requestAnimationFrame);
        found.push(now - last);
        last = now;
      }
      return found.slice(1).sort((a, b) => a - b);
    });
    const part = (share: number) => times[Math.floor(share * times.length)]?.toFixed(1);
    console.log(`Milliseconds a frame: ${part(0.5)} in the middle, ${part(0.95)} at 95 %`);
    expect(times.length).toBe(119);
  });
});
