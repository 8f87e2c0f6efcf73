import { randomWeights } from '../../src/alis/backends/random-weights.ts';
import { configOf } from '../alis/support.ts';

/** An untrained generator as the one that comes with this package, but with fewer channels: the demo's pages run it. */
export const hills = randomWeights(
  configOf(
    { padding: 'neighbour', noise: 'field', channel_base: 256, channel_max: 16 },
    { name: 'Hills', img_resolution: 64 },
  ),
  7,
  'F16',
);

/** Another, of half its height. */
export const low = randomWeights(
  configOf(
    { padding: 'neighbour', noise: 'field', channel_base: 256, channel_max: 16 },
    { name: 'Low hills', img_resolution: 32 },
  ),
  3,
  'F16',
);
