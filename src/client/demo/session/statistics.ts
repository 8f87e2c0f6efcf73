import type { EngineStats } from '../../../alis/index.ts';
import { fill, fillCounted } from '../../../words/fill.ts';
import { type DemoWords, number } from '../words.ts';
import type { Markup } from './markup.ts';

/** The statistics line, in parts that may be left out from the end: what runs, how fast, where, and how much of it there was. */
export function statisticsParts(
  markup: Pick<Markup, 'modelName' | 'parameters'>,
  stats: EngineStats | undefined,
  words: DemoWords,
): string[] {
  const millions = number(markup.parameters / 1e6, words, 1);
  const model = fill(words.parameters, { name: markup.modelName, millions });
  if (!stats) return [model];
  const { description, executors, tiles, millisecondsPerTile } = stats;
  const counted = (forms: DemoWords['tiles'], count: number) =>
    fillCounted(forms, count, words.lang, { backend: description, count: number(count, words) });
  const backend = executors > 1 ? counted(words.workers, executors) : description;
  const onDevice = fill(words.on_device, { backend });
  if (tiles === 0) return [model, onDevice];
  const digits = millisecondsPerTile < 10 ? 1 : 0;
  const milliseconds = number(millisecondsPerTile, words, digits);
  return [model, fill(words.tile_time, { milliseconds }), onDevice, counted(words.tiles, tiles)];
}
