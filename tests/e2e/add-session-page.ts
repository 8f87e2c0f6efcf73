import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { createEngine, type Engine } from '../../src/alis/engine/engine.ts';
import { parsePanorama } from '../../src/alis/latent/panorama.ts';
import { parameterCount } from '../../src/alis/model/architecture.ts';
import { readArchitecture } from '../../src/alis/model/weights.ts';
import { themeManifest } from '../../src/render/theme.ts';
import { bundleScript } from '../../src/theme/client.ts';
import { wordsFor } from '../../src/words/words.ts';
import { low as weights } from './weights.ts';

const compiled = fileURLToPath(new URL('../../lib/theme/files/', import.meta.url));

/** What the page shows unless a link says otherwise. */
const landscape = '7@0.8';

/**
 * Writes a page with a part of the demo that tests alone have (`demo-session-page.ts`), two screens below its top, and a poster of
 * tiles 0 and 1.
 */
export async function addSessionPage(folder: string): Promise<void> {
  await mkdir(folder);
  const { features } = themeManifest.parse(
    JSON.parse(await readFile(join(compiled, 'theme.json'), 'utf8')),
  );
  const { files = [], styles = [], modules } = features.alis ?? {};
  for (const file of [...files, ...styles]) {
    await copyFile(join(compiled, file), join(folder, file));
  }
  await writeFile(join(folder, 'weights.0a1b2c3d.safetensors'), weights);
  const script = await bundleScript('../../tests/e2e/demo-session-page.ts');
  await writeFile(join(folder, 'demo.js'), script);
  const enlarger = await bundleScript('../../tests/e2e/enlarger-page.ts');
  await writeFile(join(folder, 'enlarger.js'), enlarger);
  const engine = await createEngine(weights, { backends: ['wasm'], workers: 0 });
  await writeFile(join(folder, 'poster.png'), await posterOf(engine));
  engine.dispose();
  const links = styles.map((file) => `<link rel="stylesheet" href="${file}">`);
  await writeFile(
    join(folder, 'index.html'),
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Demo</title>${links.join('')}
<script defer src="demo.js"></script><div style="height: 300vh"></div>
<div data-alis="panorama" ${attributes(modules?.engine)}><canvas></canvas><p></p>
<div data-tile="0" data-tiles="2"><img src="poster.png" alt=""></div></div>`,
  );
}

async function posterOf(engine: Engine): Promise<Buffer> {
  const tiles = await Promise.all(
    [0, 1].map((tile) => engine.tile(parsePanorama(landscape), tile)),
  );
  const parts = tiles.map(({ data, width, height }, i) => ({
    input: Buffer.from(data.buffer),
    raw: { width, height, channels: 4 as const },
    left: i * width,
    top: 0,
  }));
  const { resolution, tileWidth } = engine.architecture;
  const size = { width: 2 * tileWidth, height: resolution, channels: 4 as const };
  return sharp({ create: { ...size, background: 'black' } })
    .composite(parts)
    .png()
    .toBuffer();
}

function attributes(engine = ''): string {
  const { live, carousel } = wordsFor('en');
  const architecture = readArchitecture(weights);
  const { config } = architecture;
  const geometry = {
    rows: architecture.resolution,
    tileWidth: architecture.tileWidth,
    tilesPerFrame: config.synthesis.grid_size,
    tilesPerAnchor: architecture.tilesPerInterval,
  };
  return [
    'data-weights="weights.0a1b2c3d.safetensors"',
    `data-weights-bytes="${weights.length}"`,
    `data-engine="${engine}"`,
    `data-landscape="${landscape}"`,
    `data-architecture='${JSON.stringify(geometry)}'`,
    `data-words='${JSON.stringify({ ...live, carousel, lang: 'en' })}'`,
    'data-model-name="Untrained"',
    `data-parameters="${parameterCount(architecture)}"`,
  ].join(' ');
}
