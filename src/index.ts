import { join, resolve } from 'node:path';
import { buildSite as build } from './site/build.ts';
import type { BuildReport, Progress } from './site/report.ts';

/**
 * Pagescape as a library. What stands here keeps its meaning within a major version; other modules of the package may change
 * at any time. The generator is `pagescape/alis`.
 */
export { frontMatterJsonSchema } from './commands/schema.ts';
export type { Code, Diagnostic, Position, Severity } from './content/diagnostics.ts';
export type { ProjectPage } from './content/page.ts';
export { type ReadPage, readPage } from './content/read-page.ts';
export { BusyOutputError } from './site/output/lock.ts';
export { ForeignOutputError } from './site/output/staging.ts';
export type { BuildReport, PageBytes, PageReport, Progress } from './site/report.ts';
export { version } from './version.ts';

/** What is left out is as the command `build` has it. */
export interface BuildOptions {
  /** Folder that holds content/. */
  readonly root: string;
  /** Folder for the site; root/dist by default. */
  readonly out?: string | undefined;
  /** Path of the site on its host, such as `/project/`, for the not-found page alone. */
  readonly base?: string | undefined;
  /** Where the site will stand, unless `site.yml` says it: a whole address. */
  readonly url?: string | undefined;
  /** Whether this is a preview, which search engines pass over and where nobody is counted. */
  readonly preview?: boolean | undefined;
  /** Whether warnings are errors. */
  readonly strict?: boolean | undefined;
  /** Whether pages with `published: false` are built too. */
  readonly drafts?: boolean | undefined;
  readonly onProgress?: Progress | undefined;
}

/**
 * Builds the site whose content/ is in `root`: all its pages, or nothing when one has an error, which the report then names.
 * @throws {ForeignOutputError} when `out` holds something that no build wrote
 * @throws {BusyOutputError} when another build of the same folder does not end
 * @throws {Error} with Node's `code` when the machine refuses: the disk is full, a permission is missing
 */
export async function buildSite(options: BuildOptions): Promise<BuildReport> {
  const { base = '/', strict = false, drafts = false, url, preview, onProgress } = options;
  const root = resolve(options.root);
  const out = options.out === undefined ? join(root, 'dist') : resolve(options.out);
  return build({ root, out, base, url, preview, strict, drafts, onProgress });
}
