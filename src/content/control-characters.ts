/** Characters that no reader sees, and halves of letters: most of them XML does not take (https://www.w3.org/TR/xml/#charsets). */
const control = /(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/gu;

/** What Windows calls the characters from U+0080 on: texts that were read in the wrong way have them. */
const ofWindows = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

export interface ControlCharacter {
  offset: number;
  message: string;
  hint: string;
}

/** The control characters of a text, but for tabs and ends of lines. */
export function controlCharactersIn(text: string): ControlCharacter[] {
  return [...text.matchAll(control)].map(({ index, 0: character }) => ({
    offset: index,
    ...saidOf(character),
  }));
}

function saidOf(character: string): Pick<ControlCharacter, 'message' | 'hint'> {
  const code = character.charCodeAt(0);
  const name = nameOf(character);
  const meant = code >= 0x80 && code < 0xa0 ? (ofWindows[code - 0x80]?.trim() ?? '') : '';
  const hint =
    meant === ''
      ? 'delete it; a text that was copied from a PDF often has some'
      : `write ${meant}, which it is on Windows`;
  return { message: `${name} is a control character, which no reader sees`, hint };
}

const nameOf = (character: string) =>
  `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

/** A text as XML may hold it. */
export const withoutControlCharacters = (text: string): string => text.replaceAll(control, '');

/** With them, what turns the direction of writing can make a line read as another. */
const unseen = /(?![\t\n])[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu;

/** A text as a terminal may be given it: what would steer it is named instead. */
export const withControlCharactersNamed = (text: string): string =>
  text.replaceAll(unseen, (character) => `<${nameOf(character)}>`);
