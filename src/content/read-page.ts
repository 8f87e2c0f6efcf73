import { normalText } from './decode.ts';
import { byPlace, type Diagnostic, diagnostic } from './diagnostics.ts';
import { type FrontMatter, readFrontMatter } from './front-matter.ts';
import { normalize } from './normalize.ts';
import type { ProjectPage } from './page.ts';
import { diagnosticsOf, pageSource } from './page-source.ts';
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
export function readPage(file: string, slug: string, written: string): ReadPage {
  const text = normalText(written);
  const { frontMatter, diagnostics } = readFrontMatter(file, text);
  if (!frontMatter) return { diagnostics };

  const { data, problems, writtenAt } = normalize(frontMatter.data);
  const { yaml, yamlStart, root, bodyStart } = frontMatter;
  const source = pageSource({ file, text, yaml, yamlStart, root, bodyStart, writtenAt });
  const { value, findings } = validate(pageSchema, data);
  const said = new Set(diagnostics.map(placeKey));
  const found = diagnosticsOf([...problems, ...findings], source);
  // A key that a comma made is no mistyped one.
  diagnostics.push(
    ...found.filter((one) => one.code !== 'unknown-key' || !said.has(placeKey(one))),
  );
  if (!value) return { diagnostics: diagnostics.sort(byPlace) };

  const page: ProjectPage = { ...value, slug, source, ...bodyOf(frontMatter) };
  const refused = findings.some(({ path }) => path[0] === 'title');
  if (!page.title && page.layout !== 'redirect' && !refused) {
    const top = { line: 1, column: 1 };
    diagnostics.push(diagnostic('missing-key', file, top, 'the page has no title', 'write title:'));
  }
  return { page, diagnostics: diagnostics.sort(byPlace) };
}

const placeKey = ({ line, column }: Diagnostic) => `${line}:${column}`;

const bodyOf = ({ body }: FrontMatter): { body?: Prose } =>
  body.trim() ? { body: new Prose(body, 'block', bodyPath) } : {};
