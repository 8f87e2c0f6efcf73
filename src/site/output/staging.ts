import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { locked, mayBeAlive, ownProcess } from './lock.ts';
import { isOurs, marker, type Places, publicationOf, recover } from './publication.ts';
import type { Sink } from './sink.ts';

/** A folder in which the next site grows until it is whole. */
export interface Staging extends Sink {
  /** Where the next site grows. */
  readonly folder: string;
  /** Puts the new site in the place of the last one. */
  publish: () => Promise<void>;
  discard: () => void;
}

/** The folder a site should go to holds something else, or is something else. */
export class ForeignOutputError extends Error {
  override name = 'ForeignOutputError';
}

/**
 * Begins a new site for the folder `out`, after what an earlier build left half-done has been ended.
 * @throws {ForeignOutputError} when something stands there that no build wrote
 */
export async function stage(out: string, root: string): Promise<Staging> {
  const places = placesFor(followLinks(out));
  refuseSources(places.out, realpathSync(root));
  mkdirSync(dirname(places.journal), { recursive: true });
  await locked(lockOf(places), () => {
    recover(places.out, places.journal);
    removeAbandoned(places);
  });
  refuseForeign(places.out);
  mkdirSync(places.next);
  const folders = new Set<string>();

  function target(path: string): string {
    const whole = join(places.next, path);
    const folder = dirname(whole);
    if (!folders.has(folder)) mkdirSync(folder, { recursive: true });
    folders.add(folder);
    return whole;
  }

  return {
    folder: places.next,
    write: (path, data) => writeFileSync(target(path), data),
    copy(from, path) {
      const whole = target(path);
      copyFileSync(from, whole, constants.COPYFILE_FICLONE);
      chmodSync(whole, 0o644);
    },
    make: async (path, content) => writeFileSync(target(path), await content()),
    async publish() {
      writeFileSync(join(places.next, marker), '');
      await locked(lockOf(places), () => {
        for (const step of publicationOf(places)) step();
      });
    },
    discard: () => rmSync(places.next, { recursive: true, force: true }),
  };
}

/** Where a path leads, also when nothing is there yet. */
function followLinks(path: string, steps = 40): string {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats?.isSymbolicLink()) return stats ? realpathSync(path) : path;
  if (steps === 0) throw new ForeignOutputError(`${path} is a link that leads in a circle`);
  return followLinks(resolve(dirname(path), readlinkSync(path)), steps - 1);
}

function placesFor(out: string): Places {
  const stats = statSync(out, { throwIfNoEntry: false });
  if (stats && !stats.isDirectory())
    throw new ForeignOutputError(`${out} is a file; a site needs a folder: name it with --out`);
  const inside = stats !== undefined && !canStandBeside(out);
  const name = (what: string) =>
    inside ? join(out, `.pagescape-${what}`) : join(dirname(out), `.${basename(out)}-${what}`);
  const own = `${ownProcess}-${randomBytes(4).toString('hex')}`;
  return {
    out,
    next: name(`next-${own}`),
    last: name(`last-${own}`),
    journal: name('journal'),
    inside,
  };
}

/** Folders of a site's root in which its sources stand, whatever else they hold. */
const sources = ['content', 'assets', 'public', 'templates', '.git', '.cache'];

function refuseSources(out: string, root: string): void {
  const isWithin = (path: string, folder: string) => !relative(folder, path).startsWith('..');
  const held = [root, ...sources.map((name) => join(root, name))];
  if (isWithin(root, out) || held.slice(1).some((folder) => isWithin(out, folder)))
    throw new ForeignOutputError(
      `${out} holds the sources of the site; name another folder with --out`,
    );
}

function refuseForeign(out: string): void {
  if (!existsSync(out)) return;
  const names = readdirSync(out).filter((name) => !isOurs(name));
  if (names.length > 0 && !names.includes(marker))
    throw new ForeignOutputError(
      `${out} holds files that no build wrote; name another folder with --out, or empty it`,
    );
}

/** What builds left that were stopped half-way; what still runs is left alone. */
function removeAbandoned({ out, journal }: Places): void {
  const folder = dirname(journal);
  const prefix = basename(journal).slice(0, -'journal'.length);
  for (const name of folder === out && !existsSync(out) ? [] : readdirSync(folder)) {
    const [, owner] = /^(?:next|last)-(.*)$/.exec(name.slice(prefix.length)) ?? [];
    if (!name.startsWith(prefix) || owner === undefined) continue;
    const path = join(folder, name);
    if (!mayBeAlive(owner, path)) rmSync(path, { recursive: true, force: true });
  }
}

const lockOf = ({ journal }: Places) => `${journal.slice(0, -'journal'.length)}lock`;

/** Whether a folder beside `out` can take its place: not where something is mounted. */
function canStandBeside(out: string): boolean {
  const parent = dirname(out);
  if (parent === out || statSync(parent).dev !== statSync(out).dev || isMountPoint(out))
    return false;
  try {
    accessSync(parent, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Also a folder of the same disk that is mounted once more, which no number of a device shows. */
function isMountPoint(path: string): boolean {
  const mounts = '/proc/self/mountinfo';
  if (!existsSync(mounts)) return false;
  const written = path.replaceAll(/[\s\\]/g, (character) => {
    return `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`;
  });
  return readFileSync(mounts, 'utf8')
    .split('\n')
    .some((line) => line.split(' ')[4] === written);
}
