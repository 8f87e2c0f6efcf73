import { type Code, type Diagnostic, diagnostic } from '../../content/diagnostics.ts';
import type { Probe, SourceTree } from './source-tree.ts';

const top = { line: 1, column: 1 };

/** A problem with a file itself, whatever stands in it. */
export function fileProblem(file: string, problem: Probe): Diagnostic {
  if (problem.kind === 'folder')
    return diagnostic('unreadable-file', file, top, `${file} is a folder, and should be a file`);
  if (problem.kind === 'file')
    return diagnostic('unreadable-file', file, top, `${file} is a file, and should be a folder`);
  if (problem.kind === 'missing') {
    const odd = file.includes('\ufffd');
    const reason = odd ? 'its name is not UTF-8' : 'it was there a moment ago, and is not any more';
    return diagnostic('unreadable-file', file, top, `the file cannot be read: ${reason}`);
  }
  const code: Code = problem.outside ? 'outside-root' : 'unreadable-file';
  return diagnostic(code, file, top, `this cannot be read: ${problem.reason}`);
}

/**
 * The files under a folder, by their paths from the root with forward slashes, sorted; and what else is
 * there. Links are followed, but never round in a circle. A folder that is not there has no files.
 * @param isWanted by its name, of a file or a folder
 */
export function walk(
  tree: SourceTree,
  folder: string,
  isWanted: (name: string) => boolean,
): { files: string[]; diagnostics: Diagnostic[] } {
  const files: string[] = [];
  const diagnostics: Diagnostic[] = [];

  function visit(path: string, above: readonly string[]): void {
    const found = tree.probe(path);
    if (found.kind === 'missing' && above.length === 0) return;
    if (found.kind !== 'folder') {
      if (found.kind === 'file' && above.length > 0) files.push(path);
      else diagnostics.push(fileProblem(path, found));
      return;
    }
    if (above.includes(found.real)) {
      const message = 'this link leads to a folder around it, and would never end';
      diagnostics.push(diagnostic('unreadable-file', path, top, message, 'take the link away'));
      return;
    }
    const names = tree.list(path);
    if (!Array.isArray(names)) {
      diagnostics.push(fileProblem(path, names));
      return;
    }
    for (const name of names.filter(isWanted)) visit(`${path}/${name}`, [...above, found.real]);
  }

  visit(folder, []);
  return { files, diagnostics };
}
