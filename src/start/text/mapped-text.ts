import { positionsIn } from '../../content/positions.ts';

/** A place in one of a paper's files; line and column count from 1. */
export interface SourcePlace {
  file: string;
  line: number;
  column: number;
}

/** A file of a paper. */
export interface SourceFile {
  /** As its author names it. */
  name: string;
  text: string;
}

/** A piece of a text: where it begins there, and where it comes from. */
interface Piece {
  start: number;
  file: SourceFile;
  offset: number;
}

/** What takes the place of a range of a text. */
export interface Edit {
  start: number;
  end: number;
  replacement?: string;
}

/** Text put together from files, which knows where each of its characters comes from. */
export class MappedText {
  readonly text: string;
  readonly #pieces: readonly Piece[];

  private constructor(text: string, pieces: readonly Piece[]) {
    this.text = text;
    this.#pieces = pieces;
  }

  static of(file: SourceFile): MappedText {
    return new MappedText(file.text, [{ start: 0, file, offset: 0 }]);
  }

  static join(parts: readonly MappedText[]): MappedText {
    let text = '';
    const pieces: Piece[] = [];
    for (const part of parts) {
      for (const piece of part.#pieces) pieces.push({ ...piece, start: piece.start + text.length });
      text += part.text;
    }
    return new MappedText(text, pieces);
  }

  slice(start: number, end = this.text.length): MappedText {
    const first = this.#pieceAt(start);
    const pieces = this.#pieces
      .slice(first, end > start ? this.#pieceAt(end - 1) + 1 : first)
      .map((piece) => {
        const skipped = Math.max(0, start - piece.start);
        return {
          ...piece,
          start: Math.max(0, piece.start - start),
          offset: piece.offset + skipped,
        };
      });
    return new MappedText(this.text.slice(start, end), pieces);
  }

  /** The text after edits, which follow each other and do not overlap. */
  edited(edits: readonly Edit[]): MappedText {
    const parts: MappedText[] = [];
    let at = 0;
    for (const { start, end, replacement = '' } of edits) {
      parts.push(this.slice(at, start));
      if (replacement !== '')
        parts.push(new MappedText(replacement, this.slice(start, start + 1).#pieces));
      at = end;
    }
    return MappedText.join([...parts, this.slice(at)]);
  }

  placeOf(offset: number): SourcePlace {
    const piece = this.#pieces[this.#pieceAt(offset)];
    if (piece === undefined) return { file: '', line: 1, column: 1 };
    const { line, column } = positionsIn(piece.file.text)(piece.offset + offset - piece.start);
    return { file: piece.file.name, line, column };
  }

  /** Index of the piece that holds a character. */
  #pieceAt(offset: number): number {
    let low = 0;
    let high = this.#pieces.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#pieces[middle]?.start ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
