import { isCommonWord } from './common-words.ts';
import { fold, foldText } from './folded.ts';

/** Something that would tell readers who wrote a page. */
export interface Sign {
  /** What it is, in a sentence: `the author`. */
  readonly what: string;
  /** As it was found: `Ada Lovelace`. */
  readonly text: string;
  /** Searched for in folded texts, or in texts as they are where case tells a name from a word. */
  readonly pattern: RegExp;
  readonly asWritten?: true;
}

/** Where a sign stands in a text. */
export interface Found {
  sign: Sign;
  start: number;
  end: number;
}

const escaped = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** A pattern that matches whole words alone; a number may follow, as in `lovelace2025`. */
const wholeWords = (source: string) =>
  new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${source})(?!\p{L})`, 'gu');

/** Between the words of a name; in addresses and names of files, what stands for a space. */
const gap = String.raw`[\s._+~-]+`;
/** Nothing need stand between words that are no other word together. */
const anyGap = String.raw`[\s._+~-]*`;
const shortestTogether = 8;
/** Further given names and their initials. */
const middle = String.raw`(?:[\s._+~-]+(?:\p{L}\.|\p{L}[\p{L}'-]*)){0,2}?`;

/** German letters are also written with an e, or without a mark. */
const withoutUmlauts = (text: string) =>
  text.normalize('NFC').replaceAll(/[äöü]/gi, (letter) => `${letter.normalize('NFD')[0]}e`);
const nameOf = (folded: string) => escaped(folded).replaceAll(/([aou])e/g, '$1e?');

/**
 * Signs of a person: the full name in either order, and the family name alone where it is no common word and longer
 * than two letters.
 */
export function signsOfPerson(what: string, given: string, family: string): Sign[] {
  const text = `${given} ${family}`.trim();
  return patternsOfName(foldText(withoutUmlauts(given)), foldText(withoutUmlauts(family))).map(
    (pattern) => ({ what, text, pattern }),
  );
}

const ideographs = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]+$/u;

function patternsOfName(given: string, family: string): RegExp[] {
  const words = given.split(/[\s.-]+/).filter((word) => word.length > 1 || ideographs.test(word));
  const [first] = words.map(nameOf);
  const last = nameOf(family).replaceAll(' ', anyGap);
  // No spaces need stand around names in Chinese, Japanese and Korean.
  if (ideographs.test(family)) {
    const orders = first === undefined ? [last] : [last + anyGap + first, first + anyGap + last];
    return family.length + given.length < 2 ? [] : [new RegExp(orders.join('|'), 'gu')];
  }
  const all = words.map(nameOf).join(anyGap);
  const between = words.join('').length + family.length < shortestTogether ? gap : anyGap;
  const full =
    first === undefined
      ? []
      : [
          `${first}${middle}${between}${last}`,
          `${all}${between}${last}`,
          `${last}(?:\\s*,\\s*|${between})(?:${all}|${first})`,
        ];
  // One word alone, as git often has it, is mostly a word of some language.
  const isDistinct = family.length > (first === undefined ? 4 : 2) && !isCommonWord(family);
  const patterns = isDistinct ? [...full, aloneOf(last)] : full;
  return patterns.length === 0 ? [] : [wholeWords(patterns.join('|'))];
}

/** Further family names of a citation. */
const andOthers = String.raw`(?:(?:\s*,\s*(?:(?:and|&)\s+)?|\s+(?:and|&)\s+)\p{L}[\p{L}'-]*)*`;

/** A family name that no initials, number or year make a citation: those name others of the same name, mostly. */
const aloneOf = (last: string) =>
  String.raw`(?<!\p{L}\.[\s-]*)${last}(?!\s*,?\s+(?:\p{L}\.|et\.?\s+al)|\s*\[\d|${andOthers}\s*[,(]*\s*(?:1[89]|20)\d\d(?!\p{L}))`;

/** Signs of an institution: its whole name, and what stands before and between commas. */
export function signsOfInstitution(what: string, name: string): Sign[] {
  const parts = name.split(/\s*[,;()（）]\s*/).filter(Boolean);
  const whole = name.replace(/[\s.]+$/, '');
  const names = [whole, ...parts.filter((part, index) => index === 0 || /\S\s+\S/.test(part))];
  return [...new Set(names)].flatMap((text): Sign[] => {
    const folded = foldText(text);
    if (folded.length < 2) return [];
    // "MIT" and "Meta" are names, "mit" and "meta" are words.
    if (!/[\s-]/.test(text.trim()) && (text.length <= 5 || isCommonWord(folded)))
      return [{ what, text, pattern: wholeWords(escaped(text.trim())), asWritten: true }];
    return [{ what, text, pattern: wholeWords(escaped(folded).replaceAll(' ', anyGap)) }];
  });
}

/** A sign that stands for itself wherever it is: an e-mail, a host, an ORCID. */
export const signOfText = (what: string, text: string): Sign => ({
  what,
  text,
  pattern: wholeWords(escaped(foldText(text))),
});

/** Hosts on which the first step of a path, or the step behind this one, is a person or a group. */
export const hostsOfHandles = [
  'github.com',
  'raw.githubusercontent.com',
  'gist.github.com',
  'colab.research.google.com/github',
  'gitlab.com',
  'bitbucket.org',
  'codeberg.org',
  'huggingface.co/spaces',
  'huggingface.co/datasets',
  'huggingface.co',
  'twitter.com',
  'x.com',
  'linkedin.com/in',
  'kaggle.com',
  'youtube.com',
  'bsky.app/profile',
  'threads.net',
] as const;

/** Signs of a name on GitHub and the like: in addresses always, in a text where it is no common word. */
export function signOfHandle(what: string, handle: string): Sign {
  const name = escaped(foldText(handle));
  const hosts = hostsOfHandles.map(escaped).join('|');
  const inAddresses = [
    `(?:${hosts})[:\\/]@?${name}`,
    `${name}\\.(?:github|gitlab|codeberg|bitbucket)\\.(?:io|page|org)`,
    `@${name}`,
  ];
  const isDistinct = handle.length > 4 && !isCommonWord(foldText(handle));
  return {
    what,
    text: handle,
    pattern: wholeWords([...inAddresses, ...(isDistinct ? [name] : [])].join('|')),
  };
}

/** A phrase that may stay although a sign is in it. */
export const keptPhrase = (phrase: string): RegExp => wholeWords(escaped(foldText(phrase)));

/** The signs that stand in a text, each once, at its first place. */
export function signsIn(text: string, signs: readonly Sign[], kept: readonly RegExp[]): Found[] {
  const folded = fold(text);
  const inText = (start: number, end: number) =>
    [folded.originAt(start), folded.originAt(end - 1) + 1] as const;
  const allowed = kept.flatMap((pattern) =>
    rangesOf(pattern, folded.text).map(([start, end]) => inText(start, end)),
  );
  const found = signs.flatMap((sign): Found[] => {
    const ranges = rangesOf(sign.pattern, sign.asWritten ? text : folded.text);
    const [first] = ranges
      .map(([start, end]) => (sign.asWritten ? ([start, end] as const) : inText(start, end)))
      .filter(([start, end]) => !allowed.some(([from, to]) => from <= start && end <= to));
    return first ? [{ sign, start: first[0], end: first[1] }] : [];
  });
  return found.filter((one) => !found.some((other) => isWithin(one, other)));
}

/** An e-mail holds a name and a host. */
const isWithin = (one: Found, other: Found) =>
  other !== one &&
  other.start <= one.start &&
  one.end <= other.end &&
  other.end - other.start > one.end - one.start;

const rangesOf = (pattern: RegExp, text: string) =>
  [...text.matchAll(pattern)].map(({ index, 0: match }) => [index, index + match.length] as const);
