import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Says that a folder was written by a build, and may be replaced by the next one. */
export const marker = '.pagescape';

/**
 * Where a new site stands, and how it takes the place of the last one. Beside the site's folder, the two
 * folders change places. Where nothing can stand beside it (a mount point, a folder of somebody else's),
 * both stand inside, and what is in them changes places, name by name.
 */
export interface Places {
  /** Where the site is read. */
  out: string;
  /** The new site while it grows, and where the last one goes. */
  next: string;
  last: string;
  journal: string;
  inside: boolean;
}

/** What is about to happen, written down before it does. */
const journalSchema = z.strictObject({
  next: z.string(),
  last: z.string(),
  /** Names that change places, where the two sites stand inside their folder. */
  names: z.strictObject({ old: z.array(z.string()), new: z.array(z.string()) }).optional(),
});
type Journal = z.output<typeof journalSchema>;

/** The names in a site's folder that are ours and not the site's. */
export const isOurs = (name: string) => /^\.pagescape-(?:next|last|journal|lock)/.test(name);

/**
 * What publishing does, step by step: after each of them, {@link recover} finds a whole site. The new
 * site must be whole when the first begins.
 */
export function publicationOf(places: Places): (() => void)[] {
  const { out, next, last, journal, inside } = places;
  const cleanUp = [
    () => rmSync(journal),
    () => rmSync(last, { recursive: true, force: true }),
    () => rmSync(next, { recursive: true, force: true }),
  ];
  if (!inside) {
    return [
      () => writeJournal(journal, { next, last }),
      ...(existsSync(out) ? [() => renameSync(out, last)] : []),
      () => renameSync(next, out),
      ...cleanUp,
    ];
  }
  const old = readdirSync(out).filter((name) => !isOurs(name));
  const names = { old, new: readdirSync(next) };
  return [
    () => mkdirSync(last),
    () => writeJournal(journal, { next, last, names }),
    ...exchange(places, names),
    ...cleanUp,
  ];
}

/** Moves old names away and new ones in; what was moved already is left where it is. */
function exchange(
  { out, next, last }: Pick<Places, 'out' | 'next' | 'last'>,
  names: NonNullable<Journal['names']>,
): (() => void)[] {
  return [
    ...names.old.map((name) => () => {
      if (!existsSync(join(last, name)) && existsSync(join(out, name)))
        renameSync(join(out, name), join(last, name));
    }),
    ...names.new.map((name) => () => {
      if (existsSync(join(next, name))) renameSync(join(next, name), join(out, name));
    }),
  ];
}

/** Ends what a build began that was killed while it published: a whole site is in its place then. */
export function recover(out: string, journal: string): void {
  const begun = readJournal(journal);
  if (!begun) return;
  const { next, last, names } = begun;
  if (names) for (const step of exchange({ out, next, last }, names)) step();
  else if (!existsSync(out)) renameSync(existsSync(next) ? next : last, out);
  rmSync(journal, { force: true });
  for (const rest of [last, next]) rmSync(rest, { recursive: true, force: true });
}

/** A journal that was cut off itself was written before anything moved. */
function readJournal(path: string): Journal | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return journalSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    rmSync(path, { force: true });
    return undefined;
  }
}

/** On the disk, and not only on its way there, before the first name changes. */
function writeJournal(path: string, journal: Journal): void {
  const descriptor = openSync(path, 'w');
  try {
    writeFileSync(descriptor, JSON.stringify(journal));
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
