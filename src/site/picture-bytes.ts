import type { ShownPicture } from '../render/picture.ts';
import type { SiteFile, SiteFiles } from './files.ts';
import type { Candidate } from './media/convert.ts';
import type { Questions } from './resolver.ts';

/** The screen that reports speak of, in CSS pixels, one pixel of the screen to each. */
const screenWidth = 1440;

/** A picture of a page as a wide screen loads it. */
export interface LoadedPicture {
  /** Address of the picture as the page writes it; another size of it may be loaded. */
  href: string;
  bytes: number;
}

/** The pictures that a page shows, as a wide screen loads them: of each, the file that fits its place. */
export function loadedPictures(
  shown: readonly ShownPicture[],
  { files: byAddress }: Pick<Questions, 'files'>,
  files: SiteFiles,
): LoadedPicture[] {
  const loaded = new Map<string, LoadedPicture>();
  for (const { href, width } of shown) {
    const file = byAddress.get(href);
    if (!file) continue;
    const chosen = choose(file, width, files);
    loaded.set(chosen?.name ?? file.output, { href, bytes: chosen?.bytes ?? file.bytes });
  }
  return [...loaded.values()];
}

/** As a browser chooses from `srcset`: the smallest file with a pixel for every pixel of the screen, or the widest. */
function choose(
  file: SiteFile,
  width: number | undefined,
  files: SiteFiles,
): Candidate | undefined {
  const [best] = files.candidatesOf(file);
  const needed = Math.min(width ?? screenWidth, screenWidth);
  return best?.files.find((candidate) => candidate.width >= needed) ?? best?.files.at(-1);
}
