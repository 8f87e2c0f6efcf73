import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this package, or of its checkout. */
export const packageFolder = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** Names that begin with a dot in a repository; npm would read them, or leave them out, in a package. */
const dotted = /^(?:gitignore$|vscode\/)/;

/** Files of a new repository by path: one paper at its root, or several beside each other. */
export function starterFiles(kind: 'page' | 'site'): Map<string, Buffer> {
  const starter = [...filesIn('starter/common'), ...filesIn(`starter/${kind}`)];
  return new Map([
    ...starter.map(([path, content]) => [path.replace(dotted, '.$&'), content] as const),
    ...workflows(),
  ]);
}

/** The workflows that publish this repository's own site, with what they run: they hold for every other too. */
function workflows(): [string, Buffer][] {
  return filesIn('.github')
    .filter(([path]) => /^workflows\/(?:deploy|preview-\w+)\.yml$|^scripts\/preview\//.test(path))
    .map(([path, content]) => [`.github/${path}`, content]);
}

/** All files below a folder of the package, by path from there, with forward slashes, sorted. */
function filesIn(folder: string): [string, Buffer][] {
  const from = join(packageFolder, folder);
  return readdirSync(from, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(from, path)).isFile())
    .sort()
    .map((path) => [path.replaceAll(sep, '/'), readFileSync(join(from, path))]);
}
