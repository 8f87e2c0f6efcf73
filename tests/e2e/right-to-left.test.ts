import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually, site, type Visit, visit } from './visit.ts';

let opened: Visit;

beforeAll(async () => {
  opened = await visit({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  await opened.page.goto(`${site.url}arabic/`);
});

afterAll(() => opened.close());

const directionsOf = (selectors: string[]) =>
  opened.page.evaluate(
    (all) =>
      all.map((selector) => {
        const element = document.querySelector(selector);
        return element && getComputedStyle(element).direction;
      }),
    selectors,
  );

test('text runs from the right; code, formulas and numbers do not', async () => {
  const text = ['html', 'h1', 'p', 'table', 'figcaption'];
  expect(await directionsOf(text)).toEqual(text.map(() => 'rtl'));
  const others = ['pre', 'code', '.katex', '.katex-display', 'td[data-number]'];
  expect(await directionsOf(others)).toEqual(others.map(() => 'ltr'));
});

test('headings, lists and quotations hang on the right edge of the text', async () => {
  const edges = await opened.page.evaluate(() =>
    ['.masthead h1', '.section > h2:not(#abstract)', '.section > .text', 'blockquote'].map(
      (selector) =>
        Math.round(document.querySelector(selector)?.getBoundingClientRect().right ?? 0),
    ),
  );
  expect(new Set(edges).size).toBe(1);
  const list = await opened.page.evaluate(() => {
    const style = getComputedStyle(document.querySelector('.text ul') ?? document.body);
    return [style.paddingLeft, Number.parseFloat(style.paddingRight) > 0];
  });
  expect(list).toEqual(['0px', true]);
});

test('the carousel goes on to the left, and says so', async () => {
  const { page } = opened;
  const next = page.locator('.carousel .splide__arrow--next');
  const previous = page.locator('.carousel .splide__arrow--prev');
  const places = await Promise.all([next, previous].map((arrow) => arrow.boundingBox()));
  expect(places[0]?.x).toBeLessThan(places[1]?.x ?? 0);
  expect(await next.getAttribute('aria-label')).toBe('الشريحة التالية');
  const slides = page.locator('.carousel .splide__slide');
  const track = await page.locator('.carousel .splide__track').boundingBox();
  expect((await slides.nth(1).boundingBox())?.x).toBeLessThan(track?.x ?? 0);
  await next.click();
  await eventually(async () => Math.round((await slides.nth(1).boundingBox())?.x ?? 0)).toBe(
    Math.round(track?.x ?? 0),
  );
});

test('the handle of a comparison stands on the edge between its pictures', async () => {
  const { page } = opened;
  const slider = page.locator('.comparison input');
  const before = page.locator('.comparison .side').first();
  const clip = () => before.evaluate((side) => getComputedStyle(side).clipPath);
  expect(await clip()).toBe('inset(0px 0px 0px 70%)');
  await slider.focus();
  await page.keyboard.press('ArrowLeft');
  expect(await clip()).toBe('inset(0px 0px 0px 69.5%)');
});

test('the words of the page are those of its language', async () => {
  const { page } = opened;
  expect(await page.locator('#abstract').textContent()).toBe('الملخص');
  expect(await page.locator('.venue').textContent()).toMatch(/^1 \S+ 2026$/);
  const copy = page.locator('.listing .copy').first();
  await copy.click();
  await eventually(() => copy.textContent()).toMatch(/^تم (النسخ|التحديد)$/);
  const words = await page.locator('main').evaluate((main) => {
    const labels = [...main.querySelectorAll('[aria-label]')].map((element) =>
      element.getAttribute('aria-label'),
    );
    return labels.filter((label) => /[a-z]/i.test(label ?? ''));
  });
  expect(words).toEqual([]);
});
