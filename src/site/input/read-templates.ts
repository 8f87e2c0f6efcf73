import { fileURLToPath } from 'node:url';
import { decode } from '../../content/decode.ts';
import type { Diagnostic } from '../../content/diagnostics.ts';
import type { TemplateSource } from '../../render/templates.ts';
import { type SourceTree, sourceTree } from './source-tree.ts';
import { fileProblem, walk } from './walk.ts';

/** This package, whose templates all sites have. */
const own = fileURLToPath(new URL('../../..', import.meta.url));

export interface ReadTemplates {
  sources: Map<string, TemplateSource>;
  /** Such as could not be read, which has been told. */
  unread: Map<string, TemplateSource>;
  diagnostics: Diagnostic[];
}

/** The templates of this package. */
export const readOwnTemplates = (): ReadTemplates => readFolder(sourceTree(own));

/** All templates of a site by name: ours, and over them those of the same name in the root's templates/. */
export function readTemplates(tree: SourceTree, ours = readOwnTemplates()): ReadTemplates {
  const theirs = readFolder(tree);
  return {
    ...theirs,
    // Where one is used that could not be read, nobody need hear that it is not there.
    sources: new Map([...theirs.unread, ...ours.sources, ...theirs.sources]),
  };
}

function readFolder(tree: SourceTree): ReadTemplates {
  const { files, diagnostics } = walk(tree, 'templates', (name) => !name.startsWith('.'));
  const sources = new Map<string, TemplateSource>();
  const unread = new Map<string, TemplateSource>();
  for (const file of files) {
    const name = file.replace(/^templates\//, '');
    const bytes = tree.read(file);
    const { text, diagnostics: found } =
      bytes instanceof Uint8Array
        ? decode(file, bytes)
        : { text: undefined, diagnostics: [fileProblem(file, bytes)] };
    diagnostics.push(...found);
    if (text === undefined) unread.set(name, { text: '', file, unread: true });
    else sources.set(name, { text, file });
  }
  return { sources, unread, diagnostics };
}
