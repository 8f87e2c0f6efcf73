import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { serve } from '../../src/commands/preview.ts';
import { launchBrowser } from './browser.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const base = '/some/where/';

/** A built site, below a sub-folder of a server, and a browser to see it with. */
export interface Site {
  folder: string;
  /** Ends with a slash. */
  url: string;
  /** Addresses of the HTML files, relative to `url`. */
  pages: string[];
  browser: Browser;
  close: () => Promise<void>;
}

/** The site under test, while tests run. */
export let site: Site;

beforeAll(async () => {
  site = await openSite();
}, 300_000);

afterAll(async () => {
  await site?.close();
});

/** Builds this repository's content with the command that a user runs, into a folder of its own. */
async function openSite(): Promise<Site> {
  const parent = await mkdtemp(join(tmpdir(), 'site-'));
  const folder = join(parent, 'dist');
  const cli = join(root, 'bin/pagescape.js');
  const build = [cli, 'build', root, '--out', folder, '--base', base];
  await promisify(execFile)(process.execPath, build, { cwd: root });
  const server = await serve(folder, { host: '127.0.0.1', base });
  const browser = await launchBrowser();
  const files = (await readdir(folder, { recursive: true })).sort();
  return {
    folder,
    url: server.url,
    pages: files
      .filter((path) => path.endsWith('.html'))
      .map((path) => path.replace(/(^|\/)index\.html$/, '$1')),
    browser,
    close: async () => {
      await browser.close();
      await server.close();
      await rm(parent, { recursive: true });
    },
  };
}

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
  const context = await site.browser.newContext(options);
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
