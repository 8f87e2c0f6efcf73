import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { randomWeights } from '../../src/alis/backends/random-weights.ts';
import type { Config } from '../../src/alis/model/config.ts';
import { serve } from '../../src/commands/preview.ts';
import { buildSite } from '../../src/site/build.ts';
import { configOf } from '../alis/support.ts';
import { launchBrowser } from './browser.ts';

/** A built page that runs a small untrained generator, and a browser to see it with. */
export interface DemoPage {
  /** Of the site. */
  folder: string;
  /** Of the page. */
  url: string;
  weights: Uint8Array;
  browser: Browser;
  close: () => Promise<void>;
}

/** As the generator that comes with this package, but with fewer channels. */
export const smallConfig = configOf(
  { padding: 'neighbour', noise: 'field', channel_base: 256, channel_max: 24 },
  { name: 'Hills', img_resolution: 64 },
);

/**
 * Builds a page with these blocks, in YAML, one each: `{type: custom_include, file: alis/carousel.html}`.
 * @throws if the build has any problem to report
 */
export async function openDemoPage(
  blocks: readonly string[],
  config: Config = smallConfig,
): Promise<DemoPage> {
  const root = await mkdtemp(join(tmpdir(), 'demo-'));
  const weights = randomWeights(config, 7, 'F16');
  await mkdir(join(root, 'content'));
  await mkdir(join(root, 'assets/models'), { recursive: true });
  await writeFile(join(root, 'assets/models/hills.safetensors'), weights);
  const paragraphs = blocks.map((block) => `      - ${block}\n`).join('');
  const front = `title: A demo\nsections:\n  - title: Demo\n    paragraphs:\n${paragraphs}`;
  await writeFile(join(root, 'content/demo.md'), `---\n${front}---\n`);
  const folder = join(root, 'dist');
  const report = await buildSite({ root, out: folder, base: '/', strict: true, drafts: false });
  if (!report.ok) throw new Error(JSON.stringify(report.diagnostics, null, 2));
  const server = await serve(folder, { host: '127.0.0.1', base: '/' });
  const browser = await launchBrowser();
  return {
    folder,
    url: `${server.url}demo/`,
    weights,
    browser,
    close: async () => {
      await browser.close();
      await server.close();
      await rm(root, { recursive: true });
    },
  };
}
