import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Diagnostic } from '../../content/diagnostics.ts';
import type { ProjectPage } from '../../content/page.ts';
import type { ReadSite } from '../../content/read-site.ts';
import type { TemplateSource } from '../../render/templates.ts';
import type { BuildOptions, SiteFacts } from '../build-context.ts';
import type { BuiltPage } from '../built-page.ts';
import type { SiteInput } from '../input/read-site-input.ts';
import { type LoadedPicture, loadedPictures } from '../picture-bytes.ts';
import type { PageReport } from '../report.ts';
import type { Questions } from '../resolver.ts';

/** A page that is written, without its text: that is read again where somebody looks at it. */
export interface FinishedPage {
  readonly page: ProjectPage;
  readonly report: PageReport;
  readonly pictures: readonly LoadedPicture[];
  /** What it asked for. */
  readonly questions: Questions;
  /** Templates that took part, by name. */
  readonly templates: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** A site that is whole and not yet published, for those who look at what visitors would get. */
export interface NewSite {
  readonly root: string;
  /** Where it stands for now. */
  readonly folder: string;
  /** Path on its host that its not-found page was written for. */
  readonly base: string;
  readonly settings: ReadSite;
  readonly pages: readonly FinishedPage[];
  /** Paths of all its files, sorted. */
  readonly files: readonly string[];
  read(path: string): Buffer;
  /** The file of the author's, from the root, that an output is a copy of. */
  copyOf(path: string): string | undefined;
  /** Templates by name; the author's own lie in the root under `file`. */
  readonly templates: ReadonlyMap<string, TemplateSource>;
}

export function finishedPage(
  built: BuiltPage,
  report: PageReport,
  files: SiteFacts['files'],
): FinishedPage {
  const { page, rendered, questions, diagnostics } = built;
  return {
    page,
    report,
    pictures: loadedPictures(rendered.pictures, questions, files),
    questions,
    templates: rendered.templates,
    diagnostics,
  };
}

export function newSite(
  pages: readonly FinishedPage[],
  { public: copied, templates, settings }: SiteInput,
  { root, base, folder }: Pick<BuildOptions, 'root' | 'base'> & { folder: string },
): NewSite {
  const asked = pages.flatMap(({ questions }) => [...questions.files.values()]);
  const copies = new Map([
    ...asked.flatMap(({ output, content }) =>
      typeof content === 'string'
        ? [[output, relative(root, content).replaceAll(sep, '/')] as const]
        : [],
    ),
    ...copied.map(({ file, output }) => [output, file] as const),
  ]);
  return {
    root,
    folder,
    base,
    settings,
    pages,
    files: filesIn(folder),
    read: (path) => readFileSync(join(folder, path)),
    copyOf: (path) => copies.get(path),
    templates,
  };
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).replaceAll(sep, '/'))
    .sort();
