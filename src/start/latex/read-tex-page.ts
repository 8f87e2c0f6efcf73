import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readPaper } from './paper.ts';
import { pageOfPaper, type TexPage } from './tex-page.ts';

/**
 * A page of the paper whose main file this is.
 * @param folder address at which the page's pictures will be
 */
export function readTexPage(file: string, folder: string): TexPage {
  const has = (path: string) => {
    const found = join(dirname(file), path);
    return existsSync(found) && statSync(found).isFile();
  };
  const read = (path: string) => (has(path) ? textOf(join(dirname(file), path)) : undefined);
  const paper = readPaper({ name: basename(file), text: textOf(file) }, read);
  return pageOfPaper(paper, { read, has }, folder);
}

/** Papers from before UTF-8 have a byte for each letter. */
function textOf(path: string): string {
  const bytes = readFileSync(path);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    text = new TextDecoder('windows-1252').decode(bytes);
  }
  return text.replaceAll(/\r\n?/g, '\n');
}
