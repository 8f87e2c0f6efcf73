import type { Diagnostic } from '../content/diagnostics.ts';
import type { ProjectPage } from '../content/page.ts';
import { referencesIn } from '../content/written-in.ts';
import { withoutComments } from '../render/anonymous/comments.ts';
import type { RenderedPage } from '../render/context.ts';
import { renderPage } from '../render/page/page.ts';
import { pageOutput, prefixOf } from './addresses.ts';
import { factsFor } from './anonymous/published.ts';
import type { SiteFacts } from './build-context.ts';
import { foreignHosts } from './output/foreign-hosts.ts';
import { type Reading, readHtml } from './output/loads.ts';
import { pageContext } from './page-context.ts';
import type { Questions } from './resolver.ts';

/** A page as HTML, what it asked the site for, and all that is wrong with it. */
export interface BuiltPage extends Reading {
  page: ProjectPage;
  /** Path in the built site. */
  output: string;
  rendered: RenderedPage;
  questions: Questions;
  asksGenerator: boolean;
  diagnostics: Diagnostic[];
}

/** A page of which is not known yet what it makes a browser ask for, nor what is wrong with that. */
export type FreshPage = Omit<BuiltPage, keyof Reading>;

/** Renders a page whose facts have been gathered. */
export const buildPage = (page: ProjectPage, site: SiteFacts): BuiltPage =>
  withLoads(freshPage(page, site), site);

/** The first half of the work: the page can be shown. */
export function freshPage(page: ProjectPage, site: SiteFacts): FreshPage {
  const { slug, source } = page;
  const prefix = prefixOf(slug);
  const context = pageContext(source, prefix, factsFor(page, site));
  // The list of projects is one of names.
  const home = slug === '' || page.anonymous ? {} : { home: `${prefix}index.html` };
  const rendered = uncommented(page, renderPage(page, { ...context.site, ...home }));
  return {
    page,
    output: pageOutput(slug),
    rendered,
    questions: context.resolver,
    asksGenerator: context.asksGenerator,
    diagnostics: [...context.diagnostics, ...rendered.diagnostics],
  };
}

/** The second half: it is read once more, as a browser does. */
export function withLoads(fresh: FreshPage, site: SiteFacts): BuiltPage {
  const { page, rendered, questions, diagnostics } = fresh;
  const reading = readHtml(rendered.html);
  // What site.yml names is told of there.
  const { settings } = factsFor(page, site);
  const ofSite = new Set(referencesIn(settings.site).map(({ url }) => url));
  const own = reading.loads.filter(({ url }) => questions.elsewhere.has(url) || !ofSite.has(url));
  // The page of a player has to be written otherwise anyway.
  const unreadable = diagnostics.filter(({ code }) => code === 'unreadable-media');
  const told = new Set(unreadable.map(placeKey));
  const foreign = foreignHosts(page, own, questions).filter((one) => !told.has(placeKey(one)));
  return { ...fresh, ...reading, diagnostics: [...diagnostics, ...foreign] };
}

const placeKey = ({ line, column }: Diagnostic) => `${line}:${column}`;

/** Readers of the source of an anonymous page see no notes of its authors. */
const uncommented = ({ anonymous }: ProjectPage, rendered: RenderedPage): RenderedPage =>
  anonymous ? { ...rendered, html: withoutComments(rendered.html) } : rendered;
