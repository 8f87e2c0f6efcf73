import type { ProjectPage } from '../../content/page.ts';
import type { Feature } from '../theme.ts';
import type { SiteContext } from './page.ts';

interface DocumentParts {
  page?: ProjectPage;
  site: SiteContext;
  uses: ReadonlySet<Feature>;
  title: string;
  /** What templates of this page may call. */
  helpers?: object;
}

/** A layout's body in the frame that all pages share: head, skip link, switch of the colour scheme. */
export function documentOf(
  layout: string,
  context: object,
  { page, site, uses, title, helpers }: DocumentParts,
): string {
  const { templates, theme, themeUrl, home, lang = 'en' } = site;
  const body = templates.render(`layouts/${layout}.njk`, { ...context, home }, helpers);
  const features = Object.entries(theme.features)
    .filter(([name]) => uses.has(name))
    .map(([, feature]) => feature);
  const linked = (kind: 'styles' | 'scripts' | 'preload') =>
    features.flatMap((feature) => feature[kind].map((file) => themeUrl + file));
  const html = templates.render(
    'partials/document.njk',
    {
      ...context,
      layout,
      lang: page?.lang ?? lang,
      title,
      body,
      styles: linked('styles'),
      scripts: linked('scripts'),
      fonts: linked('preload'),
    },
    helpers,
  );
  return `${html}\n`;
}
