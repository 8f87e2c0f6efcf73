import type { Code } from '../content/diagnostics.ts';
import type { Path, ReferenceKind } from '../content/prose.ts';
import type { FontFacts } from './page/font-facts.ts';

/** What became of an address the author wrote: what a page writes instead, and what is known of the file. */
export interface Resolved {
  /** Relative to the page for files and pages of this site, otherwise as the author wrote it. */
  href: string;
  /** Whether it is a file of this site. */
  local: boolean;
  /** Folder of the page that it is, if it is one of the site. */
  slug?: string;
  /** Size in pixels, of a local picture or video that could be measured. */
  width?: number;
  height?: number;
  /** Whether the page may show through a local picture. */
  alpha?: true;
  /** The same picture in smaller files, for `<source>` elements: one for each format. */
  sources?: { type: string; srcset: string }[];
  /** What styles say of a local font. */
  font?: FontFacts;
  /** Text of a local SVG file, and where it lies in the site's root. */
  svg?: string;
  svgFile?: string;
}

/** An address that the author wrote. */
export interface Address {
  url: string;
  kind: ReferenceKind;
  path: Path;
  /** Its place in the text at `path`, when it stands inside one. */
  offset?: number;
  /** Whether it stands in HTML, which is the author's own affair. */
  inHtml?: boolean;
  /** The file that it is written in, from the root, if that is not the page's own. */
  from?: string;
}

/** Looks an address up. */
export type Resolve = (address: Address) => Resolved;

/** Tells the author about a problem in the value at `path`, or at character `offset` of it. */
export type Report = (
  code: Code,
  at: { path: Path; offset?: number },
  message: string,
  hint?: string,
) => void;
