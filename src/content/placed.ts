import { isMapping } from './data.ts';
import type { Path } from './prose.ts';

/** Where an author wrote a value, and what the mappings around it say of it. */
export interface Place {
  path: Path;
  /** The `max_width` around it, in CSS pixels. */
  shownWidth: number | undefined;
}

/** What a schema makes of a value that must know its place: a function which is told the place. */
export type AtPlace<Value> = (place: Place) => Value;

/** What a schema gives, with every value made at its place. Each mapping knows its own path. */
export type Placed<Value> =
  Value extends AtPlace<infer Made>
    ? Made
    : Value extends (infer Item)[]
      ? Placed<Item>[]
      : Value extends object
        ? { [Key in keyof Value]: Placed<Value[Key]> } & { readonly path: Path }
        : Value;

/** Steps from a value up to the top: arrays are made only of the paths that are kept. */
interface Step {
  name: string | number;
  above: Step | undefined;
}

function pathTo(last: Step | undefined): Path {
  const path: Path[number][] = [];
  for (let step = last; step; step = step.above) path.push(step.name);
  return path.reverse();
}

/**
 * Makes every value of a schema's output at its place.
 * @param origin where the value at a path of the output was written
 */
export function place<Value>(value: Value, origin: (path: Path) => Path): Placed<Value> {
  function at(part: unknown, step: Step | undefined, shownWidth: number | undefined): unknown {
    if (typeof part === 'function') return part({ path: origin(pathTo(step)), shownWidth });
    const inner = (name: string | number, item: unknown, width = shownWidth) =>
      at(item, { name, above: step }, width);
    if (Array.isArray(part)) return part.map((item, index) => inner(index, item));
    if (!isMapping(part)) return part;
    const width = typeof part.max_width === 'number' ? part.max_width : shownWidth;
    const entries = Object.entries(part)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, inner(key, item, width)]);
    return { ...Object.fromEntries(entries), path: origin(pathTo(step)) };
  }
  // The type says what the function does, which the compiler cannot follow.
  return at(value, undefined, undefined) as Placed<Value>;
}
