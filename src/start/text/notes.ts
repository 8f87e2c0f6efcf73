import { byPlace } from '../../content/diagnostics.ts';
import type { MappedText, SourcePlace } from './mapped-text.ts';

/** Something of a paper or of another page that is not on ours as its author had it. */
export interface Note extends SourcePlace {
  message: string;
}

/** Notes something about a place of a text. */
export type TellAt = (text: MappedText, offset: number, message: string) => void;

/** Notes, each once. */
export class Notes {
  readonly #notes = new Map<string, Note>();

  readonly tell: TellAt = (text, offset, message) => {
    const note = { ...text.placeOf(offset), message };
    const key = `${note.file}:${note.line} ${message}`;
    if (!this.#notes.has(key)) this.#notes.set(key, note);
  };

  /** In the order of each file, the file first that was first told of. */
  all(): readonly Note[] {
    const notes = [...this.#notes.values()];
    const files = [...new Set(notes.map(({ file }) => file))];
    return notes.sort((a, b) => files.indexOf(a.file) - files.indexOf(b.file) || byPlace(a, b));
  }
}
