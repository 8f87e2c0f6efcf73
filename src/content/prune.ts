import { childOf, isMapping } from './data.ts';
import { omitted } from './normalize-blocks.ts';
import { type Path, pathKey } from './prose.ts';

/** A copy of data without some of its parts, which still knows where each part stood. */
export interface Pruned {
  data: unknown;
  /** Where the value at a path of the copy stands in the original. */
  origin: (path: readonly PropertyKey[]) => Path;
}

/** A copy of `data` without what is omitted and without the values at `removed` paths. */
export function prune(data: unknown, removed: ReadonlySet<string>): Pruned {
  if (removed.size === 0 && !holdsOmitted(data)) return { data, origin: pathOf };
  const indices = new WeakMap<unknown[], number[]>();

  function copy(value: unknown, path: Path): unknown {
    if (Array.isArray(value)) {
      const kept = value
        .map((_, index) => index)
        .filter((index) => stays(value[index], index, path));
      const items = kept.map((index) => copy(value[index], [...path, index]));
      indices.set(items, kept);
      return items;
    }
    if (!isMapping(value)) return value;
    const entries = Object.entries(value).filter(([key, item]) => stays(item, key, path));
    return Object.fromEntries(entries.map(([key, item]) => [key, copy(item, [...path, key])]));
  }

  const stays = (value: unknown, step: string | number, path: Path) =>
    value !== omitted && !removed.has(pathKey([...path, step]));

  const pruned = copy(data, []);
  return {
    data: pruned,
    origin(path) {
      let node = pruned;
      return path.map((step) => {
        const original = Array.isArray(node) ? indices.get(node)?.[Number(step)] : undefined;
        node = childOf(node, step);
        return original ?? (typeof step === 'number' ? step : String(step));
      });
    },
  };
}

const pathOf = (path: readonly PropertyKey[]): Path =>
  path.map((step) => (typeof step === 'number' ? step : String(step)));

const holdsOmitted = (value: unknown): boolean =>
  value === omitted ||
  (Array.isArray(value)
    ? value.some(holdsOmitted)
    : isMapping(value) && Object.values(value).some(holdsOmitted));
