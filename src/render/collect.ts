import type { ProjectPage } from '../content/page.ts';
import { Prose, Reference } from '../content/prose.ts';
import type { Block } from '../content/schema/blocks.ts';
import { wordsFor } from '../words/words.ts';
import type { RenderState, SiteContext } from './context.ts';
import { Equations } from './math/equations.ts';
import { languageOf } from './page/document.ts';
import { templatesFor } from './page/helpers.ts';
import { thumbnailOf } from './page/thumbnail.ts';
import { noPlaces } from './places.ts';
import { macrosOf } from './prose/page-macros.ts';
import { collectProse } from './prose/prose.ts';
import { safe, TemplateError } from './templates.ts';
import { viewOf } from './view.ts';

type Include = Extract<Block, { type: 'custom_include' }>;

/**
 * Asks the site for all that rendering the page will ask for: addresses, generators and what they draw.
 * Nothing is written, and what is wrong is not told: rendering will tell it.
 *
 * Only a template knows what it shows. So the author's includes run here too, on a page without text;
 * they are few and short.
 */
export function collectPage(page: ProjectPage, site: SiteContext): void {
  const { resolve } = site;
  const includes: Include[] = [];

  function collect(value: unknown): void {
    if (value instanceof Prose) {
      const { from } = value;
      collectProse(value, from === undefined ? resolve : (each) => resolve({ ...each, from }));
    } else if (value instanceof Reference) resolve(value);
    else if (Array.isArray(value)) for (const item of value) collect(item);
    else if (typeof value === 'object' && value !== null) {
      if (isInclude(value)) includes.push(value);
      for (const item of Object.values(value)) collect(item);
    }
  }

  const { source: _, ...data } = page;
  collect(data);
  const thumbnail = thumbnailOf(page);
  if (thumbnail) resolve({ ...thumbnail, kind: 'image' });
  if (includes.length > 0) runIncludes(includes, page, site);
}

const isInclude = (value: object): value is Include =>
  'type' in value && value.type === 'custom_include' && 'file' in value;

function runIncludes(includes: Include[], page: ProjectPage, site: SiteContext): void {
  const { resolve } = site;
  const lang = languageOf(page, site);
  const gathered = { uses: new Set<string>(), files: [], pictures: [] };
  const state: RenderState = {
    ...gathered,
    lang,
    places: noPlaces,
    words: wordsFor(lang, site.words),
    context: {
      ...gathered,
      math: page.math ?? 'katex',
      macrosAt: macrosOf(page),
      equations: new Equations(),
      resolve,
      report: () => {},
    },
    show: {
      prose: () => safe(''),
      reference: (reference) => ({ ...resolve(reference), path: reference.path }),
    },
  };
  const { source: _, ...data } = page;
  const view = viewOf(data, state.show) as object;
  const { include } = templatesFor(view, page, site, state);
  for (const { file, with: given, path } of includes) {
    try {
      include(file, given, path);
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
    }
  }
}
