import { describe, expect, it } from 'vitest';
import { floatValues } from '../../../src/alis/model/safetensors.ts';
import { convertedValue, failure } from './converted.ts';
import {
  generatorModule,
  generatorTensors,
  generatorWith,
  initKwargs,
  smallest,
  snapshotValue,
} from './official-snapshot.ts';
import { load, storage, storageStream, type TensorSpec } from './official-storage.ts';
import { call, global, persistent, tuple, type Value } from './pickle-writer.ts';

function valuesOf(value: Value, name: string, target: 'F32' | 'F16' = 'F32'): number[] {
  const found = convertedValue(value, 4, target).tensors.get(name);
  return found ? [...floatValues(found)] : [];
}

const loadText = (text: string, encoding: string) =>
  call(global('torch.storage', '_load_from_bytes'), [
    call(global('_codecs', 'encode'), [text, encoding]),
  ]);

describe('storages', () => {
  const name = 'mapping.w_avg';

  it.each([
    ['DoubleStorage', [0.5, -1.25, 3, 1e-3], [0.5, -1.25, 3, Math.fround(1e-3)]],
    ['LongStorage', [1, -2, 3, 40_000], [1, -2, 3, 40_000]],
    ['IntStorage', [1, -2, 3, 40_000], [1, -2, 3, 40_000]],
    ['ByteStorage', [0, 1, 200, 255], [0, 1, 200, 255]],
    ['HalfStorage', [0x3c00, 0xc000, 0x0001, 0x7bff], [1, -2, 2 ** -24, 65_504]],
    ['BFloat16Storage', [0x3f80, 0xc000, 0x0080, 0x4049], [1, -2, 2 ** -126, 3.140625]],
  ] as const)('of type %s', (type, values, wanted) => {
    expect(valuesOf(generatorWith({ name, type, values }), name)).toEqual(wanted);
  });

  it('shared by tensors, entered at an offset', () => {
    const shared = storage('FloatStorage', [9, 1, 2, 3, 4, 5]);
    const value = generatorWith({ name, storage: shared, start: 1 });
    expect(valuesOf(value, name)).toEqual([1, 2, 3, 4]);
    const both = generatorModule(
      generatorTensors(smallest).map((spec) => {
        if (spec.name === name) return { ...spec, storage: shared, start: 1 };
        if (spec.name === 'mapping.fc0.bias') return { ...spec, storage: shared, start: 2 };
        return spec;
      }),
      { _init_kwargs: initKwargs(smallest) },
    );
    expect(valuesOf(snapshotValue(both), name)).toEqual([1, 2, 3, 4]);
    expect(valuesOf(snapshotValue(both), 'mapping.fc0.bias')).toEqual([2, 3, 4, 5]);
  });

  it('with values in another order', () => {
    const weight = 'synthesis.b8.conv1.weight';
    const [o, i] = [8, 8];
    const values = Array.from({ length: o * i * 9 }, (_, k) => k);
    const strides = [9 * i, 1, 3 * i, i];
    const found = valuesOf(generatorWith({ name: weight, values, strides }), weight);
    const at = (a: number, b: number, y: number, x: number) => found[((a * i + b) * 3 + y) * 3 + x];
    expect(at(0, 1, 0, 0)).toBe(1);
    expect(at(2, 3, 1, 2)).toBe(2 * 72 + 3 + 24 + 16);
    expect([...found].sort((a, b) => a - b)).toEqual(values);
  });

  it('with one value for all', () => {
    const found = valuesOf(generatorWith({ name, values: [7, 0, 0, 0], strides: [0] }), name);
    expect(found).toEqual([7, 7, 7, 7]);
  });

  const unfit = [
    [{ shape: [4], values: [1, 2, 3] }, /needs a storage of 4 values, but its storage has 3/],
    [{ shape: [4], values: [1, 2, 3, 4], start: 1 }, /needs a storage of 5 values/],
    [{ shape: [4], values: [1, 2, 3, 4], strides: [2] }, /needs a storage of 7 values/],
    [{ shape: [4], values: [1], strides: [0] }, /needs a storage of 4 values/],
    [{ shape: [2 ** 50, 2 ** 50], values: [1], strides: [0, 0] }, /needs a storage of/],
    [{ shape: [4], values: [1, 2, 3, 4], strides: [-1] }, /w_avg: a tuple stands where/],
    [{ shape: [4], values: [1, 2, 3, 4], strides: [1, 1] }, /no proper offset, shape and strides/],
    [{ shape: [4], values: [1, 2, 3, 4], start: 0.5 }, /no proper offset, shape and strides/],
    [{ shape: [5] }, /has the shape \[5\]; its configuration asks for \[4\]/],
    [{ values: [1, Number.NaN, 3, 4] }, /w_avg: value 1 is NaN/],
    [{ values: [1, 2, Number.NEGATIVE_INFINITY, 4] }, /w_avg: value 2 is -Infinity/],
    [
      { type: 'DoubleStorage', values: [1e300, 0, 0, 0] },
      /value 0 is 1e\+300, too large for float32/,
    ],
    [
      { storage: load(storageStream('ComplexFloatStorage', 4, [{ hole: 32 }])) },
      /the global torch.ComplexFloatStorage/,
    ],
    [
      { storage: load(storageStream('FloatStorage', 4, [{ hole: 15 }])) },
      /4 values need 16 bytes, but 15 are there/,
    ],
    [
      { storage: load(storageStream('FloatStorage', 4, [{ hole: 17 }])) },
      /4 values need 16 bytes, but 17 are there/,
    ],
    [
      { storage: load([Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0)]) },
      /w_avg: the storage is a zip archive/,
    ],
    [
      { storage: load([Uint8Array.of(0x80, 2, 0x4b, 1, 0x2e)]) },
      /not the mark of torch.save but the number 1/,
    ],
    [
      { storage: load(storageStream('FloatStorage', 4, [{ hole: 16 }], { counted: 5 })) },
      /the storage has 5 values, but was announced with 4/,
    ],
    [
      {
        storage: load(storageStream('FloatStorage', 4, [{ hole: 16 }], { view: tuple('1', 0, 4) })),
      },
      /the storage is a view into another one/,
    ],
    [{ storage: loadText('\u0100', 'latin1') }, /the text of the bytes is not Latin-1/],
    [{ storage: loadText('abc', 'utf8') }, /the bytes are encoded as the text "utf8"/],
    [{ storage: persistent('elsewhere') }, /kept outside the pickle/],
    [{ storage: null }, /w_avg: None stands where a storage should/],
    [{ storage: 'text' }, /the text "text" stands where a storage should/],
    [{ storage: call(global('os', 'system'), ['true']) }, /an object of os.system stands where/],
    [{ storage: load([]) }, /w_avg: the pickle needs 1 more byte, but only 0 are left/],
  ] as [Partial<TensorSpec>, RegExp][];

  it.each(unfit.map(([spec, message]) => [message, spec] as const))(
    'that do not fit are told: %s',
    (message, spec) => {
      expect(failure(generatorWith({ name, ...spec })).message).toMatch(message);
    },
  );

  it('tells the byte of a value that is not finite', () => {
    const value = generatorWith({ name, values: [1, 2, 3, Number.NaN] });
    expect(failure(value).offset).toBeGreaterThan(1000);
  });
});
