import { AlisError } from '../errors.ts';
import { type Architecture, architectureOf, stateTensors } from './architecture.ts';
import { parseAttributes } from './attributes.ts';
import { type Config, parseConfigText } from './config.ts';
import { floatValues, readMetadata, readSafetensors, type Safetensors } from './safetensors.ts';

/** A generator ready to run: what it is and its weights, all finite, all of the right shape. */
export interface Model {
  readonly architecture: Architecture;
  /** @throws {AlisError} `tensor` if the model came without it (only buffers may be left out) */
  readonly tensor: (name: string) => Float32Array;
  readonly has: (name: string) => boolean;
}

/**
 * Reads a weights file, whose metadata entry `config` holds the configuration, unless one is given. Halves are expanded.
 * @throws {AlisError} `file`, `config`, or `tensor` naming the tensor that is missing, unexpected, mis-shaped or not finite
 */
export function readModel(bytes: Uint8Array, config?: Config): Model {
  const file = readSafetensors(bytes);
  return modelOf(file, architectureIn(file.metadata, config));
}

/**
 * What a weights file holds, by its configuration alone.
 * @param bytes of the file, at least those before the values (`headLength`)
 * @throws {AlisError} `file` or `config`
 */
export function readArchitecture(bytes: Uint8Array): Architecture {
  return architectureIn(readMetadata(bytes));
}

type Metadata = Safetensors['metadata'];

function architectureIn(metadata: Metadata, config = configIn(metadata)): Architecture {
  return architectureOf(config, parseAttributes(metadata.attributes, config.w_dim));
}

function configIn(metadata: Metadata): Config {
  if (metadata.config === undefined) {
    throw new AlisError('config', 'the weights carry no configuration in their metadata');
  }
  return parseConfigText(metadata.config);
}

function modelOf({ tensors }: Safetensors, architecture: Architecture): Model {
  const values = new Map<string, Float32Array>();
  const expected = stateTensors(architecture);
  for (const { name, shape, optional } of expected) {
    const tensor = tensors.get(name);
    if (!tensor) {
      if (optional) continue;
      throw new AlisError('tensor', `${name} of shape [${shape.join(', ')}] is missing`);
    }
    if (tensor.shape.join() !== shape.join()) {
      throw new AlisError(
        'tensor',
        `${name} has shape [${tensor.shape.join(', ')}]; the configuration asks for [${shape.join(', ')}]`,
      );
    }
    values.set(name, requireFinite(name, floatValues(tensor)));
  }
  const known = new Set(expected.map(({ name }) => name));
  for (const name of tensors.keys()) {
    if (!known.has(name)) {
      throw new AlisError('tensor', `${name} has no place in a generator of this configuration`);
    }
  }
  requireOurBuffers(architecture, values);
  const tensor = (name: string): Float32Array => {
    const found = values.get(name);
    if (!found) throw new AlisError('tensor', `${name} is needed here, and the weights lack it`);
    return found;
  };
  return { architecture, tensor, has: (name) => values.has(name) };
}

function requireFinite(name: string, values: Float32Array): Float32Array {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) {
      throw new AlisError('tensor', `${name} holds ${values[i]} at position ${i}`);
    }
  }
  return values;
}

/** Buffers that the configuration determines are computed here; a file that holds others is of another network. */
function requireOurBuffers({ levels }: Architecture, values: Map<string, Float32Array>): void {
  for (const { coordinates } of levels) {
    const stored = values.get(coordinates.tensor);
    coordinates.rows.forEach(({ octave, x, y }, row) => {
      const scale = (2 ** octave * Math.PI) / 4;
      if (stored && !(near(stored[2 * row]!, scale * x) && near(stored[2 * row + 1]!, scale * y))) {
        throw new AlisError('tensor', `${coordinates.tensor} differs from the basis of spec 5.1`);
      }
    });
  }
  for (const [name, stored] of values) {
    if (!name.endsWith('resample_filter')) continue;
    const taps = [1, 3, 3, 1];
    if (!stored.every((value, i) => near(value * 64, taps[i >> 2]! * taps[i & 3]!))) {
      throw new AlisError('tensor', `${name} is not the filter [1, 3, 3, 1]`);
    }
  }
}

function near(value: number, expected: number): boolean {
  // Halves keep 11 bits.
  return Math.abs(value - expected) <= 1e-3 * Math.max(1, Math.abs(expected));
}
