import type { Position } from './diagnostics.ts';

/**
 * Tells line and column of a text's characters, and of its end for what would stand behind it; the text is split into lines
 * when first asked.
 */
export function positionsIn(text: string): (offset: number, length?: number) => Position {
  let starts: number[] | undefined;
  return (asked, length) => {
    starts ??= startsOfLines(text);
    const offset = Math.min(asked, text.length);
    const line = lineAt(starts, offset);
    const column = offset - (starts[line] ?? 0);
    const place = { line: line + 1, column: column + 1 };
    return length === undefined ? place : { ...place, length };
  };
}

function startsOfLines(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Index of the line that a character stands in. */
function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
