import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { eventually, site, type Visit, visit } from './visit.ts';

async function openArticle(options: BrowserContextOptions = {}): Promise<Visit> {
  const visited = await visit(options);
  await visited.page.goto(`${site.url}article/`);
  return visited;
}

function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.outerHTML ?? '');
}

describe('a carousel', () => {
  test('moves by its arrows and by the keyboard', async () => {
    const { page, problems, close } = await openArticle();
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
    await page.goto(`${site.url}404.html`);
    expect(scripts.filter((url) => /carousel|splide/i.test(url))).toEqual([]);
    await page.goto(`${site.url}article/`);
    expect(scripts.filter((url) => /carousel|splide/i.test(url))).not.toEqual([]);
    await close();
  });
});

test('a comparison is moved by the keyboard', async () => {
  const { page, close } = await openArticle();
  const slider = page.locator('.comparison').getByRole('slider');
  await slider.scrollIntoViewIfNeeded();
  await eventually(() =>
    page
      .locator('.comparison img')
      .evaluateAll((pictures: HTMLImageElement[]) => pictures.every(({ complete }) => complete)),
  ).toBe(true);
  await slider.focus();
  const before = await page.locator('.comparison').screenshot();
  const value = Number(await slider.inputValue());
  for (let press = 0; press < 20; press += 1) await page.keyboard.press('ArrowRight');
  expect(Number(await slider.inputValue())).toBeGreaterThan(value);
  expect((await page.locator('.comparison').screenshot()).equals(before)).toBe(false);
  await close();
});

test('a video from YouTube asks for nothing before the click, and then for no cookie', async () => {
  const { page, problems, close } = await openArticle();
  await page.locator('a.youtube').first().scrollIntoViewIfNeeded();
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
  const { page, close } = await openArticle();
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
    await page.goto(`${site.url}article/`);
    const section = page.locator('.citation');
    const button = section.getByRole('button', { name: /copy/i });
    // The words stand there for two seconds, which may pass before a slow machine looks.
    const words = await button.evaluateHandle((element) => {
      const found: string[] = [];
      new MutationObserver(() => found.push(element.textContent ?? '')).observe(element, {
        childList: true,
        characterData: true,
        subtree: true,
      });
      return found;
    });
    await button.click();
    const text = await section.locator('pre').textContent();
    expect(text).toMatch(/^@\w+\{/);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text?.trim());
    await eventually(() => words.jsonValue()).toContain('Copied');
    await close();
  });

  test('is offered as a file', async () => {
    const { page, close } = await visit({ javaScriptEnabled: false });
    await page.goto(`${site.url}article/`);
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
    await page.goto(`${site.url}article/`);
    expect(await brightness(page)).toBeLessThan(64);
    await page.emulateMedia({ colorScheme: 'light' });
    await eventually(() => brightness(page)).toBeGreaterThan(192);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await page.getByRole('button', { name: /dark/i }).click();
    await eventually(() => brightness(page)).toBeLessThan(64);
    await page.goto(`${site.url}plain/`);
    expect(await brightness(page)).toBeLessThan(64);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await brightness(page)).toBeLessThan(64);
    await close();
  });
});

describe('videos', () => {
  test('that play by themselves are muted, play in view, and stop out of it', async () => {
    const { page, close } = await openArticle();
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
    const { page, close } = await openArticle({ reducedMotion: 'reduce' });
    for (const video of await page.locator('video').all()) {
      await video.scrollIntoViewIfNeeded();
      // The page's own observers were there before this one, and so were told before it.
      const { paused, controls } = await video.evaluate(async (element: HTMLVideoElement) => {
        await new Promise<void>((resolve) => {
          new IntersectionObserver(
            ([entry]) => {
              if (entry?.isIntersecting) resolve();
            },
            { threshold: 0.2 },
          ).observe(element);
        });
        return { paused: element.paused, controls: element.controls };
      });
      expect({ paused, controls }).toEqual({ paused: true, controls: true });
    }
    await close();
  });
});
