import type { Diagnostic } from '../content/diagnostics.ts';
import type { ProjectPage } from '../content/page.ts';
import type { RenderedPage } from '../render/context.ts';
import { renderPage } from '../render/page/page.ts';
import { pageOutput, prefixOf } from './addresses.ts';
import type { SiteFacts } from './build-context.ts';
import { pageContext } from './page-context.ts';
import type { Questions } from './resolver.ts';

/** A page as HTML, what it asked the site for, and all that is wrong with it. */
export interface BuiltPage {
  page: ProjectPage;
  /** Path in the built site. */
  output: string;
  rendered: RenderedPage;
  questions: Questions;
  diagnostics: Diagnostic[];
}

/** Renders a page whose facts have been gathered. */
export function buildPage(page: ProjectPage, site: SiteFacts): BuiltPage {
  const { slug, source } = page;
  const prefix = prefixOf(slug);
  const { site: context, resolver, diagnostics } = pageContext(source, prefix, site);
  const home = slug === '' ? {} : { home: `${prefix}index.html` };
  const rendered = renderPage(page, { ...context, ...home });
  return {
    page,
    output: pageOutput(slug),
    rendered,
    questions: resolver,
    diagnostics: [...diagnostics, ...rendered.diagnostics],
  };
}
