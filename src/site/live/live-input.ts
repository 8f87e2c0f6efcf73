import { join } from 'node:path';
import type { Diagnostic } from '../../content/diagnostics.ts';
import type { ProjectPage } from '../../content/page.ts';
import type { ReadSite } from '../../content/read-site.ts';
import { type ContentFile, discover } from '../input/discover.ts';
import { readPublic } from '../input/public.ts';
import { pageOf, readSettings, type SiteInput, withDefaults } from '../input/read-site-input.ts';
import { type ReadTemplates, readOwnTemplates, readTemplates } from '../input/read-templates.ts';
import type { SourceTree } from '../input/source-tree.ts';
import { fileProblem } from '../input/walk.ts';
import type { Change } from './change.ts';

/** Reads what a site is made of, all of it the first time, and afterwards what these changes may have touched. */
export type LiveInput = (changes: readonly Change[]) => SiteInput;

/** A content file as it was read last. */
interface HeldContent {
  bytes: Uint8Array | undefined;
  /** What its bytes make, or else the last page of it that was read without an error. */
  page: ProjectPage | undefined;
  diagnostics: readonly Diagnostic[];
  /** The page with what `site.yml` says for all pages. */
  shown: { page: ProjectPage; settings: ReadSite } | undefined;
}

type Parts = Pick<SiteInput, 'settings'> & {
  content: ReturnType<typeof discover>;
  published: ReturnType<typeof readPublic>;
  templates: ReadTemplates;
};

/**
 * The input of a site, drafts too, that is kept between changes: what has not changed is the same object as
 * before. A page that has come to have an error stays as it was without it, and the error is told.
 */
export function liveInput(tree: SourceTree, url?: string): LiveInput {
  const ours = readOwnTemplates();
  const held = new Map<string, HeldContent>();
  let parts: Parts | undefined;
  let hasLinks = false;

  function readAll(): Parts {
    const read = {
      settings: settingsNow(),
      content: discover(tree),
      published: readPublic(tree),
      templates: readTemplates(tree, ours),
    };
    const files = read.content.files.map(({ file }) => file);
    hasLinks = leadElsewhere(tree, [...files, ...[...read.templates.sources.values()].map(fileOf)]);
    const present = new Set(files);
    for (const file of held.keys()) if (!present.has(file)) held.delete(file);
    for (const file of read.content.files) readAgain(file);
    return read;
  }

  /** The same object as before where `site.yml` says the same. */
  function settingsNow(): ReadSite {
    const read = readSettings(tree, url);
    const last = parts?.settings;
    const isSame =
      last?.source.text === read.source.text &&
      JSON.stringify(last.diagnostics) === JSON.stringify(read.diagnostics);
    return last && isSame ? last : read;
  }

  function readAgain(file: ContentFile): void {
    const last = held.get(file.file);
    const found = tree.read(file.file);
    const bytes = found instanceof Uint8Array ? found : undefined;
    if (bytes && last?.bytes && Buffer.compare(bytes, last.bytes) === 0) return;
    const read =
      found instanceof Uint8Array
        ? pageOf(file, found)
        : { diagnostics: [fileProblem(file.file, found)] };
    const page = hasError(read.diagnostics) ? (last?.page ?? read.page) : read.page;
    held.set(file.file, { bytes, page, diagnostics: read.diagnostics, shown: undefined });
  }

  function readChanged(known: Parts, changes: readonly Change[]): Parts {
    const paths = new Set(changes.map(({ path }) => path));
    for (const file of known.content.files) if (paths.has(file.file)) readAgain(file);
    const hasTemplate = [...paths].some((path) => path.startsWith('templates/'));
    return {
      ...known,
      ...(paths.has('site.yml') ? { settings: settingsNow() } : {}),
      ...(hasTemplate ? { templates: readTemplates(tree, ours) } : {}),
    };
  }

  function shownPage(content: HeldContent | undefined, settings: ReadSite): ProjectPage[] {
    if (!content?.page) return [];
    if (content.shown?.settings !== settings)
      content.shown = { page: withDefaults(content.page, settings), settings };
    return [content.shown.page];
  }

  return (changes) => {
    const areContents = changes.every(({ kind }) => kind === 'content') && !hasLinks;
    parts = parts && areContents ? readChanged(parts, changes) : readAll();
    const { settings, content, published, templates } = parts;
    const contents = content.files.map(({ file }) => held.get(file));
    return {
      settings,
      pages: contents.flatMap((each) => shownPage(each, settings)),
      templates: templates.sources,
      public: published.files,
      others: content.others,
      diagnostics: [
        ...[settings, content, templates, published].flatMap((read) => read.diagnostics),
        ...contents.flatMap((each) => each?.diagnostics ?? []),
      ],
    };
  };
}

const fileOf = ({ file }: { file: string }) => file;

const hasError = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.some(({ severity }) => severity === 'error');

/** Whether one of these files lies elsewhere than its path says: a change of it has another name. */
function leadElsewhere(tree: SourceTree, files: readonly string[]): boolean {
  const top = tree.probe('.');
  return files.some((file) => {
    const found = tree.probe(file);
    return found.kind === 'file' && top.kind === 'folder' && found.real !== join(top.real, file);
  });
}
