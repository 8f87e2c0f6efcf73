import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { serveFolder } from '../../src/serve/serve-folder.ts';
import { type Build, buildSite } from '../../src/site/build.ts';

/** Three pages that show pictures in every way there is. */
const pages = {
  blocks: `---
title: Blocks
conference: A venue, in letters of several kinds
authors: [{name: Ada, affiliations: [1]}]
organizations: [{name: University, logo: /assets/logo.png, logo_dark: /assets/night.jpg}]
teaser: {type: image, url: /assets/wide.jpg, alt: A wide view}
sections:
  - title: Pictures
    paragraphs:
      - {type: image, url: /assets/day.jpg, alt: Day, caption: "With *words*"}
      - {type: images, urls: [/assets/day.jpg, /assets/night.jpg], alt: Both, max_width: 300}
      - {type: comparison, before: {url: /assets/day.jpg, alt: Day}, after: {url: /assets/night.jpg, alt: Night}}
---
`,
  prose: `---
title: Prose with $\\sqrt{n}$
abstract: A formula, \\(\\mathcal{L} = \\sum_i x_i\\), and **bold** words.
---
![Day](/assets/day.jpg)

<p><img src="/assets/night.jpg" alt="Night" width="300"></p>

<div style="background: url(/assets/logo.png); height: 4rem"></div>

    code
`,
  slides: `---
title: Slides
sections:
  - paragraphs:
      - {type: carousel, per_page: 2, items: [{url: /assets/day.jpg, alt: Day}, {url: /assets/night.jpg, alt: Night}]}
      - {type: code, language: python, content: "x = 1"}
---
`,
};

let root: string;
let report: Build;
let server: Awaited<ReturnType<typeof serveFolder>>;
let browser: Browser;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'pagescape-report-'));
  const put = (path: string, content: string | Uint8Array) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  for (const [name, text] of Object.entries(pages)) put(`content/${name}.md`, text);
  put('assets/day.jpg', await picture(1500, 700, '#f5c6a5'));
  put('assets/night.jpg', await picture(1500, 700, '#101830'));
  put('assets/wide.jpg', await picture(2600, 600, '#9cc8f0'));
  put(
    'assets/logo.png',
    await sharp(await picture(900, 300, '#4f7f4a'))
      .png()
      .toBuffer(),
  );
  const out = join(root, 'dist');
  report = await buildSite({ root, out, base: '/', strict: true, drafts: false });
  server = await serveFolder(out, { host: '127.0.0.1' });
  browser = await chromium.connect(inject('site').browser);
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(root, { recursive: true, force: true });
});

/** A slope of colours with some grain, which is neither tiny nor hopeless to encode. */
async function picture(width: number, height: number, colour: string): Promise<Buffer> {
  const grain = { type: 'gaussian', mean: 128, sigma: 6 } as const;
  return sharp({ create: { width, height, channels: 3, background: colour, noise: grain } })
    .blur(1.2)
    .tint(colour)
    .jpeg({ quality: 95 })
    .toBuffer();
}

/** What a browser loads of a page that is read to its end, in bytes by kind. */
async function loadedBytes(address: string): Promise<Record<string, number>> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const bodies: Promise<[string, number]>[] = [];
  page.on('requestfinished', (request) => {
    const kind = request.resourceType();
    bodies.push(
      request.response().then(async (response) => [kind, (await response?.body())?.length ?? 0]),
    );
  });
  await page.goto(server.url + address, { waitUntil: 'networkidle' });
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  for (let y = 0; y < height; y += 600) {
    await page.evaluate((to) => window.scrollTo(0, to), y);
    await page.waitForLoadState('networkidle');
  }
  await page.waitForFunction(() =>
    [...document.images].every((image) => image.complete || image.getClientRects().length === 0),
  );
  const bytes: Record<string, number> = {};
  for (const [kind, length] of await Promise.all(bodies)) bytes[kind] = (bytes[kind] ?? 0) + length;
  await context.close();
  return bytes;
}

describe('the report of a build says what a browser loads', () => {
  it.each(Object.keys(pages))('of %s', async (name) => {
    expect(report.diagnostics).toEqual([]);
    const { bytes } = report.pages.find(({ output }) => output === `${name}/index.html`) ?? {};
    const loaded = await loadedBytes(`${name}/`);
    expect(bytes).toEqual({
      html: loaded.document,
      css: loaded.stylesheet,
      js: loaded.script,
      fonts: loaded.font,
      pictures: loaded.image ?? 0,
      onDemand: 0,
    });
  });
});
