import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createPanorama } from '../alis/latent/panorama.ts';
import { defineCommand } from '../cli/define-command.ts';
import { aboutNamedFile, exitCodes, InputError, UsageError } from '../cli/failures.ts';
import { decimal, integer, text } from '../cli/options.ts';
import { openPosterRenderer } from '../site/demo/poster-renderer.ts';
import { shippedWeights, weightsFolder, weightsIn } from '../site/demo/weights.ts';
import { sourceTree } from '../site/input/source-tree.ts';

export const command = defineCommand({
  name: 'alis:panorama',
  summary: 'writes a generated panorama as PNG',
  description: 'Writes a panorama, from anchor 0 to the right, as PNG.',
  operands: [],
  options: {
    out: text('FILE', 'the PNG to write'),
    seed: integer('which panorama', { from: 0, to: 2 ** 32 - 1, fallback: 7 }),
    frames: integer('how wide it is, in squares', { from: 1, to: 1000, fallback: 6 }),
    truncation: decimal('1 as drawn, 0 the mean landscape', { from: 0, to: 2, fallback: 1 }),
    weights: text(
      'FILE',
      `.safetensors (default: those in ${weightsFolder}, else Pagescape's own)`,
    ),
  },
  async run({ options: { out, seed, frames, truncation, weights } }) {
    if (out === undefined) throw new UsageError('--out FILE must be given');
    const panorama = createPanorama(seed, truncation);
    const path = weights ?? defaultWeights();
    const renderer = await readFile(path).then(openPosterRenderer).catch(failing(path));
    const { resolution, tileWidth, config } = renderer.architecture;
    const tiles = frames * config.synthesis.grid_size;
    await writeFile(out, await renderer.png(panorama, 0, tiles)).catch(failing(out));
    const size = `${tiles * tileWidth} x ${resolution}`;
    console.log(`${out}: ${size}, ${tiles} tiles, ${renderer.description}`);
    return exitCodes.done;
  },
});

/** For what goes wrong with a file of this name. */
function failing(path: string): (error: unknown) => never {
  return (error) => {
    throw aboutNamedFile(error, path);
  };
}

function defaultWeights(): string {
  const [own] = weightsIn(sourceTree('.'));
  const path = own === undefined ? shippedWeights : join(weightsFolder, own);
  if (path !== undefined) return path;
  throw new InputError(`${weightsFolder} holds no weights: pass some with --weights FILE`);
}
