import { basename, dirname, extname, resolve } from 'node:path';

/** Names of files and folders that say nothing of the page in them. */
const nameless =
  /^(?:index|_index|paper|readme|main|page|src|docs?|public|static|site|website|web|project|dist|build)$/i;

/** Name of a page by that of its file, or else of the nearest folder that has one of its own. */
export function pageName(file: string): string {
  const names = [basename(file, extname(file))];
  for (let at = dirname(resolve(file)); dirname(at) !== at; at = dirname(at))
    names.push(basename(at));
  const own = names.find((name) => !nameless.test(name)) ?? names[0] ?? 'page';
  return (
    own
      .toLowerCase()
      .replace(/\.github\.io$/, '')
      .replaceAll(/[^\p{L}\p{N}.-]+/gu, '-')
      .replaceAll(/^[-._]+|[-._]+$/g, '') || 'page'
  );
}
