import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DevServer, serveDev } from '../../src/serve/dev-server.ts';
import { browser, eventually } from './visit.ts';

let root: string;
let dev: DevServer;
let page: Page;
const errors: string[] = [];

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const square = (colour: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><rect width="60" height="40" fill="${colour}"/></svg>`;

const content = (words: string) => `---
title: Live
published: false
sections:
  - title: First
    paragraphs:
      - type: text
        content: "${words}"
      - type: carousel
        items: [{url: /assets/a.svg, alt: A}, {url: /assets/b.svg, alt: B}, {url: /assets/c.svg, alt: C}]
      - type: image
        url: /assets/a.svg
        alt: Large
---
<link rel="stylesheet" href="/assets/own.css">

<details><summary>More</summary>Hidden</details>

${'A line of text.\n\n'.repeat(60)}
## Last

The end.
`;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'pagescape-dev-'));
  put('content/live.md', content('One.'));
  for (const name of ['a', 'b', 'c']) put(`assets/${name}.svg`, square('#246'));
  put('assets/own.css', 'h2 { letter-spacing: 1px }');
  put('editor.sh', '#!/bin/sh\necho "$@" > "$(dirname "$0")/opened"\n');
  chmodSync(join(root, 'editor.sh'), 0o755);
  process.env.LAUNCH_EDITOR = join(root, 'editor.sh');
  dev = await serveDev({ root }, 0, () => {});
  const context = await browser.newContext();
  page = await context.newPage();
  page.on('pageerror', ({ message }) => errors.push(message));
  await page.goto(`${dev.url}live/`);
  await page.locator('.splide.is-initialized').waitFor();
  // Lost when the page is loaded anew.
  await page.evaluate(() => {
    document.documentElement.title = 'the same';
  });
});

afterAll(async () => {
  delete process.env.LAUNCH_EDITOR;
  await page.context().close();
  await dev.close();
  rmSync(root, { recursive: true });
});

const isSame = () => page.evaluate(() => document.documentElement.title === 'the same');
const text = () => page.locator('.text').first().textContent();

test('a save changes what it changes, and leaves the rest of the page as it is', async () => {
  await page.getByRole('button', { name: /next/i }).click();
  const second = page.locator('.splide__slide.is-active');
  await eventually(() => second.getAttribute('aria-label')).toContain('2');
  await page.getByText('More').click();
  await page.locator('a.enlarge').click();
  await page.getByText('The end.').evaluate((end) => end.scrollIntoView({ behavior: 'instant' }));
  const before = await page.evaluate(() => scrollY);
  expect(before).toBeGreaterThan(500);

  put('content/live.md', content('Two, with *more* of it.'));
  await eventually(text).toContain('Two, with more of it.');
  expect(await second.getAttribute('aria-label')).toContain('2');
  expect(await page.locator('details').getAttribute('open')).toBe('');
  expect(await page.locator('dialog[open]').count()).toBe(1);
  expect(await page.evaluate(() => scrollY)).toBe(before);
  expect(await isSame()).toBe(true);
  await page.keyboard.press('Escape');
});

test('a style sheet is changed without the page being loaded anew', async () => {
  put('assets/own.css', 'h2 { letter-spacing: 3px }');
  const spacing = () =>
    page
      .locator('h2')
      .first()
      .evaluate((heading) => getComputedStyle(heading).letterSpacing);
  await eventually(spacing).toBe('3px');
  await eventually(() => page.locator('link[href*="own.css"]').count()).toBe(1);
  expect(await isSame()).toBe(true);
});

test('a draft is marked, problems are shown and go when they are mended', async () => {
  await page.getByText('Draft: not published').waitFor();
  put('content/live.md', content(String.raw`Two \\(x^\\)`));
  const panel = page.getByRole('region', { name: 'Problems' });
  await panel.getByText('error[bad-latex]').waitFor();
  expect(await text()).toContain('Two, with more of it.');
  await panel.getByRole('button', { name: 'content/live.md:8:' }).click();
  await eventually(() => readFileSync(join(root, 'opened'), 'utf8')).toMatch(/live\.md 8 \d+\n/);
  put('content/live.md', content('Three.'));
  await eventually(text).toContain('Three.');
  await eventually(() => panel.count()).toBe(0);
  expect(await isSame()).toBe(true);
});

test('a click with Alt opens the line that made what is under it', async () => {
  const heading = page.getByRole('heading', { name: 'Last' });
  await heading.hover();
  await page.keyboard.down('Alt');
  await eventually(() => page.locator('pagescape-dev .frame').isVisible()).toBe(true);
  await heading.click();
  await page.keyboard.up('Alt');
  const line = content('').split('\n').indexOf('## Last') + 1;
  await eventually(() => readFileSync(join(root, 'opened'), 'utf8')).toMatch(`live.md ${line} 1`);
  expect(await page.locator('pagescape-dev .frame').isVisible()).toBe(false);
});

test('what scripts have to begin anew is loaded anew, with what was open', async () => {
  const more = content('Three.').replace(
    '{url: /assets/c.svg, alt: C}',
    '{url: /assets/c.svg, alt: D}',
  );
  put('content/live.md', more);
  await eventually(isSame).toBe(false);
  await eventually(() => page.locator('img[alt="D"]').count()).toBe(1);
  await eventually(() => page.locator('details[open]').count()).toBe(1);
  expect(errors).toEqual([]);
});
