import { noiseKey, normalScale } from '../../latent/noise.ts';
import { modulo } from '../../tile/coordinates.ts';
import type { Columns } from '../../tile/strip.ts';
import type { PackedConvolution } from '../packed-model.ts';
import { roundUp } from '../packing.ts';
import type { Workspace } from './workspace.ts';

/** A layer's noise times its strength (spec 7.4) and the activation's sqrt(2). */
export function prepareNoise(
  { kernels, buffers, model, strip, arena }: Workspace,
  { layer }: PackedConvolution,
  resolution: number,
  { left, width }: Columns,
): { address: number; stride: number } {
  const { noise } = strip;
  const zeroNoise = { address: buffers.zeroNoise, stride: 0 };
  if (noise.mode === 'none') return zeroNoise;
  const strength = Math.SQRT2 * model.tensor(`synthesis.${layer.name}.noise_strength`)[0]!;
  if (strength === 0) return zeroNoise;
  const stride = roundUp(width, 4);
  if (noise.mode === 'field') {
    const [first, second] = noiseKey(noise.seed, layer.slot);
    kernels.fieldNoise(
      first,
      second,
      left,
      resolution,
      stride,
      strength * normalScale,
      buffers.noise,
    );
  } else {
    const values = model.tensor(`synthesis.${layer.name}.noise_const`);
    const start = modulo(
      left - (noise.origin * resolution) / model.architecture.resolution,
      resolution,
    );
    const out = arena.view();
    for (let i = 0; i < resolution; i++) {
      const to = buffers.noise / 4 + i * stride;
      for (let j = 0; j < width; j++) {
        out[to + j] = values[i * resolution + ((start + j) % resolution)]! * strength;
      }
    }
  }
  return { address: buffers.noise, stride };
}
