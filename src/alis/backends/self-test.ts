import { largestDifference } from '../difference.ts';
import { AlisError } from '../errors.ts';
import { createPanorama } from '../latent/panorama.ts';
import { type Config, parseConfig } from '../model/config.ts';
import { type Model, readModel } from '../model/weights.ts';
import { stripMaker } from '../tile/tiles.ts';
import type { Backend } from './backend.ts';
import { randomWeights } from './random-weights.ts';
import { referenceBackend } from './reference/index.ts';

/** Far above rounding, far below what a wrong sum would give. */
const tolerance = 1e-3;

/**
 * Computes one tile of a tiny generator with either padding and compares it with the reference.
 * @throws {AlisError} `backend`, saying what is wrong
 */
export async function selfTest(
  name: string,
  create: (model: Model) => Promise<Backend>,
): Promise<void> {
  for (const config of [tiny('zero', 'none'), tiny('neighbour', 'field')]) {
    const model = readModel(randomWeights(config, 1));
    const strip = stripMaker(model)({ panorama: createPanorama(1), tile: 3, resolution: 16 });
    const backend = await create(model);
    try {
      const expected = await referenceBackend(model).planes(strip);
      const found = await backend.planes(strip);
      const difference = largestDifference(expected, found);
      if (!(difference <= tolerance)) {
        throw new AlisError(
          'backend',
          `${name} computed a known tile wrongly: off by ${difference.toPrecision(2)}`,
        );
      }
    } finally {
      backend.dispose();
    }
  }
}

function tiny(padding: 'zero' | 'neighbour', noise: 'none' | 'field'): Config {
  return parseConfig({
    z_dim: 8,
    w_dim: 8,
    img_resolution: 16,
    mapping: { num_layers: 2 },
    // Channels that neither 4 nor 8 divides are the harder ones.
    synthesis: { channel_base: 160, channel_max: 13, conv_clamp: 256, padding, noise },
  });
}
