import { decode } from '../../content/decode.ts';
import type { Diagnostic } from '../../content/diagnostics.ts';
import type { ProjectPage } from '../../content/page.ts';
import { type ReadPage, readPage } from '../../content/read-page.ts';
import { type ReadSite, readSite } from '../../content/read-site.ts';
import type { TemplateSource } from '../../render/templates.ts';
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

/** @param drafts whether pages with `published: false` are read too */
export function readSiteInput(tree: SourceTree, drafts: boolean): SiteInput {
  const settings = readSettings(tree);
  const content = discover(tree);
  const templates = readTemplates(tree);
  const published = readPublic(tree);
  const diagnostics = [settings, content, templates, published].flatMap((read) => read.diagnostics);
  const pages = content.files.flatMap((file) => {
    const read = readContent(tree, file);
    if (read.page?.published === false && !drafts) return [];
    diagnostics.push(...read.diagnostics);
    return read.page ? [withDefaults(read.page, settings)] : [];
  });
  return {
    settings,
    pages,
    templates: templates.sources,
    public: published.files,
    others: content.others,
    diagnostics,
  };
}

/** What site.yml says; nothing if it is not there. */
export function readSettings(tree: SourceTree): ReadSite {
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

/** What a page leaves unsaid, `site.yml` may say for all; a page's own macros come after the site's. */
export function withDefaults(page: ProjectPage, { site }: ReadSite): ProjectPage {
  const { lang, math, footer } = site;
  const macros = [...(site.macros ?? []), ...(page.macros ?? [])];
  const hosts = [...(site.hosts ?? []), ...(page.hosts ?? [])];
  return {
    ...(lang === undefined ? {} : { lang }),
    ...(math === undefined ? {} : { math }),
    ...(footer === undefined ? {} : { footer }),
    ...page,
    macros,
    hosts,
  };
}
