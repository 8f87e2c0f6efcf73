import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Position } from '../../content/diagnostics.ts';
import type { ProjectPage } from '../../content/page.ts';
import { positionsIn } from '../../content/positions.ts';
import { type Path, Prose, Reference } from '../../content/prose.ts';
import type { FinishedPage, NewSite } from '../output/new-site.ts';
import { textOfHtml } from './html-text.ts';
import { type Sign, signsIn } from './sign.ts';

/** A place in the author's files. */
export type Place = { file: string } & Position;

/** Where a page that is already anonymous, or a template of the author's that it uses, has a sign. */
export function placeInPage(
  { page, templates }: FinishedPage,
  sign: Sign,
  kept: readonly RegExp[],
  site: NewSite,
): Place | undefined {
  for (const { text, path } of textsOfPage(page)) {
    const [found] = signsIn(text, [sign], kept);
    if (found) return { file: page.source.file, ...page.source.locate(path, found.start) };
    // Written with tags, marks or numbers of letters in it.
    const plain = textOfHtml(text.replaceAll(/[*_`]/g, ''));
    if (/[<&*_`]/.test(text) && signsIn(plain, [sign], kept).length > 0)
      return { file: page.source.file, ...page.source.locate(path) };
  }
  for (const name of templates) {
    const template = site.templates.get(name);
    if (!template || !existsSync(join(site.root, template.file))) continue;
    const [found] = signsIn(template.text, [sign], kept);
    if (found) return { file: template.file, ...positionsIn(template.text)(found.start) };
  }
  return undefined;
}

function* textsOfPage({ source: _, path: _path, slug: _slug, ...page }: ProjectPage): Generator<{
  text: string;
  path: Path;
}> {
  yield* textsOf(page, []);
}

/** Texts of a value, each with its path: prose and addresses know theirs. */
function* textsOf(value: unknown, path: Path): Generator<{ text: string; path: Path }> {
  if (value instanceof Prose) yield { text: value.text, path: value.path };
  else if (value instanceof Reference) yield { text: value.url, path: value.path };
  else if (typeof value === 'string') yield { text: value, path };
  else if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* textsOf(item, [...path, index]);
  else if (typeof value === 'object' && value !== null) {
    const own = 'path' in value && Array.isArray(value.path) ? value.path : path;
    for (const [key, item] of Object.entries(value))
      if (key !== 'path') yield* textsOf(item, [...own, key]);
  }
}
