import { noiseKey, normal } from '../latent/noise.ts';
import { architectureOf, stateTensors } from '../model/architecture.ts';
import type { Config } from '../model/config.ts';
import { elements, writeSafetensors } from '../model/safetensors.ts';

/**
 * An untrained generator's weights, the same for the same seed: to test and time configurations before they are trained.
 * Biases and noise are not zero, and activations neither vanish nor explode.
 */
export function randomWeights(
  config: Config,
  seed: number,
  dtype: 'F32' | 'F16' = 'F32',
): Uint8Array {
  const tensors = stateTensors(architectureOf(config))
    // These the configuration determines.
    .filter(({ name }) => !/basis|resample_filter|max_shift/.test(name))
    .map(({ name, shape }, stream) => {
      const key = noiseKey(seed, stream);
      const scale = scaleOf(name);
      const offset = name.endsWith('affine.bias') ? 1 : 0;
      const values = Float32Array.from(
        { length: elements(shape) },
        (_, i) => offset + scale * normal(key, 0, i),
      );
      return { name, dtype, shape, values };
    });
  return writeSafetensors(tensors, { config: JSON.stringify(config) });
}

function scaleOf(name: string): number {
  if (/mapping\.fc\d+\.weight/.test(name)) return 100;
  if (/bias|noise_strength|torgb\.weight/.test(name)) return 0.2;
  return 1;
}
