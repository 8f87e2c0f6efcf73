/** Something that happened to a file or folder of a site. */
export interface Change {
  /** From the site's root, with forward slashes. */
  path: string;
  /** `content`: a file that was there has other bytes. `place`: something came, went, or became another thing. */
  kind: 'content' | 'place';
}
