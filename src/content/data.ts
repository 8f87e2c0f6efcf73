/** Data as YAML gives it, before a schema has read it. */
export type Mapping = Record<string, unknown>;

/** A number or a boolean whose author spelled it in another way than JavaScript would: `14.10`, `007`, `True`. */
export class Spelled {
  readonly value: number | boolean;
  readonly text: string;

  constructor(value: number | boolean, text: string) {
    this.value = value;
    this.text = text;
  }

  toString(): string {
    return this.text;
  }

  /** Templates may calculate with it. */
  valueOf(): number | boolean {
    return this.value;
  }

  toJSON(): number | boolean {
    return this.value;
  }
}

export const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Spelled);

/** Whether a value says nothing: it was left out, or is `~`, or a text without a word. */
export const isEmpty = (value: unknown) =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

export function childOf(value: unknown, step: PropertyKey): unknown {
  if (Array.isArray(value)) return value[Number(step)];
  return isMapping(value) ? value[String(step)] : undefined;
}

export const valueAt = (data: unknown, path: readonly PropertyKey[]) => path.reduce(childOf, data);

/** A scalar as a number or boolean, where it is one, however it was spelled. */
export const plainValue = (scalar: unknown): unknown =>
  scalar instanceof Spelled ? scalar.value : scalar;

/** Data for templates: numbers are shown as they were spelled; booleans, and zero, must be false where it matters. */
export function forTemplates(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(forTemplates);
  if (data instanceof Spelled)
    return typeof data.value === 'number' && data.value !== 0 ? data : data.value;
  if (!isMapping(data)) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, forTemplates(value)]));
}
