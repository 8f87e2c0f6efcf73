import { withoutControlCharacters } from '../../content/control-characters.ts';
import { pageUrl } from '../../render/addresses.ts';
import { escapeHtml } from '../../render/prose/entities.ts';

/** Text as XML that holds it. */
const xml = (text: string) => escapeHtml(withoutControlCharacters(text));

/** A page as lists of pages name it. */
export interface ListedPage {
  slug: string;
  title: string;
  summary: string;
  /** `2021`, `2021-10` or `2021-10-11`. */
  date?: string;
}

/** sitemap.xml (sitemaps.org, 0.9), for search engines. */
export function sitemap(url: string, pages: readonly ListedPage[]): string {
  const entries = pages.map(({ slug, date }) => {
    const changed = date ? `<lastmod>${xml(date)}</lastmod>` : '';
    return `  <url><loc>${xml(pageUrl(url, slug))}</loc>${changed}</url>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${entries.join('\n')}
</urlset>
`;
}

/** feed.xml (Atom, RFC 4287): the pages that have a date, newest first. */
export function feed(url: string, title: string, pages: readonly ListedPage[]): string {
  const dated = pages
    .flatMap((page) => (page.date ? [{ ...page, updated: instant(page.date) }] : []))
    .sort((a, b) => (a.updated < b.updated ? 1 : -1));
  const entries = dated.map(({ slug, title: name, summary, updated }) => {
    const address = xml(pageUrl(url, slug));
    return `  <entry>
    <title>${xml(name)}</title>
    <link href="${address}"/>
    <id>${address}</id>
    <updated>${updated}</updated>
    <summary>${xml(summary)}</summary>
  </entry>`;
  });
  const home = xml(pageUrl(url, ''));
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title>${xml(title)}</title>
  <link href="${home}"/>
  <link rel="self" href="${home}feed.xml"/>
  <id>${home}</id>
  <updated>${dated[0]?.updated ?? '1970-01-01T00:00:00Z'}</updated>
  <author><name>${xml(title)}</name></author>
${entries.join('\n')}
</feed>
`;
}

function instant(date: string): string {
  const [year = '1970', month = '01', day = '01'] = date.split('-');
  return `${year}-${month}-${day}T00:00:00Z`;
}
