import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { shutScripts } from '../../.github/scripts/preview/scripts-off.mjs';
import { launchBrowser } from '../e2e/browser.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
});

const author = `<!doctype html><html><head><title>Page</title>
  <script>ran.push('inline')</script>
  <script src="https://preview.test/outer.js"></script>
  <script type="module">ran.push('module')</script></head>
  <body onload="ran.push('event')"><img src="x:" onerror="ran.push('error')">
  <iframe srcdoc="<script>parent.ran.push('frame')</script>"></iframe>
  <iframe src="javascript:parent.ran.push('url')"></iframe>
  <object data="data:text/html,<script>parent.ran.push('object')</script>"></object>
  <p>Words</p></body></html>`;

async function whatRan(html: string): Promise<string[]> {
  const page = await browser.newPage();
  const ran: string[] = [];
  await page.addInitScript(() => {
    Object.assign(window, { ran: [] });
  });
  await page.route('https://preview.test/**', (route) =>
    route.request().url().endsWith('.js')
      ? route.fulfill({ contentType: 'text/javascript', body: "ran.push('outer')" })
      : route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }),
  );
  await page.goto('https://preview.test/');
  expect(await page.locator('p').textContent()).toBe('Words');
  ran.push(...(await page.evaluate<string[]>('window.ran')));
  await page.close();
  return ran.sort();
}

test('a browser runs no script of a page whose scripts are off', async () => {
  expect(await whatRan(author)).toEqual(
    expect.arrayContaining(['event', 'inline', 'module', 'outer']),
  );
  const shut = shutScripts('.html', Buffer.from(author));
  expect(await whatRan(String(shut))).toEqual([]);
});
