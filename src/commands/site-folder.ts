import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { aboutNamedFile, InputError, UsageError } from '../cli/failures.ts';

/**
 * The whole path of a site's root that was typed.
 * @throws {UsageError} when it is no folder
 */
export function siteFolder(typed: string): string {
  const root = resolve(typed);
  if (!isFolder(root)) throw new UsageError(`there is no folder ${typed}`);
  return root;
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    if (aboutNamedFile(error, path) instanceof InputError) return false;
    throw error;
  }
}
