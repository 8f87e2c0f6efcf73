/** Accent commands and the Unicode marks that follow a letter. */
const accents: Record<string, string> = {
  '`': '\u0300',
  "'": '\u0301',
  '^': '\u0302',
  '~': '\u0303',
  '=': '\u0304',
  u: '\u0306',
  '.': '\u0307',
  '"': '\u0308',
  r: '\u030a',
  H: '\u030b',
  v: '\u030c',
  d: '\u0323',
  c: '\u0327',
  k: '\u0328',
  b: '\u0331',
};

const letters: Record<string, string> = {
  aa: 'å',
  AA: 'Å',
  ae: 'æ',
  AE: 'Æ',
  oe: 'œ',
  OE: 'Œ',
  o: 'ø',
  O: 'Ø',
  l: 'ł',
  L: 'Ł',
  ss: 'ß',
  i: 'i',
  j: 'j',
  dh: 'ð',
  th: 'þ',
  textendash: '–',
  textemdash: '—',
};

/** Text of a BibTeX field in Unicode: accents, letters and dashes as they look, braces and commands gone. */
export function latexToText(latex: string): string {
  return latex
    .replace(
      /\\(?:([`'^~="."])|([uvHdckbr])(?![a-zA-Z]))\s*(?:\{\s*\\?([a-zA-Z])\s*\}|\\?([a-zA-Z]))/g,
      accented,
    )
    .replace(/\\([a-zA-Z]+)(?:\s+|\{\})?/g, (_, name: string) =>
      Object.hasOwn(letters, name) ? (letters[name] ?? '') : '',
    )
    .replace(/\\([&%$#_{}])/g, '$1')
    .replace(/~/g, '\u00a0')
    .replace(/---/g, '—')
    .replace(/--/g, '–')
    .replace(/``|''/g, '"')
    .replace(/[{}$]/g, '')
    .replace(/[\s\u00a0]+/g, ' ')
    .trim()
    .normalize('NFC');
}

function accented(
  whole: string,
  sign?: string,
  name?: string,
  braced?: string,
  bare?: string,
): string {
  const mark = accents[sign ?? name ?? ''];
  return mark === undefined ? whole : `${braced ?? bare ?? ''}${mark}`;
}

/** A person in a BibTeX author field. */
export interface Person {
  given: string;
  family: string;
}

/** The people of an author field, in order. `others` says that it ends with "and others". */
export function parseNames(field: string): { people: Person[]; others: boolean } {
  const names = splitOutsideBraces(field, /\s+and\s+/iy)
    .map((name) => name.trim())
    .filter(Boolean);
  const others = names.at(-1)?.toLowerCase() === 'others';
  return { people: (others ? names.slice(0, -1) : names).map(parseName), others };
}

function parseName(name: string): Person {
  const parts = splitOutsideBraces(name, /,\s*/y);
  if (parts.length > 1) {
    const [family = '', ...rest] = parts.map(latexToText);
    // "Last, Jr, First" puts the given names last.
    return { family, given: rest.at(-1) ?? '' };
  }
  const words = splitOutsideBraces(name.replaceAll('~', ' '), /\s+/y)
    .filter(Boolean)
    .map(latexToText);
  // Words in lower case before the last name belong to it: van der Maaten.
  const particle = words.findIndex((word, index) => index > 0 && /^\p{Ll}/u.test(word));
  const split = particle > 0 && particle < words.length - 1 ? particle : words.length - 1;
  return { given: words.slice(0, split).join(' '), family: words.slice(split).join(' ') };
}

/** Parts of a text between matches of a sticky pattern that stand in no braces. */
function splitOutsideBraces(text: string, separator: RegExp): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}') depth--;
    // Within white space, what follows was looked at from its beginning.
    if (depth > 0 || (isSpace(text[at]) && isSpace(text[at - 1]) && at > start)) continue;
    separator.lastIndex = at;
    const found = separator.exec(text)?.[0];
    if (!found) continue;
    parts.push(text.slice(start, at));
    start = at + found.length;
    at = start - 1;
  }
  return [...parts, text.slice(start)];
}

const isSpace = (character: string | undefined) => character !== undefined && /\s/.test(character);
