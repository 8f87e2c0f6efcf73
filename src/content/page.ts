import type { PageSource } from './page-source.ts';
import type { Prose } from './prose.ts';
import type { PageData } from './schema/page.ts';

/** A page as its author meant it: every accepted spelling brought to one form. */
export interface ProjectPage extends PageData {
  /** Folder of the page in the site: `alis` for content/alis.md, `` for content/index.md. */
  slug: string;
  /** Markdown after the front matter. */
  body?: Prose;
  source: PageSource;
}
