import { posix } from 'node:path';

/**
 * A name for a copy of a file, told apart from those that are used, which are in lower case.
 * @param path of the file, without its ending
 */
export function nameFor(path: string, ending: string, used: ReadonlySet<string>): string {
  const stem = safe(posix.basename(path)) || 'file';
  const folder = safe(posix.basename(posix.dirname(path)));
  for (const each of [stem, ...(folder === '' ? [] : [`${folder}-${stem}`])])
    if (!used.has((each + ending).toLowerCase())) return each + ending;
  for (let count = 2; ; count++) {
    const numbered = `${stem}-${count}${ending}`;
    if (!used.has(numbered.toLowerCase())) return numbered;
  }
}

const safe = (name: string): string =>
  name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replaceAll(/^[._-]+|-+$/g, '');
