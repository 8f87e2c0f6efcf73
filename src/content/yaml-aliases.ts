import { EVENT_ALIAS, type Event, YAMLException } from 'js-yaml';

/** Values that aliases may add to those that are written, and how deep they may nest. */
const mostFromAliases = 100_000;
const deepest = 100;

/** Refuses aliases inside of what they name, and those with which a few lines stand for millions of values. */
export function limitAliases(data: unknown, events: Event[], text: string): void {
  const alias = events.find((event) => event.type === EVENT_ALIAS);
  if (!alias) return;
  const refuse = (reason: string): never =>
    YAMLException.throwAt(text, alias.anchorStart - 1, reason);
  const leaf = { size: 1, depth: 0 };
  const measured = new Map<object, { size: number; depth: number } | undefined>();

  function measure(value: unknown): { size: number; depth: number } {
    if (typeof value !== 'object' || value === null) return leaf;
    if (measured.has(value))
      return measured.get(value) ?? refuse('an alias stands inside of what it names');
    measured.set(value, undefined);
    const total = { size: 1, depth: 0 };
    for (const item of Object.values(value)) {
      const { size, depth } = measure(item);
      total.size += size;
      total.depth = Math.max(total.depth, depth + 1);
    }
    if (total.depth > deepest) refuse(`its aliases nest deeper than ${deepest} levels`);
    measured.set(value, total);
    return total;
  }

  if (measure(data).size > events.length + mostFromAliases)
    refuse(`its aliases stand for more than ${mostFromAliases} values`);
}
