import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { site, visit } from './visit.ts';

/** The fonts that really drew an element's text, as the browser's inspector tells. */
async function fontsOf(page: Page, selector: string): Promise<{ name: string; own: boolean }[]> {
  const inspector = await page.context().newCDPSession(page);
  await inspector.send('DOM.enable');
  await inspector.send('CSS.enable');
  const { root } = await inspector.send('DOM.getDocument');
  const { nodeId } = await inspector.send('DOM.querySelector', { nodeId: root.nodeId, selector });
  const { fonts } = await inspector.send('CSS.getPlatformFontsForNode', { nodeId });
  return fonts.map(({ familyName, isCustomFont }) => ({ name: familyName, own: isCustomFont }));
}

async function computed(locator: Locator, property: string): Promise<string> {
  return locator.evaluate(
    (element, name) => getComputedStyle(element).getPropertyValue(name),
    property,
  );
}

test('math is set in its own letters', async () => {
  const { page, problems, close } = await visit({ javaScriptEnabled: false });
  const fonts: string[] = [];
  page.on('requestfinished', (request) => {
    if (request.resourceType() === 'font') fonts.push(request.url());
  });
  await page.goto(`${site.url}article/`, { waitUntil: 'networkidle' });
  // Those of controls are set too, but shown only where a script answers to them.
  const sizes = await page.locator('.katex-html').evaluateAll((formulas) =>
    formulas
      .filter((formula) => formula.checkVisibility())
      .map((formula) => formula.getBoundingClientRect())
      .map(({ width, height }) => Math.min(width, height)),
  );
  expect(sizes.length).toBeGreaterThan(3);
  expect(Math.min(...sizes)).toBeGreaterThan(4);
  expect(await fontsOf(page, '.text .katex-html .mathnormal')).toContainEqual({
    name: 'KaTeX_Math',
    own: true,
  });
  expect(fonts.filter((url) => /KaTeX_/.test(url) && url.startsWith(site.url))).not.toEqual([]);
  expect(problems).toEqual({ errors: [], foreign: [], failed: [] });
  await close();
});

test('a page without math asks for none of its fonts', async () => {
  const { page, close } = await visit({ javaScriptEnabled: false });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`${site.url}404.html`, { waitUntil: 'networkidle' });
  expect(asked.filter((url) => /katex/i.test(url))).toEqual([]);
  await close();
});

test('a carousel scrolls by itself from slide to slide', async () => {
  const { page, close } = await visit({ javaScriptEnabled: false });
  await page.goto(`${site.url}article/`);
  const track = page.locator('.splide__track').first();
  await track.scrollIntoViewIfNeeded();
  const slides = track.locator('.splide__slide');
  expect(await slides.count()).toBeGreaterThan(1);
  const scroller = page.locator(':is(.splide__track, .splide__list)').filter({ visible: true });
  const snapping = await scroller.evaluateAll(
    (all) =>
      all.filter((element) => getComputedStyle(element).scrollSnapType.startsWith('x')).length,
  );
  expect(snapping).toBeGreaterThan(0);
  expect(
    await slides.nth(1).evaluate((slide) => slide.getBoundingClientRect().width),
  ).toBeGreaterThan(100);
  expect(await computed(slides.first(), 'scroll-snap-align')).not.toBe('none');
  await close();
});

test('what only a script can do is not offered', async () => {
  const { page, close } = await visit({ javaScriptEnabled: false });
  for (const path of site.pages) {
    await page.goto(site.url + path);
    expect(await page.locator('button:visible').allInnerTexts(), path).toEqual([]);
  }
  await close();
});

test('a video from YouTube is a link to it', async () => {
  const { page, problems, close } = await visit({ javaScriptEnabled: false });
  await page.goto(`${site.url}article/`, { waitUntil: 'networkidle' });
  const link = page.locator('a.youtube').first();
  expect(await link.isVisible()).toBe(true);
  expect(problems.foreign).toEqual([]);
  await close();
});

test('both pictures of a comparison can be seen', async () => {
  const { page, close } = await visit({ javaScriptEnabled: false });
  await page.goto(`${site.url}article/`);
  const pictures = page.locator('.comparison img');
  expect(await pictures.count()).toBe(2);
  for (const picture of await pictures.all()) {
    await picture.scrollIntoViewIfNeeded();
    expect((await picture.boundingBox())?.width ?? 0).toBeGreaterThan(100);
  }
  await close();
});
