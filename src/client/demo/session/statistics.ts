import type { EngineStats } from '../../../alis/index.ts';
import type { Markup } from './markup.ts';

/** The statistics line: what runs, where, how fast, and how much of it there was. */
export function statisticsText(markup: Markup, stats: EngineStats | undefined): string {
  const millions = (markup.parameters / 1e6).toFixed(1);
  const model = `${markup.modelName}, ${millions} million parameters`;
  if (!stats) return model;
  const { description, executors, tiles, millisecondsPerTile } = stats;
  const backend = executors > 1 ? `${description}, ${executors} workers` : description;
  const parts = [model, `${backend}, on this device`];
  if (tiles > 0) {
    parts.push(`${milliseconds(millisecondsPerTile)} ms a tile`);
    parts.push(tiles === 1 ? '1 tile computed' : `${tiles} tiles computed`);
  }
  return parts.join(' · ');
}

function milliseconds(value: number): string {
  return value < 10 ? value.toFixed(1) : String(Math.round(value));
}
