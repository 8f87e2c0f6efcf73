/** Whether only white space stands before a character in its line. */
export function atLineStart(text: string, offset: number): boolean {
  let at = offset - 1;
  while (text[at] !== '\n' && at >= 0 && isSpace(text[at])) at--;
  return at < 0 || text[at] === '\n';
}

/** White space, or the end of the text. */
export const isSpace = (character: string | undefined): boolean =>
  character === undefined || /\s/.test(character);

/** Whether the line after a line break is blank. */
export function isBlankLine(text: string, newline: number): boolean {
  const next = text.indexOf('\n', newline + 1);
  return next >= 0 && text.slice(newline, next).trim() === '';
}
