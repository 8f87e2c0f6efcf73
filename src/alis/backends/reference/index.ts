import { styleCache } from '../../latent/styles.ts';
import type { Model } from '../../model/weights.ts';
import { toBytes } from '../../tile/pixels.ts';
import type { Strip } from '../../tile/strip.ts';
import type { Backend } from '../backend.ts';
import { synthesise } from './synthesis.ts';

/** The plain path: every formula once more, readable, in double precision. The others are tested against it. */
export function referenceBackend(model: Model): Backend {
  const stylesOf = styleCache(model);
  const planes: Backend['planes'] = async (strip: Strip, trace) =>
    Float32Array.from(synthesise(model, strip, strip.codes.map(stylesOf), trace).values);
  return {
    description: 'JavaScript, double precision',
    planes,
    pixels: async (strip) => toBytes(await planes(strip)),
    dispose: () => {},
  };
}
