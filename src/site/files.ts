import { createHash } from 'node:crypto';
import { closeSync, constants, copyFileSync, mkdirSync, openSync, readSync } from 'node:fs';
import { basename, dirname, extname, join, relative, sep } from 'node:path';

/** A file of the author's that the site holds a copy of. */
export interface SiteFile {
  kind: 'image' | 'video' | 'link';
  /** Path in the built site. */
  output: string;
  bytes: number;
}

export interface SiteFiles {
  add: (path: string, kind: SiteFile['kind']) => SiteFile;
  /** Copies all files into the folder of the next site. */
  emit: (folder: string) => void;
}

/** The files that the pages of a site refer to, each copied once. */
export function siteFiles(root: string): SiteFiles {
  const files = new Map<string, SiteFile>();
  return {
    add(path, kind) {
      const known = files.get(path);
      if (known) return known;
      const { hash, bytes } = digest(path);
      // What is only linked keeps its name, so that the address of a PDF lasts.
      const inside = relative(root, path).replaceAll(sep, '/');
      const output =
        kind === 'link' ? inside.replace(/^(content|public)\//, '') : fingerprinted(path, hash);
      const file = { kind, output, bytes };
      files.set(path, file);
      return file;
    },
    emit(folder) {
      for (const [path, { output }] of files) {
        const target = join(folder, output);
        mkdirSync(dirname(target), { recursive: true });
        copyFileSync(path, target, constants.COPYFILE_FICLONE);
      }
    },
  };
}

function fingerprinted(path: string, hash: string): string {
  const ending = extname(path);
  return `media/${basename(path, ending)}.${hash}${ending}`;
}

/** Eight hex digits that stand for the content of a file, read in pieces since videos are large. */
function digest(path: string): { hash: string; bytes: number } {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(1 << 20);
  const descriptor = openSync(path, 'r');
  let bytes = 0;
  try {
    for (;;) {
      const count = readSync(descriptor, buffer);
      if (count === 0) break;
      bytes += count;
      hash.update(buffer.subarray(0, count));
    }
  } finally {
    closeSync(descriptor);
  }
  return { hash: hash.digest('hex').slice(0, 8), bytes };
}
