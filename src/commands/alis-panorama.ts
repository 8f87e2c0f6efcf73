import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { openBackend } from '../alis/backends.ts';
import { AlisError } from '../alis/errors.ts';
import { createPanorama } from '../alis/panorama.ts';
import { stripMaker } from '../alis/tiles.ts';
import { readModel } from '../alis/weights.ts';

const usage = `pagescape alis:panorama --out FILE.png [--seed 7] [--frames 6] [--weights FILE.safetensors] [--truncation 1]

Writes a panorama of so many frames, from anchor 0 to the right. Without --weights it takes those in assets/models/.`;

interface Options {
  readonly out: string;
  readonly seed: number;
  readonly frames: number;
  readonly weights: string | undefined;
  readonly truncation: number;
}

/** @returns 0 if the panorama was written, 1 if that failed, 2 for wrong usage */
export async function run(args: string[]): Promise<number> {
  const options = optionsOf(args);
  if (!options) {
    console.error(usage);
    return 2;
  }
  try {
    await writePanorama(options);
    return 0;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    console.error(error.message);
    return error instanceof AlisError && error.code === 'range' ? 2 : 1;
  }
}

async function writePanorama({ out, seed, frames, weights, truncation }: Options): Promise<void> {
  const panorama = createPanorama(seed, truncation);
  const model = readModel(await readFile(weights ?? (await shippedWeights())));
  const { resolution, tileWidth, config } = model.architecture;
  const strip = stripMaker(model);
  const { backend } = await openBackend(['wasm', 'reference'], model);
  const tiles = frames * config.synthesis.grid_size;
  const width = tiles * tileWidth;
  const picture = Buffer.alloc(resolution * width * 4);
  for (let tile = 0; tile < tiles; tile++) {
    const pixels = await backend.pixels(strip({ panorama, tile, resolution }));
    for (let row = 0; row < resolution; row++) {
      const from = row * tileWidth * 4;
      picture.set(
        pixels.subarray(from, from + tileWidth * 4),
        (row * width + tile * tileWidth) * 4,
      );
    }
  }
  await sharp(picture, { raw: { width, height: resolution, channels: 4 } })
    .removeAlpha()
    .png()
    .toFile(out);
  console.log(`${out}: ${width} x ${resolution}, ${tiles} tiles, ${backend.description}`);
}

async function shippedWeights(): Promise<string> {
  const directory = join('assets', 'models');
  const names = await readdir(directory).catch(() => []);
  const first = names.filter((name) => name.endsWith('.safetensors')).sort()[0];
  if (first) return join(directory, first);
  throw new AlisError(
    'file',
    `${directory} holds no weights: pass some with --weights FILE.safetensors`,
  );
}

function optionsOf(args: string[]): Options | undefined {
  try {
    const { values } = parseArgs({
      args,
      options: {
        out: { type: 'string' },
        seed: { type: 'string', default: '7' },
        frames: { type: 'string', default: '6' },
        weights: { type: 'string' },
        truncation: { type: 'string', default: '1' },
      },
    });
    const [seed, frames] = [Number(values.seed), Number(values.frames)];
    const truncation = Number(values.truncation);
    const wrong = !values.out || !Number.isInteger(frames) || frames < 1 || frames > 1000;
    if (wrong || Number.isNaN(seed) || Number.isNaN(truncation)) return undefined;
    return { out: values.out ?? '', seed, frames, weights: values.weights, truncation };
  } catch {
    return undefined;
  }
}
