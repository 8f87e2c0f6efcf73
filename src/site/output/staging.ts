import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Says that a folder was written by a build, and may be replaced by the next one. */
const marker = '.pagescape';

/** A folder beside the site's, in which the next site grows until it is whole. */
export interface Staging {
  folder: string;
  write: (path: string, data: string | Uint8Array) => void;
  /** Puts the new site in the place of the last one. */
  publish: () => void;
  discard: () => void;
}

/** The folder a site should go to holds something else. */
export class NotOurFolder extends Error {
  override name = 'NotOurFolder';
}

/**
 * Begins a new site for the folder `out`.
 * @throws {NotOurFolder} when something stands there that no build wrote
 */
export function stage(out: string): Staging {
  if (existsSync(out) && readdirSync(out).length > 0 && !existsSync(join(out, marker)))
    throw new NotOurFolder(
      `${out} holds files that no build wrote; name another folder with --out, or empty it`,
    );
  const name = (suffix: string) => join(dirname(out), `.${basename(out)}-${suffix}`);
  removeAbandoned(out);
  const folder = name(`next-${randomBytes(4).toString('hex')}`);
  const made = new Set<string>();
  mkdirSync(folder, { recursive: true });

  function write(path: string, data: string | Uint8Array): void {
    const target = join(folder, path);
    const parent = dirname(target);
    if (!made.has(parent)) {
      mkdirSync(parent, { recursive: true });
      made.add(parent);
    }
    writeFileSync(target, data);
  }

  return {
    folder,
    write,
    publish() {
      write(marker, '');
      const last = name(`last-${randomBytes(4).toString('hex')}`);
      if (existsSync(out)) renameSync(out, last);
      renameSync(folder, out);
      rmSync(last, { recursive: true, force: true });
    },
    discard() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const hour = 3_600_000;

/** What builds left that were stopped half-way; one that may still be running is left alone. */
function removeAbandoned(out: string): void {
  const parent = dirname(out);
  if (!existsSync(parent)) return;
  const ours = [`.${basename(out)}-next-`, `.${basename(out)}-last-`];
  for (const name of readdirSync(parent)) {
    if (!ours.some((prefix) => name.startsWith(prefix))) continue;
    const path = join(parent, name);
    if (Date.now() - statSync(path).mtimeMs > hour) rmSync(path, { recursive: true, force: true });
  }
}
