import { byPlace, type Diagnostic, diagnostic } from '../content/diagnostics.ts';
import { createTemplates } from '../render/templates.ts';
import type { BuildContext, BuildOptions } from './build-context.ts';
import { siteCache } from './cache.ts';
import { siteGenerators } from './demo/generators.ts';
import { shippedWeights } from './demo/weights.ts';
import { gatherFacts } from './facts.ts';
import { siteFiles } from './files.ts';
import { leftOut } from './input/left-out.ts';
import { lookupIn } from './input/lookup.ts';
import type { PublicFile } from './input/public.ts';
import { readSiteInput, type SiteInput } from './input/read-site-input.ts';
import { type SourceTree, sourceTree } from './input/source-tree.ts';
import { deadFragments } from './output/fragments.ts';
import { siteOutputs } from './output/outputs.ts';
import { publishedFiles } from './output/published-files.ts';
import { type Staging, stage } from './output/staging.ts';
import { themeFiles } from './output/theme.ts';
import { claimLists, writeLists } from './output/write-lists.ts';
import { claimPages, type WrittenPage, writePage } from './output/write-page.ts';
import { pageContext } from './page-context.ts';
import type { BuildReport, PageDependencies } from './report.ts';

/** A report, and on what each page depends, by its content file. */
export interface Build extends BuildReport {
  dependencies: ReadonlyMap<string, PageDependencies>;
}

/**
 * Builds a site: all its pages, or nothing when one has an error.
 *
 * Everything is read first; then all that pages refer to is looked up, measured, converted and drawn; then
 * each page is rendered once and written.
 * @throws {ForeignOutputError} when `out` holds something that no build wrote
 * @throws {BusyOutputError} when another build of the same folder does not end
 */
export async function buildSite(options: BuildOptions): Promise<Build> {
  const started = performance.now();
  const { root, out, strict, drafts } = options;
  const staging = await stage(out, root);
  try {
    const tree = sourceTree(root);
    const input = readSiteInput(tree, drafts);
    const { pages, diagnostics } = await writeSite(input, tree, staging, options);
    const reported = (strict ? diagnostics.map(asError) : diagnostics)
      .sort(byFileAndPlace)
      .filter(isFirst);
    const ok = !reported.some(({ severity }) => severity === 'error');
    if (ok) await staging.publish();
    return {
      ok,
      pages: pages.map(({ report }) => report),
      dependencies: new Map(
        pages.map(({ report, dependencies }) => [report.file, dependencies] as const),
      ),
      diagnostics: reported,
      milliseconds: Math.round(performance.now() - started),
    };
  } finally {
    staging.discard();
  }
}

const byFileAndPlace = (a: Diagnostic, b: Diagnostic) =>
  a.file < b.file ? -1 : a.file > b.file ? 1 : byPlace(a, b);

/** Of sorted problems: a template's are found again by every page that uses it. */
const isFirst = (problem: Diagnostic, index: number, sorted: Diagnostic[]) =>
  JSON.stringify(problem) !== JSON.stringify(sorted[index - 1]);

const asError = (problem: Diagnostic): Diagnostic => ({ ...problem, severity: 'error' });

async function writeSite(
  input: SiteInput,
  tree: SourceTree,
  staging: Staging,
  options: BuildOptions,
): Promise<{ pages: WrittenPage[]; diagnostics: Diagnostic[] }> {
  const { pages, settings } = input;
  const { root, onProgress } = options;
  const files = siteFiles(root);
  const outputs = siteOutputs();
  const cache = siteCache(root, 'alis');
  const build: BuildContext = {
    options,
    settings,
    lookup: lookupIn(tree, new Set(pages.map(({ slug }) => slug))),
    files,
    generators: siteGenerators({ tree, files, shipped: shippedWeights, cache }),
    templates: createTemplates(input.templates),
    theme: themeFiles(),
    staging,
    outputs,
    published: publishedFiles(outputs, files),
    diagnostics: [...input.diagnostics],
  };
  const copied = claimPublic(input.public, tree, build);
  const lists = claimLists(pages, build);
  claimPages(pages, outputs);

  await gatherFacts(pages, build, onProgress);
  const written = pages.map((page, index) => {
    onProgress?.({ task: 'pages', done: index + 1, total: pages.length });
    return writePage(page, build);
  });
  writeLists(lists, pages, build);
  publishFavicon(build);
  build.theme.emit(staging);
  for (const { file, output } of copied) staging.copy(tree.pathOf(file), output);
  await build.published.emit(staging);

  const problem = files.cacheProblem ?? cache.problem;
  const unkept = problem === undefined ? [] : [cacheUnusable(problem)];
  const diagnostics = [
    ...build.diagnostics,
    ...unkept,
    ...written.flatMap((page) => page.diagnostics),
    ...deadFragments(written.map(({ linked }) => linked)),
    ...leftOut(input.others, new Set(written.flatMap(({ dependencies }) => filesOf(dependencies)))),
  ];
  return { pages: written, diagnostics };
}

const filesOf = ({ files }: PageDependencies) => files.map(({ file }) => file);

/** The icon that `site.yml` names for all pages: what is wrong with it is said once, and there. */
function publishFavicon(build: BuildContext): void {
  const { settings, published } = build;
  const { favicon_url: favicon } = settings.site;
  if (!favicon) return;
  const { site, resolver, diagnostics } = pageContext(settings.source, '', build);
  site.resolve(favicon);
  build.diagnostics.push(...diagnostics);
  const { file: name } = settings.source;
  const place = () => ({ file: name, ...settings.source.locate(favicon.path) });
  for (const file of resolver.files.values())
    build.diagnostics.push(...published.add(file, '', place));
}

/** Takes the paths of public files; those that can be copied. */
function claimPublic(
  files: readonly PublicFile[],
  tree: SourceTree,
  { outputs, diagnostics }: BuildContext,
): PublicFile[] {
  return files.filter(({ file, output }) => {
    const place = () => ({ file, line: 1, column: 1 });
    const conflict = outputs.claim(output, { name: file, source: tree.pathOf(file), place });
    if (conflict) diagnostics.push(conflict);
    return !conflict;
  });
}

const cacheUnusable = (problem: string): Diagnostic =>
  diagnostic(
    'cache-unusable',
    '.cache',
    { line: 1, column: 1 },
    `what was made for this site cannot be kept for the next build: ${problem}`,
    'delete .cache, or give this user the right to write there',
  );
