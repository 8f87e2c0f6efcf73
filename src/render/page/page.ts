import { type Diagnostic, diagnostic } from '../../content/diagnostics.ts';
import type { ProjectPage } from '../../content/page.ts';
import { wordsFor } from '../../words/words.ts';
import { checkCitation } from '../citation/citation.ts';
import type { RenderedPage, RenderState, SiteContext } from '../context.ts';
import { headHtml, metadataOf } from '../head/metadata.ts';
import { Equations } from '../math/equations.ts';
import { noPlaces, placesOfPage, withoutMarks } from '../places.ts';
import { macrosOf } from '../prose/page-macros.ts';
import { plainText, renderProse } from '../prose/prose.ts';
import { enhanceTables } from '../prose/tables.ts';
import type { ProseContext } from '../prose/writer.ts';
import type { Report } from '../resolve.ts';
import { type PageTemplates, safe, TemplateError } from '../templates.ts';
import { type Feature, slicesOf } from '../theme.ts';
import { type ValueRenderer, viewOf } from '../view.ts';
import { byline } from './authors.ts';
import { contentsOf } from './contents.ts';
import { documentOf, languageOf } from './document.ts';
import { markEnglish } from './english-words.ts';
import { footOf } from './foot.ts';
import { templatesFor } from './helpers.ts';
import { linksOf } from './links.ts';
import { listingsOf } from './listings.ts';
import { accentOf, findingsOf } from './look.ts';
import { idsOf, isLong, type PageIds, sectionsOf } from './sections.ts';
import { contextFor } from './site-prose.ts';

/** A whole page as HTML, and all that its author should know about it: the same for the same page and site. */
export function renderPage(page: ProjectPage, site: SiteContext): RenderedPage {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (code, { path, offset }, message, hint) => {
    const position = page.source.locate(path, offset);
    diagnostics.push(diagnostic(code, page.source.file, position, message, hint));
  };
  const pictures: RenderState['pictures'] = [];
  const { resolve } = site;
  const lang = languageOf(page, site);
  const words = wordsFor(lang, site.words, markEnglish);
  // What site.yml says for all pages is not in the text of the page.
  const { nav, footer, licence, related, versions } = page;
  const ofSite = { words, nav, footer, licence, related, versions };
  const shown = page.source.text + JSON.stringify(ofSite);
  const uses = new Set<Feature>(['page', ...slicesOf(site.theme, shown)]);
  const equations = new Equations();
  const ids = idsOf(page, report);
  const listings = listingsOf(site, { words, uses });
  const places = site.places ? placesOfPage() : noPlaces;
  const context: ProseContext = {
    math: page.math ?? 'katex',
    macrosAt: macrosOf(page),
    equations,
    resolve,
    report,
    uses,
    pictures,
    listing: listings.write,
    callout: listings.callout,
    headingId: ids.idFor,
    claimId: ids.claim,
    ...(site.places ? { placeAt: places.attribute } : {}),
  };
  const show: ValueRenderer = {
    prose: (prose) => {
      const html = enhanceTables(renderProse(prose, contextFor(prose, context)), words.table);
      return safe(
        prose.mode === 'inline' && prose.from === undefined
          ? places.within(html, prose.path)
          : html,
      );
    },
    reference: (reference) => ({ ...resolve(reference), path: reference.path }),
  };
  const state: RenderState = { context, show, lang, words, places, uses, files: [], pictures };

  const composed =
    page.layout === 'redirect' && page.redirect_to
      ? redirectPage(page, site, state)
      : projectPage(page, site, state, ids);
  const { files } = state;
  const templatesUsed = () => new Set([...composed.templates.used, ...listings.used]);
  try {
    const html = places.finish(equations.finish(composed.write(), report));
    return { html, diagnostics, uses, files, pictures, templates: templatesUsed() };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    diagnostics.push(error.problem);
    return { html: '', diagnostics, uses, files, pictures, templates: templatesUsed() };
  }
}

/** A page that can be written, and the templates that write it. */
interface Composed {
  templates: PageTemplates;
  /** @throws {TemplateError} */
  write: () => string;
}

function redirectPage(page: ProjectPage, site: SiteContext, state: RenderState): Composed {
  const title = titleOf(page);
  const target = page.redirect_to && state.show.reference(page.redirect_to);
  const { templates } = templatesFor({ title }, page, site, state);
  const context = { page: { title }, target };
  const parts = { page, site, uses: state.uses, title, templates };
  return { templates, write: () => documentOf('redirect', context, parts) };
}

function projectPage(
  page: ProjectPage,
  site: SiteContext,
  state: RenderState,
  ids: PageIds,
): Composed {
  const { show, context, words } = state;
  const title = titleOf(page);
  for (const { code, path, message, hint } of findingsOf(page))
    context.report(code, { path }, message, hint);
  // Checked before anything is written, so that problems come in the order of the file.
  const entry = checkCitation(page, context.report);
  const metadata = metadataOf(page, {
    report: context.report,
    card: site.card,
    accent: accentOf(page, site),
    resolve: site.resolve,
    ...(site.preview ? { preview: true } : {}),
    ...(site.url === undefined ? {} : { siteUrl: site.url }),
    ...(site.title === undefined ? {} : { siteTitle: site.title }),
    ...(page.lang === undefined ? {} : { lang: page.lang }),
    entry,
  });
  const { source: _, sections, body, links, authors, footer, licence: __, ...data } = page;
  const names = byline(page, plainly(show), context.report, words);
  const heads = sectionsOf(page, ids, show);
  const text = body && show.prose(body);
  const view = {
    ...(viewOf(data, show) as object),
    slug: page.slug,
    footer: footer !== false,
    authors: names.authors,
    byline: names,
    links: linksOf(page, show, words.links),
    body: text,
    long: isLong(title),
    sections: heads,
    contents: contentsOf(page, heads, text),
  };
  const foot = footOf(page, show.prose);
  const { templates, blocks } = templatesFor(view, page, site, state);
  return {
    templates,
    write() {
      // Blocks first: the head of the page must know what they use.
      const filled = view.sections.map((section, index) => ({
        ...section,
        content: blocks(sections?.[index]?.paragraphs ?? [], section.title ? 3 : 2),
      }));
      return documentOf(
        'page',
        { page: { ...view, sections: filled }, foot, metadata: safe(headHtml(metadata)) },
        { page, site, uses: state.uses, title, templates },
      );
    },
  };
}

/** Notes that are alike have one mark: they must not say where each was written. */
const plainly = (show: ValueRenderer): ValueRenderer => ({
  ...show,
  prose: (prose) => safe(withoutMarks(String(show.prose(prose)))),
});

const titleOf = (page: ProjectPage) =>
  page.title === undefined ? page.slug : plainText(page.title, macrosOf(page));
