import { type Diagnostic, diagnostic } from '../../content/diagnostics.ts';
import type { Draft } from './draft.ts';
import { readHtml } from './html/read-html.ts';
import { isTooDeep, parseHtml } from './html/tree.ts';
import { readAstro } from './markdown/astro.ts';
import { readHugo } from './markdown/hugo.ts';
import { readJekyll } from './markdown/jekyll.ts';
import { splitPage } from './markdown/keys.ts';
import { hasOwnKeys, readOwnKeys } from './markdown/own-keys.ts';
import { readQuarto } from './markdown/quarto.ts';
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
export function formOf(file: string): Form | undefined {
  if (/\.html?$/i.test(file)) return html;
  return /\.(?:md|markdown|mdx|qmd|rmd)$/i.test(file) ? withKeys : undefined;
}

const html: Form = {
  read(source, { file }) {
    if (isTooDeep(parseHtml(source.text.text))) return tooDeep(file);
    const draft = readHtml(source);
    return draft === undefined ? untitled(file, 'give it an <h1>') : { draft };
  },
};

const withKeys: Form = {
  read(source, beside) {
    const { file, read } = beside;
    const split = splitPage(source, file);
    if ('diagnostics' in split) return split;
    const { keys, body } = split;
    if (isTooDeep(parseHtml(body.text.text))) return tooDeep(file);
    const { data } = keys;
    if (hasOwnKeys(data)) {
      const own = readOwnKeys(keys, (include) => include.startsWith('alis/'));
      return own === undefined
        ? untitled(file, 'write title:')
        : { draft: own, body: body.text.text };
    }
    const draft = /\.mdx$/i.test(file)
      ? readAstro(keys, body, read)
      : /\.[qr]md$/i.test(file) || data.format !== undefined || data.execute !== undefined
        ? readQuarto(keys, body, read)
        : isHugo(data)
          ? readHugo(keys, body, read)
          : readJekyll(keys, body);
    return draft === undefined ? untitled(file, 'write title:') : { draft };
  },
};

const ofHugo = [
  'publication_types',
  'publication',
  'publication_short',
  'author_notes',
  'publishDate',
  'hugoblox',
  'url_pdf',
  'url_code',
];
const isHugo = (data: Readonly<Record<string, unknown>>): boolean =>
  ofHugo.some((key) => data[key] !== undefined);

const tooDeep = (file: string) => {
  const message = 'elements stand inside of each other hundreds of levels deep';
  const hint = 'close those that are left open';
  return {
    diagnostics: [diagnostic('unbalanced-tag', file, { line: 1, column: 1 }, message, hint)],
  };
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
