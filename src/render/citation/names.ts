import { latexToText } from './latex-text.ts';

/** A person in a BibTeX author field. */
export interface Person {
  given: string;
  /** With its particles: van der Maaten. */
  family: string;
  /** Jr., III. */
  suffix?: string;
}

/** The name as one would write it: given names, family name, suffix. */
export const fullName = ({ given, family, suffix = '' }: Person): string =>
  [given, family, suffix].filter(Boolean).join(' ');

/** The people of an author field, in order. `others` says that it ends with "and others". */
export function parseNames(field: string): { people: Person[]; others: boolean } {
  const names = namesIn(field);
  const others = /^(?:others|et\.? al\.?)$/i.test(names.at(-1) ?? '');
  return { people: (others ? names.slice(0, -1) : names).map(parseName), others };
}

const namesIn = (field: string) =>
  splitOutsideBraces(field.replace(danglingAnd, ''), /\s+and(?=\s+)/iy)
    .map((name) => name.trim())
    .filter(Boolean);

const danglingAnd = /(?:^|\s)and\s*$/;

/** Why an author field names other people than it was meant to. */
export function faultOfNames(field: string): { message: string; hint: string } | undefined {
  const hint = 'write: Doe, Jane and Roe, Richard';
  if (danglingAnd.test(field))
    return { message: 'no name follows the last "and" of this field', hint };
  const crowded = namesIn(field).find((name) => splitOutsideBraces(name, /,/y).length > 3);
  if (crowded === undefined) return undefined;
  const shown = crowded.length > 60 ? `${crowded.slice(0, 60)}…` : crowded;
  return { message: `"${shown}" is one name to BibTeX, which has "and" between names`, hint };
}

/** A name in another script, or another name, beside the one that is cited. */
export const inParentheses = /[(（［[][^()（）［］[\]]*[)）］\]]/g;

/** The name that is cited: `Ken Iwasaki` of `Ken Iwasaki (岩崎 健)`. */
export const citedName = (name: string): string =>
  name.replaceAll(inParentheses, ' ').replaceAll(/\s+/g, ' ').trim() || name;

/** What follows a name for the son of his father. */
export const isSuffix = (word: string): boolean =>
  /^(?:jr|sr|jnr|snr|i{2,3}|iv|2nd|3rd)\.?$/i.test(word);

function parseName(name: string): Person {
  const parts = splitOutsideBraces(name, /\s*,\s*/y).filter((part) => part.trim() !== '');
  if (parts.length === 1) return parseSpoken(wordsIn(parts[0] ?? ''));
  const [family = '', ...rest] = parts.map((part) => latexToText(part.trim()));
  // "Last, Jr, First" as BibTeX has it, or "Last, First, Jr".
  const suffixAt = rest.length < 2 ? -1 : rest.length > 1 && isSuffix(rest.at(-1) ?? '') ? 1 : 0;
  if (suffixAt >= 0)
    return person(rest[1 - suffixAt] ?? '', family.split(' '), rest[suffixAt] ?? '');
  return person(rest[0] ?? '', family.split(' '), '');
}

const wordsIn = (name: string) => splitOutsideBraces(name, /(?:\s|~|\\ )+/y, true).filter(Boolean);

/** A name in the order in which it is spoken: the words in lower case before the last belong to the family. */
function parseSpoken(words: string[]): Person {
  const texts = words.map(latexToText);
  const last = texts.length > 2 && isSuffix(texts.at(-1) ?? '') ? texts.length - 1 : texts.length;
  const particle = words.findIndex((word, index) => index < last - 1 && isParticle(word));
  const split = particle >= 0 ? particle : last - 1;
  const suffix = texts.slice(last).join(' ');
  return person(texts.slice(0, split).join(' '), texts.slice(split, last), suffix);
}

/** A suffix may also stand behind the family name without a comma. */
function person(given: string, family: string[], suffix: string): Person {
  const behind = suffix === '' && family.length > 1 && isSuffix(family.at(-1) ?? '');
  const name = (behind ? family.slice(0, -1) : family).join(' ');
  const found = behind ? (family.at(-1) ?? '') : suffix;
  return { given, family: name, ...(found === '' ? {} : { suffix: found }) };
}

/** BibTeX looks at the first letter outside of braces, or in braces that begin with a command. */
const isParticle = (word: string) =>
  (!word.startsWith('{') || word.startsWith('{\\')) && /^[^\p{L}]*\p{Ll}/u.test(latexToText(word));

/** A command with the space that ends its name, and what is written with a backslash. */
const command = /\\(?:[a-zA-Z]+\s*|[^\s])/y;

/**
 * Parts of a text between matches of a sticky pattern that stand in no braces. With `inWord`, the space
 * behind a command is part of the word, as in `Nov\'\i ska`.
 */
function splitOutsideBraces(text: string, separator: RegExp, inWord = false): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    command.lastIndex = at;
    const [skipped = ''] = command.exec(text) ?? [];
    if (skipped !== '') {
      at += (inWord ? skipped : skipped.trimEnd()).length - 1;
      continue;
    }
    if (text[at] === '{') depth++;
    else if (text[at] === '}') depth--;
    // Within white space, what follows was looked at from its beginning.
    if (depth > 0 || (at > start && /\s\s/.test(text.slice(at - 1, at + 1)))) continue;
    separator.lastIndex = at;
    const found = separator.exec(text)?.[0];
    if (!found) continue;
    parts.push(text.slice(start, at));
    start = at + found.length;
    at = start - 1;
  }
  return [...parts, text.slice(start)];
}
