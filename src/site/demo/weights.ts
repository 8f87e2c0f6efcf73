import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AlisError } from '../../alis/errors.ts';
import { type Architecture, parameterCount } from '../../alis/model/architecture.ts';
import { headLength } from '../../alis/model/safetensors.ts';
import { readArchitecture } from '../../alis/model/weights.ts';
import { type SourceTree, sourceTree } from '../input/source-tree.ts';

/** Where a site keeps weights, and this package too. */
export const weightsFolder = 'assets/models';

/** Names of the weights in a folder's assets/models, sorted. */
export function weightsIn(tree: SourceTree): string[] {
  const names = tree.list(weightsFolder);
  return Array.isArray(names) ? names.filter((name) => name.endsWith('.safetensors')) : [];
}

const ours = fileURLToPath(new URL('../../..', import.meta.url));

/** The weights that come with this package, for sites that have none. */
export const shippedWeights = weightsIn(sourceTree(ours)).map((name) =>
  join(ours, weightsFolder, name),
)[0];

/** What a weights file says of itself. */
export interface Weights {
  name: string;
  architecture: Architecture;
  parameters: number;
}

/** Reads a weights file up to its values. @throws {AlisError} `file` or `config` */
export function readWeights(path: string): Weights {
  const architecture = readArchitecture(readHead(path));
  const name = architecture.config.name ?? basename(path, '.safetensors');
  return { name, architecture, parameters: parameterCount(architecture) };
}

function readHead(path: string): Uint8Array {
  const descriptor = openSync(path, 'r');
  try {
    const start = Buffer.alloc(8);
    const length = headLength(start.subarray(0, readSync(descriptor, start)));
    if (length > fstatSync(descriptor).size)
      throw new AlisError('file', 'no safetensors file: its header would be longer than the file');
    const head = Buffer.alloc(length);
    readSync(descriptor, head, 0, length, 0);
    return head;
  } finally {
    closeSync(descriptor);
  }
}
