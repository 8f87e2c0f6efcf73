import { type Diagnostic, diagnostic } from '../../content/diagnostics.ts';
import type { ProjectPage } from '../../content/page.ts';
import { renderPage } from '../../render/page/page.ts';
import type { Report } from '../../render/resolve.ts';
import { type Building, nameOf } from '../building.ts';
import type { PageBytes, PageReport } from '../report.ts';
import { pageOutput, prefixOf, type Resolver, resolverFor } from '../resolver.ts';
import { themeOutput } from './theme.ts';

/** A page as it was written into the next site. */
export interface WrittenPage {
  page: ProjectPage;
  diagnostics: Diagnostic[];
  /** Of the page and of what it takes from the theme. */
  bytes: Omit<PageBytes, 'media'>;
  used: Resolver['used'];
  hosts: Resolver['hosts'];
  /** Whether it must be written again once its posters have been rendered. */
  waits: boolean;
}

/** Writes a page, and the files beside it, into the next site. */
export function writePage(page: ProjectPage, building: Building): WrittenPage {
  const { staging, settings, theme, context } = building;
  const diagnostics: Diagnostic[] = [];
  const { slug, source } = page;
  const prefix = prefixOf(slug);
  const report: Report = (code, { path, offset }, message, hint) => {
    const place = source.locate(path, offset);
    diagnostics.push(diagnostic(code, source.file, place, message, hint));
  };
  const { file } = source;
  const { resolve, show, used, hosts } = resolverFor({ file, prefix }, { ...building, report });
  const generators = building.generators.forPage({ file, show });
  const rendered = renderPage(page, {
    ...context,
    ...nameOf(settings),
    resolve,
    generator: generators.find,
    themeUrl: `${prefix}${themeOutput}/`,
    ...(slug === '' ? {} : { home: `${prefix}index.html` }),
  });
  diagnostics.push(...rendered.diagnostics);

  const output = pageOutput(slug);
  staging.write(output, rendered.html);
  for (const { name, text } of rendered.files)
    staging.write(output.replace(/index\.html$/, name), text);
  const html = Buffer.byteLength(rendered.html);
  return {
    page,
    diagnostics,
    bytes: { html, ...theme.use(rendered.uses, rendered.html) },
    used,
    hosts,
    waits: generators.waits(),
  };
}

/** What a page weighs, once its pictures have been made smaller. */
export function reportOf(
  { page, bytes, used, hosts }: WrittenPage,
  { files }: Building,
): PageReport {
  const shown = [...used].filter(([{ kind }]) => kind !== 'link');
  const media = shown.reduce((sum, [file, plan]) => sum + files.bytesOf(file, plan), 0);
  return {
    file: page.source.file,
    output: pageOutput(page.slug),
    bytes: { ...bytes, media },
    hosts: [...hosts].sort(),
  };
}
