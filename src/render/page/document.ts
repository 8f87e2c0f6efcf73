import type { ProjectPage } from '../../content/page.ts';
import { directionOf } from '../../words/language.ts';
import type { SiteContext } from '../context.ts';
import { analyticsOf } from '../head/analytics.ts';
import { type PageTemplates, safe } from '../templates.ts';
import type { Feature } from '../theme.ts';
import { sayEnglish } from './english-words.ts';
import { type Look, lookOf } from './look.ts';
import { menusOf } from './menus.ts';

interface DocumentParts {
  page?: Partial<Pick<ProjectPage, 'slug' | 'lang' | 'theme' | 'nav' | 'translations'>>;
  site: SiteContext;
  uses: Set<Feature>;
  title: string;
  templates: PageTemplates;
}

/** The language of a page: its own, or that of the site. */
export const languageOf = (page: Pick<ProjectPage, 'lang'>, site: SiteContext): string =>
  page.lang ?? site.lang ?? 'en';

/** A layout's body in the frame that all pages share: head, skip link, switch of the colour scheme. */
export function documentOf(
  layout: string,
  context: object,
  { page = {}, site, uses, title, templates }: DocumentParts,
): string {
  const { theme, themeUrl, home, favicon } = site;
  const lang = languageOf(page, site);
  const dir = directionOf(lang);
  const look = lookOf(page, site);
  const body = templates.render(`layouts/${layout}.njk`, {
    ...context,
    home,
    look,
    menus: menusOf(page, lang, site),
  });
  const analytics = site.preview ? undefined : analyticsOf(site.defaults?.analytics);
  if (analytics) uses.add('analytics');
  const features = Object.entries(theme.features)
    .filter(([name]) => uses.has(name))
    .map(([, feature]) => feature);
  const linked = (kind: 'styles' | 'scripts' | 'preload' | 'files') =>
    features.flatMap((feature) => feature[kind].map((file) => themeUrl + file));
  const html = templates.render('partials/document.njk', {
    ...context,
    layout,
    lang,
    dir,
    title,
    body,
    analytics,
    look: { ...look, style: look.style && safe(look.style) },
    site: { favicon },
    styles: linked('styles'),
    scripts: linked('scripts'),
    fonts: preloaded(look, linked('preload'), linked('files')),
  });
  return sayEnglish(`${html}\n`, dir);
}

/** The fonts that the first screen needs, by which letters text is set in. */
function preloaded({ font, preload }: Look, ours: string[], files: string[]): string[] {
  if (font === 'own') return preload === undefined ? [] : [preload];
  if (font !== 'sans') return ours;
  return files.filter((file) => /\/source-sans\.[\da-f]+\.woff2$/.test(file));
}
