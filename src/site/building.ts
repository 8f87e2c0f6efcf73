import type { Diagnostic } from '../content/diagnostics.ts';
import type { ReadSite } from '../content/read-site.ts';
import type { SiteContext } from '../render/page/page.ts';
import type { Generators } from './demo/generators.ts';
import type { SiteFiles } from './files.ts';
import type { Lookup } from './input/lookup.ts';
import type { Staging } from './output/staging.ts';
import type { ThemeFiles } from './output/theme.ts';
import type { Progress } from './report.ts';

export interface BuildOptions {
  /** Folder that holds content/, and absolute, as is `out`. */
  root: string;
  out: string;
  /** Path of the site on its host, for the one page that is served at any address: not found. */
  base: string;
  strict: boolean;
  drafts: boolean;
  onProgress?: Progress | undefined;
}

/** What all pages of a site share while it is built. */
export interface Building {
  options: BuildOptions;
  staging: Staging;
  settings: ReadSite;
  lookup: Lookup;
  files: SiteFiles;
  generators: Generators;
  theme: ThemeFiles;
  context: Pick<SiteContext, 'templates' | 'theme'>;
  diagnostics: Diagnostic[];
}

/** What a site is called, where it will stand, and its language. */
export const nameOf = ({ site: { url, title, lang } }: ReadSite) => ({
  ...(url === undefined ? {} : { url }),
  ...(title === undefined ? {} : { title }),
  ...(lang === undefined ? {} : { lang }),
});
