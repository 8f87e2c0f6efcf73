import { type Draft, frontMatterOf } from '../../../src/start/import/draft.ts';
import { readHtml } from '../../../src/start/import/html/read-html.ts';
import { LocalFiles } from '../../../src/start/import/local-files.ts';
import { openSource, type Source } from '../../../src/start/import/source.ts';

/** What came of a page: its front matter, the files that it takes, and `line message` of each note. */
export interface Imported {
  page: Record<string, unknown>;
  files: string[];
  notes: string[];
}

/** Reads a page beside which these files are. */
export function imported(
  read: (source: Source) => Draft | undefined,
  text: string,
  files: readonly string[] = [],
): Imported {
  const local = new LocalFiles((path) => files.includes(path), '/assets/mine', ['.']);
  const source = openSource({ name: 'index.html', text }, local);
  const draft = read(source);
  return {
    page: draft === undefined ? {} : frontMatterOf(draft),
    files: local.all().map(({ from, name }) => `${from} ${name}`),
    notes: source.notes().map(({ line, message }) => `${line} ${message}`),
  };
}

export const importedHtml = (text: string, files: readonly string[] = []) =>
  imported(readHtml, text, files);
