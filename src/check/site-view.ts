import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import { type Code, type Diagnostic, diagnostic, type Position } from '../content/diagnostics.ts';
import { positionsIn } from '../content/positions.ts';
import type { Path } from '../content/prose.ts';
import type { FinishedPage, NewSite } from '../site/output/new-site.ts';
import { type Address, addressesIn, addressesInStyles, addressesInXml } from './addresses.ts';
import { type ReadHtml, readHtml } from './html.ts';

/** A file of the new site that was read, and the page of the author's that it is of. */
export interface SiteText {
  readonly path: string;
  readonly text: string;
  readonly html?: ReadHtml;
  readonly addresses: readonly Address[];
  /** What its addresses are read against: where the site will stand. */
  readonly base: string;
  /** Nothing for lists of pages, and for what an author put there whole. */
  readonly page: FinishedPage | undefined;
}

/** A place in the author's files. */
export type Place = { file: string } & Position;

/** The new site as its checks see it. */
export interface SiteView {
  readonly site: NewSite;
  readonly paths: ReadonlySet<string>;
  /** Its files of text that may hold addresses. */
  readonly texts: readonly SiteText[];
  /** Where the site will stand, or a stand-in: ends with a slash. */
  readonly base: string;
  /** A problem with what stands at `offset` of a file, told at the line of the source that made it, if one is known. */
  problemAt(text: SiteText, offset: number, written: readonly string[], said: Said): Diagnostic;
  /** A problem with the value at a path of a page, or of `site.yml`. */
  problemOf(page: FinishedPage, path: Path, said: Said): Diagnostic;
}

export interface Said {
  code: Code;
  message: string;
  hint?: string | undefined;
}

/** No host has this name (RFC 6761). */
const nowhere = 'https://pagescape.invalid/';

export function viewOf(site: NewSite): SiteView {
  const files = site.files;
  const pages = new Map(site.pages.map((page) => [page.report.output, page]));
  const { url } = site.settings.site;
  const base = url === undefined ? nowhere : url.endsWith('/') ? url : `${url}/`;
  const texts = files.flatMap((path): SiteText[] => {
    const read = readers[extname(path).toLowerCase()];
    // The theme is ours, and the same for all.
    if (!read || path.startsWith('theme/')) return [];
    const text = site.read(path).toString('utf8');
    // Served at any address, it was written for the place that the build was told.
    const own = path === '404.html' && site.copyOf(path) === undefined;
    const stands = own ? new URL(site.base, base).href : base;
    return [{ path, text, base: stands, page: pages.get(path), ...read(text) }];
  });
  return {
    site,
    paths: new Set(files),
    texts,
    base,
    problemAt(text, offset, written, { code, message, hint }) {
      const found = placeOf(text, offset, written, site);
      const output = `${text.path}:${positionsIn(text.text)(offset).line}`;
      const shown = found.exact ? message : `${message} (in ${output} of the site)`;
      return diagnostic(code, found.place.file, positionOf(found.place), shown, hint);
    },
    problemOf({ page: { source } }, path, { code, message, hint }) {
      return diagnostic(code, source.file, source.locate(path), message, hint);
    },
  };
}

const positionOf = ({ line, column, length }: Place): Position => ({
  line,
  column,
  ...(length === undefined ? {} : { length }),
});

const readHtmlFile = (text: string) => {
  const html = readHtml(text);
  return { html, addresses: addressesIn(html.elements) };
};

const readers: Readonly<Record<string, (text: string) => Pick<SiteText, 'html' | 'addresses'>>> = {
  '.html': readHtmlFile,
  '.htm': readHtmlFile,
  '.svg': (text) => ({ addresses: addressesIn(readHtml(text).elements) }),
  '.css': (text) => ({ addresses: addressesInStyles(text) }),
  '.xml': (text) => ({ addresses: addressesInXml(text) }),
};

/**
 * Where the author wrote what stands in the site: in the file itself if it was copied, else where the page or
 * one of its own templates has the same words, else the page as a whole.
 */
function placeOf(
  { path, text, page }: SiteText,
  offset: number,
  written: readonly string[],
  site: NewSite,
): { place: Place; exact: boolean } {
  const copied = site.copyOf(path);
  if (copied !== undefined)
    return { place: { file: copied, ...positionsIn(text)(offset) }, exact: true };
  if (!page) return { place: { file: 'site.yml', line: 1, column: 1 }, exact: false };
  const { source } = page.page;
  const templates = [...page.templates].flatMap((name) => {
    const template = site.templates.get(name);
    return template && existsSync(join(site.root, template.file)) ? [template] : [];
  });
  for (const { file, text: sourceText } of [source, ...templates])
    for (const words of written) {
      const at = words === '' ? -1 : sourceText.indexOf(words);
      if (at >= 0)
        return { place: { file, ...positionsIn(sourceText)(at, words.length) }, exact: true };
    }
  return { place: { file: source.file, line: 1, column: 1 }, exact: false };
}
