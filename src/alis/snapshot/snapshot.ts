import { architectureOf, stateTensors } from '../model/architecture.ts';
import type { Config } from '../model/config.ts';
import { readConfiguration } from './configuration.ts';
import { Cursor } from './cursor.ts';
import { SnapshotError } from './error.ts';
import { moduleState } from './modules.ts';
import { namedValues } from './named-values.ts';
import { readPickle } from './pickle.ts';
import type { ByteSource } from './source.ts';
import { isZip, offsetOf } from './storage.ts';
import type { SnapshotTensor } from './tensor.ts';
import { describe, isNode, type PickleValue } from './values.ts';

/** What an official snapshot says about its generator G_ema; the values of the tensors are still in the file. */
export interface Snapshot {
  readonly config: Config;
  readonly tensors: readonly SnapshotTensor[];
}

/**
 * Reads an official snapshot: one pickle of a dict whose `G_ema` is the generator to show.
 * Nothing in it is executed, and only what describes the generator is held in memory.
 * Throws SnapshotError.
 */
export function readSnapshot(source: ByteSource): Snapshot {
  requirePickle(source);
  const generator = findGenerator(readPickle(new Cursor(source)));
  const config = readConfiguration(generator);
  const tensors = moduleState(generator);
  requireArchitecture(config, tensors, offsetOf(generator));
  return { config, tensors };
}

function requirePickle(source: ByteSource): void {
  if (source.size === 0) throw new SnapshotError(0, 'the file is empty');
  if (isZip(source)) {
    throw new SnapshotError(
      0,
      'the file is a zip archive, the newer form of torch.save; an official snapshot is one plain pickle',
    );
  }
  const start = new Uint8Array(Math.min(4, source.size));
  source.read(start, 0);
  if (start[0] === 0x80) return;
  const found = Array.from(start, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  throw new SnapshotError(0, `the file begins with ${found}; a pickle would begin with 80`);
}

function findGenerator(root: PickleValue): PickleValue {
  const networks = namedValues(root);
  const generator = networks?.get('G_ema');
  if (isNode(generator, 'object')) return generator;
  if (generator !== undefined) {
    throw new SnapshotError(
      offsetOf(generator, offsetOf(root)),
      `${describe(generator)} stands where the generator G_ema should`,
    );
  }
  const keys = [...(networks?.keys() ?? [])].slice(0, 8);
  const found = keys.length > 0 ? `${describe(root)} with ${keys.join(', ')}` : describe(root);
  throw new SnapshotError(
    offsetOf(root),
    `the pickle holds ${found}; a snapshot would hold a dict with G_ema`,
  );
}

/** The tensors must be those of the configuration, or what we computed would be another function. */
function requireArchitecture(
  config: Config,
  tensors: readonly SnapshotTensor[],
  offset: number,
): void {
  const expected = new Map(
    stateTensors(architectureOf(config)).map((tensor) => [tensor.name, tensor]),
  );
  const found = new Set<string>();
  for (const { name, shape } of tensors) {
    const wanted = expected.get(name)?.shape;
    if (wanted === undefined) {
      throw new SnapshotError(offset, `${name} has no place in a generator of its configuration`);
    }
    if (shape.join() !== wanted.join()) {
      throw new SnapshotError(
        offset,
        `${name} has the shape [${shape.join(', ')}]; its configuration asks for [${wanted.join(', ')}]`,
      );
    }
    if (found.has(name)) throw new SnapshotError(offset, `${name} occurs twice`);
    found.add(name);
  }
  for (const { name, optional } of expected.values()) {
    if (!optional && !found.has(name)) throw new SnapshotError(offset, `${name} is missing`);
  }
}
