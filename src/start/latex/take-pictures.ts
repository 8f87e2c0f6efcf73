import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeIfAbsent } from '../write-new.ts';
import type { Picture } from './pictures.ts';

/** What came of the pictures of a paper. */
export interface TakenPictures {
  /** Paths of the files that were written. */
  written: string[];
  /** Why a picture is not there, for each that is not. */
  left: { picture: Picture; reason: string }[];
}

/**
 * Puts the pictures of a paper beside its page.
 * @param from folder of the paper's main file
 * @param to folder of the page's pictures
 */
export async function takePictures(
  pictures: readonly Picture[],
  from: string,
  to: string,
): Promise<TakenPictures> {
  const taken: TakenPictures = { written: [], left: [] };
  for (const picture of pictures) {
    const reason = /\.(?:eps|ps|pdf)$/i.test(picture.from)
      ? `save it as ${picture.name}`
      : undefined;
    if (reason !== undefined) {
      taken.left.push({ picture, reason });
      continue;
    }
    const path = join(to, picture.name);
    if (writeIfAbsent(path, readFileSync(join(from, picture.from)))) taken.written.push(path);
    else taken.left.push({ picture, reason: `${path} exists already, and is left as it was` });
  }
  return taken;
}
