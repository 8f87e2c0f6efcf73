import type { Diagnostic } from '../../content/diagnostics.ts';
import type { SourceTree } from './source-tree.ts';
import { walk } from './walk.ts';

/** A file of public/, which the site holds as it is. */
export interface PublicFile {
  /** Path from the site's root, with forward slashes. */
  file: string;
  /** Path in the built site. */
  output: string;
}

/** Everything in public/, hidden files too: hosts ask for some of them by name. */
export function readPublic(tree: SourceTree): { files: PublicFile[]; diagnostics: Diagnostic[] } {
  const { files, diagnostics } = walk(tree, 'public', (name) => name !== '.git');
  return {
    files: files.map((file) => ({ file, output: file.replace(/^public\//, '') })),
    diagnostics,
  };
}
