/** Builds tensors and their storages as torch pickles them. */
import {
  bytes,
  call,
  dict,
  global,
  join,
  type Piece,
  persistent,
  pickle,
  tuple,
  type Value,
} from './pickle-writer.ts';

export interface TensorSpec {
  name: string;
  shape: readonly number[];
  /** In the storage's order; zeros, as a hole, if absent. */
  values?: readonly number[];
  type?: StorageName;
  strides?: readonly number[];
  /** Of the first value, in values. */
  start?: number;
  /** Instead of a storage of its own. */
  storage?: Value;
}

export type StorageName = keyof typeof encoders;

const encoders = {
  FloatStorage: {
    size: 4,
    write: (view: DataView, at: number, v: number) => view.setFloat32(at, v, true),
  },
  DoubleStorage: {
    size: 8,
    write: (view: DataView, at: number, v: number) => view.setFloat64(at, v, true),
  },
  // Values are given as the 16 bits themselves.
  HalfStorage: {
    size: 2,
    write: (view: DataView, at: number, v: number) => view.setUint16(at, v, true),
  },
  BFloat16Storage: {
    size: 2,
    write: (view: DataView, at: number, v: number) => view.setUint16(at, v, true),
  },
  LongStorage: {
    size: 8,
    write: (view: DataView, at: number, v: number) => view.setBigInt64(at, BigInt(v), true),
  },
  IntStorage: {
    size: 4,
    write: (view: DataView, at: number, v: number) => view.setInt32(at, v, true),
  },
  ByteStorage: { size: 1, write: (view: DataView, at: number, v: number) => view.setUint8(at, v) },
};

export const ordered = (entries: Record<string, Value>) =>
  call(global('collections', 'OrderedDict'), [], { entries });

/** The older torch.save of one storage, as bytes. */
export function storageStream(
  type: StorageName | string,
  length: number,
  data: readonly Piece[],
  { counted = length, view = null }: { counted?: number; view?: Value } = {},
): Piece[] {
  const id = tuple('storage', global('torch', type), '94310', 'cpu', length, view);
  const system = dict({
    protocol_version: 1001,
    little_endian: true,
    type_sizes: dict({ short: 2, int: 4, long: 4 }),
  });
  const head = [0x1950a86a20f9469cfc6cn, 1001, system, persistent(id), ['94310']];
  const count = new DataView(new ArrayBuffer(8));
  count.setBigInt64(0, BigInt(counted), true);
  return [
    ...head.map((value) => join(pickle(value, 2).pieces)),
    new Uint8Array(count.buffer),
    ...data,
  ];
}

export function storage(type: StorageName, values: readonly number[] | number): Value {
  const { size, write } = encoders[type];
  const length = typeof values === 'number' ? values : values.length;
  if (typeof values === 'number') {
    return load(storageStream(type, length, [{ hole: length * size }]));
  }
  const view = new DataView(new ArrayBuffer(length * size));
  for (const [i, value] of values.entries()) write(view, i * size, value);
  return load(storageStream(type, length, [new Uint8Array(view.buffer)]));
}

export const load = (stream: readonly Piece[]) =>
  call(global('torch.storage', '_load_from_bytes'), [bytes(...stream)]);

export function tensor(spec: Omit<TensorSpec, 'name'>): Value {
  const { shape, values, type = 'FloatStorage', start = 0 } = spec;
  const length = shape.reduce((product, n) => product * n, 1);
  const strides =
    spec.strides ?? shape.map((_, i) => shape.slice(i + 1).reduce((p, n) => p * n, 1));
  return call(global('torch._utils', '_rebuild_tensor_v2'), [
    spec.storage === undefined ? storage(type, values ?? length) : spec.storage,
    start,
    tuple(...shape),
    tuple(...strides),
    false,
    ordered({}),
  ]);
}

export const parameter = (value: Value) =>
  call(global('torch._utils', '_rebuild_parameter'), [value, true, ordered({})]);
