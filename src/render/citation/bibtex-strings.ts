import { months } from '../../content/months.ts';

/** Journals that BibTeX's own styles know by an abbreviation. */
const journals =
  'acmcs acta cacm ibmjrd ibmsj ieeese ieeetc ieeetcad ipl jacm jcss scp sicomp tocs tods tog toms toois toplas tcs';

/** What a field may name without an @string: the name itself stands for it. */
export const standardStrings = (): Map<string, string> =>
  new Map([...months, ...journals.split(' ')].map((name) => [name, name]));
