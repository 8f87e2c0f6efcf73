import { type Diagnostic, diagnostic } from '../../content/diagnostics.ts';
import type { ProjectPage } from '../../content/page.ts';
import type { FindGenerator } from '../blocks/demo.ts';
import { checkCitation } from '../citation/citation.ts';
import { headHtml, metadataOf } from '../head/metadata.ts';
import { Equations } from '../math/equations.ts';
import { macrosOf } from '../prose/page-macros.ts';
import { plainText, renderProse } from '../prose/prose.ts';
import { dressTables } from '../prose/tables.ts';
import type { ProseContext } from '../prose/writer.ts';
import type { Report, Resolve } from '../resolve.ts';
import { type SafeHtml, safe, TemplateError, type Templates } from '../templates.ts';
import { type Feature, slicesOf, type Theme } from '../theme.ts';
import { type Show, viewOf } from '../view.ts';
import { byline } from './authors.ts';
import { documentOf } from './document.ts';
import { helpersFor } from './helpers.ts';
import { uniqueIds } from './ids.ts';
import { linksOf } from './links.ts';

/** What a page needs to know of the site it stands in. */
export interface SiteContext {
  templates: Templates;
  theme: Theme;
  /** Folder of the theme's files, as this page addresses it: `../theme/`. */
  themeUrl: string;
  resolve: Resolve;
  generator: FindGenerator;
  /** Address of the list of projects, when there is one to go back to. */
  home?: string;
  /** Where the site will stand, and what it is called: some tags for machines need to know. */
  url?: string;
  title?: string;
  /** Language of the pages that come from no content file. */
  lang?: string;
}

export interface RenderedPage {
  html: string;
  diagnostics: Diagnostic[];
  /** Features of the theme that the page uses; their files must be in the site. */
  uses: Set<Feature>;
  /** Files that belong beside the page. */
  files: { name: string; text: string }[];
}

/** A whole page as HTML, and all that its author should know about it. */
export function renderPage(page: ProjectPage, site: SiteContext): RenderedPage {
  const diagnostics: Diagnostic[] = [];
  const uses = new Set<Feature>(['page', ...slicesOf(site.theme, page.source.text)]);
  const files: RenderedPage['files'] = [];

  const report: Report = (code, { path, offset }, message, hint) => {
    const position = page.source.locate(path, offset);
    diagnostics.push(diagnostic(code, page.source.file, position, message, hint));
  };
  const equations = new Equations();
  const context: ProseContext = {
    math: page.math ?? 'katex',
    macrosAt: macrosOf(page),
    equations,
    resolve: site.resolve,
    report,
    uses,
  };
  const show: Show = {
    prose: (prose) => safe(dressTables(renderProse(prose, context))),
    reference: (reference) => ({ ...site.resolve(reference), path: reference.path }),
  };

  let html = '';
  try {
    html = equations.finish(compose(page, site, { context, show, uses, files }), report);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    diagnostics.push(error.problem);
  }
  return { html, diagnostics, uses, files };
}

/** What rendering a page gathers on its way. */
export interface Gathering {
  context: ProseContext;
  show: Show;
  uses: Set<Feature>;
  files: RenderedPage['files'];
}

function compose(page: ProjectPage, site: SiteContext, gathering: Gathering): string {
  const { show, context, uses } = gathering;
  const title = page.title === undefined ? page.slug : plainText(page.title, macrosOf(page));
  if (page.layout === 'redirect' && page.redirect_to) {
    const target = show.reference(page.redirect_to);
    return documentOf('redirect', { page: { title }, target }, { page, site, uses, title });
  }

  const metadata = metadataOf(page, {
    report: context.report,
    resolve: site.resolve,
    ...(site.url === undefined ? {} : { siteUrl: site.url }),
    ...(site.title === undefined ? {} : { siteTitle: site.title }),
    ...(page.lang === undefined ? {} : { lang: page.lang }),
    entry: checkCitation(page, context.report),
  });

  const { source, sections: _, body, ...data } = page;
  const view = {
    ...(viewOf(data, show) as object),
    slug: page.slug,
    byline: byline(page, show, context.report),
    links: linksOf(page, show),
    body: body && show.prose(body),
    long: title.length > longTitle,
    sections: sectionsOf(page, show),
  };
  const helpers = helpersFor(view, page, site, gathering);
  // Blocks first: the head of the page must know what they use.
  const sections = view.sections.map((section, index) => ({
    ...section,
    content: helpers.blocks(page.sections?.[index]?.paragraphs ?? [], section.title ? 3 : 2),
  }));
  return documentOf(
    'page',
    { page: { ...view, sections }, metadata: safe(headHtml(metadata)) },
    { page, site, uses, title, helpers },
  );
}

interface SectionView {
  id: string;
  title?: SafeHtml;
  long: boolean;
}

function sectionsOf(page: ProjectPage, show: Show): SectionView[] {
  const { sections = [] } = page;
  const given = sections.flatMap(({ id }) => id ?? []);
  const idFor = uniqueIds(['content', 'abstract', 'bibtex', ...given]);
  return sections.map(({ id, title }) => {
    const words = title ? plainText(title, macrosOf(page)) : '';
    return {
      id: id ?? idFor(words),
      ...(title && words !== '' ? { title: show.prose(title) } : {}),
      long: words.length > longTitle,
    };
  });
}

/** Titles of more characters than this are set smaller. */
const longTitle = 50;
