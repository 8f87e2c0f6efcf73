import { type Diagnostic, diagnostic } from '../content/diagnostics.ts';
import type { PageSource } from '../content/page-source.ts';
import type { SiteContext } from '../render/context.ts';
import type { MakeCard } from '../render/head/social-card.ts';
import type { Report } from '../render/resolve.ts';
import type { SiteFacts } from './build-context.ts';
import { iconSets } from './icon-sets.ts';
import { themeOutput } from './output/theme.ts';
import { type Resolver, resolverFor } from './resolver.ts';

/** What a page is rendered with, and what it asked for meanwhile. */
export interface PageContext {
  site: SiteContext;
  resolver: Resolver;
  /** Problems with what the page refers to. */
  diagnostics: Diagnostic[];
  /** Whether the page has asked for a generator: which one it gets depends on all weights that there are. */
  readonly asksGenerator: boolean;
}

/** The pictures of a page for those who share its link, with the picture that it shows first. */
function cardsOf({ cards }: SiteFacts, { resolve, files, show }: Resolver): MakeCard {
  return (request) => {
    const shown = request.picture && resolve(request.picture);
    const file = shown && files.get(shown.href);
    // What a drawing shows depends on the fonts of the machine, and on the styles of the page.
    const picture = file?.image && file.image.format !== 'svg' ? file : undefined;
    const made = cards(request, picture);
    return 'lacks' in made ? made : show(made);
  };
}

/**
 * The site as a page sees it.
 * @param source the file that the page's addresses are written in
 * @param prefix from the page to the site's top: `../` for a page one folder down
 */
export function pageContext(source: PageSource, prefix: string, build: SiteFacts): PageContext {
  const { settings, templates, theme, generators } = build;
  const { url, title, lang, words, favicon_url: favicon } = settings.site;
  const { file } = source;
  const diagnostics: Diagnostic[] = [];
  const report: Report = (code, { path, offset }, message, hint) => {
    diagnostics.push(diagnostic(code, file, source.locate(path, offset), message, hint));
  };
  const resolver = resolverFor({ file, prefix }, { ...build, report });
  const find = generators.forPage({ file, ...resolver });
  let asksGenerator = false;
  const site: SiteContext = {
    templates,
    theme: theme.manifest,
    themeUrl: `${prefix}${themeOutput}/`,
    icons: iconSets,
    resolve: resolver.resolve,
    generator(request) {
      asksGenerator = true;
      return find(request);
    },
    ...(url === undefined ? {} : { url }),
    ...(title === undefined ? {} : { title }),
    ...(lang === undefined ? {} : { lang }),
    ...(words === undefined ? {} : { words }),
    defaults: settings.site,
    card: cardsOf(build, resolver),
    ...(build.places ? { places: true } : {}),
    ...(build.preview ? { preview: true } : {}),
    ...(favicon ? { favicon: resolver.resolve(favicon).href } : {}),
  };
  return {
    site,
    resolver,
    diagnostics,
    get asksGenerator() {
      return asksGenerator;
    },
  };
}
