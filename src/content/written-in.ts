import { isMapping } from './data.ts';
import { Prose, Reference } from './prose.ts';

/** Data whose addresses and texts name the file that they are written in: pages that take them over find them from there. */
export function writtenIn<Value>(file: string, value: Value): Value {
  function withFile(part: unknown): unknown {
    if (part instanceof Reference)
      return new Reference(part.url, part.kind, part.path, part.anonymous, file);
    if (part instanceof Prose) return new Prose(part.text, part.mode, part.path, file);
    if (Array.isArray(part)) return part.map(withFile);
    if (!isMapping(part)) return part;
    const entries = Object.entries(part).map(([key, item]) => [key, withFile(item)]);
    return Object.fromEntries(entries);
  }
  // Of the same shape, which the compiler cannot follow.
  return withFile(value) as Value;
}

/** All addresses of data, but for those in its texts. */
export function referencesIn(value: unknown): Reference[] {
  if (value instanceof Reference) return [value];
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isMapping(value) || value instanceof Prose) return [];
  return Object.values(value).flatMap(referencesIn);
}
