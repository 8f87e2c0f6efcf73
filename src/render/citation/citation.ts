import type { ProjectPage } from '../../content/page.ts';
import type { Path } from '../../content/prose.ts';
import { macrosOf } from '../prose/page-macros.ts';
import { plainText } from '../prose/prose.ts';
import type { Report } from '../resolve.ts';
import { type BibtexEntry, parseBibtex } from './bibtex.ts';
import { latexToText } from './latex-text.ts';
import {
  faultOfNames,
  fullName,
  inParentheses,
  isSuffix,
  type Person,
  parseNames,
} from './names.ts';

/** Reads BibTeX that stands at `path` of a page, and tells the author about its mistakes. */
export function readBibtex(text: string, path: Path, report: Report): BibtexEntry[] {
  const { entries, problems } = parseBibtex(text);
  for (const { code, offset, message, hint } of problems) {
    report(code, { path, offset }, message, hint);
  }
  return entries;
}

/**
 * The entry of the page's own BibTeX that cites this page. Its title, authors and year are compared with
 * the page's, and the author hears of each that differs.
 */
export function checkCitation(page: ProjectPage, report: Report): BibtexEntry | undefined {
  if (page.bibtex === undefined) return undefined;
  const path = ['bibtex'];
  const title = page.title ? plainText(page.title, macrosOf(page)) : '';
  const entry = nearestEntry(readBibtex(page.bibtex, path, report), title);
  if (!entry) return undefined;

  const names = entry.fields.get('author');
  const fault = names && faultOfNames(names.value);
  if (fault) report('bibtex-syntax', { path, offset: names.start }, fault.message, fault.hint);
  for (const { field, message, hint } of disagreements(page, title, entry)) {
    const offset = entry.fields.get(field)?.start ?? entry.start;
    report('bibtex-disagrees', { path, offset }, message, hint);
  }
  return entry;
}

/** A field of an entry as text; empty when it is not there. */
export function fieldText(entry: BibtexEntry | undefined, ...names: string[]): string {
  const value = names
    .map((name) => entry?.fields.get(name)?.value)
    .find((found) => found !== undefined);
  return value === undefined ? '' : latexToText(value);
}

interface Disagreement {
  field: 'title' | 'author' | 'year';
  message: string;
  hint: string;
}

function* disagreements(
  page: ProjectPage,
  title: string,
  entry: BibtexEntry,
): Generator<Disagreement> {
  const cited = fieldText(entry, 'title');
  if (title !== '' && cited !== '' && !sameTitle(page, title, cited)) {
    const message = `the BibTeX has the title "${cited}", the page "${title}"`;
    yield { field: 'title', message, hint: 'readers will cite the one in the BibTeX' };
  }
  const authors = page.authors?.map(({ name }) => name) ?? [];
  const field = entry.fields.get('author')?.value;
  if (authors.length > 0 && field !== undefined) {
    const found = compareAuthors(authors, field);
    if (found) yield { field: 'author', ...found };
  }
  const year = /\d{4}/.exec(fieldText(entry, 'year', 'date'))?.[0];
  const years = yearsOf(page);
  if (year !== undefined && years.length > 0 && !years.includes(year)) {
    const message = `the BibTeX has the year ${year}, the page ${years.join(' and ')}`;
    yield { field: 'year', message, hint: 'make date:, conference: and the BibTeX agree' };
  }
}

function nearestEntry(entries: BibtexEntry[], title: string): BibtexEntry | undefined {
  let best = entries[0];
  for (const entry of entries) {
    if (likeness(fieldText(entry, 'title'), title) > likeness(fieldText(best, 'title'), title)) {
      best = entry;
    }
  }
  return best;
}

/** Share of words that two titles have in common, from 0 to 1. */
function likeness(one: string, other: string): number {
  const [words, others] = [new Set(wordsOf(one)), new Set(wordsOf(other))];
  const common = [...words].filter((word) => others.has(word)).length;
  return common / Math.max(1, words.size + others.size - common);
}

/** Words without case, accents and punctuation; letters that a keyboard may lack as one writes them then. */
const wordsOf = (text: string) =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}|['’ʻʹ]/gu, '')
    .toLowerCase()
    .replaceAll(/[ıȷłøđðþŋßæœα-ω]/g, (letter) => plainLetters[letter] ?? letter)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

const greek =
  'α alpha β beta γ gamma δ delta ε epsilon ζ zeta η eta θ theta ι iota κ kappa λ lambda μ mu ν nu ξ xi π pi ρ rho σ sigma τ tau υ upsilon φ phi χ chi ψ psi ω omega';

const plainLetters: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [...greek.matchAll(/(\S) (\S+)/g)].map(([, letter, name]) => [letter, name]),
  ),
  ı: 'i',
  ȷ: 'j',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ŋ: 'ng',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
};

function sameTitle(page: ProjectPage, title: string, cited: string): boolean {
  const subtitle = page.subtitle ? plainText(page.subtitle, macrosOf(page)) : '';
  return [title, `${title} ${subtitle}`].some(
    (own) => wordsOf(own).join('') === wordsOf(cited).join(''),
  );
}

function compareAuthors(names: string[], field: string): Omit<Disagreement, 'field'> | undefined {
  const { people, others } = parseNames(field);
  const own = others ? names.slice(0, people.length) : names;
  const same = own.length === people.length;
  if (same && people.every((person, index) => isPerson(own[index] ?? '', person))) return undefined;

  const missing = own.filter((name) => !people.some((person) => isPerson(name, person)));
  const extra = people.filter((person) => !names.some((name) => isPerson(name, person)));
  const cited = people.map(fullName).join(', ');
  const message = `the BibTeX has the authors ${cited}, the page ${names.join(', ')}`;
  const hints = [
    missing.length > 0 ? `not in the BibTeX: ${missing.join(', ')}` : '',
    extra.length > 0 ? `not on the page: ${extra.map(fullName).join(', ')}` : '',
  ].filter(Boolean);
  return { message, hint: hints.join('; ') || 'they stand in another order' };
}

/**
 * Whether a name on the page is that of a person in the BibTeX, whose given names may be initials. The page
 * may add the name in another script in parentheses.
 */
function isPerson(name: string, { given, family }: Person): boolean {
  const [first] = wordsOf(given);
  const families = wordsOf(family);
  const written = [name, name.replaceAll(inParentheses, ' '), ...(name.match(inParentheses) ?? [])];
  return written.some((form) => {
    const words = wordsOf(form);
    const rest =
      withoutWords(words, families) ??
      withoutWords(
        words.filter((word) => !isSuffix(word)),
        families,
      );
    if (!rest) return false;
    return first === undefined || rest.length === 0 || rest.some((word) => word[0] === first[0]);
  });
}

/** The words before or after a family name; undefined when the name does not begin or end with it. */
function withoutWords(words: string[], family: string[]): string[] | undefined {
  const ends = words.slice(-family.length).join(' ') === family.join(' ');
  if (ends) return words.slice(0, -family.length);
  const begins = words.slice(0, family.length).join(' ') === family.join(' ');
  return begins ? words.slice(family.length) : undefined;
}

/** The years that a page itself names: of its date and its conference (`ICCV 2021`, `CVPR'22`). */
export function yearsOf(page: ProjectPage): string[] {
  const { date, conference } = page;
  const venue = conference ? plainText(conference, macrosOf(page)) : '';
  const dated = /\b(?:19|20)\d\d\b/.exec(date ?? '')?.[0];
  const held = /\b(?:19|20)\d\d\b/.exec(venue)?.[0];
  const short = /['’](\d\d)\b/.exec(venue)?.[1];
  return [
    ...new Set([dated, held ?? (short && `20${short}`)].filter((year) => year !== undefined)),
  ];
}
