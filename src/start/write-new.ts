import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What came of writing files: paths from the folder, with forward slashes. */
export interface Written {
  readonly written: readonly string[];
  /** What was there already, and stays as it was. */
  readonly left: readonly string[];
}

/** Writes files that are not there yet; none that is there is touched. */
export function writeNew(folder: string, files: ReadonlyMap<string, string | Uint8Array>): Written {
  const written: string[] = [];
  const left: string[] = [];
  for (const [path, content] of files)
    (writeIfAbsent(join(folder, path), content) ? written : left).push(path);
  return { written, left };
}

/** @returns whether it was written */
export function writeIfAbsent(path: string, content: string | Uint8Array): boolean {
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(path, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
