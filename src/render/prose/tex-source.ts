import { decodeEntities } from './entities.ts';
import type { Formula } from './pieces.ts';

/** TeX of a formula as it stands in HTML, and where its characters stand in the author's text. */
export interface TexSource {
  tex: string;
  /** The place of a character of the formula, counted after its character references are read. */
  offsetOf(index: number): number;
}

/** The formula's TeX, without the marks of a quotation before its lines. */
export function texSource(text: string, { start, texStart, texEnd }: Formula): TexSource {
  const written = text.slice(texStart, texEnd);
  const depth = written.includes('\n') ? quotationDepth(text, start) : 0;
  const mark = depth > 0 ? new RegExp(`\\n(?:[ \\t]*>[ ]?){1,${depth}}`, 'g') : undefined;
  const tex = mark ? written.replace(mark, '\n') : written;
  return {
    tex,
    offsetOf(index) {
      const encoded = offsetOfDecoded(tex, index);
      return texStart + (mark ? offsetWithMarks(written, mark, encoded) : encoded);
    },
  };
}

/** How many `>` stand before the line in which a formula begins. */
function quotationDepth(text: string, offset: number): number {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const [before = ''] =
    /^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d+[.)](?=[ \t])))*/.exec(text.slice(lineStart, offset)) ?? [];
  return before.split('>').length - 1;
}

/** Offset in `text` of character `index` of what it reads as. */
function offsetOfDecoded(text: string, index: number): number {
  if (!text.includes('&')) return index;
  let shift = 0;
  for (const { index: at, 0: reference } of text.matchAll(/&#?\w+;/g)) {
    if (at - shift >= index) break;
    shift += reference.length - decodeEntities(reference).length;
  }
  return index + shift;
}

function offsetWithMarks(written: string, mark: RegExp, index: number): number {
  let shift = 0;
  for (const { index: at, 0: found } of written.matchAll(mark)) {
    if (at - shift >= index) break;
    shift += found.length - 1;
  }
  return index + shift;
}
