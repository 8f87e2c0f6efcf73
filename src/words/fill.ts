import { localesFor } from './locale.ts';

/** What stands between braces in a word: `Write to {name}`. */
export const placeholder = /\{(\w+)\}/g;

/** A word with values in the place of its placeholders. */
export function fill(word: string, values: Readonly<Record<string, string | number>>): string {
  return word.replace(placeholder, (written, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : written,
  );
}

/** Forms of a counted word by the categories of `Intl.PluralRules`. */
export type Plural = { readonly other: string } & Readonly<
  Partial<Record<Intl.LDMLPluralRule, string>>
>;

/** The form of a counted word for a number, filled. */
export function fillCounted(
  forms: Plural,
  count: number,
  lang: string,
  values: Readonly<Record<string, string | number>>,
): string {
  const form = forms[new Intl.PluralRules(localesFor(lang)).select(count)] ?? forms.other;
  return fill(form, values);
}
