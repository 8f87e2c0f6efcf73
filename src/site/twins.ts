import { type Diagnostic, diagnostic } from '../content/diagnostics.ts';
import type { ProjectPage } from '../content/page.ts';
import type { Reference } from '../content/prose.ts';
import { twinsOf } from '../render/page/menus.ts';
import type { Lookup } from './input/lookup.ts';

/** Pages that name each other: as translations, or as versions of one work. Who is named has to name the other too. */
export function oneWayLinks(
  pages: readonly ProjectPage[],
  lookup: Lookup,
  siteLang: string | undefined,
): Diagnostic[] {
  const bySlug = new Map(pages.map((page) => [page.slug, page]));
  const langOf = ({ lang }: ProjectPage) => lang ?? siteLang ?? 'en';
  /** The page of the site that another one names. */
  function pageAt({ url, from }: Reference, { source }: ProjectPage): ProjectPage | undefined {
    const target = lookup(url, from ?? source.file);
    return target.kind === 'page' ? bySlug.get(target.slug) : undefined;
  }
  const tell = (page: ProjectPage, { path }: Reference, message: string, hint: string) =>
    diagnostic('one-way-link', page.source.file, page.source.locate(path), message, hint);

  function* ofTranslations(page: ProjectPage): Generator<Diagnostic> {
    for (const [lang, reference] of twinsOf(page.translations)) {
      const other = pageAt(reference, page);
      if (!other || other === page) continue;
      const { file } = other.source;
      if (langOf(other) !== lang) {
        const message = `${file} is in ${langOf(other)}, not in ${lang}`;
        yield tell(page, reference, message, `write lang: ${lang} there, or another tag here`);
        continue;
      }
      const back = twinsOf(other.translations).find(([, twin]) => pageAt(twin, other) === page);
      if (back?.[0] === langOf(page)) continue;
      const message = `${file} does not name this page as its translation`;
      const hint = `write translations: {${langOf(page)}: ...} there, with the address of this page`;
      yield tell(page, reference, message, hint);
    }
  }

  function* ofVersions(page: ProjectPage): Generator<Diagnostic> {
    const { versions = [] } = page;
    // Those of site.yml are the same for all.
    const own = versions.filter(({ link }) => link.from === undefined);
    const [first] = own;
    if (first && !own.some(({ link }) => pageAt(link, page) === page)) {
      const message = 'this page is none of its own versions';
      yield tell(page, first.link, message, 'write it too, with its label and its address');
    }
    for (const { link } of own) {
      const other = pageAt(link, page);
      if (!other || other === page) continue;
      if (other.versions?.some((version) => pageAt(version.link, other) === page)) continue;
      const message = `${other.source.file} does not name this page as one of its versions`;
      yield tell(page, link, message, 'write versions: there too, or for all pages in site.yml');
    }
  }

  return pages.flatMap((page) => [...ofTranslations(page), ...ofVersions(page)]);
}
