import { halvesToFloats } from '../model/half.ts';
import { Cursor } from './cursor.ts';
import { SnapshotError } from './error.ts';
import { readPickle } from './pickle.ts';
import { type ByteSource, memorySource, readAll, slice } from './source.ts';
import {
  argumentsOf,
  describe,
  isNode,
  maker,
  type ObjectNode,
  type PickleValue,
} from './values.ts';

/** The values of one or more tensors, left in the file. */
export interface Storage {
  readonly type: StorageType;
  /** Values. */
  readonly length: number;
  readonly data: ByteSource;
}

export interface StorageType {
  /** Bytes of one value. */
  readonly size: number;
  /** Values from bytes that fill their buffer. */
  decode(buffer: ArrayBuffer): ArrayLike<number>;
}

/** First object of every torch.save stream of the older form. */
const magic = 0x1950a86a20f9469cfc6cn;
const streamVersion = 1001;
/** Of one of the stream's small pickles, which have at most 25. */
const mostInstructions = 1000;
/** A text cannot be entered in its middle, so the storages of protocol 2 are decoded whole. */
const longestTextStorage = 1 << 26;

const types: Record<string, StorageType> = {
  'torch.FloatStorage': { size: 4, decode: (buffer) => new Float32Array(buffer) },
  'torch.HalfStorage': { size: 2, decode: (buffer) => halvesToFloats(new Uint16Array(buffer)) },
  'torch.BFloat16Storage': { size: 2, decode: decodeBrainFloats },
  'torch.DoubleStorage': { size: 8, decode: (buffer) => new Float64Array(buffer) },
  'torch.LongStorage': { size: 8, decode: decodeLongs },
  'torch.IntStorage': { size: 4, decode: (buffer) => new Int32Array(buffer) },
  'torch.ShortStorage': { size: 2, decode: (buffer) => new Int16Array(buffer) },
  'torch.CharStorage': { size: 1, decode: (buffer) => new Int8Array(buffer) },
  'torch.ByteStorage': { size: 1, decode: (buffer) => new Uint8Array(buffer) },
  'torch.BoolStorage': { size: 1, decode: (buffer) => new Uint8Array(buffer) },
};

/** A bfloat16 is the upper half of a float. */
function decodeBrainFloats(buffer: ArrayBuffer): Float32Array {
  const bits = Uint32Array.from(new Uint16Array(buffer), (upper) => upper * 65_536);
  return new Float32Array(bits.buffer);
}

function decodeLongs(buffer: ArrayBuffer): Float64Array {
  const longs = new BigInt64Array(buffer);
  return Float64Array.from({ length: longs.length }, (_, i) => Number(longs[i]));
}

/**
 * Opens what `torch.storage._load_from_bytes` would load: five small pickles, the number of values, the values.
 * Throws SnapshotError where the bytes are not such a stream, in particular for the newer, zipped form.
 */
export function openStorage(value: PickleValue | undefined): Storage {
  const source = embeddedBytes(value);
  if (isZip(source)) {
    throw new SnapshotError(
      source.fileOffset,
      'the storage is a zip archive, the newer form of torch.save, which no official snapshot has',
    );
  }
  const cursor = new Cursor(source);
  expect(cursor, magic, 'its first object is not the mark of torch.save');
  expect(cursor, streamVersion, `its version is not ${streamVersion}`);
  readPickle(cursor, mostInstructions);
  const { type, length } = readDescription(cursor);
  readPickle(cursor, mostInstructions);
  return { type, length, data: readData(cursor, type, length) };
}

/** The first bytes of a zip archive, in which newer versions of torch.save keep everything. */
export function isZip(source: ByteSource): boolean {
  if (source.size < 4) return false;
  const start = new Uint8Array(4);
  source.read(start, 0);
  return new DataView(start.buffer).getUint32(0) === 0x504b0304;
}

function embeddedBytes(value: PickleValue | undefined): ByteSource {
  if (isNode(value, 'persistent')) {
    throw new SnapshotError(value.offset, 'the values are kept outside the pickle');
  }
  if (!isNode(value, 'object') || maker(value) !== 'torch.storage._load_from_bytes') {
    throw new SnapshotError(offsetOf(value), `${describe(value)} stands where a storage should`);
  }
  const [bytes] = argumentsOf(value);
  if (isNode(bytes, 'bytes')) return bytes.source;
  if (isNode(bytes, 'object') && maker(bytes) === '_codecs.encode') return latin1Bytes(bytes);
  throw new SnapshotError(value.offset, `${describe(bytes)} stands where a storage's bytes should`);
}

/** Protocol 2 has no bytes: it says them as a text with one character for each. */
function latin1Bytes(encode: ObjectNode): ByteSource {
  const [text, encoding] = argumentsOf(encode);
  if (encoding !== 'latin1') {
    throw new SnapshotError(encode.offset, `the bytes are encoded as ${describe(encoding)}`);
  }
  const characters = textOf(text, encode.offset);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) {
    const code = characters.charCodeAt(i);
    if (code > 255) throw new SnapshotError(encode.offset, 'the text of the bytes is not Latin-1');
    bytes[i] = code;
  }
  return memorySource(bytes, encode.offset);
}

function textOf(text: PickleValue | undefined, offset: number): string {
  if (typeof text === 'string') return text;
  if (!isNode(text, 'text')) {
    throw new SnapshotError(offset, `${describe(text)} stands where a storage's bytes should`);
  }
  if (text.source.size > longestTextStorage) {
    throw new SnapshotError(
      text.offset,
      `a storage of ${text.source.size} bytes as text is too long`,
    );
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(readAll(text.source));
}

function expect(cursor: Cursor, expected: bigint | number, finding: string): void {
  const { position } = cursor;
  const value = readPickle(cursor, mostInstructions);
  if (value !== expected) {
    const offset = cursor.source.fileOffset + position;
    throw new SnapshotError(offset, `the storage is foreign: ${finding} but ${describe(value)}`);
  }
}

/** The pickle that names the storage's type and length. */
function readDescription(cursor: Cursor): { type: StorageType; length: number } {
  const offset = cursor.source.fileOffset + cursor.position;
  const reference = readPickle(cursor, mostInstructions);
  const id = isNode(reference, 'persistent') ? reference.id : undefined;
  const [kind, global, , , length, view] = isNode(id, 'tuple') ? id.items : [];
  if (kind !== 'storage' || !isNode(global, 'global') || !isCount(length)) {
    throw new SnapshotError(offset, 'the storage is foreign: it does not say its type and length');
  }
  if (view !== null && view !== undefined) {
    throw new SnapshotError(offset, 'the storage is a view into another one');
  }
  const type = Object.hasOwn(types, global.name) ? types[global.name] : undefined;
  if (type === undefined) {
    throw new SnapshotError(offset, `a storage of type ${describe(global)} cannot be read`);
  }
  return { type, length };
}

/** The number of values once more, and the values, which end where the bytes end. */
function readData(cursor: Cursor, type: StorageType, length: number): ByteSource {
  cursor.begin('the storage', cursor.position);
  const counted = cursor.uint64();
  if (counted !== length) {
    throw cursor.failure(`the storage has ${counted} values, but was announced with ${length}`);
  }
  const needed = length * type.size;
  if (needed !== cursor.remaining) {
    throw cursor.failure(
      `the storage's ${length} values need ${needed} bytes, but ${cursor.remaining} are there`,
    );
  }
  return slice(cursor.source, cursor.position, needed);
}

/** A number that counts something: whole, exact, not negative. */
export function isCount(value: PickleValue | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** Where a value was made, as far as it says so. */
export function offsetOf(value: PickleValue | undefined, fallback = 0): number {
  return typeof value === 'object' && value !== null ? value.offset : fallback;
}
