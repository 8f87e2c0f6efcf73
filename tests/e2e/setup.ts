import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sharp from 'sharp';
import type { TestProject } from 'vitest/node';
import { serveFolder } from '../../src/serve/serve-folder.ts';
import { addSessionPage } from './add-session-page.ts';
import { launchBrowserServer } from './browser.ts';
import { hills, low } from './weights.ts';

/** The site that all tests in a browser share, and the browser. */
export interface SharedSite {
  /** Where the built site is on disk. */
  readonly folder: string;
  /** Where it is served, below a folder of the server; ends with a slash. */
  readonly url: string;
  /** Addresses of the HTML files, relative to `url`. */
  readonly pages: readonly string[];
  /** Where the browser listens for Playwright. */
  readonly browser: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    site: SharedSite;
  }
}

const source = fileURLToPath(new URL('site', import.meta.url));
const cli = fileURLToPath(new URL('../../bin/pagescape.js', import.meta.url));
const base = '/some/where/';

/** Builds and serves one site, and starts one browser, for all files of tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const root = await mkdtemp(join(tmpdir(), 'pagescape-e2e-'));
  const folder = join(root, 'dist');
  await cp(source, root, { recursive: true });
  await addAssets(join(root, 'assets'));
  const build = [cli, 'build', root, '--out', folder, '--base', base, '--strict'];
  await promisify(execFile)(process.execPath, build, { cwd: root });
  const files = await readdir(folder, { recursive: true });
  await addSessionPage(join(folder, 'session'));
  const server = await serveFolder(folder, { host: '127.0.0.1', base });
  const browser = await launchBrowserServer();
  project.provide('site', {
    folder,
    url: server.url,
    pages: files
      .filter((path) => path.endsWith('.html'))
      .map((path) => path.replace(/(^|\/)index\.html$/, '$1'))
      .sort(),
    browser: browser.wsEndpoint(),
  });
  return async () => {
    await browser.close();
    await server.close();
    await rm(root, { recursive: true });
  };
}

/** What is better made than kept: pictures of two colours each, and weights. */
async function addAssets(folder: string): Promise<void> {
  const skies = {
    dawn: ['#f5c6a5', '#3a4a7a'],
    noon: ['#9cc8f0', '#4f7f4a'],
    dusk: ['#d86a4a', '#2a2038'],
    night: ['#101830', '#05070c'],
  };
  for (const [name, [above, below]] of Object.entries(skies)) {
    const gradient = `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="600"><defs><linearGradient id="g" x2="0" y2="1"><stop stop-color="${above}"/><stop offset="1" stop-color="${below}"/></linearGradient></defs><rect width="960" height="600" fill="url(#g)"/></svg>`;
    await sharp(Buffer.from(gradient))
      .jpeg()
      .toFile(join(folder, `${name}.jpg`));
  }
  await mkdir(join(folder, 'models'));
  await writeFile(join(folder, 'models/hills.safetensors'), hills);
  await writeFile(join(folder, 'models/low.safetensors'), low);
}
