import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomWeights } from '../../../src/alis/backends/random-weights.ts';
import { floatsToHalves, halvesToFloats } from '../../../src/alis/model/half.ts';
import {
  floatValues,
  headLength,
  readSafetensors,
  type TensorInfo,
  writeSafetensors,
} from '../../../src/alis/model/safetensors.ts';
import { readArchitecture, readModel } from '../../../src/alis/model/weights.ts';
import { configOf } from '../support.ts';

/** A file with any header, however wrong. */
function file(header: unknown, values = new Uint8Array()): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + values.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  bytes.set(values, 8 + json.length);
  return bytes;
}

const entry = (dtype: string, shape: number[], data_offsets: [number, number]) => ({
  dtype,
  shape,
  data_offsets,
});

describe('safetensors', () => {
  it('come back as they were written', () => {
    const shapes = fc.array(fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }));
    fc.assert(
      fc.property(shapes, fc.dictionary(fc.string(), fc.string()), (all, metadata) => {
        const tensors = all.map((shape, i) => ({
          name: `t${i}`,
          dtype: 'F32' as const,
          shape,
          values: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, Math.random),
        }));
        const { __proto__: _, ...kept } = metadata;
        const read = readSafetensors(Buffer.from(writeSafetensors(tensors, kept)));
        expect({ ...read.metadata }).toEqual({ ...kept });
        for (const { name, shape, values } of tensors) {
          const tensor = read.tensors.get(name)!;
          expect(tensor.shape).toEqual(shape);
          expect(floatValues(tensor)).toEqual(values);
        }
      }),
    );
  });

  it.each([
    ['nothing', new Uint8Array(3), /hold no header length/],
    ['a length that lies', new Uint8Array(20).fill(255), /header would be/],
    ['no JSON', Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0x7b), /not JSON/],
    ['no object', file([1]), /no object/],
    ['metadata that are no strings', file({ __metadata__: { a: 1 } }), /metadata/],
    ['an entry without offsets', file({ 'a.b': { dtype: 'F32', shape: [1] } }), /^a\.b has no/],
    ['an unknown dtype', file({ 'a.b': entry('BF16', [1], [0, 2]) }), /^a\.b has dtype BF16/],
    ['a size that lies', file({ a: entry('F32', [2], [0, 4]) }, new Uint8Array(4)), /^a of shape/],
    ['a tensor cut off', file({ a: entry('F32', [2], [0, 8]) }, new Uint8Array(4)), /^a claims/],
    [
      'tensors that overlap',
      file({ a: entry('F32', [1], [0, 4]), b: entry('F32', [1], [0, 4]) }, new Uint8Array(4)),
      /^b overlaps/,
    ],
    [
      'a gap',
      file({ a: entry('F32', [1], [4, 8]) }, new Uint8Array(8)),
      /^a leaves a gap before it/,
    ],
    [
      'bytes that belong to none',
      file({ a: entry('F32', [1], [0, 4]) }, new Uint8Array(6)),
      /2 bytes after/,
    ],
    [
      'a negative shape',
      file({ a: entry('F32', [-1], [0, 4]) }, new Uint8Array(4)),
      /^a has no dtype, shape/,
    ],
  ])('are refused with %s', (_, bytes, message) => {
    expect(() => readSafetensors(bytes)).toThrow(message);
  });
});

describe('half precision', () => {
  it('keeps every half', () => {
    const halves = Uint16Array.from({ length: 65_536 }, (_, i) => i).filter(
      (half) => (half & 0x7fff) <= 0x7c00,
    );
    expect(floatsToHalves(halvesToFloats(halves))).toEqual(halves);
  });

  it('rounds to the nearest, ties to even', () => {
    const values = fc.float({ min: -60_000, max: 60_000, noNaN: true });
    fc.assert(
      fc.property(values, (value) => {
        const [half] = floatsToHalves(Float32Array.of(value));
        const [back] = halvesToFloats(Uint16Array.of(half!));
        const smaller = half! & 0x7fff ? half! - 1 : half!;
        const [next, before] = halvesToFloats(Uint16Array.of(half! + 1, smaller));
        const error = Math.abs(back! - value);
        expect(error).toBeLessThanOrEqual(Math.abs(next! - value));
        expect(error).toBeLessThanOrEqual(Math.abs(before! - value));
      }),
    );
    // 2049 lies between 2048 and 2050: the even significand wins.
    expect(halvesToFloats(floatsToHalves(Float32Array.of(2049, 2051, 1e6, 1e-9)))).toEqual(
      Float32Array.of(2048, 2052, Number.POSITIVE_INFINITY, 0),
    );
  });
});

describe('weights', () => {
  const config = configOf();
  const good = readSafetensors(randomWeights(config, 1));
  type Writable = TensorInfo & { dtype: 'F32' | 'F16'; values: Float32Array };
  const rewritten = (change: (tensors: Writable[]) => Writable[]): Uint8Array => {
    const tensors = [...good.tensors.values()].map((tensor) => ({
      ...tensor,
      dtype: 'F32' as const,
      values: floatValues(tensor),
    }));
    return writeSafetensors(change(tensors), good.metadata);
  };
  const name = 'synthesis.b8.conv0.weight';
  const changed = (change: (tensor: Writable) => Writable) =>
    rewritten((tensors) => tensors.map((each) => (each.name === name ? change(each) : each)));

  it('are read with their configuration', () => {
    expect(readModel(rewritten((tensors) => tensors)).architecture.config).toEqual(config);
  });

  it('say what they are before their values begin', () => {
    const bytes = randomWeights(config, 1);
    const head = bytes.subarray(0, headLength(bytes));
    expect(head.length).toBeLessThan(bytes.length);
    expect(readArchitecture(head)).toEqual(readModel(bytes).architecture);
    for (const short of [head.subarray(0, -1), head.subarray(0, 7)])
      expect(() => readArchitecture(short)).toThrow(expect.objectContaining({ code: 'file' }));
  });

  it('may be halves', () => {
    const model = readModel(randomWeights(config, 1, 'F16'));
    const exact = floatValues(good.tensors.get(name)!);
    const halves = model.tensor(name);
    expect(halves).not.toEqual(exact);
    halves.forEach((value, i) => {
      expect(Math.abs(value - exact[i]!)).toBeLessThanOrEqual(Math.abs(exact[i]!) / 2048 + 1e-7);
    });
  });

  it.each([
    ['missing', rewritten((tensors) => tensors.filter((each) => each.name !== name)), /is missing/],
    [
      'mis-shaped',
      changed((each) => ({ ...each, shape: [each.values.length] })),
      /has shape \[\d+\]; the configuration asks for \[12, 28, 3, 3\]/,
    ],
    [
      'not a number',
      changed((each) => ({
        ...each,
        values: each.values.map((v, i) => (i === 5 ? Number.NaN : v)),
      })),
      /holds NaN at position 5/,
    ],
  ])('are refused with a tensor that is %s', (_, bytes, message) => {
    expect(() => readModel(bytes)).toThrow(message);
    expect(() => readModel(bytes)).toThrow(name);
    expect(() => readModel(bytes)).toThrow(expect.objectContaining({ code: 'tensor' }));
  });

  it('are refused with a tensor too many, a foreign basis or filter, and without a configuration', () => {
    const extra = (each: Writable) => rewritten((tensors) => [...tensors, each]);
    const one = { dtype: 'F32' as const, shape: [1], values: Float32Array.of(1) };
    expect(() => readModel(extra({ ...one, name: 'synthesis.b512.x' }))).toThrow(
      /b512\.x has no place/,
    );
    const basis = {
      name: 'synthesis.b8.coords_fuser0.basis',
      dtype: 'F32' as const,
      shape: [8, 2],
    };
    expect(() => readModel(extra({ ...basis, values: new Float32Array(16).fill(1) }))).toThrow(
      basis.name,
    );
    const filter = { name: 'synthesis.b8.resample_filter', dtype: 'F32' as const, shape: [4, 4] };
    expect(() =>
      readModel(extra({ ...filter, values: new Float32Array(16).fill(1 / 16) })),
    ).toThrow(filter.name);
    expect(() => readModel(writeSafetensors([]))).toThrow(/no configuration/);
  });
});
