import { describe, expect, it } from 'vitest';
import { randomWeights } from '../../../src/alis/backends/random-weights.ts';
import {
  ask,
  createPanorama,
  type Panorama,
  withTruncation,
} from '../../../src/alis/latent/panorama.ts';
import { parseAttributes, withAttributes } from '../../../src/alis/model/attributes.ts';
import {
  floatValues,
  readSafetensors,
  writeSafetensors,
} from '../../../src/alis/model/safetensors.ts';
import { readArchitecture, readModel } from '../../../src/alis/model/weights.ts';
import { sameTile, stripMaker } from '../../../src/alis/tile/tiles.ts';
import { configOf } from '../support.ts';

const night = {
  group: 'hour',
  name: 'night',
  direction: [0.6, 0.8, 0, 0, 0, 0, 0, 0],
  threshold: 5,
};
const water = { group: 'land', name: 'water', direction: [0, 0, 1, 0, 0, 0, 0, 0], threshold: 5 };

/** Weights at random that know of a night and of water. */
function weightsWith(attributes: unknown): Uint8Array {
  const { tensors, metadata } = readSafetensors(randomWeights(configOf(), 1));
  return writeSafetensors(
    [...tensors.values()].map(
      (tensor) => ({ ...tensor, dtype: 'F32', values: floatValues(tensor) }) as const,
    ),
    {
      ...metadata,
      attributes: JSON.stringify(attributes),
    },
  );
}

function codeAt(panorama: Panorama): readonly number[] {
  const strip = stripMaker(readModel(weightsWith([night, water])));
  return [...(strip({ panorama, tile: 0, resolution: 16 }).codes[0] ?? [])];
}

describe('an attribute', () => {
  it('moves a code to its threshold, and no farther', () => {
    const [x, y, z] = withAttributes(Float32Array.of(1, 1, 0, 0, 0, 0, 0, 0), [night]);
    // 0.6 + 0.8 = 1.4; 3.6 are missing.
    expect([x, y, z]).toEqual([expect.closeTo(1 + 3.6 * 0.6), expect.closeTo(1 + 3.6 * 0.8), 0]);
    const beyond = Float32Array.of(9, 9, 0, 0, 0, 0, 0, 0);
    expect(withAttributes(beyond, [night])).toEqual(beyond);
  });

  it('moves the code of every slot', () => {
    const slots = withAttributes(new Float32Array(16), [water]);
    expect([slots[2], slots[10]]).toEqual([5, 5]);
  });

  it('is what an anchor shows that is asked for it, whatever the truncation', () => {
    for (const truncation of [1, 0.5]) {
      const plain = withTruncation(createPanorama(7), truncation);
      const code = codeAt(ask(plain, 0, ['night', 'water']));
      expect(0.6 * code[0]! + 0.8 * code[1]!).toBeCloseTo(5, 4);
      expect(code[2]).toBeCloseTo(5, 4);
      expect(code.slice(3)).toEqual(codeAt(plain).slice(3));
    }
  });

  it('that the weights do not know changes nothing', () => {
    const plain = createPanorama(7);
    expect(codeAt(ask(plain, 0, ['storm']))).toEqual(codeAt(plain));
  });

  it('makes other tiles of those that listen to the anchor', () => {
    const architecture = readArchitecture(weightsWith([night]));
    const plain = createPanorama(7);
    const asked = ask(plain, 2, ['night']);
    expect(sameTile(architecture, plain, asked, 8)).toBe(false);
    expect(sameTile(architecture, plain, asked, 20)).toBe(true);
  });

  it('is read with the architecture', () => {
    const { attributes } = readArchitecture(weightsWith([night, water]));
    expect(attributes.map(({ name }) => name)).toEqual(['night', 'water']);
    expect(readArchitecture(randomWeights(configOf(), 1)).attributes).toEqual([]);
  });

  it.each([
    ['no list', {}],
    ['no direction', [{ group: 'hour', name: 'night', threshold: 1 }]],
    ['a direction of another space', [{ ...night, direction: [1, 0] }]],
    ['a name that no link could carry', [{ ...night, name: 'late night!' }]],
    ['a threshold that is no number', [{ ...night, threshold: null }]],
  ])('is refused: %s', (_, attributes) => {
    expect(() => readArchitecture(weightsWith(attributes))).toThrow(
      expect.objectContaining({ code: 'config', message: expect.stringMatching(/direction of 8/) }),
    );
  });

  it('is refused that is not even JSON', () => {
    expect(() => parseAttributes('[', 8)).toThrow('the attributes are not JSON');
  });
});
