import { expect, it } from 'vitest';
import type { EngineStats } from '../../../../src/alis/index.ts';
import { statisticsText } from '../../../../src/client/demo/session/statistics.ts';
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
  expect(statisticsText(markup, undefined, words)).toBe(model);
  expect(statisticsText(markup, stats, words)).toBe(`${model} · WebAssembly SIMD, on this device`);
  const later = { ...stats, executors: 3, tiles: 57, millisecondsPerTile: 14.4 };
  expect(statisticsText(markup, later, words)).toBe(
    `${model} · WebAssembly SIMD, 3 workers, on this device · 14 ms a tile · 57 tiles computed`,
  );
});

it('counts and writes numbers as the language does', () => {
  const later = { ...stats, executors: 2, tiles: 3, millisecondsPerTile: 1.26 };
  const german =
    'ALIS landscapes, 1,2 Millionen Parameter · WebAssembly SIMD, 2 Worker, auf diesem Gerät · 1,3 ms pro Kachel · 3 Kacheln berechnet';
  expect(statisticsText(markup, later, wordsIn('de'))).toBe(german);
  const russian = (tiles: number) => statisticsText(markup, { ...later, tiles }, wordsIn('ru'));
  expect(russian(21)).toContain('вычислен 21 фрагмент');
  expect(russian(3)).toContain('вычислено 3 фрагмента');
  expect(russian(5)).toContain('вычислено 5 фрагментов');
});
