import { statSync } from 'node:fs';
import { type Diagnostic, diagnostic } from '../../content/diagnostics.ts';
import type { ProjectPage } from '../../content/page.ts';
import { diagnosticsOf } from '../../content/page-source.ts';
import type { Path, ReferenceKind } from '../../content/prose.ts';
import { referencesIn } from '../../content/written-in.ts';
import { findingsOf } from '../../render/page/look.ts';
import { problemsOfTexts } from '../../render/page/site-prose.ts';
import type { Feature } from '../../render/theme.ts';
import { pageOutput } from '../addresses.ts';
import type { BuildContext } from '../build-context.ts';
import type { PublicFile } from '../input/public.ts';
import type { SiteInput } from '../input/read-site-input.ts';
import type { SourceTree } from '../input/source-tree.ts';
import { looseFault } from '../media/link-fault.ts';
import { pageContext } from '../page-context.ts';
import { foreignHosts } from './foreign-hosts.ts';
import { claimLists, type ListOutput, type Lists } from './lists.ts';
import type { Load } from './loads.ts';
import { type Outputs, type Owner, siteOutputs } from './outputs.ts';
import type { PageOutput } from './page-output.ts';
import { type PublishedFiles, publishedFiles, referredFiles } from './published-files.ts';
import { publishStyleSheets } from './style-sheets.ts';

/** A site while it is put together: who wants which path is decided in one order, whatever was made first. */
export interface Assembly {
  /** The lists that the site has. */
  readonly lists: Lists;
  /** Writes a page; pages come in their order. */
  add(output: PageOutput): void;
  /**
   * Writes all else.
   * @returns what is wrong with the site itself, and where two want the same path
   */
  finish(lists: readonly ListOutput[]): Promise<Diagnostic[]>;
}

type Context = Omit<BuildContext, 'outputs' | 'published' | 'diagnostics'>;

export function assembly(input: SiteInput, tree: SourceTree, context: Context): Assembly {
  const outputs = siteOutputs();
  const diagnostics: Diagnostic[] = [];
  const build = { ...context, outputs, published: publishedFiles(outputs), diagnostics };
  const { sink, published, theme } = build;
  const uses = new Set<Feature>();

  const copied = claimPublic(input.public, tree, build);
  const lists = claimLists(input.pages, build);
  claimPages(input.pages, outputs);

  return {
    lists,
    add({ page, files, uses: used, referred }) {
      for (const { path, data } of files) {
        const conflict = outputs.claim(path, ownerOf(page));
        if (conflict) diagnostics.push(conflict);
        else sink.write(path, data);
      }
      for (const feature of used) uses.add(feature);
      for (const each of referred) diagnostics.push(...published.add(each));
    },
    async finish(rendered) {
      for (const { path, text, uses: used, referred, diagnostics: found } of rendered) {
        sink.write(path, text);
        for (const feature of used) uses.add(feature);
        diagnostics.push(...found);
        for (const each of referred) diagnostics.push(...published.add(each));
      }
      publishNamed(build);
      const allowed = [build.settings.site, ...input.pages].flatMap(({ hosts = [] }) => hosts);
      diagnostics.push(...publishStyleSheets(build, tree, allowed));
      theme.emit(uses, sink);
      diagnostics.push(...faultsOfLoose(copied, tree, published));
      for (const { file, output } of copied) sink.copy(tree.pathOf(file), output);
      await published.emit(sink);
      return diagnostics;
    },
  };
}

const ownerOf = ({ source: { file } }: ProjectPage): Owner => ({
  name: `the page ${file}`,
  source: file,
  place: () => ({ file, line: 1, column: 1 }),
});

/** Takes the paths of all pages, before any of them publishes a file there; who is too late is told when it is written. */
function claimPages(pages: readonly ProjectPage[], outputs: Outputs): void {
  for (const page of pages) outputs.claim(pageOutput(page.slug), ownerOf(page));
}

/** Takes the paths of public files; those that can be copied. */
function claimPublic(
  files: readonly PublicFile[],
  tree: SourceTree,
  { outputs, diagnostics }: Pick<BuildContext, 'outputs' | 'diagnostics'>,
): PublicFile[] {
  return files.filter(({ file, output }) => {
    const place = () => ({ file, line: 1, column: 1 });
    const conflict = outputs.claim(output, { name: file, source: tree.pathOf(file), place });
    if (conflict) diagnostics.push(conflict);
    return !conflict;
  });
}

/** What is wrong with public files that no page refers to: pages tell of those that they do. */
function faultsOfLoose(
  copied: readonly PublicFile[],
  tree: SourceTree,
  published: PublishedFiles,
): Diagnostic[] {
  const referred = new Set(published.files().map(({ content }) => content));
  return copied.flatMap(({ file }) => {
    const path = tree.pathOf(file);
    const fault = referred.has(path) ? undefined : looseFault(path, statSync(path).size);
    if (!fault) return [];
    const message = `this file ${fault.what}`;
    return [diagnostic('unreadable-media', file, { line: 1, column: 1 }, message, fault.hint)];
  });
}

/** The files that `site.yml` names: what is wrong with them is said once, and there. */
function publishNamed(build: BuildContext): void {
  const { settings, published, files } = build;
  const { source, site: said } = settings;
  const { site, resolver, diagnostics } = pageContext(source, '', build);
  const named = referencesIn(said);
  for (const reference of named) site.resolve(reference);
  const loads = named.flatMap(({ url, kind, path }): Load[] =>
    kind === 'link' && path[0] !== 'favicon_url' ? [] : [{ url, what: whatIs[kind] }],
  );
  build.diagnostics.push(
    ...diagnosticsOf(findingsOf(said), source),
    ...problemsOfTexts(said, source, site),
    ...diagnostics,
    ...foreignHosts({ source, hosts: said.hosts }, loads, resolver),
  );
  const placeOf = (at: { path: Path } | undefined) => ({
    file: source.file,
    ...source.locate(at?.path ?? []),
  });
  for (const each of referredFiles(resolver, '', files, placeOf))
    build.diagnostics.push(...published.add(each));
}

const whatIs: Readonly<Record<ReferenceKind, Load['what']>> = {
  image: 'picture',
  poster: 'picture',
  video: 'video',
  resource: 'file',
  asset: 'file',
  link: 'picture',
};
