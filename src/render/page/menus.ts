import type { ProjectPage } from '../../content/page.ts';
import { Reference } from '../../content/prose.ts';
import { directionOf } from '../../words/language.ts';
import type { SiteContext } from '../context.ts';

type Said = Partial<Pick<ProjectPage, 'slug' | 'nav' | 'translations'>>;

interface Entry {
  title: string;
  href: string;
  current: boolean;
}

/** What stands at the top of a page beside the way home. */
export interface Menus {
  nav: Entry[];
  /** The languages that the page is there in, if these are several, by their own names. */
  languages: (Entry & { lang: string; dir: string })[];
  /** Whether a menu leads to the top of the site. */
  leadsHome: boolean;
}

export function menusOf({ slug, nav, translations }: Said, lang: string, site: SiteContext): Menus {
  const entries = (nav ?? site.defaults?.nav ?? []).map(({ title, link }) => ({
    title,
    ...site.resolve(link),
  }));
  const twins = twinsOf(translations).map(([tag, reference]) => ({
    lang: tag,
    href: site.resolve(reference).href,
    current: false,
  }));
  const all = [{ lang, href: '', current: true }, ...twins.filter((twin) => twin.lang !== lang)];
  return {
    nav: entries.map(({ title, href, slug: target }) => {
      // A part of the page is not the page.
      const isWhole = !href.includes('#');
      return { title, href, current: isWhole && target !== undefined && target === slug };
    }),
    languages:
      twins.length === 0
        ? []
        : all
            .map((one) => ({ ...one, title: ownName(one.lang), dir: directionOf(one.lang) }))
            .sort((a, b) => (a.lang < b.lang ? -1 : 1)),
    leadsHome: entries.some(({ slug: target }) => target === ''),
  };
}

/** Tags of languages, and where the page is in them. */
export const twinsOf = (
  translations: Said['translations'],
): (readonly [lang: string, link: Reference])[] =>
  Object.entries(translations ?? {}).flatMap(([lang, link]) =>
    link instanceof Reference ? [[lang, link] as const] : [],
  );

/** A language as those who speak it call it. */
function ownName(lang: string): string {
  const name = new Intl.DisplayNames(lang, { type: 'language' }).of(lang) ?? lang;
  const [first = '', ...rest] = name;
  return first.toLocaleUpperCase(lang) + rest.join('');
}
