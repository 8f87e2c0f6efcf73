import type { Diagnostic } from '../content/diagnostics.ts';
import type { BuiltPage } from './built-page.ts';
import type { LinkedPage } from './output/fragments.ts';
import { dependenciesOf } from './output/page-output.ts';
import type { PageDependencies } from './report.ts';

/** What is kept of a page when its bytes have been handed on. */
export interface WrittenPage {
  dependencies: PageDependencies;
  linked: LinkedPage;
  diagnostics: readonly Diagnostic[];
}

export function writtenPage(built: BuiltPage, root: string): WrittenPage {
  const { page, ids, questions, diagnostics } = built;
  const { slug, source } = page;
  const { fragments } = questions;
  return {
    dependencies: dependenciesOf(built, root),
    linked: { slug, source, ids, fragments },
    diagnostics,
  };
}
