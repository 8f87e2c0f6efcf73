import type { ProjectPage } from '../../content/page.ts';
import type { SiteContext } from '../context.ts';
import type { PageTemplates } from '../templates.ts';
import type { Feature } from '../theme.ts';

interface DocumentParts {
  page?: ProjectPage;
  site: SiteContext;
  uses: ReadonlySet<Feature>;
  title: string;
  templates: PageTemplates;
}

/** A layout's body in the frame that all pages share: head, skip link, switch of the colour scheme. */
export function documentOf(
  layout: string,
  context: object,
  { page, site, uses, title, templates }: DocumentParts,
): string {
  const { theme, themeUrl, home, favicon, lang = 'en' } = site;
  const body = templates.render(`layouts/${layout}.njk`, { ...context, home });
  const features = Object.entries(theme.features)
    .filter(([name]) => uses.has(name))
    .map(([, feature]) => feature);
  const linked = (kind: 'styles' | 'scripts' | 'preload') =>
    features.flatMap((feature) => feature[kind].map((file) => themeUrl + file));
  const html = templates.render('partials/document.njk', {
    ...context,
    layout,
    lang: page?.lang ?? lang,
    title,
    body,
    site: { favicon },
    styles: linked('styles'),
    scripts: linked('scripts'),
    fonts: linked('preload'),
  });
  return `${html}\n`;
}
