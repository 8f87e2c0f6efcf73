import type { Range } from './pieces.ts';
import { scan } from './scan.ts';

/**
 * A text of the same length with spaces for code, formulas and comments.
 * @param code its blocks of code, in their order
 */
export function blankCode(text: string, code: readonly Range[]): string {
  const parts = scan(text, true, code).map((piece) => {
    const part = text.slice(piece.start, piece.end);
    const kept = !piece.literal && (piece.kind === 'text' || piece.kind === 'tag');
    return kept ? part : blank(part);
  });
  const prose = parts.join('');
  let result = '';
  let from = 0;
  for (const { start, end } of code) {
    result += prose.slice(from, start) + blank(prose.slice(start, end));
    from = end;
  }
  return (result + prose.slice(from)).replaceAll(
    /(?<!`)(`{1,4})(?!`)[^\n]{0,1000}?(?<!`)\1(?!`)/g,
    blank,
  );
}

const blank = (part: string) => part.replaceAll(/[^\n]/g, ' ');
