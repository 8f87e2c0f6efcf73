import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from '../content/decode.ts';
import { byPlace, type Diagnostic } from '../content/diagnostics.ts';
import type { ProjectPage } from '../content/page.ts';
import { readPage } from '../content/read-page.ts';
import { type ReadSite, readSite } from '../content/read-site.ts';
import { createTemplates } from '../render/templates.ts';
import type { Building, BuildOptions } from './building.ts';
import { siteGenerators } from './demo/generators.ts';
import { shippedWeights } from './demo/weights.ts';
import { siteFiles } from './files.ts';
import { discover } from './input/discover.ts';
import { lookupIn } from './input/lookup.ts';
import { copyPublic } from './input/public.ts';
import { readTemplates } from './input/read-templates.ts';
import { type Staging, stage } from './output/staging.ts';
import { themeFiles } from './output/theme.ts';
import { writeLists } from './output/write-lists.ts';
import { reportOf, writePage } from './output/write-page.ts';
import type { BuildReport, PageReport } from './report.ts';

/**
 * Builds a site: all its pages, or nothing when one has an error.
 * @throws {NotOurFolder} when `out` holds something that no build wrote
 */
export async function buildSite(options: BuildOptions): Promise<BuildReport> {
  const started = performance.now();
  const { out, strict } = options;
  const staging = stage(out);
  try {
    const { pages, diagnostics } = await writeSite(options, staging);
    const told = (strict ? diagnostics.map(asError) : diagnostics)
      .sort(byFileAndPlace)
      .filter(isFirst);
    const ok = !told.some(({ severity }) => severity === 'error');
    if (ok) staging.publish();
    const milliseconds = Math.round(performance.now() - started);
    return { ok, pages, diagnostics: told, milliseconds };
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
  options: BuildOptions,
  staging: Staging,
): Promise<{ pages: PageReport[]; diagnostics: Diagnostic[] }> {
  const { root, onProgress } = options;
  const settings = readSettings(root);
  const { pages, diagnostics } = readPages(options, settings);
  const templates = readTemplates(root);
  diagnostics.unshift(...settings.diagnostics, ...templates.diagnostics);

  const theme = themeFiles();
  const files = siteFiles(root);
  const lookup = lookupIn(root, new Set(pages.map(({ slug }) => slug)));
  const building: Building = {
    options,
    staging,
    settings,
    lookup,
    files,
    generators: siteGenerators({
      root,
      files,
      lookup,
      shipped: shippedWeights,
      cache: join(root, '.cache', 'alis'),
    }),
    theme,
    context: { templates: createTemplates(templates.sources), theme: theme.manifest },
    diagnostics,
  };
  const written = pages.map((page, index) => {
    onProgress?.({ task: 'pages', done: index + 1, total: pages.length });
    return writePage(page, building);
  });
  await building.generators.render(onProgress);
  // Only now are the pictures there that these pages show.
  for (const entry of written)
    if (entry.waits) Object.assign(entry, writePage(entry.page, building));
  const changed = await building.files.convert(onProgress);
  // A picture may turn out to be no picture, or to gain nothing by being smaller: pages then show it as it is.
  for (const entry of written) {
    if ([...entry.used.keys()].some((file) => changed.has(file)))
      Object.assign(entry, writePage(entry.page, building));
  }
  for (const entry of written) diagnostics.push(...entry.diagnostics);
  writeLists(pages, building);
  const reports = written.map((entry) => reportOf(entry, building));
  copyPublic(root, staging.folder);
  theme.emit(staging.folder);
  building.files.emit(staging.folder);
  return { pages: reports, diagnostics };
}

function readSettings(root: string): ReadSite {
  const path = join(root, 'site.yml');
  return readSite('site.yml', existsSync(path) ? readFileSync(path, 'utf8') : '');
}

/** Reads all pages; what a page leaves unsaid, `site.yml` may say for all. */
function readPages(
  { root, drafts }: BuildOptions,
  { site }: ReadSite,
): { pages: ProjectPage[]; diagnostics: Diagnostic[] } {
  const { files, diagnostics } = discover(root);
  const { title, description, url, ...shared } = site;
  const pages = files.flatMap(({ file, path, slug }) => {
    const { text, diagnostics: unreadable } = decode(file, readFileSync(path));
    diagnostics.push(...unreadable);
    if (text === undefined) return [];
    const read = readPage(file, slug, text);
    if (read.page?.published === false && !drafts) return [];
    diagnostics.push(...read.diagnostics);
    const macros = [...(site.macros ?? []), ...(read.page?.macros ?? [])];
    return read.page ? [{ ...shared, ...read.page, macros }] : [];
  });
  return { pages, diagnostics };
}
