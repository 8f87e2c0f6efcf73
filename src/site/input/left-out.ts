import { extname } from 'node:path';
import { type Diagnostic, diagnostic } from '../../content/diagnostics.ts';

/** Pages of other tools, by the endings of their files, and what makes them pages here. */
const renamed = 'rename it to .md; what is no Markdown or HTML in it is then said';
const hints: Record<string, string> = {
  '.qmd': renamed,
  '.rmd': renamed,
  '.mdx': renamed,
  '.mdown': renamed,
  '.mkd': renamed,
  '.astro': renamed,
  '.njk': renamed,
  '.html': 'put it into public/ to publish it as it is, or into a .md file below front matter',
  '.htm': 'put it into public/ to publish it as it is, or into a .md file below front matter',
  '.ipynb': 'export it as Markdown, and write front matter above it',
  '.rst': 'write it as Markdown in a .md file',
  '.adoc': 'write it as Markdown in a .md file',
  '.org': 'write it as Markdown in a .md file',
  '.tex': 'write it as Markdown in a .md file',
};

/**
 * Files of content/ that look like pages and are none; a file that a page refers to is published for it.
 * @param used by pages
 */
export function leftOut(files: readonly string[], used: ReadonlySet<string>): Diagnostic[] {
  return files.flatMap((file) => {
    const ending = extname(file).toLowerCase();
    const hint = Object.hasOwn(hints, ending) ? hints[ending] : undefined;
    if (hint === undefined || used.has(file)) return [];
    const message = `${ending} is no page, and no page refers to it: it is left out`;
    return [diagnostic('left-out', file, { line: 1, column: 1 }, message, hint)];
  });
}
