import { decode } from '../../content/decode.ts';
import type { Diagnostic } from '../../content/diagnostics.ts';
import type { ProjectPage } from '../../content/page.ts';
import { type ReadPage, readPage } from '../../content/read-page.ts';
import { type ReadSite, readSite } from '../../content/read-site.ts';
import type { TemplateSource } from '../../render/templates.ts';
import {
  publishedPage,
  publishedSite,
  type Signed,
  thanksLeftOut,
} from '../anonymous/published.ts';
import { type ContentFile, discover } from './discover.ts';
import { type PublicFile, readPublic } from './public.ts';
import { readTemplates } from './read-templates.ts';
import type { SourceTree } from './source-tree.ts';
import { fileProblem } from './walk.ts';

/** All that a site is made of, as it was read once, and what is wrong with it. */
export interface SiteInput {
  settings: ReadSite;
  pages: ProjectPage[];
  templates: ReadonlyMap<string, TemplateSource>;
  public: readonly PublicFile[];
  /** Files of content/ that are no pages. */
  others: readonly string[];
  diagnostics: Diagnostic[];
}

/**
 * @param drafts whether pages with `published: false` are read too
 * @param url where the site will stand, unless `site.yml` says it
 * @returns also what is to be anonymous, as its authors wrote it: what must not be left in the site
 */
export function readSiteInput(
  tree: SourceTree,
  drafts: boolean,
  url?: string,
): SiteInput & { signed: Signed } {
  const written = readSiteFile(tree, url);
  const settings = published(written);
  const signed: ProjectPage[] = [];
  const content = discover(tree);
  const templates = readTemplates(tree);
  const publicFiles = readPublic(tree);
  const diagnostics = [settings, content, templates, publicFiles].flatMap(
    (read) => read.diagnostics,
  );
  const pages = content.files.flatMap((file) => {
    const read = readContent(tree, file);
    if (read.page?.published === false && !drafts) return [];
    diagnostics.push(...read.diagnostics);
    if (!read.page) return [];
    const page = withDefaults(read.page, settings);
    if (page.anonymous) {
      signed.push(read.page);
      diagnostics.push(...thanksLeftOut(read.page));
    }
    return [page];
  });
  return {
    settings,
    pages,
    templates: templates.sources,
    public: publicFiles.files,
    others: content.others,
    signed: {
      pages: signed,
      site: written.site,
      bibliographies: signed.length > 0 ? bibliographies(tree, content.others) : [],
      all: settings.site.anonymous === true,
    },
    diagnostics,
  };
}

/** What site.yml says, as far as pages may show it; nothing if it is not there. */
export const readSettings = (tree: SourceTree, url?: string): ReadSite =>
  published(readSiteFile(tree, url));

const published = (read: ReadSite): ReadSite => ({ ...read, site: publishedSite(read.site) });

function readSiteFile(tree: SourceTree, url: string | undefined): ReadSite {
  const read = readWritten(tree);
  return url === undefined ? read : { ...read, site: { url, ...read.site } };
}

function readWritten(tree: SourceTree): ReadSite {
  const bytes = tree.read('site.yml');
  if (!(bytes instanceof Uint8Array)) {
    const nothing = readSite('site.yml', '');
    if (bytes.kind === 'missing') return nothing;
    return { ...nothing, diagnostics: [fileProblem('site.yml', bytes)] };
  }
  const { text, diagnostics } = decode('site.yml', bytes);
  const read = readSite('site.yml', text ?? '');
  return { ...read, diagnostics: [...diagnostics, ...read.diagnostics] };
}

function bibliographies(tree: SourceTree, files: readonly string[]): string[] {
  return files.flatMap((file) => {
    const bytes = /\.bib$/i.test(file) ? tree.read(file) : undefined;
    if (!(bytes instanceof Uint8Array)) return [];
    // Whatever their encoding is: names in them are looked for, and nothing of them is shown.
    return [decode(file, bytes).text ?? new TextDecoder('latin1').decode(bytes)];
  });
}

function readContent(tree: SourceTree, content: ContentFile): ReadPage {
  const bytes = tree.read(content.file);
  if (bytes instanceof Uint8Array) return pageOf(content, bytes);
  return { diagnostics: [fileProblem(content.file, bytes)] };
}

/** Reads the bytes of a content file into a page. */
export function pageOf({ file, slug }: ContentFile, bytes: Uint8Array): ReadPage {
  const { text, diagnostics } = decode(file, bytes);
  if (text === undefined) return { diagnostics };
  const read = readPage(file, slug, text);
  return { ...read, diagnostics: [...diagnostics, ...read.diagnostics] };
}

/**
 * What a page leaves unsaid, `site.yml` may say for all; a page's own macros come after the site's. Who wrote an
 * anonymous page is not in it from here on.
 */
export function withDefaults(page: ProjectPage, { site }: ReadSite): ProjectPage {
  const { lang, math, footer, licence, social_image, nav, related, versions, anonymous } = site;
  const macros = [...(site.macros ?? []), ...(page.macros ?? [])];
  const hosts = [...(site.hosts ?? []), ...(page.hosts ?? [])];
  return publishedPage({
    ...(lang === undefined ? {} : { lang }),
    ...(math === undefined ? {} : { math }),
    ...(footer === undefined ? {} : { footer }),
    ...(nav === undefined ? {} : { nav }),
    ...(related === undefined ? {} : { related }),
    ...(versions === undefined ? {} : { versions }),
    ...(licence === undefined ? {} : { licence }),
    ...(social_image === undefined ? {} : { social_image }),
    ...page,
    // A site that is anonymous has no page that is not.
    ...(anonymous ? { anonymous } : {}),
    macros,
    hosts,
  });
}
