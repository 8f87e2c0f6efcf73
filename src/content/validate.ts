import type { z } from 'zod';
import type { Finding } from './diagnostics.ts';
import { explain } from './explain.ts';
import { type Placed, place } from './placed.ts';
import { type Path, pathKey } from './prose.ts';
import { prune } from './prune.ts';

export interface Validated<Value> {
  /** What is right of the data, each part made with its place; undefined when nothing could be kept. */
  value?: Placed<Value>;
  findings: Finding[];
}

/**
 * Reads data by a schema and keeps what is right of it: an item of a list, or a key of the top level,
 * that is wrong is reported and left out, so that one run finds the problems of all the others too.
 * @param subject what messages call the data
 * @param base where the data stands in the page
 */
export function validate<Schema extends z.ZodType>(
  schema: Schema,
  data: unknown,
  { subject = 'the page', base = [] }: { subject?: string; base?: Path } = {},
): Validated<z.output<Schema>> {
  const findings: Finding[] = [];
  const removed = new Set<string>();
  for (;;) {
    const pruned = prune(data, removed);
    const result = schema.safeParse(pruned.data);
    if (result.success)
      return { value: place(result.data, (path) => [...base, ...pruned.origin(path)]), findings };

    const before = removed.size;
    for (const issue of result.error.issues) {
      for (const finding of explain(schema, pruned.data, issue, subject)) {
        const path = pruned.origin(finding.path);
        const written = [...base, ...path];
        const emptied =
          issue.code === 'too_small' && findings.some((known) => isIn(written, known));
        if (!emptied) findings.push({ ...finding, path: written });
        const part = aloneWrong.has(finding.code) ? path : removablePart(path);
        if (part.length > 0) removed.add(pathKey(part));
      }
    }
    if (removed.size === before) return { findings };
  }
}

/** Whether something in the value at `path` was reported already, and may have been left out since. */
const isIn = (path: Path, known: Finding) =>
  known.path.length > path.length && path.every((step, index) => step === known.path[index]);

/** What is left out alone: the mapping around it is right without it. */
const aloneWrong: ReadonlySet<Finding['code']> = new Set([
  'unknown-key',
  'bad-identifier',
  'bad-address',
]);

/** The smallest part around a wrong value that can be left out: an item of a list, or a top-level key. */
function removablePart(path: Path): Path {
  const lastIndex = path.findLastIndex((step) => typeof step === 'number');
  return path.slice(0, lastIndex < 0 ? 1 : lastIndex + 1);
}
