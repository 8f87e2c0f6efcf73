import { type Diagnostic, diagnostic } from '../../content/diagnostics.ts';
import type { PageSource } from '../../content/page-source.ts';
import type { Prose } from '../../content/prose.ts';
import type { SiteData } from '../../content/schema/site.ts';
import type { SiteContext } from '../context.ts';
import { Equations } from '../math/equations.ts';
import { macrosFrom } from '../math/macros.ts';
import { renderProse } from '../prose/prose.ts';
import type { ProseContext } from '../prose/writer.ts';

/** The context for a text of `site.yml` on a page: what is wrong with it is said there, once. */
export function contextFor({ from }: Prose, context: ProseContext): ProseContext {
  if (from === undefined) return context;
  const { placeAt: _, ...rest } = context;
  return {
    ...rest,
    resolve: (address) => context.resolve({ ...address, from }),
    report: () => {},
    claimId: () => true,
  };
}

/** What is wrong with the texts that `site.yml` has for all pages. */
export function problemsOfTexts(
  { footer, licence, macros }: SiteData,
  source: PageSource,
  { resolve }: Pick<SiteContext, 'resolve'>,
): Diagnostic[] {
  const problems: Diagnostic[] = [];
  const nothing = { add: () => {}, push: () => {} };
  const own = macrosFrom(macros);
  const equations = new Equations();
  const report: ProseContext['report'] = (code, { path, offset }, message, hint) => {
    problems.push(diagnostic(code, source.file, source.locate(path, offset), message, hint));
  };
  for (const text of [footer, licence]) {
    if (typeof text !== 'object') continue;
    const html = renderProse(text, {
      math: 'katex',
      macrosAt: () => own,
      equations,
      resolve,
      report,
      uses: nothing,
      pictures: nothing,
    });
    equations.finish(html, report);
  }
  return problems;
}
