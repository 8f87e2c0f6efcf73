/** Data as YAML gives it, before a schema has read it. */
export type Mapping = Record<string, unknown>;

export const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function childOf(value: unknown, step: PropertyKey): unknown {
  if (Array.isArray(value)) return value[Number(step)];
  return isMapping(value) ? value[String(step)] : undefined;
}

export const valueAt = (data: unknown, path: readonly PropertyKey[]) => path.reduce(childOf, data);
