import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromDisk, type Problems, site, transitionsOver, visit } from './visit.ts';

/** Without those of which every part is on another page too. */
const pages = site.pages.filter((path) => !/^demo\/(?!all)/.test(path));

let axeSource: string;

beforeAll(async () => {
  axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
});

const answers = new Map<string, Promise<boolean>>();

/** Whether the server has something at an address; asked once. */
function isFound(address: string): Promise<boolean> {
  const answer = answers.get(address) ?? fetch(address).then(({ ok }) => ok);
  answers.set(address, answer);
  return answer;
}

/** Scrolls through the whole page, so that all that waits to be seen comes, and waits for every picture. */
async function seeAll(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const step = window.innerHeight;
    for (let y = 0; y < document.documentElement.scrollHeight; y += step) {
      window.scrollTo(0, y);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    window.scrollTo(0, 0);
    // Those of slides that are out of sight would never come.
    for (const image of document.images) image.loading = 'eager';
  });
  await page.waitForFunction(() => [...document.images].every(({ complete }) => complete));
}

test('the site has the pages that make it', () => {
  expect(site.pages).toEqual(expect.arrayContaining(['', '404.html', 'article/', 'plain/']));
});

// One visit for all that a page is asked: to open it costs more than the questions.
describe.each([...pages, 'demo/several/'])('/%s', (path) => {
  let page: Page;
  let problems: Problems;
  let close: () => Promise<void>;

  beforeAll(async () => {
    ({ page, problems, close } = await visit());
    await page.goto(site.url + path);
    await seeAll(page);
    await page.waitForLoadState('networkidle');
  });
  afterAll(() => close?.());

  test('neither errs, nor misses a file, nor asks another host', () => {
    expect(problems).toEqual({ errors: [], foreign: [], failed: [] });
  });

  test('has links that lead somewhere', async () => {
    const targets = await page
      .locator('a[href]')
      .evaluateAll((links) =>
        links.map((link) => (link instanceof HTMLAnchorElement ? link.href : '')),
      );
    for (const target of targets.filter((target) => target.startsWith(site.url))) {
      const [address = '', fragment] = target.split('#');
      expect({ target, found: await isFound(address) }).toEqual({ target, found: true });
      if (fragment && address === page.url().split('#')[0]) {
        const id = decodeURIComponent(fragment);
        expect(await page.locator(`[id="${id}"]`).count(), `#${id}`).toBe(1);
      }
    }
  });

  test.each([320, 768, 1440])('is no wider than a screen of %i pixels', async (width) => {
    await page.setViewportSize({ width, height: 800 });
    await seeAll(page);
    const wide = await page.evaluate(() => {
      const { scrollWidth = 0, clientWidth = 0 } = document.scrollingElement ?? {};
      if (scrollWidth <= clientWidth) return [];
      const clips = (element: Element | null): boolean =>
        element !== null &&
        element !== document.body &&
        (getComputedStyle(element).overflowX !== 'visible' || clips(element.parentElement));
      return [...document.body.querySelectorAll('*')]
        .filter((element) => element.getBoundingClientRect().right > clientWidth)
        .filter((element) => !clips(element.parentElement))
        .map((element) => `${scrollWidth}: ${element.outerHTML.slice(0, 120)}`);
    });
    expect(wide).toEqual([]);
  });

  test.each(['light', 'dark'] as const)('breaks no rule of axe in the %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await transitionsOver(page);
    await page.evaluate(axeSource);
    // All that colours change is their contrast.
    const rules = colorScheme === 'dark' ? `runOnly: ['color-contrast'],` : '';
    const violations = await page.evaluate<string[]>(`axe
      .run({ ${rules} resultTypes: ['violations'] })
      .then(({ violations }) => violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => id + ': ' + html + ' ' + failureSummary)))`);
    expect(violations).toEqual([]);
  });

  test('is printed dark on white, without buttons', async () => {
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const { paper, ink } = await page.evaluate(() => {
      const style = getComputedStyle(document.body);
      const backdrop = getComputedStyle(document.documentElement).backgroundColor;
      return { paper: [backdrop, style.backgroundColor], ink: style.color };
    });
    const clear = /^(rgb\(255, 255, 255\)|rgba\(0, 0, 0, 0\))$/;
    expect(paper).toEqual(paper.filter((colour) => clear.test(colour)));
    const [red = 255, green = 255, blue = 255] = (ink.match(/\d+/g) ?? []).map(Number);
    expect(Math.max(red, green, blue)).toBeLessThan(64);
    expect(await page.locator('button:visible').count()).toBe(0);
  });
});

test('no page errs, misses a file, or asks another host when opened from disk', async () => {
  const { page, problems, close } = await visit();
  // The not-found page is served at any address, and so cannot be relative to its own.
  for (const path of pages.filter((path) => path !== '404.html')) {
    await page.goto(fromDisk(path));
    await seeAll(page);
    await page.waitForLoadState('networkidle');
    expect({ path, ...problems }).toEqual({ path, errors: [], foreign: [], failed: [] });
  }
  await close();
});

test('on a phone every button is at least 44 pixels wide and high', {
  timeout: 60_000,
}, async () => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const { page, close } = await visit(phone);
  for (const path of pages) {
    await page.goto(site.url + path);
    await seeAll(page);
    const small = await page
      .locator('button:visible, a:is(.pill, .tool, .home):visible')
      .evaluateAll((all) =>
        all
          .map((button) => ({ button, box: button.getBoundingClientRect() }))
          .filter(({ box }) => Math.min(box.width, box.height) < 43.5)
          .map(({ button, box }) => `${button.outerHTML.slice(0, 120)} ${box.width}×${box.height}`),
      );
    expect({ path, small }).toEqual({ path, small: [] });
  }
  await close();
});

/** Points of paper for a pixel of the page, as a PDF of Chromium's says: pages that are too wide are made smaller. */
function pointsOfPixel(pdf: Buffer): number {
  const streams = pdf.toString('latin1').matchAll(/stream\r?\n([\s\S]*?)endstream/g);
  for (const [, packed = ''] of streams) {
    const text = unpacked(Buffer.from(packed, 'latin1'));
    const [, page, content] =
      /^(\.\d+) 0 0 -\.\d+ [^\n]* cm[\s\S]*?^([\d.]+) 0 0 [\d.]+ [^\n]* cm/m.exec(text) ?? [];
    if (page && content) return Number(page) * Number(content);
  }
  throw new Error('the PDF has no page');
}

/** Empty for what is packed in another way. */
function unpacked(stream: Buffer): string {
  try {
    return inflateSync(stream).toString('latin1');
  } catch {
    return '';
  }
}

test.each(['article/', 'demo/all/'])('%s is printed with text of full size', async (path) => {
  const { page, close } = await visit();
  await page.goto(site.url + path);
  expect(pointsOfPixel(await page.pdf({ format: 'A4' }))).toBeCloseTo(72 / 96, 3);
  await close();
});

test('a long page is printed on several sheets', async () => {
  const { page, close } = await visit();
  await page.goto(`${site.url}article/`);
  const pdf = await page.pdf({ format: 'A4' });
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(1);
  await close();
});
