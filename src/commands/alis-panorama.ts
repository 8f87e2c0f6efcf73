import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { AlisError } from '../alis/errors.ts';
import { createPanorama } from '../alis/latent/panorama.ts';
import { openPainter } from '../site/demo/painter.ts';
import { shippedWeights, weightsFolder, weightsIn } from '../site/demo/weights.ts';

const usage = `pagescape alis:panorama --out FILE.png [--seed 7] [--frames 6] [--weights FILE.safetensors] [--truncation 1]

Writes a panorama of so many frames, from anchor 0 to the right. Without --weights it takes those in assets/models/,
or else those that come with Pagescape.`;

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
  const path = weights ?? defaultWeights();
  const { architecture, description, png } = await openPainter(await readFile(path));
  const { resolution, tileWidth, config } = architecture;
  const tiles = frames * config.synthesis.grid_size;
  await writeFile(out, await png(panorama, 0, tiles));
  console.log(`${out}: ${tiles * tileWidth} x ${resolution}, ${tiles} tiles, ${description}`);
}

function defaultWeights(): string {
  const [own] = weightsIn('.');
  const path = own === undefined ? shippedWeights : join(weightsFolder, own);
  if (path !== undefined) return path;
  throw new AlisError(
    'file',
    `${weightsFolder} holds no weights: pass some with --weights FILE.safetensors`,
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
