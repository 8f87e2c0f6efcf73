import { byPlace, type Diagnostic, diagnostic } from './diagnostics.ts';
import { type FrontMatter, readFrontMatter } from './front-matter.ts';
import { normalize } from './normalize.ts';
import type { ProjectPage } from './page.ts';
import { type PageSource, pageSource } from './page-source.ts';
import { bodyPath, Prose } from './prose.ts';
import { pageSchema } from './schema/page.ts';
import { validate } from './validate.ts';

/** What reading a file gave: a page unless it is not one at all, and all its problems. */
export interface ReadPage {
  page?: ProjectPage;
  diagnostics: Diagnostic[];
}

/**
 * Reads a content file into a page.
 * @param file path from the site's root, as messages name it
 * @param slug folder of the page in the site
 */
export function readPage(file: string, slug: string, text: string): ReadPage {
  const { frontMatter, diagnostics } = readFrontMatter(file, text);
  if (!frontMatter) return { diagnostics };

  const normal = normalize(frontMatter.data);
  const source = sourceOf(file, text, frontMatter, normal.writtenAt);
  for (const { code, path, message, hint } of normal.problems)
    diagnostics.push(diagnostic(code, file, source.locateKey(path), message, hint));

  const { value, findings } = validate(pageSchema, normal.data);
  for (const { code, path, message, hint } of findings) {
    const place = code === 'unknown-key' ? source.locateKey(path) : source.locate(path);
    diagnostics.push(diagnostic(code, file, place, message, hint));
  }
  if (!value) return { diagnostics: diagnostics.sort(byPlace) };

  const page: ProjectPage = { ...value, slug, source, ...bodyOf(frontMatter) };
  if (
    !page.title &&
    page.layout !== 'redirect' &&
    !findings.some(({ path }) => path[0] === 'title')
  )
    diagnostics.push(
      diagnostic(
        'missing-key',
        file,
        { line: 1, column: 1 },
        'the page has no title',
        'write title:',
      ),
    );
  return { page, diagnostics: diagnostics.sort(byPlace) };
}

function sourceOf(
  file: string,
  text: string,
  { yaml, yamlStart, root, bodyStart }: FrontMatter,
  writtenAt: ReturnType<typeof normalize>['writtenAt'],
): PageSource {
  return pageSource({ file, text, yaml, yamlStart, root, bodyStart, writtenAt });
}

function bodyOf({ body }: FrontMatter): { body?: Prose } {
  if (!body.trim()) return {};
  const prose = new Prose(body, 'block');
  prose.path = bodyPath;
  return { body: prose };
}
