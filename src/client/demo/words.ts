import { localesFor } from '../../words/locale.ts';
import type { Words } from '../../words/words.ts';

/** What the scripts of the demo say, and in which language. */
export type DemoWords = Words['live'] & {
  readonly carousel: Words['carousel'];
  readonly lang: string;
};

/**
 * The words that the first include of a page brings for all.
 * @throws if it does not: its template is wrong
 */
export function readWords(): DemoWords {
  const words = document.querySelector<HTMLElement>('[data-alis][data-words]')?.dataset.words;
  if (words === undefined) throw new Error("the demo's element lacks data-words");
  return JSON.parse(words);
}

/** A number as its language writes it, with so many digits behind the point. */
export function number(value: number, { lang }: Pick<DemoWords, 'lang'>, digits = 0): string {
  return value.toLocaleString(localesFor(lang), {
    numberingSystem: 'latn',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}
