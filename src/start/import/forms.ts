import { extname } from 'node:path';
import type { Diagnostic } from '../../content/diagnostics.ts';
import { diagnostic } from '../../content/diagnostics.ts';
import type { Draft } from './draft.ts';
import { readHtml } from './html/read-html.ts';
import type { Source } from './source.ts';

/** Where a page comes from, and the files beside it. */
export interface Beside {
  readonly file: string;
  /** Text of a file, by its path from the page's folder. */
  read(path: string): string | undefined;
}

export interface Form {
  read(
    source: Source,
    beside: Beside,
  ):
    | { readonly draft: Draft; readonly body?: string }
    | { readonly diagnostics: readonly Diagnostic[] };
}

/** How a file is read, by its name and by what stands in it; undefined where nobody here can. */
export function formOf(file: string, _text: string): Form | undefined {
  if (/^\.html?$/i.test(extname(file))) return html;
  return undefined;
}

const html: Form = {
  read(source, { file }) {
    const draft = readHtml(source);
    return draft === undefined
      ? untitled(file, 'give it an <h1>, or write the page with pagescape new')
      : { draft };
  },
};

const untitled = (file: string, hint: string) => ({
  diagnostics: [
    diagnostic(
      'missing-key',
      file,
      { line: 1, column: 1 },
      'no title was found in this page',
      hint,
    ),
  ],
});
