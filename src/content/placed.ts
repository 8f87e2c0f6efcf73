import { isMapping } from './data.ts';
import type { Path } from './prose.ts';

/** What a schema makes of a value that must know its place: a function which is told the place. */
export type AtPlace<Value> = (path: Path) => Value;

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
  function at(part: unknown, step: Step | undefined): unknown {
    if (typeof part === 'function') return part(origin(pathTo(step)));
    const inner = (name: string | number, item: unknown) => at(item, { name, above: step });
    if (Array.isArray(part)) return part.map((item, index) => inner(index, item));
    if (!isMapping(part)) return part;
    const entries = Object.entries(part)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, inner(key, item)]);
    return { ...Object.fromEntries(entries), path: origin(pathTo(step)) };
  }
  // The type says what the function does, which the compiler cannot follow.
  return at(value, undefined) as Placed<Value>;
}
