import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { site, type Visit, visit } from './site.ts';

async function openGuide(options: BrowserContextOptions = {}): Promise<Visit> {
  const visited = await visit(options);
  await visited.page.goto(`${site.url}guide/`, { waitUntil: 'networkidle' });
  return visited;
}

function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.outerHTML ?? '');
}

/** Waits for a value as long as a busy machine may need. */
function eventually<T>(read: () => T | Promise<T>) {
  return expect.poll(read, { timeout: 10_000 });
}

describe('a carousel', () => {
  test('moves by its arrows and by the keyboard', async () => {
    const { page, problems, close } = await openGuide();
    const carousel = page.locator('[aria-roledescription=carousel]').first();
    await carousel.scrollIntoViewIfNeeded();
    await page.locator('.splide.is-initialized').first().waitFor();
    const active = carousel.locator('.splide__slide.is-active');
    const first = await active.getAttribute('aria-label');
    await carousel.getByRole('button', { name: /next/i }).click();
    await eventually(() => active.getAttribute('aria-label')).not.toBe(first);
    const second = await active.getAttribute('aria-label');
    await carousel.getByRole('button', { name: /next/i }).focus();
    await page.keyboard.press('ArrowLeft');
    await eventually(() => active.getAttribute('aria-label')).toBe(first);
    await page.keyboard.press('ArrowRight');
    await eventually(() => active.getAttribute('aria-label')).toBe(second);
    expect(problems.errors).toEqual([]);
    await close();
  });

  test('is loaded by pages that have one alone', async () => {
    const { page, close } = await visit();
    const scripts: string[] = [];
    page.on('request', (request) => {
      if (request.resourceType() === 'script') scripts.push(request.url());
    });
    await page.goto(`${site.url}404.html`, { waitUntil: 'networkidle' });
    expect(scripts.filter((url) => /carousel|splide/i.test(url))).toEqual([]);
    await page.goto(`${site.url}guide/`, { waitUntil: 'networkidle' });
    expect(scripts.filter((url) => /carousel|splide/i.test(url))).not.toEqual([]);
    await close();
  });
});

test('a comparison is moved by the keyboard', async () => {
  const { page, close } = await openGuide();
  const slider = page.locator('.comparison').getByRole('slider');
  await slider.scrollIntoViewIfNeeded();
  await slider.focus();
  const before = await page.locator('.comparison').screenshot();
  const value = Number(await slider.inputValue());
  for (let press = 0; press < 20; press += 1) await page.keyboard.press('ArrowRight');
  expect(Number(await slider.inputValue())).toBeGreaterThan(value);
  expect((await page.locator('.comparison').screenshot()).equals(before)).toBe(false);
  await close();
});

test('a video from YouTube asks for nothing before the click, and then for no cookie', async () => {
  const { page, problems, close } = await openGuide();
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await page.waitForLoadState('networkidle');
  expect(problems.foreign).toEqual([]);
  const link = page.locator('a.youtube').first();
  await link.focus();
  await page.keyboard.press('Enter');
  await eventually(() => problems.foreign.length).toBeGreaterThan(0);
  expect(problems.foreign.map((url) => new URL(url).host)).toEqual(['www.youtube-nocookie.com']);
  expect(await focused(page)).toContain('iframe');
  await close();
});

test('a figure opens large by Enter, closes by Escape, and gives the focus back', async () => {
  const { page, close } = await openGuide();
  const opener = page.locator('a.enlarge').first();
  await opener.focus();
  const before = await focused(page);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  const picture = dialog.locator('img');
  await eventually(() => picture.evaluate((image) => image.clientWidth)).toBeGreaterThan(300);
  expect(await page.evaluate(() => document.activeElement?.closest('dialog') !== null)).toBe(true);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  expect(await focused(page)).toBe(before);
  await close();
});

describe('BibTeX', () => {
  test('is copied by its button, which says so', async () => {
    const { page, close } = await visit({
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await page.goto(`${site.url}alis/`, { waitUntil: 'networkidle' });
    const section = page.locator('.citation');
    await section.getByRole('button', { name: /copy/i }).click();
    const text = await section.locator('pre').textContent();
    expect(text).toMatch(/^@\w+\{/);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text?.trim());
    await eventually(() => page.getByText('Copied').count()).toBeGreaterThan(0);
    await close();
  });

  test('is offered as a file', async () => {
    const { page, close } = await visit({ javaScriptEnabled: false });
    await page.goto(`${site.url}alis/`);
    const link = page.locator('.citation a[download]');
    const address = await link.evaluate((element) =>
      element instanceof HTMLAnchorElement ? element.href : '',
    );
    const shown = await page.locator('.citation pre').textContent();
    expect((await (await fetch(address)).text()).trim()).toBe(shown?.trim());
    expect(address).toMatch(/\.bib$/);
    await close();
  });
});

describe('light and dark', () => {
  async function brightness(page: Page): Promise<number> {
    const colour = await page.evaluate(() => {
      const [body, html] = [document.body, document.documentElement].map(
        (element) => getComputedStyle(element).backgroundColor,
      );
      return body === 'rgba(0, 0, 0, 0)' ? html : body;
    });
    return Number(/\d+/.exec(colour ?? '')?.[0]);
  }

  test('follow the system until someone chooses, and then the choice', async () => {
    const { page, close } = await visit({ colorScheme: 'dark' });
    await page.goto(`${site.url}alis/`);
    expect(await brightness(page)).toBeLessThan(64);
    await page.emulateMedia({ colorScheme: 'light' });
    await eventually(() => brightness(page)).toBeGreaterThan(192);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await page.getByRole('button', { name: /dark/i }).click();
    await eventually(() => brightness(page)).toBeLessThan(64);
    await page.goto(`${site.url}guide/`);
    expect(await brightness(page)).toBeLessThan(64);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await brightness(page)).toBeLessThan(64);
    await close();
  });
});

describe('videos', () => {
  test('that play by themselves are muted, play in view, and stop out of it', async () => {
    const { page, close } = await openGuide();
    const video = page.locator('video[data-autoplay]').first();
    expect(
      await video.evaluate((element) => element instanceof HTMLVideoElement && element.muted),
    ).toBe(true);
    const paused = () =>
      video.evaluate((element) => element instanceof HTMLVideoElement && element.paused);
    await video.scrollIntoViewIfNeeded();
    await eventually(paused).toBe(false);
    await page.evaluate(() => window.scrollTo(0, 0));
    await eventually(paused).toBe(true);
    await close();
  });

  test('stay still for those who ask for less motion', async () => {
    const { page, close } = await openGuide({ reducedMotion: 'reduce' });
    for (const video of await page.locator('video').all()) {
      await video.scrollIntoViewIfNeeded();
      await page.waitForTimeout(300);
      const { paused, controls } = await video.evaluate((element) => ({
        paused: element instanceof HTMLVideoElement && element.paused,
        controls: element instanceof HTMLVideoElement && element.controls,
      }));
      expect({ paused, controls }).toEqual({ paused: true, controls: true });
    }
    await close();
  });
});
