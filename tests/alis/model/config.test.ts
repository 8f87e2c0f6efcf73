import { describe, expect, it } from 'vitest';
import { AlisError } from '../../../src/alis/errors.ts';
import {
  architectureOf,
  parameterCount,
  tileMultiplications,
} from '../../../src/alis/model/architecture.ts';
import { parseConfig, parseConfigText } from '../../../src/alis/model/config.ts';
import { configOf } from '../support.ts';

const sized = (resolution: 64 | 256, base: number, width: number) =>
  parseConfig({
    z_dim: width,
    w_dim: width,
    img_resolution: resolution,
    mapping: { num_layers: 2 },
    synthesis: { channel_base: base, channel_max: width },
  });

describe('a configuration', () => {
  it('names every key that is wrong', () => {
    const wrong = { z_dim: 0, w_dim: 8, img_resolution: 100, synthesis: { grid_size: 3 } };
    expect(() => parseConfig(wrong)).toThrow(
      /z_dim: .*img_resolution: .*mapping: .*synthesis\.grid_size: /,
    );
  });

  it('is refused as text that is not JSON, with the code of its own', () => {
    const parse = () => parseConfigText('{');
    expect(parse).toThrow(AlisError);
    expect(parse).toThrow(expect.objectContaining({ code: 'config' }));
  });

  it('must leave every level a channel', () => {
    expect(() => configOf({ channel_base: 15 })).toThrow(/level 16/);
  });

  // Counts of the specification, section 10.
  it.each([
    [sized(64, 1024, 64), 328_960, 26.7],
    [sized(256, 2048, 64), 452_026, 173.7],
    [sized(256, 4096, 128), 1_635_826, 579.8],
  ])('has the parameters and multiplications of the specification', (config, parameters, mega) => {
    const architecture = architectureOf(config);
    expect(parameterCount(architecture)).toBe(parameters);
    expect(tileMultiplications(architecture) / 1e6).toBeCloseTo(mega, 1);
  });

  it('has the directions and octaves of the specification', () => {
    const channels = (base: number): number[] =>
      architectureOf(
        configOf({ channel_base: base, channel_max: 512 }, { img_resolution: 256 }),
      ).levels.map(({ coordinates }) => 2 * coordinates.rows.length);
    expect(channels(16384)).toEqual([8, 16, 24, 32, 40, 48, 56]);
    const entry = (channel_max: number): number | undefined =>
      architectureOf(configOf({ channel_max })).levels[0]?.coordinates.rows.length;
    expect([4, 5, 6, 7, 8].map(entry)).toEqual([2, 2, 3, 3, 4]);
  });
});
