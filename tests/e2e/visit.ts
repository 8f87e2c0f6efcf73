import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect, inject } from 'vitest';

/** The site under test. */
export const site = inject('site');

/** The browser that all files share. */
export const browser = await chromium.connect(site.browser);

/** The address of a page as it is when opened from disk. */
export function fromDisk(page: string): string {
  const path = join(site.folder, page);
  return pathToFileURL(existsSync(join(path, 'index.html')) ? join(path, 'index.html') : path).href;
}

/** What a page did that no page of ours may do. */
export interface Problems {
  errors: string[];
  foreign: string[];
  failed: string[];
}

export interface Visit {
  page: Page;
  problems: Problems;
  close: () => Promise<void>;
}

/**
 * Opens a fresh page that notes errors, failed requests, and requests to anywhere but the site or
 * the disk. Requests to other hosts are not let out.
 */
export async function visit(options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const problems: Problems = { errors: [], foreign: [], failed: [] };
  page.on('pageerror', (error) => problems.errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.errors.push(message.text());
  });
  page.on('response', (response) => {
    if (response.status() >= 400) problems.failed.push(`${response.status()} ${response.url()}`);
  });
  const own = [site.url, 'file:', 'data:', 'blob:'];
  await context.route(
    (url) => !own.some((prefix) => url.href.startsWith(prefix)),
    (route) => {
      problems.foreign.push(route.request().url());
      return route.abort();
    },
  );
  return { page, problems, close: () => context.close() };
}

/** Waits for a value as long as a machine may need that has much else to do. */
export function eventually<T>(read: () => T | Promise<T>) {
  return expect.poll(read, { timeout: 60_000 });
}

/** Waits until no style is on its way to another, as after a change of the colour scheme. */
export async function transitionsOver(page: Page): Promise<void> {
  await page.waitForFunction(
    () => !document.getAnimations().some((animation) => animation instanceof CSSTransition),
  );
}
