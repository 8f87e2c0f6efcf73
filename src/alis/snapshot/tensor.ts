import { SnapshotError, withSubject } from './error.ts';
import { isCount, offsetOf, openStorage, type Storage } from './storage.ts';
import { argumentsOf, describe, isNode, maker, type PickleValue } from './values.ts';

/** A tensor whose values are still in the file. */
export interface SnapshotTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** Distance of neighbours along each dimension, in values of the storage. */
  readonly strides: readonly number[];
  /** Where the first value is, in values of the storage. */
  readonly start: number;
  /** As the pickle names it: opened when it is needed. */
  readonly storage: PickleValue;
}

const mostDimensions = 8;
/** Values read at a time. */
const blockLength = 1 << 16;
/** Values between the first and last of a tensor that is gathered from a storage held in memory. */
const longestExtent = 1 << 25;

/**
 * Reads what torch would rebuild a tensor from, and checks that all of it lies inside its storage.
 * Throws SnapshotError, with the tensor's name.
 */
export function readTensor(name: string, value: PickleValue): SnapshotTensor {
  return withSubject(name, () => {
    const args = rebuildArguments(value);
    const [storage = null, start, size, stride] = args.items;
    const shape = counts(size, args.offset, 'shape');
    const strides = counts(stride, args.offset, 'strides');
    if (!isCount(start) || strides.length !== shape.length) {
      throw new SnapshotError(args.offset, 'the tensor has no proper offset, shape and strides');
    }
    const tensor = { name, shape, strides, start, storage };
    requireInside(tensor, openStorage(storage), args.offset);
    return tensor;
  });
}

/** What values are written as, and the magnitude from which on they would become infinite. */
export const precisions = {
  F32: { overflow: 2 ** 128 - 2 ** 103, name: 'float32' },
  F16: { overflow: 65_520, name: 'float16' },
} as const;

export type Precision = keyof typeof precisions;

/**
 * The values of a tensor, row-major, a block at a time.
 * Throws SnapshotError for a value that is not finite or that the precision cannot hold.
 */
export function* tensorValues(
  tensor: SnapshotTensor,
  precision: Precision,
): Generator<ArrayLike<number>> {
  const storage = withSubject(tensor.name, () => openStorage(tensor.storage));
  const total = count(tensor.shape);
  const read = isContiguous(tensor) ? inFile(tensor, storage) : inMemory(tensor, storage);
  for (let first = 0; first < total; first += blockLength) {
    const values = read(first, Math.min(blockLength, total - first));
    requireRepresentable(values, first, tensor, storage, precision);
    yield values;
  }
}

type ReadBlock = (first: number, length: number) => ArrayLike<number>;

/** Blocks of a tensor whose values follow one another. */
function inFile(tensor: SnapshotTensor, storage: Storage): ReadBlock {
  return (first, length) => readStorage(storage, tensor.start + first, length);
}

/** Blocks of a tensor whose values are scattered, such as a channels-last one. */
function inMemory(tensor: SnapshotTensor, storage: Storage): ReadBlock {
  const extent = lastIndex(tensor) - tensor.start + 1;
  if (extent > longestExtent) {
    throw new SnapshotError(
      storage.data.fileOffset,
      `${tensor.name}: its values are scattered over ${extent} others, more than ${longestExtent}`,
    );
  }
  const values = readStorage(storage, tensor.start, extent);
  return (first, length) => {
    const block = new Float64Array(length);
    for (let i = 0; i < length; i++) {
      block[i] = values[storageIndex(tensor, first + i) - tensor.start]!;
    }
    return block;
  };
}

function readStorage({ type, data }: Storage, first: number, length: number): ArrayLike<number> {
  const bytes = new Uint8Array(length * type.size);
  data.read(bytes, first * type.size);
  return type.decode(bytes.buffer);
}

function requireRepresentable(
  values: ArrayLike<number>,
  first: number,
  tensor: SnapshotTensor,
  { type, data }: Storage,
  precision: Precision,
): void {
  const { overflow, name } = precisions[precision];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (Math.abs(value) < overflow) continue;
    const offset = data.fileOffset + storageIndex(tensor, first + i) * type.size;
    const finding = Number.isFinite(value) ? `${value}, too large for ${name}` : `${value}`;
    throw new SnapshotError(offset, `${tensor.name}: value ${first + i} is ${finding}`);
  }
}

/** The arguments of `_rebuild_tensor_v2`, unpacked from a parameter where there is one around it. */
function rebuildArguments(value: PickleValue): { items: PickleValue[]; offset: number } {
  const tensor = isNode(value, 'object') && isParameter(value) ? argumentsOf(value)[0] : value;
  if (isNode(tensor, 'object') && maker(tensor) === 'torch._utils._rebuild_tensor_v2') {
    return { items: argumentsOf(tensor), offset: tensor.offset };
  }
  throw new SnapshotError(offsetOf(tensor), `${describe(tensor)} stands where a tensor should`);
}

function isParameter(value: PickleValue): boolean {
  return (
    maker(value) === 'torch._utils._rebuild_parameter' ||
    maker(value) === 'torch._utils._rebuild_parameter_with_state'
  );
}

function counts(value: PickleValue | undefined, offset: number, what: string): number[] {
  const items = isNode(value, 'tuple') ? value.items : undefined;
  if (items === undefined || items.length > mostDimensions || !items.every(isCount)) {
    throw new SnapshotError(offset, `${describe(value)} stands where the tensor's ${what} should`);
  }
  return items;
}

/** Also keeps a tensor from being larger than what it is stored in, as one with strides of 0 could be. */
function requireInside(tensor: SnapshotTensor, storage: Storage, offset: number): void {
  const total = count(tensor.shape);
  if (total === 0) return;
  const needed = Math.max(lastIndex(tensor) + 1, total);
  if (needed > storage.length) {
    throw new SnapshotError(
      offset,
      `a tensor of shape [${tensor.shape.join(', ')}] needs a storage of ${needed} values, but its storage has ${storage.length}`,
    );
  }
}

function lastIndex({ shape, strides, start }: SnapshotTensor): number {
  return shape.reduce((index, length, i) => index + (length - 1) * (strides[i] ?? 0), start);
}

/** Where in its storage the value with a row-major index is. */
function storageIndex({ shape, strides, start }: SnapshotTensor, index: number): number {
  let position = start;
  let rest = index;
  for (let i = shape.length - 1; i >= 0; i--) {
    const length = shape[i] ?? 1;
    position += (rest % length) * (strides[i] ?? 0);
    rest = Math.floor(rest / length);
  }
  return position;
}

function isContiguous({ shape, strides }: SnapshotTensor): boolean {
  let expected = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    const length = shape[i] ?? 1;
    if (length !== 1 && strides[i] !== expected) return false;
    expected *= length;
  }
  return true;
}

/** Values in a tensor; infinite or inexact only where no storage could be as long. */
function count(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
