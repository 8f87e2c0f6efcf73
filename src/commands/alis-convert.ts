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
import { parseArgs } from 'node:util';
import { SnapshotError } from '../alis/snapshot/error.ts';
import { readSnapshot, type Snapshot } from '../alis/snapshot/snapshot.ts';
import type { ByteSource } from '../alis/snapshot/source.ts';
import { weightsFile } from '../alis/snapshot/weights-file.ts';

const usage = 'Usage: npm run alis:convert -- network-snapshot.pkl out.safetensors [--half]';

/**
 * Converts an official ALIS snapshot to a weights file.
 * Resolves to 0 when the file is written, 1 when it cannot be converted, 2 for wrong usage.
 */
export async function run(args: string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === 'string') {
    console.error(`${options}\n${usage}`);
    return 2;
  }
  try {
    console.log(convert(options));
    return 0;
  } catch (error) {
    if (!(error instanceof SnapshotError) && !isSystemError(error)) throw error;
    console.error(`${options.input}: ${error.message}`);
    return 1;
  }
}

interface Options {
  input: string;
  output: string;
  half: boolean;
}

function readOptions(args: string[]): Options | string {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { half: { type: 'boolean', default: false } },
    });
    const [input, output] = positionals;
    if (input === undefined || output === undefined || positionals.length > 2) {
      return 'A snapshot and the file to write are needed, and nothing else.';
    }
    if (sameFile(input, output)) return 'The snapshot would be overwritten.';
    return { input, output, half: values.half };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function sameFile(one: string, other: string): boolean {
  const a = statSync(one, { throwIfNoEntry: false });
  const b = statSync(other, { throwIfNoEntry: false });
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino;
}

/** Returns a line about what was written. */
function convert({ input, output, half }: Options): string {
  const descriptor = openSync(input, 'r');
  try {
    const snapshot = readSnapshot(fileSource(descriptor));
    const target = half ? 'F16' : 'F32';
    const size = writeWhole(output, weightsFile(snapshot, target));
    return `${output}: ${summary(snapshot)}, ${size} bytes, ${target}`;
  } finally {
    closeSync(descriptor);
  }
}

function fileSource(descriptor: number): ByteSource {
  const stats = fstatSync(descriptor);
  if (!stats.isFile()) throw new SnapshotError(0, 'this is not a file that can be read');
  return {
    size: stats.size,
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

function summary({ config, tensors }: Snapshot): string {
  return `${tensors.length} tensors, ${config.img_resolution} pixels high`;
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
