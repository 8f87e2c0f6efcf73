import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { byPlace, type Diagnostic, diagnostic } from '../content/diagnostics.ts';
import type { ProjectPage } from '../content/page.ts';
import { readPage } from '../content/read-page.ts';
import { type ReadSite, readSite } from '../content/read-site.ts';
import { firstSentence, renderIndex, renderNotFound } from '../render/index-page.ts';
import { type RenderedPage, renderPage, type SiteContext } from '../render/page.ts';
import { plainText } from '../render/prose.ts';
import type { Report } from '../render/resolve.ts';
import { createTemplates } from '../render/templates.ts';
import { discover } from './discover.ts';
import { type SiteFiles, siteFiles } from './files.ts';
import { feed, type ListedPage, sitemap } from './listing.ts';
import { type Lookup, lookupIn } from './lookup.ts';
import { copyPublic } from './public.ts';
import { readTemplates } from './read-templates.ts';
import type { BuildReport, PageReport } from './report.ts';
import { pageOutput, prefixOf, type Resolver, resolverFor } from './resolver.ts';
import { type Staging, stage } from './staging.ts';
import { type ThemeFiles, themeFiles, themeOutput } from './theme.ts';

/** How far long work is. */
export type Progress = (state: { task: string; done: number; total: number }) => void;

export interface BuildOptions {
  /** Folder that holds content/, and absolute, as is `out`. */
  root: string;
  out: string;
  /** Path of the site on its host, for the one page that is served at any address: not found. */
  base: string;
  strict: boolean;
  drafts: boolean;
  onProgress?: Progress | undefined;
}

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

/** What all pages of a site share while it is built. */
interface Building {
  options: BuildOptions;
  staging: Staging;
  settings: ReadSite;
  lookup: Lookup;
  files: SiteFiles;
  theme: ThemeFiles;
  context: Pick<SiteContext, 'templates' | 'theme'>;
  diagnostics: Diagnostic[];
}

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
  const building: Building = {
    options,
    staging,
    settings,
    lookup: lookupIn(root, new Set(pages.map(({ slug }) => slug))),
    files: siteFiles(root),
    theme,
    context: { templates: createTemplates(templates.sources), theme: theme.manifest },
    diagnostics,
  };
  const reports = pages.map((page, index) => {
    onProgress?.({ task: 'pages', done: index + 1, total: pages.length });
    return writePage(page, building);
  });
  writeLists(pages, building);
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
    const read = readPage(file, slug, readFileSync(path, 'utf8'));
    if (read.page?.published === false && !drafts) return [];
    diagnostics.push(...read.diagnostics);
    return read.page ? [{ ...shared, ...read.page }] : [];
  });
  return { pages, diagnostics };
}

function writePage(page: ProjectPage, building: Building): PageReport {
  const { staging, theme, context, diagnostics } = building;
  const { slug, source } = page;
  const prefix = prefixOf(slug);
  const report: Report = (code, { path, offset }, message, hint) => {
    const place = source.locate(path, offset);
    diagnostics.push(diagnostic(code, source.file, place, message, hint));
  };
  const resolver = resolverFor({ file: source.file, prefix }, { ...building, report });
  const rendered = renderPage(page, {
    ...context,
    resolve: resolver.resolve,
    themeUrl: `${prefix}${themeOutput}/`,
    ...(slug === '' ? {} : { home: `${prefix}index.html` }),
  });
  diagnostics.push(...rendered.diagnostics);

  const output = pageOutput(slug);
  staging.write(output, rendered.html);
  for (const { name, text } of rendered.files)
    staging.write(output.replace(/index\.html$/, name), text);
  return { file: source.file, output, ...weigh(rendered, resolver, theme) };
}

function weigh(
  { html, uses }: RenderedPage,
  { used, hosts }: Resolver,
  theme: ThemeFiles,
): Pick<PageReport, 'bytes' | 'hosts'> {
  const media = [...used].reduce((sum, { kind, bytes }) => sum + (kind === 'link' ? 0 : bytes), 0);
  const bytes = { html: Buffer.byteLength(html), ...theme.use(uses), media };
  return { bytes, hosts: [...hosts].sort() };
}

/** The pages that list others, and the lists for machines. */
function writeLists(pages: readonly ProjectPage[], building: Building): void {
  const { staging, settings, options, theme } = building;
  const listed = pages.filter(({ layout }) => layout !== 'redirect');

  if (!pages.some(({ slug }) => slug === '')) {
    const projects = listed.map((page) => ({
      page,
      href: encodeURI(pageOutput(page.slug)),
      // What is wrong with an address was said when its own page was written.
      resolve: resolverFor(
        { file: page.source.file, prefix: '' },
        { ...building, report: () => {} },
      ).resolve,
    }));
    const index = renderIndex(
      settings.site.title ?? 'Projects',
      projects,
      siteContext('', building),
    );
    building.diagnostics.push(...index.diagnostics);
    theme.use(index.uses);
    staging.write('index.html', index.html);
  }
  const notFound = renderNotFound({ ...siteContext(options.base, building), home: options.base });
  building.diagnostics.push(...notFound.diagnostics);
  theme.use(notFound.uses);
  staging.write('404.html', notFound.html);
  // GitHub Pages leaves out folders that begin with _ unless it finds this file.
  staging.write('.nojekyll', '');

  const { url, title } = settings.site;
  if (url === undefined) return;
  const entries = listed.map(listedPage);
  staging.write('sitemap.xml', sitemap(url, entries));
  if (entries.some(({ date }) => date !== undefined))
    staging.write('feed.xml', feed(url, title ?? url, entries));
}

/** The site as a page at `prefix` from its top sees it, when the page comes from no content file. */
function siteContext(prefix: string, building: Building): SiteContext {
  const { settings, context, diagnostics } = building;
  const { source } = settings;
  const report: Report = (code, { path, offset }, message, hint) => {
    diagnostics.push(diagnostic(code, source.file, source.locate(path, offset), message, hint));
  };
  const { resolve } = resolverFor({ file: source.file, prefix }, { ...building, report });
  return { ...context, resolve, themeUrl: `${prefix}${themeOutput}/` };
}

function listedPage({ slug, title, date, description, informal_summary }: ProjectPage): ListedPage {
  const abstract = informal_summary?.[0];
  return {
    slug,
    title: title ? plainText(title) : slug,
    summary: description ?? (abstract ? firstSentence(plainText(abstract)) : ''),
    ...(date === undefined ? {} : { date }),
  };
}
