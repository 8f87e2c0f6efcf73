import * as z from 'zod/mini';
import { AlisError } from '../errors.ts';
import { floatsToHalves, halvesToFloats } from './half.ts';

/** A tensor's place in the header: everything but its values. */
export interface TensorInfo {
  readonly name: string;
  readonly dtype: TensorType;
  readonly shape: readonly number[];
}

export interface Tensor extends TensorInfo {
  /** Little-endian values, row-major: a view into the file's bytes. */
  readonly bytes: Uint8Array;
}

export interface Safetensors {
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: ReadonlyMap<string, Tensor>;
}

export type TensorType = keyof typeof bytesPerValue;

/** `bytes` are whole 8-bit pictures in fixtures; weights are `F32` or `F16`. */
const bytesPerValue = { F32: 4, F16: 2, U8: 1 } as const;

const longestHeader = 100_000_000;

const size = z.int().check(z.minimum(0));
const entrySchema = z.object({
  dtype: z.string(),
  shape: z.array(size),
  data_offsets: z.tuple([size, size]),
});
const headerSchema = z.record(z.string(), z.unknown());
const metadataSchema = z.record(z.string(), z.string());

/**
 * Reads a safetensors file: 8 bytes of header length, a JSON header, the values. Tensors are views, nothing is copied.
 * @throws {AlisError} `file` for bytes that are no such file, `tensor` where one tensor's entry is wrong
 */
export function readSafetensors(bytes: Uint8Array): Safetensors {
  const { header, start } = readHeader(bytes);
  const { __metadata__, ...entries } = header;
  const metadata = metadataIn(header);
  const values = bytes.subarray(start);
  const tensors = new Map<string, Tensor>();
  const spans: Span[] = [];
  for (const [name, entry] of Object.entries(entries)) {
    const { tensor, span } = readEntry(name, entry, values);
    tensors.set(name, tensor);
    spans.push(span);
  }
  requireTiling(spans, values.length);
  return { metadata, tensors };
}

/**
 * The metadata alone, for which everything before the values is enough.
 * @param bytes at least the first `headLength` of a file
 * @throws {AlisError} `file` for bytes that begin no such file
 */
export function readMetadata(bytes: Uint8Array): Safetensors['metadata'] {
  return metadataIn(readHeader(bytes).header);
}

/** How many bytes of a file stand before its values, as its first 8 say. */
export function headLength(bytes: Uint8Array): number {
  if (bytes.length < 8) {
    throw new AlisError('file', `no safetensors file: ${bytes.length} bytes hold no header length`);
  }
  return 8 + Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
}

function metadataIn({ __metadata__ = {} }: Record<string, unknown>): Safetensors['metadata'] {
  const metadata = metadataSchema.safeParse(__metadata__);
  if (!metadata.success) throw new AlisError('file', 'the metadata must map strings to strings');
  return metadata.data;
}

/**
 * Everything in a safetensors file that stands before the values. The values follow in the order of `tensors`, each as
 * `encodeValues` gives them, with nothing in between, so that a file can be written as a stream.
 */
export function safetensorsHeader(
  tensors: readonly TensorInfo[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let offset = 0;
  for (const tensor of tensors) {
    const end = offset + byteLength(tensor);
    header[tensor.name] = {
      dtype: tensor.dtype,
      shape: tensor.shape,
      data_offsets: [offset, end],
    };
    offset = end;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  // Values start on a multiple of 8, so that readers may view them in place; the format allows spaces for it.
  const length = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + length).fill(0x20);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.set(json, 8);
  return bytes;
}

/** Values as a file holds them: rounded to half for `F16`. */
export function encodeValues(dtype: 'F32' | 'F16', values: Float32Array): Uint8Array {
  const encoded = dtype === 'F16' ? floatsToHalves(values) : values;
  return new Uint8Array(encoded.buffer, encoded.byteOffset, encoded.byteLength);
}

/** A tensor's values as floats, halves expanded: a copy, aligned and independent of the file. */
export function floatValues({ name, dtype, bytes }: Tensor): Float32Array {
  const copy = new Uint8Array(bytes);
  if (dtype === 'F32') return new Float32Array(copy.buffer);
  if (dtype === 'F16') return halvesToFloats(new Uint16Array(copy.buffer));
  throw new AlisError('tensor', `${name} holds ${dtype} where F32 or F16 is needed`);
}

/** A whole file at once, for what fits in memory. */
export function writeSafetensors(
  tensors: readonly (TensorInfo & {
    readonly dtype: 'F32' | 'F16';
    readonly values: Float32Array;
  })[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const parts = [
    safetensorsHeader(tensors, metadata),
    ...tensors.map(({ dtype, values }) => encodeValues(dtype, values)),
  ];
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

export function byteLength({ dtype, shape }: TensorInfo): number {
  return elements(shape) * bytesPerValue[dtype];
}

export function elements(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

interface Span {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

function readHeader(bytes: Uint8Array): { header: Record<string, unknown>; start: number } {
  const start = headLength(bytes);
  const length = start - 8;
  if (length > bytes.length - 8 || length > longestHeader) {
    throw new AlisError(
      'file',
      `no safetensors file: its header would be ${length} bytes long, and ${bytes.length - 8} follow`,
    );
  }
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, start)));
  } catch (cause) {
    throw new AlisError('file', 'no safetensors file: its header is not JSON', { cause });
  }
  const header = headerSchema.safeParse(json);
  if (!header.success) throw new AlisError('file', 'no safetensors file: its header is no object');
  return { header: header.data, start };
}

function readEntry(
  name: string,
  entry: unknown,
  values: Uint8Array,
): { tensor: Tensor; span: Span } {
  const parsed = entrySchema.safeParse(entry);
  if (!parsed.success) {
    throw new AlisError('tensor', `${name} has no dtype, shape and data_offsets in the header`);
  }
  const { dtype, shape, data_offsets } = parsed.data;
  if (!isTensorType(dtype)) {
    throw new AlisError('tensor', `${name} has dtype ${dtype}; F32, F16 and U8 are understood`);
  }
  const [start, end] = data_offsets;
  const info = { name, dtype, shape };
  if (start > end || end > values.length) {
    throw new AlisError(
      'tensor',
      `${name} claims bytes ${start} to ${end} of ${values.length}; the file is cut off or its header is wrong`,
    );
  }
  if (end - start !== byteLength(info)) {
    throw new AlisError(
      'tensor',
      `${name} of shape [${shape.join(', ')}] in ${dtype} needs ${byteLength(info)} bytes, the header gives it ${end - start}`,
    );
  }
  return { tensor: { ...info, bytes: values.subarray(start, end) }, span: { name, start, end } };
}

function isTensorType(dtype: string): dtype is TensorType {
  return Object.hasOwn(bytesPerValue, dtype);
}

/** The format lets tensors neither overlap nor leave bytes between or behind them that nobody owns. */
function requireTiling(spans: Span[], length: number): void {
  let covered = 0;
  for (const { name, start, end } of spans.sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (start !== covered) {
      const what = start < covered ? 'overlaps the tensor before it' : 'leaves a gap before it';
      throw new AlisError('tensor', `${name} ${what}: it starts at byte ${start}, not ${covered}`);
    }
    covered = end;
  }
  if (covered !== length) {
    throw new AlisError('file', `${length - covered} bytes after the last tensor belong to none`);
  }
}
