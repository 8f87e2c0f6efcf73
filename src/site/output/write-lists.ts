import type { ProjectPage } from '../../content/page.ts';
import type { Prose } from '../../content/prose.ts';
import { addressOf } from '../../render/addresses.ts';
import type { RenderedPage } from '../../render/context.ts';
import { firstSentence, renderIndex, renderNotFound } from '../../render/page/index-page.ts';
import { macrosOf } from '../../render/prose/page-macros.ts';
import { plainText } from '../../render/prose/prose.ts';
import { wordsFor } from '../../words/words.ts';
import { pageOutput } from '../addresses.ts';
import type { BuildContext } from '../build-context.ts';
import { pageContext } from '../page-context.ts';
import type { Questions } from '../resolver.ts';
import { feed, type ListedPage, sitemap } from './listing.ts';

/** The lists of a site by their paths; each is left out where public/ has a file of its name. */
export type Lists = ReadonlySet<string>;

/** Takes the paths of the lists that a site will have. */
export function claimLists(
  pages: readonly ProjectPage[],
  { settings, outputs, diagnostics }: Pick<BuildContext, 'settings' | 'outputs' | 'diagnostics'>,
): Lists {
  const { url } = settings.site;
  const listed = pages.filter(isListed);
  const names = [
    ...(pages.some(({ slug }) => slug === '') ? [] : ['index.html']),
    '404.html',
    // GitHub Pages leaves out folders that begin with _ unless it finds this file.
    '.nojekyll',
    ...(url === undefined ? [] : ['sitemap.xml']),
    ...(url !== undefined && listed.some(({ date }) => date !== undefined) ? ['feed.xml'] : []),
  ];
  return new Set(
    names.filter((name) => {
      // An author's file in public/ is meant to stand there.
      if (outputs.has(name)) return false;
      const conflict = outputs.claim(name, { name: `the site's own ${name}`, source: name });
      if (conflict) diagnostics.push(conflict);
      return !conflict;
    }),
  );
}

const isListed = ({ layout }: ProjectPage) => layout !== 'redirect';

/** Writes the pages that list others, and the lists for machines. */
export function writeLists(lists: Lists, pages: readonly ProjectPage[], build: BuildContext): void {
  const { staging, settings, options } = build;
  const { url, lang = 'en', words, description } = settings.site;
  const { title = wordsFor(lang, words).projects } = settings.site;
  const listed = pages.filter(isListed);

  if (lists.has('index.html')) {
    const { site, resolver, diagnostics } = pageContext(settings.source, '', build);
    const projects = listed.map((page) => ({
      page,
      href: addressOf(pageOutput(page.slug)),
      ...pageContext(page.source, '', build),
    }));
    const index = renderIndex(
      { title, description },
      projects.map(({ page, href, resolver: { resolve } }) => ({ page, href, resolve })),
      site,
    );
    build.diagnostics.push(...diagnostics);
    write('index.html', index, [resolver, ...projects.map((project) => project.resolver)], build);
  }
  if (lists.has('404.html')) {
    const { site, resolver } = pageContext(settings.source, options.base, build);
    write('404.html', renderNotFound({ ...site, home: options.base }), [resolver], build);
  }
  if (lists.has('.nojekyll')) staging.write('.nojekyll', '');
  if (url === undefined) return;
  const entries = listed.map(listedPage);
  if (lists.has('sitemap.xml')) staging.write('sitemap.xml', sitemap(url, entries));
  if (lists.has('feed.xml'))
    staging.write('feed.xml', feed(url, settings.site.title ?? url, entries));
}

function write(
  path: string,
  page: RenderedPage,
  asked: readonly Questions[],
  { staging, theme, published, diagnostics }: BuildContext,
): void {
  staging.write(path, page.html);
  theme.use(page.uses, page.html);
  diagnostics.push(...page.diagnostics);
  for (const { files } of asked)
    for (const file of files.values())
      diagnostics.push(...published.add(file, page.html, undefined));
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
