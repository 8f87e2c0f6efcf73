import type { Diagnostic } from '../content/diagnostics.ts';
import type { ProjectPage } from '../content/page.ts';
import { withoutComments } from '../render/anonymous/comments.ts';
import type { RenderedPage } from '../render/context.ts';
import { renderPage } from '../render/page/page.ts';
import { pageOutput, prefixOf } from './addresses.ts';
import { factsFor } from './anonymous/published.ts';
import type { SiteFacts } from './build-context.ts';
import { foreignHosts } from './output/foreign-hosts.ts';
import { type Load, loadsIn } from './output/loads.ts';
import { pageContext } from './page-context.ts';
import type { Questions } from './resolver.ts';

/** A page as HTML, what it asked the site for, and all that is wrong with it. */
export interface BuiltPage {
  page: ProjectPage;
  /** Path in the built site. */
  output: string;
  rendered: RenderedPage;
  questions: Questions;
  /** What it makes a browser ask for. */
  loads: readonly Load[];
  asksGenerator: boolean;
  diagnostics: Diagnostic[];
}

/** Renders a page whose facts have been gathered. */
export function buildPage(page: ProjectPage, site: SiteFacts): BuiltPage {
  const { slug, source } = page;
  const prefix = prefixOf(slug);
  const known = factsFor(page, site);
  const context = pageContext(source, prefix, known);
  // The list of projects is one of names.
  const home = slug === '' || page.anonymous ? {} : { home: `${prefix}index.html` };
  const rendered = uncommented(page, renderPage(page, { ...context.site, ...home }));
  const loads = loadsIn(rendered.html);
  // The icon of site.yml is told of there.
  const ofSite = page.favicon_url ? undefined : known.settings.site.favicon_url?.url;
  const own = loads.filter(({ url }) => url !== ofSite);
  return {
    page,
    output: pageOutput(slug),
    rendered,
    questions: context.resolver,
    asksGenerator: context.asksGenerator,
    loads,
    diagnostics: [
      ...context.diagnostics,
      ...rendered.diagnostics,
      ...foreignHosts(page, own, context.resolver),
    ],
  };
}

/** Readers of the source of an anonymous page see no notes of its authors. */
const uncommented = ({ anonymous }: ProjectPage, rendered: RenderedPage): RenderedPage =>
  anonymous ? { ...rendered, html: withoutComments(rendered.html) } : rendered;
