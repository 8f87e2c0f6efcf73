import { frontMatterOf } from '../../../src/start/import/draft.ts';
import { formOf } from '../../../src/start/import/forms.ts';
import { LocalFiles } from '../../../src/start/import/local-files.ts';
import { openSource } from '../../../src/start/import/source.ts';

/** What came of a page: its front matter, the files that it takes, and `line message` of each note. */
export interface Imported {
  page: Record<string, unknown>;
  files: string[];
  notes: string[];
}

/** Imports a page of this name and text, beside which are files, of which some have a text. */
export function imported(
  name: string,
  text: string,
  beside: readonly string[] | Readonly<Record<string, string>> = [],
): Imported {
  const texts = new Map(Array.isArray(beside) ? [] : Object.entries(beside));
  const there = new Set(Array.isArray(beside) ? beside : texts.keys());
  const local = new LocalFiles((path) => there.has(path), '/assets/mine', ['.']);
  const source = openSource({ name, text }, local);
  const read = formOf(name)?.read(source, { file: name, read: (path) => texts.get(path) });
  return {
    page: read !== undefined && 'draft' in read ? frontMatterOf(read.draft) : {},
    files: local.all().map(({ from, name: copy }) => `${from} ${copy}`),
    notes: source.notes().map(({ line, message }) => `${line} ${message}`),
  };
}

export const importedHtml = (text: string, files: readonly string[] = []) =>
  imported('index.html', text, files);
