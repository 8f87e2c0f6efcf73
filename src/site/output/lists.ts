import type { Diagnostic } from '../../content/diagnostics.ts';
import type { ProjectPage } from '../../content/page.ts';
import type { Prose } from '../../content/prose.ts';
import { addressOf } from '../../render/addresses.ts';
import type { RenderedPage } from '../../render/context.ts';
import { firstSentence, renderIndex, renderNotFound } from '../../render/page/index-page.ts';
import { macrosOf } from '../../render/prose/page-macros.ts';
import { plainText } from '../../render/prose/prose.ts';
import type { Feature } from '../../render/theme.ts';
import { wordsFor } from '../../words/words.ts';
import { pageOutput } from '../addresses.ts';
import type { BuildContext, SiteFacts } from '../build-context.ts';
import { pageContext } from '../page-context.ts';
import type { Questions } from '../resolver.ts';
import { foreignHosts } from './foreign-hosts.ts';
import { feed, type ListedPage, sitemap } from './listing.ts';
import { loadsIn } from './loads.ts';
import { type ReferredFile, referredFiles } from './published-files.ts';

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

const isListed = ({ layout, anonymous }: ProjectPage) => layout !== 'redirect' && !anonymous;

/** A page that lists others, or a list for machines. */
export interface ListOutput {
  path: string;
  text: string;
  uses: ReadonlySet<Feature>;
  referred: readonly ReferredFile[];
  diagnostics: readonly Diagnostic[];
}

/** @param base path of the site on its host */
export function renderLists(
  lists: Lists,
  pages: readonly ProjectPage[],
  base: string,
  facts: SiteFacts,
): ListOutput[] {
  const { settings } = facts;
  const { url, lang = 'en', words, description } = settings.site;
  const { title = wordsFor(lang, words).projects } = settings.site;
  const listed = pages.filter(isListed);
  const outputs: ListOutput[] = [];

  if (lists.has('index.html')) {
    const { site, resolver, diagnostics } = pageContext(settings.source, '', facts);
    const projects = listed.map((page) => ({
      page,
      href: addressOf(pageOutput(page.slug)),
      ...pageContext(page.source, '', facts),
    }));
    const index = renderIndex(
      { title, description },
      projects.map(({ page, href, resolver: { resolve } }) => ({ page, href, resolve })),
      site,
    );
    const asked = [resolver, ...projects.map((project) => project.resolver)];
    // What the projects show is told of on their own pages.
    const own = loadsIn(index.html).filter(({ url }) => resolver.elsewhere.has(url));
    const { source } = settings;
    const hosts = foreignHosts({ source, hosts: settings.site.hosts }, own, resolver);
    outputs.push(listOutput('index.html', index, asked, [...diagnostics, ...hosts], facts));
  }
  if (lists.has('404.html')) {
    const { site, resolver } = pageContext(settings.source, base, facts);
    const page = renderNotFound({ ...site, home: base });
    outputs.push(listOutput('404.html', page, [resolver], [], facts));
  }
  if (lists.has('.nojekyll')) outputs.push(machineList('.nojekyll', ''));
  if (url === undefined) return outputs;
  const entries = listed.map(listedPage);
  if (lists.has('sitemap.xml')) outputs.push(machineList('sitemap.xml', sitemap(url, entries)));
  if (lists.has('feed.xml'))
    outputs.push(machineList('feed.xml', feed(url, settings.site.title ?? url, entries)));
  return outputs;
}

const machineList = (path: string, text: string): ListOutput => ({
  path,
  text,
  uses: new Set(),
  referred: [],
  diagnostics: [],
});

function listOutput(
  path: string,
  { html, uses, diagnostics }: RenderedPage,
  asked: readonly Questions[],
  ofAddresses: readonly Diagnostic[],
  { files }: SiteFacts,
): ListOutput {
  return {
    path,
    text: html,
    uses,
    referred: asked.flatMap((questions) => referredFiles(questions, html, files)),
    diagnostics: [...ofAddresses, ...diagnostics],
  };
}

function listedPage(page: ProjectPage): ListedPage {
  const { slug, title, date, description, tldr, informal_summary } = page;
  const textOf = (prose: Prose) => plainText(prose, macrosOf(page));
  const short = tldr
    ? textOf(tldr)
    : informal_summary?.[0] && firstSentence(textOf(informal_summary[0]));
  return {
    slug,
    title: title ? textOf(title) : slug,
    summary: description ?? short ?? '',
    ...(date === undefined ? {} : { date }),
  };
}
