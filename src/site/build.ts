import { byPlace, type Diagnostic } from '../content/diagnostics.ts';
import { createTemplates } from '../render/templates.ts';
import type { Signed } from './anonymous/published.ts';
import { signsLeft } from './anonymous/signs-left.ts';
import type { BuildOptions, SiteFacts } from './build-context.ts';
import { buildPage } from './built-page.ts';
import { siteCache } from './cache.ts';
import { siteGenerators } from './demo/generators.ts';
import { shippedWeights } from './demo/weights.ts';
import { gatherFacts } from './facts.ts';
import { siteFiles } from './files.ts';
import { finishSite } from './finish-site.ts';
import { lookupIn } from './input/lookup.ts';
import { readSiteInput, type SiteInput } from './input/read-site-input.ts';
import { type SourceTree, sourceTree } from './input/source-tree.ts';
import { socialCards } from './media/social-cards.ts';
import { assembly } from './output/assembly.ts';
import { type FinishedPage, finishedPage, type NewSite, newSite } from './output/new-site.ts';
import { outputOf, reportOf } from './output/page-output.ts';
import { type Staging, stage } from './output/staging.ts';
import { themeFiles } from './output/theme.ts';
import type { BuildReport, PageDependencies } from './report.ts';
import { writtenPage } from './site-page.ts';

/** A report, and on what each page depends, by its content file. */
export interface Build extends BuildReport {
  dependencies: ReadonlyMap<string, PageDependencies>;
}

/** Looks at the whole new site before it is published, also at one that will not be, and tells what is wrong. */
export type Inspect = (site: NewSite) => Promise<readonly Diagnostic[]>;

/**
 * Builds a site: all its pages, or nothing when one has an error.
 *
 * Everything is read first; then all that pages refer to is looked up, measured, converted and drawn; then
 * each page is rendered once and written.
 * @throws {ForeignOutputError} when `out` holds something that no build wrote
 * @throws {BusyOutputError} when another build of the same folder does not end
 */
export async function buildSite(options: BuildOptions, inspect?: Inspect): Promise<Build> {
  const started = performance.now();
  const { root, out, strict, drafts, url } = options;
  const staging = await stage(out, root);
  try {
    const tree = sourceTree(root);
    const input = readSiteInput(tree, drafts, url);
    const { pages, dependencies, diagnostics } = await writeSite(input, tree, staging, {
      ...options,
      inspect,
    });
    const reported = inOrder(strict ? diagnostics.map(asError) : diagnostics);
    const ok = !reported.some(({ severity }) => severity === 'error');
    if (ok) await staging.publish();
    return {
      ok,
      pages,
      dependencies,
      diagnostics: reported,
      milliseconds: Math.round(performance.now() - started),
    };
  } finally {
    staging.discard();
  }
}

/** Problems by file and place, each once: a template's are found again by every page that uses it. */
export const inOrder = (diagnostics: readonly Diagnostic[]): Diagnostic[] =>
  [...diagnostics]
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : byPlace(a, b)))
    .filter(
      (problem, index, sorted) => JSON.stringify(problem) !== JSON.stringify(sorted[index - 1]),
    );

const asError = (problem: Diagnostic): Diagnostic =>
  problem.severity === 'warning' ? { ...problem, severity: 'error' } : problem;

async function writeSite(
  input: SiteInput & { signed: Signed },
  tree: SourceTree,
  sink: Staging,
  { inspect, ...options }: BuildOptions & { inspect: Inspect | undefined },
): Promise<Pick<Build, 'pages' | 'dependencies' | 'diagnostics'>> {
  const { pages, settings } = input;
  const { root, base, onProgress } = options;
  const files = siteFiles(root);
  const cache = siteCache(root, 'alis');
  const theme = themeFiles();
  const facts: SiteFacts = {
    settings,
    lookup: lookupIn(tree, new Set(pages.map(({ slug }) => slug))),
    files,
    generators: siteGenerators({ tree, files, shipped: shippedWeights, cache }),
    templates: createTemplates(input.templates),
    cards: socialCards(theme, siteCache(root, 'media')),
    theme,
    preview: options.preview,
  };
  const site = assembly(input, tree, { ...facts, options, sink });

  const finished: FinishedPage[] = [];
  const isSigned = input.signed.pages.length > 0;

  await gatherFacts(pages, facts, onProgress);
  const written = pages.map((page, index) => {
    onProgress?.({ task: 'pages', done: index + 1, total: pages.length });
    const built = buildPage(page, facts);
    site.add(outputOf(built, facts));
    const report = reportOf(built, facts);
    if (inspect || isSigned) finished.push(finishedPage(built, report, files));
    return { report, ...writtenPage(built, root) };
  });
  const problem = files.cacheProblem ?? cache.problem;
  const found = await finishSite(site, input, written, facts, base, problem);
  const whole =
    inspect || isSigned ? newSite(finished, input, { root, base, folder: sink.folder }) : undefined;
  const inspected = whole ? await inspect?.(whole) : undefined;
  const left = whole && isSigned ? await signsLeft(whole, input.signed) : [];
  return {
    pages: written.map(({ report }) => report),
    dependencies: new Map(
      written.map(({ report, dependencies }) => [report.file, dependencies] as const),
    ),
    diagnostics: [...found, ...left, ...(inspected ?? [])],
  };
}
