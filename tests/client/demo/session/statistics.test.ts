import { expect, it } from 'vitest';
import type { EngineStats } from '../../../../src/alis/index.ts';
import { statisticsText } from '../../../../src/client/demo/session/statistics.ts';
import { geometry } from './support.ts';

const markup = {
  weights: 'w',
  weightsBytes: 1,
  engine: 'e',
  landscape: '7',
  geometry,
  modelName: 'ALIS landscapes',
  parameters: 1_234_567,
};
const stats: EngineStats = {
  backend: 'wasm',
  description: 'WebAssembly SIMD',
  executors: 1,
  tiles: 0,
  millisecondsPerTile: Number.NaN,
  waiting: 0,
  parameters: 1_234_567,
  rejected: [],
};

it('says what is known, and nothing else', () => {
  const model = 'ALIS landscapes, 1.2 million parameters';
  expect(statisticsText(markup, undefined)).toBe(model);
  expect(statisticsText(markup, stats)).toBe(`${model} · WebAssembly SIMD, on this device`);
  const later = { ...stats, executors: 3, tiles: 57, millisecondsPerTile: 14.4 };
  expect(statisticsText(markup, later)).toBe(
    `${model} · WebAssembly SIMD, 3 workers, on this device · 14 ms a tile · 57 tiles computed`,
  );
});
