import type { Piece, Tag } from './pieces.ts';

/** Elements that have no end (HTML, section 13.1.2). */
const voidElements = new Set(
  'area base basefont br col embed frame hr img input link meta param source track wbr'.split(' '),
);

/** Elements whose end may be left out, or that a browser makes where their end stands alone. */
const optionalEnds = new Set(
  'body caption colgroup dd dt head html li optgroup option p rp rt tbody td tfoot th thead tr'.split(
    ' ',
  ),
);

const drawings = new Set(['svg', 'math']);

export interface Balance {
  /** Tags whose elements do not end in the text, from the first on. */
  unclosed: readonly Tag[];
  /** Ends of what does not begin in the text. */
  stray: ReadonlySet<Tag>;
}

/** Which of a text's tags have no counterpart. Such as cross each other are in order: browsers know them. */
export function balanceOf(pieces: readonly Piece[]): Balance {
  const open = new Map<string, Tag[]>();
  const stray = new Set<Tag>();
  for (const piece of pieces) {
    if (piece.kind !== 'tag') continue;
    const { name, closing, selfClosing, literal } = piece;
    if (voidElements.has(name) || optionalEnds.has(name)) continue;
    if (!closing) {
      // Only in a drawing does `/>` end an element: elsewhere browsers pass over the slash.
      if (selfClosing && (literal || drawings.has(name))) continue;
      const same = open.get(name);
      if (same) same.push(piece);
      else open.set(name, [piece]);
    } else if (!open.get(name)?.pop()) stray.add(piece);
  }
  const unclosed = [...open.values()].flat().sort((one, other) => one.start - other.start);
  return { unclosed, stray };
}
