import type { Token } from './tokens.ts';

/** What stands behind marks: the marks that lead there, and the text with whatever addresses it holds. */
export interface LegendEntry {
  marks: readonly string[];
  text: string;
}

/** Takes a line apart at its marks; what stands before the first has none. */
export function legendOf(
  line: readonly Token[],
  plain: (token: Extract<Token, { kind: 'text' }>) => string,
): LegendEntry[] {
  const entries: LegendEntry[] = [];
  let marks: readonly string[] = [];
  let text = '';
  const close = () => {
    if (text.trim() !== '') entries.push({ marks, text: text.replaceAll(/\s+/g, ' ').trim() });
    text = '';
  };
  for (const token of line)
    if (token.kind === 'mark') {
      // Marks one after the other lead to the same.
      const goesOn = text.trim() === '' && marks.length > 0;
      close();
      marks = goesOn ? [...marks, ...token.marks] : token.marks;
    } else if (token.kind === 'text') text += ` ${plain(token)}`;
    else if (token.kind === 'email' || token.kind === 'link') text += ` ${token.text}`;
  close();
  return entries;
}
