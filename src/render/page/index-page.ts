import type { ProjectPage } from '../../content/page.ts';
import type { SiteData } from '../../content/schema/site.ts';
import { Equations } from '../math/equations.ts';
import { noMacros } from '../math/macros.ts';
import { macrosOf } from '../prose/page-macros.ts';
import { plainText, renderProse } from '../prose/prose.ts';
import type { Resolve } from '../resolve.ts';
import { type SafeHtml, safe, TemplateError } from '../templates.ts';
import { type Feature, slicesOf } from '../theme.ts';
import { documentOf } from './document.ts';
import { helpersFor } from './helpers.ts';
import type { RenderedPage, SiteContext } from './page.ts';

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
  summary?: string;
  image?: SafeHtml;
}

/** What stands above the list of projects. */
export type IndexHead = { title: string } & Pick<SiteData, 'description' | 'favicon_url'>;

/** The list of projects, in the order they are given. Problems in them are their own pages' to report. */
export function renderIndex(
  { title, description, favicon_url }: IndexHead,
  projects: readonly ListedProject[],
  site: SiteContext,
): RenderedPage {
  const uses = new Set<Feature>(['page', 'projects']);
  const views = projects.map((project) => projectView(project, site, uses));
  const context = { ...unnumbered(), math: 'katex', resolve: site.resolve, uses } as const;
  const head = {
    description: description && safe(renderProse(description, context)),
    page: { favicon_url: favicon_url && site.resolve(favicon_url) },
  };
  return frame('index', { title, ...head, projects: views }, title, site, uses);
}

/** For texts outside of pages: no macros but a page's own, numbers that nobody refers to. */
const unnumbered = () => ({
  macrosAt: () => noMacros,
  equations: new Equations(),
  report: () => {},
});

/** What a host shows for an address that leads nowhere. */
export function renderNotFound(site: SiteContext): RenderedPage {
  return frame('not-found', {}, 'There is no such page', site, new Set(['page']));
}

function frame(
  layout: string,
  context: object,
  title: string,
  site: SiteContext,
  uses: Set<Feature>,
): RenderedPage {
  const nowhere = { ...unnumbered(), math: 'katex', resolve: site.resolve, uses } as const;
  const show = { prose: () => safe(''), reference: () => ({ href: '', local: false, path: [] }) };
  const helpers = helpersFor({}, {}, site, { context: nowhere, show, uses, files: [] });
  try {
    const html = documentOf(layout, context, { site, uses, title, helpers });
    return { html, diagnostics: [], uses, files: [] };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { html: '', diagnostics: [error.problem], uses, files: [] };
  }
}

function projectView(
  { page, href, resolve }: ListedProject,
  site: SiteContext,
  uses: Set<Feature>,
): ProjectView {
  for (const slice of slicesOf(site.theme, page.source.text)) uses.add(slice);
  const macrosAt = macrosOf(page);
  const context = { ...unnumbered(), macrosAt, math: page.math ?? 'katex', resolve, uses };
  const summary =
    page.informal_summary?.[0] && firstSentence(plainText(page.informal_summary[0], macrosAt));
  const thumbnail = page.teaser?.img_url ?? page.teaser?.poster;
  const image =
    thumbnail &&
    site.templates.render('partials/picture.njk', {
      image: resolve(thumbnail),
      alt: '',
      width: 320,
    });
  return {
    href,
    title: page.title
      ? safe(context.equations.finish(renderProse(page.title, context), () => {}))
      : safe(page.slug),
    authors: (page.authors ?? []).map(({ name }) => name).join(', '),
    ...(page.conference ? { venue: safe(renderProse(page.conference, context)) } : {}),
    ...(summary ? { summary } : {}),
    ...(image ? { image } : {}),
  };
}

/** Up to the first mark that ends a sentence: after a word, not an abbreviation, and before a capital. */
export function firstSentence(text: string): string {
  return /^.*?(?:[^\s.]{3}\.|[!?])(?=\s+\p{Lu}|$)/u.exec(text)?.[0] ?? text;
}
