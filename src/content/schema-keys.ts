import { z } from 'zod';
import { isMapping, valueAt } from './data.ts';
import type { Path } from './prose.ts';

/** Keys that may stand in the mapping at a path. */
export function keysAt(schema: z.ZodType, data: unknown, path: Path): string[] {
  return schemasAt(schema, data, path).flatMap((inner) =>
    inner instanceof z.ZodObject
      ? Object.keys(inner.shape).filter((key) => isCurrent(inner, key))
      : [],
  );
}

/** Whether a key is for new pages too: no hint tells of the others. */
function isCurrent(schema: z.ZodObject, key: string): boolean {
  const value: unknown = schema.shape[key];
  const description = value instanceof z.ZodType ? (value.description ?? '') : '';
  return !/^(?:Accepted from older pages|The same as)/.test(description);
}

/** Types of the blocks that may stand at a path. */
export function typesAt(schema: z.ZodType, data: unknown, path: Path): string[] {
  return schemasAt(schema, data, path, false).flatMap((inner) =>
    inner instanceof z.ZodObject && inner.shape.type instanceof z.ZodLiteral
      ? [...inner.shape.type.values].map(String)
      : [],
  );
}

/** The schemas that may stand at a path; of tagged alternatives, only the one that `data` names. */
function schemasAt(schema: unknown, data: unknown, path: Path, tagged = true): unknown[] {
  if (schema instanceof z.ZodOptional) return schemasAt(schema.unwrap(), data, path, tagged);
  if (schema instanceof z.ZodPipe) {
    // Of what is looked at beforehand, the schema comes behind.
    const inner = schema.in instanceof z.ZodTransform ? schema.out : schema.in;
    return schemasAt(inner, data, path, tagged);
  }
  if (schema instanceof z.ZodUnion) {
    const type = isMapping(data) ? data.type : undefined;
    const options = schema.options.filter(
      (option) => (!tagged && path.length === 0) || acceptsType(option, type),
    );
    return options.flatMap((option) => schemasAt(option, data, path, tagged));
  }
  const [step, ...rest] = path;
  if (step === undefined) return [schema];
  const inner = isMapping(data) || Array.isArray(data) ? valueAt(data, [step]) : undefined;
  if (schema instanceof z.ZodObject) return schemasAt(schema.shape[step], inner, rest, tagged);
  if (schema instanceof z.ZodArray) return schemasAt(schema.element, inner, rest, tagged);
  if (schema instanceof z.ZodRecord) return schemasAt(schema.valueType, inner, rest, tagged);
  return [];
}

function acceptsType(option: unknown, type: unknown): boolean {
  const tag = option instanceof z.ZodObject ? option.shape.type : undefined;
  return !(tag instanceof z.ZodLiteral) || [...tag.values].some((value) => value === type);
}
