import { z } from 'zod';
import type { AtPlace } from '../placed.ts';
import { Prose, Reference } from '../prose.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** A word or sentence without markup; numbers and booleans that YAML read are given back as text. */
export const plain = scalar.transform(String);

const prose = (mode: Prose['mode']) =>
  scalar.transform(
    (text): AtPlace<Prose> =>
      ({ path }) =>
        new Prose(String(text), mode, path),
  );

/** Prose that stands inside a line: titles, captions, names of things. */
export const inlineProse = prose('inline');

/** Prose that may hold paragraphs, lists and tables. */
export const blockProse = prose('block');

const reference = (kind: Reference['kind']) =>
  z
    .string()
    .trim()
    .min(1)
    .transform(
      (url): AtPlace<Reference> =>
        ({ path, shownWidth }) =>
          new Reference(url, kind, path, shownWidth),
    );

export const imageUrl = reference('image');
export const videoUrl = reference('video');
export const linkUrl = reference('link');

/** A mapping that would show nothing without one of some keys. */
export const needsOneOf = <Schema extends z.ZodObject>(
  schema: Schema,
  ...keys: (keyof z.output<Schema>)[]
) =>
  schema.refine((value) => keys.some((key) => value[key as string] !== undefined), {
    params: { needs: keys },
  });

/** Values that templates are given as they stand. */
export const anyValues = z.record(z.string(), z.json()).transform(
  (values): AtPlace<typeof values> =>
    () =>
      values,
);

/** A width in CSS pixels: `800`, `"800"` or `800px`. */
export const pixels = z.union([
  z.number().positive(),
  z
    .string()
    .regex(/^\s*\d+(\.\d+)?\s*(px)?\s*$/, 'expected a number of pixels, such as 800')
    .transform((text) => Number.parseFloat(text)),
]);

/** One value or a list of them, read as a list. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.union([z.array(item), item.transform((value): z.output<Item>[] => [value])]);
}

/** HTML attributes such as `autoplay` that older pages wrote as a word. */
export const flag = z.union([
  z.boolean(),
  z.string().transform((text) => !['', 'false', 'no'].includes(text.trim().toLowerCase())),
]);

/** Commands of LaTeX by name, with or without the backslash, and what they stand for: `E: \mathbb{E}`. */
export const macros = z
  .record(
    z.string().regex(/^\\?[a-zA-Z]+$/, 'a macro has a name of letters alone, such as E or \\norm'),
    plain,
  )
  .transform((record) => Object.entries(record));
