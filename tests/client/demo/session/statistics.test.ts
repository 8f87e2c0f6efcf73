import { expect, it } from 'vitest';
import type { EngineStats } from '../../../../src/alis/index.ts';
import { statisticsParts } from '../../../../src/client/demo/session/statistics.ts';
import { wordsFor } from '../../../../src/words/words.ts';
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
const wordsIn = (lang: string) => {
  const { live, carousel } = wordsFor(lang);
  return { ...live, carousel, lang };
};
const words = wordsIn('en');
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
  expect(statisticsParts(markup, undefined, words)).toEqual([model]);
  expect(statisticsParts(markup, stats, words)).toEqual([
    model,
    'WebAssembly SIMD, on this device',
  ]);
  const later = { ...stats, executors: 3, tiles: 57, millisecondsPerTile: 14.4 };
  expect(statisticsParts(markup, later, words)).toEqual([
    model,
    '14 ms a tile',
    'WebAssembly SIMD, 3 workers, on this device',
    '57 tiles computed',
  ]);
});

it('counts and writes numbers as the language does', () => {
  const later = { ...stats, executors: 2, tiles: 3, millisecondsPerTile: 1.26 };
  expect(statisticsParts(markup, later, wordsIn('de'))).toEqual([
    'ALIS landscapes, 1,2 Millionen Parameter',
    '1,3 ms pro Kachel',
    'WebAssembly SIMD, 2 Worker, auf diesem Gerät',
    '3 Kacheln berechnet',
  ]);
  const russian = (tiles: number) =>
    statisticsParts(markup, { ...later, tiles }, wordsIn('ru')).at(-1);
  expect(russian(21)).toBe('вычислен 21 фрагмент');
  expect(russian(3)).toBe('вычислено 3 фрагмента');
  expect(russian(5)).toBe('вычислено 5 фрагментов');
});
