import { fill } from '../../../words/fill.ts';
import { signed } from '../numbers.ts';
import type { DemoWords } from '../words.ts';

/**
 * The carousel's window. Splide goes round and round the same few slots; each slot shows, of all the stretches between anchors that
 * fall to it, the one nearest to the middle of what is seen. So no slide is ever added or removed, a slot changes only while it is out
 * of sight, and its clone shows what it shows. A stretch goes by the number of its left anchor.
 */

/** Slots in the round: more than are seen, on their way, and wanted ahead together. */
export const slots = 12;

/** Splide's copies of slots at either end, for what is seen or skipped past it. */
export const clones = 5;

/** Stretches wanted at either side of the middle. */
const reach = 4;

/** Of all numbers that are a slot's, one round apart, the one nearest to the middle. */
export function nearest(slot: number, middle: number): number {
  return slot + slots * Math.round((middle - slot) / slots);
}

/** First and last stretch to have at hand: one more ahead than behind when one is on the way. */
export function reachOf(middle: number, target: number): { first: number; last: number } {
  const ahead = Math.sign(target - Math.round(middle));
  const centre = Math.round(middle) + ahead;
  return { first: centre - reach, last: centre + reach };
}

/** First and last tile of a stretch. */
export function tilesOf(stretch: number, tilesPerAnchor: number): { first: number; last: number } {
  return { first: stretch * tilesPerAnchor, last: (stretch + 1) * tilesPerAnchor - 1 };
}

/** What a stretch is called. */
export function nameOf(stretch: number, words: Pick<DemoWords, 'frame_between'>): string {
  return fill(words.frame_between, { left: signed(stretch), right: signed(stretch + 1) });
}
