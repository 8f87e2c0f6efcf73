import { type Diagnostic, diagnostic } from '../content/diagnostics.ts';
import type { NewSite } from '../site/output/new-site.ts';

/** What a site goes without while nobody knows where it will stand: said once, and of no page. */
export function withoutUrl({ settings, pages }: Pick<NewSite, 'settings' | 'pages'>): Diagnostic[] {
  const { url, anonymous } = settings.site;
  // A page that says nothing to machines does so on purpose.
  const speaks = pages.some(({ page }) => page.layout !== 'redirect' && !page.disable_seo);
  // What could not be read may have said it.
  const isRead = settings.diagnostics.every(({ severity }) => severity !== 'error');
  if (url !== undefined || anonymous || !speaks || !isRead) return [];
  const message =
    'nobody knows where the site will stand: it has no pictures for shared links (og:image), no canonical addresses, no sitemap.xml and no feed.xml';
  const hint =
    'write url: https://... here, or build with --url; the workflow for GitHub Pages does';
  return [diagnostic('no-site-url', settings.source.file, { line: 1, column: 1 }, message, hint)];
}
