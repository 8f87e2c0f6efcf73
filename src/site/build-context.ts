import type { Diagnostic } from '../content/diagnostics.ts';
import type { ReadSite } from '../content/read-site.ts';
import type { Templates } from '../render/templates.ts';
import type { Generators } from './demo/generators.ts';
import type { SiteFiles } from './files.ts';
import type { Lookup } from './input/lookup.ts';
import type { SocialCards } from './media/social-cards.ts';
import type { Outputs } from './output/outputs.ts';
import type { PublishedFiles } from './output/published-files.ts';
import type { Sink } from './output/sink.ts';
import type { ThemeFiles } from './output/theme.ts';
import type { Progress } from './report.ts';

export interface BuildOptions {
  /** Folder that holds content/, and absolute, as is `out`. */
  root: string;
  out: string;
  /** Path of the site on its host, for the one page that is served at any address: not found. */
  base: string;
  /** Where the site will stand, unless `site.yml` says it. */
  url?: string | undefined;
  /** Whether the site is shown to some before it is published: then it is said to no machine, and counts nobody. */
  preview?: boolean | undefined;
  strict: boolean;
  drafts: boolean;
  onProgress?: Progress | undefined;
}

/** What pages are made of beside their own text. */
export interface SiteFacts {
  settings: ReadSite;
  lookup: Lookup;
  files: SiteFiles;
  generators: Generators;
  cards: SocialCards;
  templates: Templates;
  theme: ThemeFiles;
  /** Whether only those who write the pages, or review them, will see them. */
  preview?: boolean | undefined;
  /** Whether elements say where they were written, for those who write the pages. */
  places?: boolean;
}

/** What all pages of a site share while it is put together. */
export interface BuildContext extends SiteFacts {
  options: Pick<BuildOptions, 'root' | 'base'>;
  sink: Sink;
  outputs: Outputs;
  published: PublishedFiles;
  /** Problems of the site itself, and of no page. */
  diagnostics: Diagnostic[];
}
