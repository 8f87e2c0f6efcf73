import type { ProjectPage } from '../../content/page.ts';
import type { SiteData } from '../../content/schema/site.ts';
import { wordsFor } from '../../words/words.ts';
import type { RenderedPage, RenderState, SiteContext } from '../context.ts';
import { Equations } from '../math/equations.ts';
import { noMacros } from '../math/macros.ts';
import { noPlaces } from '../places.ts';
import { escapeHtml } from '../prose/entities.ts';
import { macrosOf } from '../prose/page-macros.ts';
import { plainText, renderProse, withoutLinks } from '../prose/prose.ts';
import type { Resolve } from '../resolve.ts';
import { type SafeHtml, safe, TemplateError } from '../templates.ts';
import { type Feature, slicesOf } from '../theme.ts';
import { documentOf, languageOf } from './document.ts';
import { markEnglish } from './english-words.ts';
import { footOf } from './foot.ts';
import { templatesFor } from './helpers.ts';
import { contextFor } from './site-prose.ts';
import { thumbnailOf } from './thumbnail.ts';

/** A page in the list of projects, with its addresses looked up from where the list stands. */
export interface ListedProject {
  page: ProjectPage;
  href: string;
  resolve: Resolve;
}

interface ProjectView {
  href: string;
  title: SafeHtml;
  authors: string;
  venue?: SafeHtml;
  date?: string;
  summary?: string;
  image?: ReturnType<Resolve>;
}

/** What stands above the list of projects. */
export type IndexHead = { title: string } & Pick<SiteData, 'description'>;

/** The list of projects, in the order they are given. Problems in them are their own pages' to report. */
export function renderIndex(
  { title, description }: IndexHead,
  projects: readonly ListedProject[],
  site: SiteContext,
): RenderedPage {
  const state = stateOf(site, ['page', 'projects']);
  for (const { page } of projects)
    for (const slice of slicesOf(site.theme, page.source.text)) state.uses.add(slice);
  const context = {
    title,
    description: description && safe(renderProse(description, state.context)),
    projects: projects.map((project) => projectView(project, state)),
  };
  return render('index', context, title, site, state, { slug: '' });
}

/** What a host shows for an address that leads nowhere. */
export function renderNotFound(site: SiteContext): RenderedPage {
  const state = stateOf(site, ['page']);
  return render('not-found', {}, state.words.not_found, site, state);
}

/** Of a page that comes from no content file: it has no macros, and nobody refers to numbers in it. */
function stateOf(site: SiteContext, features: Feature[]): RenderState {
  const { resolve } = site;
  const lang = languageOf({}, site);
  const words = wordsFor(lang, site.words, markEnglish);
  const uses = new Set<Feature>([...features, ...slicesOf(site.theme, JSON.stringify(words))]);
  const pictures: RenderState['pictures'] = [];
  const context = {
    math: 'katex',
    macrosAt: () => noMacros,
    equations: new Equations(),
    resolve,
    report: () => {},
    uses,
    pictures,
  } as const;
  const show = { prose: () => safe(''), reference: () => ({ href: '', local: false, path: [] }) };
  return { context, show, lang, words, places: noPlaces, uses, files: [], pictures };
}

function render(
  layout: string,
  context: object,
  title: string,
  site: SiteContext,
  state: RenderState,
  page: { slug?: string } = {},
): RenderedPage {
  const { uses, files, pictures } = state;
  const { templates } = templatesFor({}, {}, site, state);
  const rendered = { uses, files, pictures, templates: templates.used };
  try {
    const foot = footOf(site.defaults ?? {}, (prose) =>
      safe(renderProse(prose, contextFor(prose, state.context))),
    );
    const html = documentOf(layout, { ...context, foot }, { page, site, uses, title, templates });
    return { ...rendered, html, diagnostics: [] };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { ...rendered, html: '', diagnostics: [error.problem] };
  }
}

function projectView({ page, href, resolve }: ListedProject, state: RenderState): ProjectView {
  const macrosAt = macrosOf(page);
  const context = { ...state.context, macrosAt, math: page.math ?? 'katex', resolve };
  const abstract = page.informal_summary?.[0];
  const summary = page.tldr
    ? plainText(page.tldr, macrosAt)
    : abstract && firstSentence(plainText(abstract, macrosAt));
  const thumbnail = thumbnailOf(page);
  return {
    href,
    // The whole title is a link already.
    title: page.title
      ? safe(withoutLinks(context.equations.finish(renderProse(page.title, context), () => {})))
      : safe(escapeHtml(page.slug)),
    authors: (page.authors ?? []).map(({ name }) => name).join(state.words.separator),
    ...(page.conference ? { venue: safe(renderProse(page.conference, context)) } : {}),
    ...(page.date ? { date: page.date } : {}),
    ...(summary ? { summary } : {}),
    ...(thumbnail ? { image: resolve({ ...thumbnail, kind: 'image' }) } : {}),
  };
}

/** Up to the first mark that ends a sentence: after a word, not an abbreviation, and before a capital. */
export function firstSentence(text: string): string {
  return /^.*?(?:[^\s.]{3}\.|[!?])(?=\s+\p{Lu}|$)/u.exec(text)?.[0] ?? text;
}
