/** Where a value stands in a page: keys and indices from the top of its front matter, or the body. */
export type Path = readonly (string | number)[];

/** A path as a key of maps and sets. */
export const pathKey = (path: Path) => JSON.stringify(path);

/** The path of the Markdown after the front matter. */
export const bodyPath: Path = ['$body'];

/**
 * Text of the author's that may hold HTML, Markdown and math. `inline` prose (titles, captions) never
 * becomes a paragraph of its own; `block` prose may hold paragraphs, lists, tables.
 */
export class Prose {
  readonly text: string;
  readonly mode: 'inline' | 'block';
  /** Where the text was read, for messages about a formula inside it. */
  readonly path: Path;
  /** The file that it is written in, where that is `site.yml`: a page may have it from there. */
  readonly from?: string;

  constructor(text: string, mode: Prose['mode'], path: Path, from?: string) {
    this.text = text;
    this.mode = mode;
    this.path = path;
    if (from !== undefined) this.from = from;
  }
}

/**
 * What stands behind an address. An `image` is shown as a picture and may be offered in several sizes; a
 * `poster` is a picture that is named in one size alone: before a video plays, beside a shared link. A
 * `resource` is loaded with the page, as a script or a frame is; a `link` is not. An `asset` is what pages
 * are drawn with, a style sheet or a font: its name in the site changes with its content.
 */
export type ReferenceKind = 'image' | 'poster' | 'video' | 'resource' | 'asset' | 'link';

/**
 * An address the author wrote: of a picture, a video, any other file, or a page.
 * Local ones are looked up beside the page, then from the site's root.
 */
export class Reference {
  readonly url: string;
  readonly kind: ReferenceKind;
  readonly path: Path;
  /** Whether its author says that it tells nobody's name: an anonymous page shows no other button. */
  readonly anonymous: boolean;
  /** The file that it is written in, where that is `site.yml`: a page may have it from there. */
  readonly from?: string;

  constructor(url: string, kind: ReferenceKind, path: Path, anonymous = false, from?: string) {
    this.url = url;
    this.kind = kind;
    this.path = path;
    this.anonymous = anonymous;
    if (from !== undefined) this.from = from;
  }
}
