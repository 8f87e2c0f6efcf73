import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readPaper } from './paper.ts';
import { pageOfPaper, type TexPage } from './tex-page.ts';

/** A page of the paper whose main file this is. */
export function readTexPage(file: string): TexPage {
  const folder = dirname(file);
  const read = (path: string) => {
    const found = join(folder, path);
    return existsSync(found) && statSync(found).isFile() ? textOf(found) : undefined;
  };
  return pageOfPaper(readPaper({ name: basename(file), text: textOf(file) }, read));
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
