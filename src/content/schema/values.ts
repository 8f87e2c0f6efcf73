import { z } from 'zod';
import { forTemplates, isMapping, plainValue, Spelled } from '../data.ts';
import type { Code } from '../diagnostics.ts';
import type { AtPlace } from '../placed.ts';
import { Prose, Reference } from '../prose.ts';

const scalar = z.preprocess(
  (written) => (written instanceof Spelled ? written.text : written),
  z.union([z.string(), z.number(), z.boolean()]),
);

/** A word or sentence without markup; numbers and booleans that YAML read are given back as they were spelled. */
export const plain = scalar.transform(String);

/** A number or boolean, however it was spelled: `800.0`, `True`. */
export const valued = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess(plainValue, schema);

const prose = (mode: Prose['mode']) =>
  scalar.transform(
    (text): AtPlace<Prose> =>
      (path) =>
        new Prose(String(text), mode, path),
  );

/** Prose that stands inside a line: titles, captions, names of things. */
export const inlineProse = prose('inline');

/** Prose that may hold paragraphs, lists and tables. */
export const blockProse = prose('block');

/** Prose, or nothing: a table may have empty cells. */
export const cell = z.preprocess((written) => written ?? '', inlineProse);

/** An address of another site that lacks its `https://`: `github.com/example/code`, `www.example.org`. */
const hostAlone =
  /^(?:www\.[a-z\d-]+(?:\.[a-z\d-]+)+|youtu\.be|hf\.co|(?:[a-z\d-]+\.)+(?:com|org|net|edu|io|dev|gov))(?::\d+)?(?:[/?#]|$)/i;

/** An address with its scheme, where the author left out only that. */
export const withScheme = (url: string) => (hostAlone.test(url) ? `https://${url}` : url);

/** What a schema makes of an address. */
export const referTo =
  (url: string, kind: Reference['kind'], anonymous = false): AtPlace<Reference> =>
  (path) =>
    new Reference(url, kind, path, anonymous);

const reference = (kind: Reference['kind']) =>
  z
    .string()
    .trim()
    .min(1)
    .transform((url) => referTo(withScheme(url), kind));

export const imageUrl = reference('image');
export const posterUrl = reference('poster');
export const videoUrl = reference('video');
export const linkUrl = reference('link');

/**
 * A mapping that would show nothing without one of some keys. It asks nothing of the schema's type, so that blocks may
 * hold blocks.
 */
export function needsOneOf<Schema>(schema: Schema, ...keys: string[]): Schema {
  if (!(schema instanceof z.ZodObject)) return schema;
  return schema.refine((value) => keys.some((key) => value[key] !== undefined), {
    params: { needs: keys },
  });
}

/** A mapping whose keys are the author's: all but one, which Zod would pass over without a word. */
export const mappingOf = <Schema extends z.ZodType>(values: Schema) =>
  z.preprocess(
    (written, { addIssue }) => {
      if (isMapping(written) && Object.hasOwn(written, '__proto__'))
        addIssue({
          code: 'custom',
          path: ['__proto__'],
          message: '__proto__ is a name that JavaScript has already',
          params: { hint: 'choose another name' },
        });
      return written;
    },
    z.record(z.string(), values),
  );

/** Values that templates are given as they stand, numbers with their spelling. */
export const anyValues = mappingOf(z.unknown().transform(forTemplates))
  .superRefine((values, context) => {
    for (const path of ownNamesIn(values)) {
      const message = `${path.at(-1)} is a name that templates have already`;
      context.addIssue({ code: 'custom', path, message, params: { hint: 'choose another name' } });
    }
  })
  .transform(
    (values): AtPlace<typeof values> =>
      () =>
        values,
  );

/** Where data has keys by which JavaScript would not know it any more: `toString`. */
function ownNamesIn(value: unknown): (string | number)[][] {
  if (Array.isArray(value))
    return value.flatMap((item, index) => ownNamesIn(item).map((path) => [index, ...path]));
  if (!isMapping(value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    Object.hasOwn(Object.prototype, key) ? [[key]] : ownNamesIn(item).map((path) => [key, ...path]),
  );
}

const webAddress = (what: string, form: RegExp, params: { code?: Code } = {}) =>
  plain.transform((written, context) => {
    const url = written.trim();
    if (form.test(url) && URL.canParse(url)) return url;
    const whole = withScheme(url);
    const meant = form.test(whole) && URL.canParse(whole) ? whole : 'https://example.org/project/';
    const message = `"${written}" is not the address of ${what}`;
    const hint = `write it whole, like ${meant}`;
    context.addIssue({ code: 'custom', message, params: { ...params, hint } });
    return z.NEVER;
  });

/** The whole address of a site, which those of its pages begin with: that of a folder, and of nobody's account. */
export const siteAddress = webAddress(
  'a site',
  /^https?:\/\/[^\s/?#@]+(?:\/(?:[^\s?#]*\/)?(?![^/]*\.html?$)[^\s?#/]*)?$/i,
);

/** The whole address of a page, of any host. */
export const pageAddress = webAddress('a page', /^https?:\/\/[^\s/?#]\S*$/i, {
  code: 'bad-address',
});

/** A width in CSS pixels: `800`, `"800"` or `800px`. */
export const pixels = z.union([
  valued(z.number().positive()),
  z
    .string()
    .regex(/^\s*\d+(\.\d+)?\s*(px)?\s*$/, 'expected a number of pixels, such as 800')
    .transform((text) => Number.parseFloat(text)),
]);

/** One value or a list of them, read as a list. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.union([z.array(item), item.transform((value): z.output<Item>[] => [value])]);
}

/** A list of words, or one text with commas between them. */
export const words = z.union([
  z.array(plain),
  plain.transform((text) =>
    text
      .split(/[,;]/)
      .map((word) => word.trim())
      .filter(Boolean),
  ),
]);

/** Commands of LaTeX by name, with or without the backslash, and what they stand for: `E: \mathbb{E}`. */
export const macros = mappingOf(plain)
  .superRefine((record, { addIssue }) => {
    for (const name of Object.keys(record)) {
      if (/^\\?[a-zA-Z]+$/.test(name)) continue;
      const message = 'a macro has a name of letters alone, such as E or \\norm';
      addIssue({ code: 'custom', path: [name], message });
    }
  })
  .transform((record) => Object.entries(record));

/** Whole numbers: one, a list, or one text with commas between them. */
export const wholeNumbers = z.union([
  z.array(valued(z.int())),
  valued(z.int()).transform((number) => [number]),
  z
    .string()
    .regex(/^\s*\d+(?:[\s,;]+\d+)*\s*$/)
    .transform((text) => (text.match(/\d+/g) ?? []).map(Number)),
]);

const yes = ['true', 'yes', 'on', 'autoplay', 'loop', 'controls', 'muted', 'playsinline'];
const no = ['', 'false', 'no', 'off'];

/** True or false, also as the word of YAML's older version, or as an HTML attribute such as `autoplay`. */
export const flag = valued(
  z.union([
    z.boolean(),
    z
      .string()
      .trim()
      .toLowerCase()
      .refine((word) => [...yes, ...no].includes(word))
      .transform((word) => yes.includes(word)),
  ]),
);

/** Whether a picture that the page shows through stands on a light ground where the page is dark. */
export const plate = flag.describe(
  '`false`: no light ground behind a transparent picture on a dark page.',
);
