import { readSafetensors, type Safetensors } from '../../../src/alis/model/safetensors.ts';
import { SnapshotError } from '../../../src/alis/snapshot/error.ts';
import { readSnapshot } from '../../../src/alis/snapshot/snapshot.ts';
import { memorySource } from '../../../src/alis/snapshot/source.ts';
import type { Precision } from '../../../src/alis/snapshot/tensor.ts';
import { weightsFile } from '../../../src/alis/snapshot/weights-file.ts';
import { join, type Protocol, pickle, type Value } from './pickle-writer.ts';

/** The weights file of a snapshot in memory. */
export function convertedBytes(snapshot: Uint8Array, precision: Precision = 'F32'): Uint8Array {
  return join([...weightsFile(readSnapshot(memorySource(snapshot)), precision)]);
}

export function converted(snapshot: Uint8Array, precision: Precision = 'F32'): Safetensors {
  return readSafetensors(convertedBytes(snapshot, precision));
}

export function convertedValue(value: Value, protocol: Protocol = 4, precision: Precision = 'F32') {
  return converted(join(pickle(value, protocol).pieces), precision);
}

/** What is said about a snapshot that cannot be converted. */
export function failure(
  value: Value,
  protocol: Protocol = 4,
  precision: Precision = 'F32',
): SnapshotError {
  try {
    convertedValue(value, protocol, precision);
  } catch (error) {
    if (error instanceof SnapshotError) return error;
    throw error;
  }
  throw new Error('was converted');
}
