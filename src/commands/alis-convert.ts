import {
  closeSync,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { SnapshotError } from '../alis/snapshot/error.ts';
import { readSnapshot } from '../alis/snapshot/snapshot.ts';
import type { ByteSource } from '../alis/snapshot/source.ts';
import type { Target } from '../alis/snapshot/tensor.ts';
import { weightsFile } from '../alis/snapshot/weights-file.ts';
import { readArguments, UsageError, withUsage } from './arguments.ts';

const usage = `usage: pagescape alis:convert SNAPSHOT OUT [--half]

Reads an official ALIS snapshot (network-snapshot.pkl) without running anything in it, and writes its generator G_ema with
its configuration as OUT, a .safetensors file. --half rounds the weights to float16.`;

const options = {
  half: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Converts a snapshot. Resolves to 0 when the weights are written, 1 when they cannot be, 2 for wrong usage. */
export function run(args: string[]): Promise<number> {
  return withUsage(usage, async () => {
    const { values, positionals } = readArguments(args, options, 2);
    if (values.help) {
      console.log(usage);
      return 0;
    }
    const [input, output] = positionals;
    if (input === undefined || output === undefined) {
      throw new UsageError('a snapshot and the file to write are needed');
    }
    try {
      if (sameFile(input, output)) throw new UsageError('the snapshot would be overwritten');
      console.log(convert(input, output, values.half ? 'F16' : 'F32'));
      return 0;
    } catch (error) {
      console.error(sentence(input, error));
      return 1;
    }
  });
}

/** What to tell about a failure that is not ours. */
function sentence(input: string, error: unknown): string {
  if (error instanceof SnapshotError) return `${input}: ${error.message}`;
  // Names the path itself.
  if (error instanceof Error && 'syscall' in error) return error.message;
  throw error;
}

function sameFile(one: string, other: string): boolean {
  const a = statSync(one, { throwIfNoEntry: false });
  const b = statSync(other, { throwIfNoEntry: false });
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino;
}

/** Returns a line about what was written. */
function convert(input: string, output: string, target: Target): string {
  // Before it is opened: a pipe would make us wait there.
  if (!statSync(input).isFile()) throw new SnapshotError(0, 'this is not a file that can be read');
  const descriptor = openSync(input, 'r');
  try {
    const { config, tensors } = readSnapshot(fileSource(descriptor));
    const size = writeWhole(output, weightsFile({ config, tensors }, target));
    return `${output}: ${tensors.length} tensors, ${config.img_resolution} pixels high, ${size} bytes, ${target}`;
  } finally {
    closeSync(descriptor);
  }
}

function fileSource(descriptor: number): ByteSource {
  return {
    size: fstatSync(descriptor).size,
    fileOffset: 0,
    read: (target, offset) => {
      for (let done = 0; done < target.length; ) {
        const count = readSync(descriptor, target, done, target.length - done, offset + done);
        if (count === 0) throw new SnapshotError(offset + done, 'the file has become shorter');
        done += count;
      }
    },
  };
}

/** Writes under a temporary name first: what carries the final name is whole. Returns bytes. */
function writeWhole(path: string, pieces: Iterable<Uint8Array>): number {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    const size = writePieces(temporary, pieces);
    renameSync(temporary, path);
    return size;
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function writePieces(path: string, pieces: Iterable<Uint8Array>): number {
  const descriptor = openSync(path, 'wx');
  try {
    let size = 0;
    for (const piece of pieces) {
      for (let done = 0; done < piece.length; ) done += writeSync(descriptor, piece, done);
      size += piece.length;
    }
    fsyncSync(descriptor);
    return size;
  } finally {
    closeSync(descriptor);
  }
}
