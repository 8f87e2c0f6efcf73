import { localesFor } from '../../words/locale.ts';

/** A date of front matter as text, to the month or day that it names: `2021-10` is `October 2021` in English. */
export function dateText(date: string, lang: string): string {
  const [year = '', month, day] = date.split('-');
  const format = new Intl.DateTimeFormat(localesFor(lang), {
    year: 'numeric',
    ...(month === undefined ? {} : { month: 'long' }),
    ...(day === undefined ? {} : { day: 'numeric' }),
    // Dates of publication are of one calendar everywhere, in the figures of the rest of the page.
    calendar: 'gregory',
    numberingSystem: 'latn',
    timeZone: 'UTC',
  });
  return format.format(new Date([year, month ?? '01', day ?? '01'].join('-')));
}
