import { type Diagnostic, diagnostic } from '../content/diagnostics.ts';
import { languageName } from '../words/language.ts';
import { englishWords } from '../words/words.ts';
import type { SiteInput } from './input/read-site-input.ts';

/** Tells of each language that pages are in and that has too few words: theirs are English then, and say so. */
export function missingWords({ pages, settings }: SiteInput): Diagnostic[] {
  const { site, source, diagnostics } = settings;
  // What could not be read may have said them.
  if (diagnostics.some(({ severity }) => severity === 'error')) return [];
  const named = [...(site.lang ? [{ lang: site.lang, source }] : []), ...pages];
  const seen = new Set<string>();
  return named.flatMap(({ lang, source }) => {
    if (lang === undefined || seen.has(lang)) return [];
    seen.add(lang);
    const missing = englishWords(lang, site.words);
    if (missing.length === 0) return [];
    const some = missing.slice(0, 3).join(', ');
    const which = missing.length > 3 ? `${missing.length}, such as ${some}` : some;
    return [
      diagnostic(
        'english-words',
        source.file,
        source.locate(['lang']),
        `a page's own words are not all known in ${languageName(lang)}, and stand in English: ${which}`,
        `write them in site.yml: words: {${lang}: {${missing[0]}: ...}}; the guide shows how`,
      ),
    ];
  });
}
