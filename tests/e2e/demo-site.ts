import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { randomWeights } from '../../src/alis/backends/random-weights.ts';
import { createEngine, type Engine } from '../../src/alis/engine/engine.ts';
import { parsePanorama } from '../../src/alis/latent/panorama.ts';
import { architectureOf, parameterCount } from '../../src/alis/model/architecture.ts';
import { type ConfigInput, parseConfig } from '../../src/alis/model/config.ts';
import { serve } from '../../src/commands/preview.ts';
import { themeManifest } from '../../src/render/theme.ts';

const compiled = fileURLToPath(new URL('../../lib/theme/files/', import.meta.url));

/** A generator as those of the demo are, small and untrained. */
const config = parseConfig({
  z_dim: 8,
  w_dim: 8,
  img_resolution: 32,
  mapping: { num_layers: 2 },
  synthesis: { channel_base: 256, channel_max: 16, padding: 'neighbour', noise: 'field' },
} satisfies ConfigInput);

/** What the page shows unless a link says otherwise. */
const landscape = '7@0.8';

/** A page with a demo and nothing else, with weights that any checkout has, served and on disk. */
export interface DemoSite {
  readonly url: string;
  /** The page's address on disk. */
  readonly fromDisk: string;
  /** A tile as the engine computes it in Node: bytes of red, green, blue and alpha. */
  expected(landscape: string, tile: number): Promise<number[]>;
  close(): Promise<void>;
}

/**
 * @param body the page's body, given the data attributes of an include's root; `poster.png` shows tiles 0 and 1
 * @param script a classic script
 */
export async function openDemoSite(
  body: (attributes: string) => string,
  script: string,
): Promise<DemoSite> {
  const folder = await mkdtemp(join(tmpdir(), 'demo-'));
  const manifest = themeManifest.parse(
    JSON.parse(readFileSync(join(compiled, 'theme.json'), 'utf8')),
  );
  const { alis } = manifest.features;
  const weights = randomWeights(config, 3, 'F16');
  for (const file of [...(alis?.files ?? []), ...(alis?.styles ?? [])]) {
    await writeFile(join(folder, file), readFileSync(join(compiled, file)));
  }
  await writeFile(join(folder, 'weights.0a1b2c3d.safetensors'), weights);
  await writeFile(join(folder, 'demo.js'), script);
  const engine = await createEngine(weights, { backends: ['wasm'], workers: 0 });
  await writeFile(join(folder, 'poster.png'), await posterOf(engine));
  const styles = (alis?.styles ?? []).map((file) => `<link rel="stylesheet" href="${file}">`);
  await writeFile(
    join(folder, 'index.html'),
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Demo</title>${styles.join('')}
<script defer src="demo.js"></script>${body(attributes(alis?.modules?.engine, weights.length))}`,
  );
  const server = await serve(folder, { host: '127.0.0.1', base: '/' });
  return {
    url: server.url,
    fromDisk: pathToFileURL(join(folder, 'index.html')).href,
    expected: async (address, tile) => [...(await engine.tile(parsePanorama(address), tile)).data],
    close: async () => {
      engine.dispose();
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
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

function attributes(engine = '', bytes: number): string {
  const architecture = architectureOf(config);
  const geometry = {
    rows: architecture.resolution,
    tileWidth: architecture.tileWidth,
    tilesPerFrame: config.synthesis.grid_size,
    tilesPerAnchor: architecture.tilesPerInterval,
  };
  return [
    'data-weights="weights.0a1b2c3d.safetensors"',
    `data-weights-bytes="${bytes}"`,
    `data-engine="${engine}"`,
    `data-landscape="${landscape}"`,
    `data-architecture='${JSON.stringify(geometry)}'`,
    'data-model-name="Untrained"',
    `data-parameters="${parameterCount(architecture)}"`,
  ].join(' ');
}
