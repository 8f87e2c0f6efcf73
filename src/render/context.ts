import type { Diagnostic } from '../content/diagnostics.ts';
import type { SiteData } from '../content/schema/site.ts';
import type { OwnWords, Words } from '../words/words.ts';
import type { FindGenerator } from './generator.ts';
import type { MakeCard } from './head/social-card.ts';
import type { IconSets } from './page/icons.ts';
import type { ShownPicture } from './picture.ts';
import type { Places } from './places.ts';
import type { ProseContext } from './prose/writer.ts';
import type { Resolve } from './resolve.ts';
import type { Templates } from './templates.ts';
import type { Feature, Theme } from './theme.ts';
import type { ValueRenderer } from './view.ts';

/** What a page needs to know of the site it stands in. */
export interface SiteContext {
  templates: Templates;
  theme: Theme;
  /** Folder of the theme's files, as this page addresses it: `../theme/`. */
  themeUrl: string;
  /** Icons that authors may name beside those of the theme. */
  icons?: IconSets;
  resolve: Resolve;
  generator: FindGenerator;
  /** Address of the list of projects, when there is one to go back to. */
  home?: string;
  /** Where the site will stand, and what it is called: some tags for machines need to know. */
  url?: string;
  title?: string;
  /** Language of the pages that come from no content file. */
  lang?: string;
  /** Words that the author says otherwise than we do. */
  words?: OwnWords;
  /** What `site.yml` says of pages that do not say it themselves. */
  defaults?: SiteData;
  /** Makes the picture for those who share the page's link. */
  card?: MakeCard;
  /** Whether the page is seen before it is published. */
  preview?: boolean;
  /** Whether elements say where they were written, for those who write the page. */
  places?: boolean;
  /** Address of the site's own icon, for pages that name none. */
  favicon?: string;
}

/** A page as HTML, and what was used and found out on the way. */
export interface RenderedPage {
  html: string;
  diagnostics: Diagnostic[];
  /** Features of the theme that the page uses; their files must be in the site. */
  uses: ReadonlySet<Feature>;
  /** Files that belong beside the page. */
  files: readonly { name: string; text: string }[];
  /** Pictures that the page shows. */
  pictures: readonly ShownPicture[];
  /** Templates that took part, also those that were looked for and are not there. */
  templates: ReadonlySet<string>;
}

/** What rendering one page gathers on its way. */
export interface RenderState {
  context: ProseContext;
  show: ValueRenderer;
  /** The page's language, and what the page itself says in it. */
  lang: string;
  words: Words;
  /** Where elements were written. */
  places: Places;
  uses: Set<Feature>;
  files: { name: string; text: string }[];
  pictures: ShownPicture[];
}
