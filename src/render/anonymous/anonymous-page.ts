import type { ProjectPage } from '../../content/page.ts';
import type { Prose } from '../../content/prose.ts';
import { type LinkName, linksNamed, namedLinks } from '../../content/schema/links.ts';
import { macrosOf } from '../prose/page-macros.ts';
import { plainText } from '../prose/prose.ts';
import { anonymousBibtex } from './anonymous-bibtex.ts';
import { anonymousSections } from './anonymous-sections.ts';
import { type Hiding, withoutThanks } from './thanks.ts';

/** Whether a key of a page tells nobody who wrote it. A new key has to be given its line here. */
const isShown: Readonly<Record<keyof ProjectPage, boolean>> = {
  title: true,
  subtitle: true,
  authors: false,
  equal_text: false,
  common_organizations: false,
  informal_summary: true,
  tldr: true,
  news: true,
  conference: true,
  date: true,
  links: true,
  teaser: true,
  sections: true,
  bibtex: true,
  keywords: true,
  description: true,
  lang: true,
  published: true,
  layout: true,
  redirect_to: true,
  favicon_url: false,
  macros: true,
  math: true,
  footer: false,
  toc: true,
  licence: false,
  nav: false,
  related: false,
  versions: false,
  translations: false,
  disable_seo: true,
  anonymous: true,
  anonymous_keep: true,
  theme: true,
  social_image: false,
  og: false,
  meta_tags: false,
  budget: true,
  hosts: true,
  data_host: false,
  load_splidejs: true,
  load_glidejs: true,
  load_boostrap: true,
  ghabri_style: true,
  slug: true,
  body: true,
  source: true,
  path: true,
};

/**
 * A page without all that tells who wrote it: what is not in it, nothing that renders the page can show.
 * Names in its texts stay; the built site is searched for them.
 * @param told of the titles below which people are thanked, as what stands there goes
 */
export function anonymousPage(page: ProjectPage, told: Hiding['told'] = () => {}): ProjectPage {
  const shown = Object.entries(page).filter(([key]) => isShown[key as keyof ProjectPage]);
  const { links, theme, bibtex, sections, body } = page;
  const hiding: Hiding = {
    told,
    textOf: (prose: Prose | undefined) => (prose ? plainText(prose, macrosOf(page)) : ''),
  };
  return {
    ...(Object.fromEntries(shown) as unknown as ProjectPage),
    ...(links === undefined ? {} : { links: anonymousLinks(links) }),
    ...(bibtex === undefined ? {} : { bibtex: anonymousBibtex(bibtex) }),
    ...(sections === undefined ? {} : { sections: anonymousSections(sections, hiding) }),
    ...(body === undefined ? {} : { body: withoutThanks(body, hiding) }),
    ...(theme === undefined ? {} : { theme: withoutLogo(theme) }),
    anonymous: true,
    disable_seo: true,
  };
}

/** A logo is a name. */
export function withoutLogo({ logo: _, ...theme }: NonNullable<ProjectPage['theme']>) {
  return theme;
}

type Links = NonNullable<ProjectPage['links']>;

/** Promises of links stay, and the links that their author has marked. */
function anonymousLinks(links: Links): Links {
  const { custom, ...rest } = links;
  const marked = Object.entries(rest).map(([key, link]) => {
    if (!Object.hasOwn(namedLinks, key)) return [key, link];
    const shown = linksNamed(key as LinkName, links).filter(({ url }) => url.anonymous);
    return [key, shown.length > 0 ? shown : undefined];
  });
  const named = Object.fromEntries(marked) as unknown as Links;
  const own = custom?.filter(({ anonymous }) => anonymous);
  return { ...named, ...(own === undefined ? {} : { custom: own }) };
}
