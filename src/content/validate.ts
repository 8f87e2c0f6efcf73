import type { z } from 'zod';
import { explain, type Finding } from './explain.ts';
import { isMapping } from './front-matter.ts';
import { rememberOrigin } from './origins.ts';
import { type Path, Prose, Reference } from './prose.ts';
import { pathKey, prune } from './prune.ts';

/**
 * Reads data by a schema and keeps what is right of it: an item of a list, or a key of the top level,
 * that is wrong is reported and left out, so that one run finds the problems of all the others too.
 * @param whole what messages call the data
 */
export function validate<Schema extends z.ZodType>(
  schema: Schema,
  data: unknown,
  whole = 'the page',
): { value?: z.output<Schema>; findings: Finding[] } {
  const findings: Finding[] = [];
  const removed = new Set<string>();
  for (;;) {
    const pruned = prune(data, removed);
    const result = schema.safeParse(pruned.data);
    if (result.success) {
      place(result.data, pruned.origin, []);
      return { value: result.data, findings };
    }
    const before = removed.size;
    for (const issue of result.error.issues) {
      for (const finding of explain(schema, pruned.data, issue, whole)) {
        const path = pruned.origin(finding.path);
        findings.push({ ...finding, path });
        const part = finding.code === 'unknown-key' ? path : removablePart(path);
        if (part.length > 0) removed.add(pathKey(part));
      }
    }
    if (removed.size === before) return { findings };
  }
}

/** The smallest part around a wrong value that can be left out: an item of a list, or a top-level key. */
function removablePart(path: Path): Path {
  const lastIndex = path.findLastIndex((step) => typeof step === 'number');
  return path.slice(0, lastIndex < 0 ? 1 : lastIndex + 1);
}

/** Tells every piece of prose, reference and mapping in `value` where it was written. */
function place(
  value: unknown,
  origin: (path: Path) => Path,
  path: Path,
  shownWidth?: number,
): void {
  if (value instanceof Prose || value instanceof Reference) {
    value.path = origin(path);
    if (value instanceof Reference && shownWidth !== undefined) value.shownWidth = shownWidth;
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) place(item, origin, [...path, index], shownWidth);
  } else if (isMapping(value)) {
    rememberOrigin(value, origin(path));
    const width = typeof value.max_width === 'number' ? value.max_width : shownWidth;
    for (const [key, item] of Object.entries(value)) place(item, origin, [...path, key], width);
  }
}
