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

/** How a table is read: what a word is, and whether no key may be missing. */
interface Reading {
  text: z.ZodType<string>;
  whole: boolean;
}

/** What a table must be like, from the English one: its keys, and in each word no other placeholders than there. */
function schemaLike(english: Tree, reading: Reading): z.ZodType<Tree> {
  const { text, whole } = reading;
  const shape = Object.entries(english).map(([key, value]) => {
    const schema = typeof value === 'string' ? wordLike(value, text) : groupLike(value, reading);
    return [key, whole ? schema : schema.optional()] as const;
  });
  return z.strictObject(Object.fromEntries(shape)) as z.ZodType<Tree>;
}

const categories = ['zero', 'one', 'two', 'few', 'many'];

function groupLike(english: Tree, reading: Reading): z.ZodType<Tree> {
  const { other } = english;
  if (typeof other !== 'string') return schemaLike(english, reading);
  const form = wordLike(other, reading.text);
  const forms = categories.map((category) => [category, form.optional()] as const);
  return z.strictObject({ ...Object.fromEntries(forms), other: form }) as z.ZodType<Tree>;
}

function wordLike(english: string, text: z.ZodType<string>): z.ZodType<string> {
  const known = namesIn(english);
  return text.superRefine((word, context) => {
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
export const tableSchema = schemaLike(en, { text: z.string(), whole: true });

/** Any part of a table, whose words are read as `text` says. */
export const ownTableSchema = (text: z.ZodType<string>) => schemaLike(en, { text, whole: false });

/**
 * The words of a language: those of its tag, of what it is a variant of where it says nothing else, and in
 * the end English ones; in each of them the author's before ours.
 * @param ofEnglish what to make of an English word that stands in a page of another language
 */
export function wordsFor(
  tag: string,
  own: OwnWords = {},
  ofEnglish: (word: string) => string = (word) => word,
): Words {
  const languages = lookupOrder(tag);
  const layers = languages.flatMap((language) => [
    own[language] ?? {},
    Object.hasOwn(tables, language) ? (tables[language] ?? {}) : {},
  ]);
  const english = laid(own.en ?? {}, en);
  const last = languages.includes('en') ? english : mapped(english, ofEnglish);
  // English has every key, and a layer has no others: ours by their type, an author's by their schema.
  return layers.reduceRight<Tree>((below, above) => laid(above as Tree, below), last) as Words;
}

/** Names of words that a page of this language has in English alone, but for those of a demo. */
export function englishWords(tag: string, own: OwnWords = {}): string[] {
  const { demo: _, live: __, ...words } = wordsFor(tag, own, () => '');
  return namesOfEmpty(words);
}

const namesOfEmpty = (words: Tree, group = ''): string[] =>
  Object.entries(words).flatMap(([key, value]) => {
    if (typeof value !== 'string') return namesOfEmpty(value, `${group}${key}.`);
    return value === '' ? [group + key] : [];
  });

const mapped = (words: Tree, change: (word: string) => string): Tree =>
  Object.fromEntries(
    Object.entries(words).map(([key, value]) => [
      key,
      typeof value === 'string' ? change(value) : mapped(value, change),
    ]),
  );

function laid(above: Tree, below: Tree): Tree {
  const entries = Object.entries(above).map(([key, value]) => {
    const under = below[key];
    const isWhole = typeof value === 'string' || typeof under !== 'object' || 'other' in value;
    return [key, isWhole ? value : laid(value, under)];
  });
  return { ...below, ...Object.fromEntries(entries) };
}
