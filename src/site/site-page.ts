import type { Diagnostic } from '../content/diagnostics.ts';
import type { ProjectPage } from '../content/page.ts';
import type { SiteFacts } from './build-context.ts';
import { type BuiltPage, buildPage } from './built-page.ts';
import type { LinkedPage } from './output/fragments.ts';
import {
  dependenciesOf,
  linkedPage,
  outputOf,
  type PageOutput,
  reportOf,
} from './output/page-output.ts';
import type { PageDependencies, PageReport } from './report.ts';

/** What is kept of a page when its bytes have been handed on. */
export interface WrittenPage {
  report: PageReport;
  dependencies: PageDependencies;
  linked: LinkedPage;
  diagnostics: readonly Diagnostic[];
}

/** Renders a page whose facts have been gathered. */
export function renderForSite(
  page: ProjectPage,
  facts: SiteFacts,
  root: string,
): { built: BuiltPage; output: PageOutput; written: WrittenPage } {
  const built = buildPage(page, facts);
  const output = outputOf(built, facts);
  const written = {
    report: reportOf(built, facts),
    dependencies: dependenciesOf(built, root),
    linked: linkedPage(page, built.rendered.html, output.fragments),
    diagnostics: output.diagnostics,
  };
  return { built, output, written };
}
