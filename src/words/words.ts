import { z } from 'zod';
import ar from './ar.json' with { type: 'json' };
import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };
import es from './es.json' with { type: 'json' };
import { type Plural, placeholder } from './fill.ts';
import fr from './fr.json' with { type: 'json' };
import he from './he.json' with { type: 'json' };
import ja from './ja.json' with { type: 'json' };
import ko from './ko.json' with { type: 'json' };
import { lookupOrder } from './language.ts';
import pt from './pt.json' with { type: 'json' };
import ru from './ru.json' with { type: 'json' };
import zh from './zh.json' with { type: 'json' };

/** A table with the keys of the English one; counted words have the forms that their language needs. */
type Table<English> = English extends string
  ? string
  : English extends { other: string }
    ? Plural
    : { readonly [Key in keyof English]: Table<English[Key]> };

/** The words of pages and of their scripts in one language. */
export type Words = Table<typeof en>;

/** Our words, by language. */
export const tables: Readonly<Record<string, Words>> = {
  ar,
  de,
  en,
  es,
  fr,
  he,
  ja,
  ko,
  pt,
  ru,
  zh,
};

/** Words that an author says otherwise, or in another language: by language, with the keys of our tables. */
export type OwnWords = Readonly<Record<string, Tree>>;
export interface Tree {
  readonly [key: string]: string | Tree;
}

/**
 * What a table must be like, from the English one: its keys, and in each word no other placeholders than there.
 * @param whole whether no key may be missing
 */
function schemaLike(english: Tree, whole: boolean): z.ZodType<Tree> {
  const shape = Object.entries(english).map(([key, value]) => {
    const schema = typeof value === 'string' ? wordLike(value) : groupLike(value, whole);
    return [key, whole ? schema : schema.optional()] as const;
  });
  return z.strictObject(Object.fromEntries(shape)) as z.ZodType<Tree>;
}

const categories = ['zero', 'one', 'two', 'few', 'many'];

function groupLike(english: Tree, whole: boolean): z.ZodType<Tree> {
  const { other } = english;
  if (typeof other !== 'string') return schemaLike(english, whole);
  const form = wordLike(other);
  const forms = categories.map((category) => [category, form.optional()] as const);
  return z.strictObject({ ...Object.fromEntries(forms), other: form }) as z.ZodType<Tree>;
}

function wordLike(english: string): z.ZodType<string> {
  const known = namesIn(english);
  return z.string().superRefine((word, context) => {
    const strange = namesIn(word).find((name) => !known.includes(name));
    if (strange === undefined) return;
    const hint =
      known.length > 0 ? `known here: ${known.map((name) => `{${name}}`)}` : 'leave it out';
    const message = `nothing stands for {${strange}} in this word`;
    context.addIssue({ code: 'custom', message, params: { hint } });
  });
}

const namesIn = (word: string) => [...word.matchAll(placeholder)].map(([, name = '']) => name);

/** A whole table. */
export const tableSchema = schemaLike(en, true);

/** Any part of a table. */
export const ownTableSchema = schemaLike(en, false);

/**
 * The words of a language: those of its tag, of what it is a variant of where it says nothing else, and in
 * the end English ones; in each of them the author's before ours.
 */
export function wordsFor(tag: string, own: OwnWords = {}): Words {
  const layers = [...lookupOrder(tag), 'en'].flatMap((language) => [
    own[language] ?? {},
    Object.hasOwn(tables, language) ? (tables[language] ?? {}) : {},
  ]);
  // English has every key, and a layer has no others: ours by their type, an author's by their schema.
  return layers.reduceRight<Tree>((below, above) => laid(above as Tree, below), en) as Words;
}

function laid(above: Tree, below: Tree): Tree {
  const entries = Object.entries(above).map(([key, value]) => {
    const under = below[key];
    const isWhole = typeof value === 'string' || typeof under !== 'object' || 'other' in value;
    return [key, isWhole ? value : laid(value, under)];
  });
  return { ...below, ...Object.fromEntries(entries) };
}
