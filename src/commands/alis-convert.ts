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
import type { Precision } from '../alis/snapshot/tensor.ts';
import { weightsFile } from '../alis/snapshot/weights-file.ts';
import { defineCommand } from '../cli/define-command.ts';
import { aboutNamedFile, exitCodes, InputError, UsageError } from '../cli/failures.ts';
import { flag } from '../cli/options.ts';

export const command = defineCommand({
  name: 'alis:convert',
  summary: 'reads an official ALIS snapshot into .safetensors',
  description:
    'Reads an official ALIS snapshot (network-snapshot.pkl), running nothing in it, and writes its generator G_ema as OUT.',
  operands: ['SNAPSHOT', 'OUT'],
  options: { half: flag('weights are rounded to float16') },
  run({ options: { half }, operands: [input, output] }) {
    try {
      if (sameFile(input, output)) throw new UsageError('the snapshot would be overwritten');
      console.log(convert(input, output, half ? 'F16' : 'F32'));
      return exitCodes.done;
    } catch (error) {
      if (error instanceof SnapshotError) throw new InputError(`${input}: ${error.message}`);
      throw aboutNamedFile(error, input);
    }
  },
});

function sameFile(one: string, other: string): boolean {
  const [a, b] = [one, other].map((path) => statSync(path, { throwIfNoEntry: false }));
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino;
}

/** Writes the weights file. @returns a line that tells what is in it */
function convert(input: string, output: string, precision: Precision): string {
  // Before it is opened: a pipe would make us wait there.
  if (!statSync(input).isFile()) throw new InputError(`${input}: this is no file`);
  const descriptor = openSync(input, 'r');
  try {
    const { config, tensors } = readSnapshot(fileSource(descriptor));
    const size = writeWhole(output, weightsFile({ config, tensors }, precision));
    return `${output}: ${tensors.length} tensors, ${config.img_resolution} rows, ${size} bytes, ${precision}`;
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
