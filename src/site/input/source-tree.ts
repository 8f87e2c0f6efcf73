import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';

/** What stands at a path. A `reason` completes a sentence: "content/a.md cannot be read: it is a named pipe". */
export type Probe =
  /** `real` is where it lies once links have been followed. */
  | { kind: 'file'; path: string; real: string }
  | { kind: 'folder'; path: string; real: string }
  | { kind: 'missing' }
  | Refused;

export interface Refused {
  kind: 'refused';
  /** Whether it leads to where nothing may be published from, rather than to nothing that could be. */
  outside: boolean;
  reason: string;
}

/**
 * The files of a site. Whether one may be read is decided here alone, by where it really lies: content may
 * come from strangers, and a link may lead anywhere.
 */
export interface SourceTree {
  readonly root: string;
  /** The whole path of one given from the root. */
  pathOf(path: string): string;
  /** What stands at a path, given from the root or as a whole. */
  probe(path: string): Probe;
  /** The bytes of a file; what stands in the way otherwise. */
  read(path: string): Uint8Array | Exclude<Probe, { kind: 'file' }>;
  /** Names in a folder, sorted; what stands in the way otherwise. */
  list(path: string): string[] | Exclude<Probe, { kind: 'folder' }>;
}

/** @param root a folder that is there */
export function sourceTree(root: string): SourceTree {
  const realRoot = realpathSync(root);

  const pathOf = (path: string) => (isAbsolute(path) ? path : join(root, path));

  function probe(path: string): Probe {
    const whole = pathOf(path);
    if (whole.includes('\0')) return refused('its name holds a NUL character');
    try {
      const stats = statSync(whole);
      const real = realpathSync(whole);
      const inside = relative(realRoot, real);
      if (inside.startsWith('..') || isAbsolute(inside)) return outside('it lies outside the site');
      if (isHidden(inside.split(sep))) return outside('hidden files are not published');
      if (stats.isDirectory()) return { kind: 'folder', path: whole, real };
      return stats.isFile()
        ? { kind: 'file', path: whole, real }
        : refused(`it is ${kindOf(stats)}, not a file`);
    } catch (error) {
      return failureOf(error, whole);
    }
  }

  return {
    root,
    pathOf,
    probe,
    read(path) {
      const found = probe(path);
      if (found.kind !== 'file') return found;
      try {
        return readRegularFile(found.real);
      } catch (error) {
        return failureOf(error, found.path);
      }
    },
    list(path) {
      const found = probe(path);
      if (found.kind !== 'folder') return found;
      try {
        return readdirSync(found.path).sort(byCodePoint);
      } catch (error) {
        return failureOf(error, found.path);
      }
    },
  };
}

/** The order that is the same on every machine, whatever its language. */
const byCodePoint = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** What an author puts into public/ is meant to be published, also when a host asks for a hidden name. */
const isHidden = ([top = '', ...names]: string[]) =>
  top === 'public'
    ? names.includes('.git')
    : [top, ...names].some((name) => name.startsWith('.') || name === 'node_modules');

const refused = (reason: string): Refused => ({ kind: 'refused', outside: false, reason });
const outside = (reason: string): Refused => ({ kind: 'refused', outside: true, reason });

/** Opened without waiting, and looked at again: a file may have become a pipe since it was probed. */
function readRegularFile(path: string): Uint8Array {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    return fstatSync(descriptor).isFile() ? readFileSync(descriptor) : new Uint8Array();
  } finally {
    closeSync(descriptor);
  }
}

function kindOf(stats: Stats): string {
  if (stats.isFIFO()) return 'a named pipe';
  if (stats.isSocket()) return 'a socket';
  return 'a device';
}

/** What a failure to look at a path means to an author. Failures of the machine are thrown on. */
function failureOf(error: unknown, path: string): Extract<Probe, { kind: 'missing' | 'refused' }> {
  switch (error instanceof Error && 'code' in error ? error.code : undefined) {
    case 'ENOENT':
      return isLink(path) ? refused('it is a link that leads nowhere') : { kind: 'missing' };
    case 'ENOTDIR':
      return { kind: 'missing' };
    case 'ELOOP':
      return refused('it is a link that leads in a circle');
    case 'ENAMETOOLONG':
      return refused('its name is too long for a file');
    case 'EACCES':
    case 'EPERM':
      return refused('this user may not read it');
    default:
      throw error;
  }
}

const isLink = (path: string) =>
  lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
