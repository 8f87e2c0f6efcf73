import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** What was made before, by the recipe that it was made by. It may be deleted at any time. */
export interface Cache {
  /** What was kept under this recipe; nothing if it is not there, or not as it was written. */
  read(recipe: string): Buffer | undefined;
  keep(recipe: string, content: string | Uint8Array): void;
  /** Why nothing can be kept, once that was found out. */
  readonly problem: string | undefined;
}

const hashLength = 32;
const digest = (content: string | Uint8Array) => createHash('sha256').update(content).digest();

/**
 * A cache in `.cache/NAME` of a site. It may come from anywhere: links are not followed, and a file whose
 * content does not have the hash that stands before it is as good as none.
 */
export function siteCache(root: string, name: string): Cache {
  const folders = [join(root, '.cache'), join(root, '.cache', name)] as const;
  const pathOf = (recipe: string) => join(folders[1], digest(recipe).toString('hex').slice(0, 40));
  let problem: string | undefined;

  /** Whether the folders are folders, and no links to elsewhere. */
  const isOurs = () => folders.every((folder) => lstatSync(folder).isDirectory());

  return {
    get problem() {
      return problem;
    },
    read(recipe) {
      try {
        return isOurs() ? readChecked(pathOf(recipe)) : undefined;
      } catch {
        return undefined;
      }
    },
    keep(recipe, content) {
      if (problem !== undefined) return;
      try {
        for (const folder of folders)
          if (lstatSync(folder, { throwIfNoEntry: false }) === undefined)
            mkdirSync(folder, { recursive: true });
        if (!isOurs()) problem = '.cache is not a folder of this site';
        else writeWhole(pathOf(recipe), Buffer.concat([digest(content), Buffer.from(content)]));
      } catch (error) {
        problem = error instanceof Error ? error.message : String(error);
      }
    },
  };
}

function readChecked(path: string): Buffer | undefined {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const descriptor = openSync(path, flags);
  try {
    if (!fstatSync(descriptor).isFile()) return undefined;
    const bytes = readFileSync(descriptor);
    const content = bytes.subarray(hashLength);
    return digest(content).equals(bytes.subarray(0, hashLength)) ? content : undefined;
  } finally {
    closeSync(descriptor);
  }
}

/** Writes a file that is there whole or not at all, also when several builds write it at once. */
function writeWhole(path: string, content: Uint8Array): void {
  const draft = `${path}.${randomUUID()}.part`;
  try {
    writeFileSync(draft, content);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
