import { fileURLToPath } from 'node:url';
import { decode } from '../../content/decode.ts';
import type { Diagnostic } from '../../content/diagnostics.ts';
import type { TemplateSource } from '../../render/templates.ts';
import { type SourceTree, sourceTree } from './source-tree.ts';
import { fileProblem, walk } from './walk.ts';

/** This package, whose templates all sites have. */
const own = fileURLToPath(new URL('../../..', import.meta.url));

export type ReadTemplates = { sources: Map<string, TemplateSource>; diagnostics: Diagnostic[] };

/** The templates of this package. */
export const readOwnTemplates = (): ReadTemplates => readFolder(sourceTree(own));

/** All templates of a site by name: ours, and over them those of the same name in the root's templates/. */
export function readTemplates(tree: SourceTree, ours = readOwnTemplates()): ReadTemplates {
  const theirs = readFolder(tree);
  return {
    sources: new Map([...ours.sources, ...theirs.sources]),
    diagnostics: theirs.diagnostics,
  };
}

function readFolder(tree: SourceTree): ReadTemplates {
  const { files, diagnostics } = walk(tree, 'templates', (name) => !name.startsWith('.'));
  const sources = new Map<string, TemplateSource>();
  for (const file of files) {
    const bytes = tree.read(file);
    if (!(bytes instanceof Uint8Array)) {
      diagnostics.push(fileProblem(file, bytes));
      continue;
    }
    const decoded = decode(file, bytes);
    diagnostics.push(...decoded.diagnostics);
    if (decoded.text !== undefined)
      sources.set(file.replace(/^templates\//, ''), { text: decoded.text, file });
  }
  return { sources, diagnostics };
}
