import { type MappedText, type SourceFile, MappedText as Text } from '../text/mapped-text.ts';
import { type Note, Notes } from '../text/notes.ts';
import type { LocalFiles } from './local-files.ts';

/** A page that is imported: its text, its files, and what is told of it. */
export interface Source {
  readonly file: SourceFile;
  /** What is read, which knows where it stands in the file. */
  readonly text: MappedText;
  readonly files: LocalFiles;
  /** Tells of something at a character of the text that is not on our page as it was there. */
  tell(offset: number, message: string): void;
  notes(): readonly Note[];
  /** The same with a text made of this one, whose places are still those of the file. */
  with(text: MappedText): Source;
}

export function openSource(file: SourceFile, files: LocalFiles): Source {
  const notes = new Notes();
  const sourceOf = (text: MappedText): Source => ({
    file,
    text,
    files,
    tell: (offset, message) => notes.tell(text, offset, message),
    notes: () => notes.all(),
    with: sourceOf,
  });
  return sourceOf(Text.of(file));
}

/**
 * The address that a picture, video or document gets; that of a file which is not there is told, and of nothing at all there
 * is none.
 */
export function addressOf(
  source: Source,
  written: string,
  offset: number,
  kind: 'picture' | 'video' | 'file',
): string | undefined {
  if (written.trim() === '') {
    source.tell(offset, `a ${kind} without an address is left out`);
    return undefined;
  }
  const { kind: found, url } = source.files.find(written, kind === 'picture' ? kind : 'file');
  if (found === 'missing')
    source.tell(
      offset,
      `there is no file ${shortened(written.trim())}; the page looks for it at ${url}`,
    );
  if (found !== 'foreign' || kind === 'file') return url;
  if (/^data:/i.test(url)) {
    source.tell(offset, `a ${kind} that is written into the page itself is left out`);
    return undefined;
  }
  source.tell(offset, `${shortened(url)} stays on its host; readers' browsers will ask it`);
  return url;
}

/** The beginning of a text, to be named by. */
export const shortened = (text: string): string =>
  text.length > 60 ? `${text.slice(0, 57).trimEnd()}...` : text;
