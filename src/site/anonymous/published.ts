import { type Diagnostic, diagnostic } from '../../content/diagnostics.ts';
import type { ProjectPage } from '../../content/page.ts';
import type { SiteData } from '../../content/schema/site.ts';
import { anonymousPage, withoutLogo } from '../../render/anonymous/anonymous-page.ts';
import type { SiteFacts } from '../build-context.ts';

/** What a site, or some pages of it, are to hide. */
export interface Signed {
  /** Anonymous pages with all that they say of their authors. */
  pages: readonly ProjectPage[];
  site: SiteData;
  /** Texts of the .bib files in content/. */
  bibliographies: readonly string[];
  /** Whether the whole site is anonymous. */
  all: boolean;
}

/** A page as it is published: without its authors, if it is to be anonymous. */
export const publishedPage = (page: ProjectPage): ProjectPage =>
  page.anonymous ? anonymousPage(page) : page;

/** What an anonymous page does not show although nobody wrote so: parts below titles such as Acknowledgements. */
export function thanksLeftOut(page: ProjectPage): Diagnostic[] {
  const left: Diagnostic[] = [];
  anonymousPage(page, (title, path, offset) => {
    const { file } = page.source;
    const message = `"${title}", and what stands below it, is left out of the anonymous page`;
    const hint = 'give it another title, if it names nobody';
    left.push(diagnostic('thanks-left-out', file, page.source.locate(path, offset), message, hint));
  });
  return left;
}

/** What `site.yml` says, as far as pages may show it. */
export const publishedSite = (site: SiteData): SiteData =>
  site.anonymous ? anonymousSite(site) : site;

/** Whether a key of `site.yml` tells nobody whose the site is. A new key has to be given its line here. */
const isShown: Readonly<Record<keyof SiteData, boolean>> = {
  title: false,
  description: false,
  lang: true,
  words: true,
  url: false,
  favicon_url: false,
  social_image: false,
  theme: true,
  macros: true,
  math: true,
  budget: true,
  hosts: true,
  anonymous: true,
  anonymous_keep: true,
  footer: false,
  licence: false,
  nav: false,
  related: false,
  versions: false,
  analytics: false,
  path: true,
};

function anonymousSite(site: SiteData): SiteData {
  const shown = Object.entries(site).filter(([key]) => isShown[key as keyof SiteData]);
  const { theme } = site;
  return { ...Object.fromEntries(shown), ...(theme ? { theme: withoutLogo(theme) } : {}) };
}

/** A site as a page of it may know it. */
export function factsFor(page: ProjectPage, facts: SiteFacts): SiteFacts {
  if (!page.anonymous) return facts;
  const { settings, files } = facts;
  return {
    ...facts,
    settings: { ...settings, site: anonymousSite(settings.site) },
    files: { ...files, add: (path, kind) => files.add(path, kind, 'anonymous') },
  };
}
