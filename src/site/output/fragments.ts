import { type Diagnostic, diagnostic } from '../../content/diagnostics.ts';
import { nearest } from '../../content/nearest.ts';
import type { PageSource } from '../../content/page-source.ts';
import type { FragmentLink } from '../resolver.ts';

/** What links to parts of pages need to know of a page that is written. */
export interface LinkedPage {
  slug: string;
  source: PageSource;
  ids: ReadonlySet<string>;
  fragments: readonly FragmentLink[];
}

/** Links to parts of pages that those pages do not have. */
export function deadFragments(pages: readonly LinkedPage[]): Diagnostic[] {
  const bySlug = new Map(pages.map((page) => [page.slug, page]));
  return pages.flatMap((page) =>
    page.fragments.flatMap(({ url, slug, id, at }) => {
      const target = slug === undefined ? page : bySlug.get(slug);
      // A page that was not written has told why.
      if (!target || target.ids.size === 0 || target.ids.has(id)) return [];
      const where = target === page ? 'this page' : target.source.file;
      const meant = nearest(id, [...target.ids]);
      const position = page.source.locate(at.path, at.offset);
      const message = `${url} leads nowhere: ${where} has no id "${id}"`;
      const hint = meant
        ? `did you mean #${meant}?`
        : 'headings have ids of their own words, in lower case with hyphens: #my-results';
      return [diagnostic('dead-fragment', page.source.file, position, message, hint)];
    }),
  );
}
