import { encodeValues, safetensorsHeader } from '../model/safetensors.ts';
import type { Snapshot } from './snapshot.ts';
import { type Precision, tensorValues } from './tensor.ts';

/**
 * A snapshot's generator as a weights file for `readModel`, piece by piece: the configuration in the metadata, every
 * tensor under its own name. Throws SnapshotError when it comes to a value that cannot be written.
 */
export function* weightsFile(snapshot: Snapshot, precision: Precision): Generator<Uint8Array> {
  const infos = snapshot.tensors.map(({ name, shape }) => ({ name, shape, dtype: precision }));
  yield safetensorsHeader(infos, { config: JSON.stringify(snapshot.config) });
  for (const tensor of snapshot.tensors) {
    for (const values of tensorValues(tensor, precision)) {
      yield encodeValues(
        precision,
        precision === 'F16' ? roundedToOdd(values) : new Float32Array(values),
      );
    }
  }
}

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/**
 * Floats that round on to halves as the exact values would. Rounding doubles to the nearest float first could land on a
 * tie between two halves; towards zero, with the last bit set when anything was lost, cannot.
 */
function roundedToOdd(values: ArrayLike<number>): Float32Array {
  const floats = new Float32Array(values);
  if (values instanceof Float32Array) return floats;
  for (let i = 0; i < floats.length; i++) {
    const value = values[i]!;
    const nearest = floats[i]!;
    if (nearest === value) continue;
    float[0] = nearest;
    const [pattern = 0] = bits;
    bits[0] = (Math.abs(nearest) > Math.abs(value) ? pattern - 1 : pattern) | 1;
    floats[i] = float[0];
  }
  return floats;
}
