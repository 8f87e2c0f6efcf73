/** A text as names are looked for in it: without case, accents, invisible characters and runs of space. */
export interface Folded {
  readonly text: string;
  /** Where a character of the folded text stands in the text that was given. */
  originAt(index: number): number;
}

const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  '’': "'",
  '‘': "'",
  ʼ: "'",
  '‐': '-',
  '‑': '-',
  '–': '-',
};

/** Soft hyphens, joiners, marks of direction and of variants, which nobody sees. */
const invisible = /\p{Default_Ignorable_Code_Point}/u;

export function fold(text: string): Folded {
  const parts: string[] = [];
  const origins: number[] = [];
  let last = ' ';
  let at = 0;
  for (const character of text) {
    for (const letter of plainOf(character)) {
      const folded = /\s/.test(letter) ? ' ' : (letters[letter] ?? letter);
      if (folded === ' ' && last === ' ') continue;
      last = folded;
      parts.push(folded);
      for (let unit = 0; unit < folded.length; unit++) origins.push(at);
    }
    at += character.length;
  }
  return { text: parts.join(''), originAt: (index) => origins[index] ?? text.length };
}

function plainOf(character: string): string {
  if (character < '\u0080') return character.toLowerCase();
  if (invisible.test(character)) return '';
  return character.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

export const foldText = (text: string): string => fold(text).text.trim();
