import { diagnostic } from '../../content/diagnostics.ts';
import type { ProjectPage } from '../../content/page.ts';
import type { Prose } from '../../content/prose.ts';
import { firstSentence, renderIndex, renderNotFound } from '../../render/page/index-page.ts';
import type { RenderedPage, SiteContext } from '../../render/page/page.ts';
import { macrosOf } from '../../render/prose/page-macros.ts';
import { plainText } from '../../render/prose/prose.ts';
import type { Report } from '../../render/resolve.ts';
import { type Building, nameOf } from '../building.ts';
import { pageOutput, resolverFor } from '../resolver.ts';
import { feed, type ListedPage, sitemap } from './listing.ts';
import { themeOutput } from './theme.ts';

/** The pages that list others, and the lists for machines. */
export function writeLists(pages: readonly ProjectPage[], building: Building): void {
  const { staging, settings, options } = building;
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
      { ...settings.site, title: settings.site.title ?? 'Projects' },
      projects,
      siteContext('', building),
    );
    write('index.html', index, building);
  }
  const notFound = renderNotFound({ ...siteContext(options.base, building), home: options.base });
  write('404.html', notFound, building);
  // GitHub Pages leaves out folders that begin with _ unless it finds this file.
  staging.write('.nojekyll', '');

  const { url, title } = settings.site;
  if (url === undefined) return;
  const entries = listed.map(listedPage);
  staging.write('sitemap.xml', sitemap(url, entries));
  if (entries.some(({ date }) => date !== undefined))
    staging.write('feed.xml', feed(url, title ?? url, entries));
}

function write(path: string, page: RenderedPage, { staging, theme, diagnostics }: Building): void {
  staging.write(path, page.html);
  theme.use(page.uses, page.html);
  diagnostics.push(...page.diagnostics);
}

/** The site as a page at `prefix` from its top sees it, when the page comes from no content file. */
function siteContext(prefix: string, building: Building): SiteContext {
  const { settings, context, diagnostics } = building;
  const { source } = settings;
  const report: Report = (code, { path, offset }, message, hint) => {
    diagnostics.push(diagnostic(code, source.file, source.locate(path, offset), message, hint));
  };
  const { file } = source;
  const { resolve, show } = resolverFor({ file, prefix }, { ...building, report });
  const generator = building.generators.forPage({ file, show }).find;
  const themeUrl = `${prefix}${themeOutput}/`;
  return { ...context, ...nameOf(settings), resolve, generator, themeUrl };
}

function listedPage(page: ProjectPage): ListedPage {
  const { slug, title, date, description, informal_summary } = page;
  const textOf = (prose: Prose) => plainText(prose, macrosOf(page));
  const abstract = informal_summary?.[0];
  return {
    slug,
    title: title ? textOf(title) : slug,
    summary: description ?? (abstract ? firstSentence(textOf(abstract)) : ''),
    ...(date === undefined ? {} : { date }),
  };
}
