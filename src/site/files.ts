import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
} from 'node:fs';
import { basename, dirname, extname, join, relative, sep } from 'node:path';
import { type Image, type Plan, planVariants } from '../media/plan.ts';
import { type Conversion, convert, isWorthwhile } from './media/convert.ts';
import { measureImageFile, measureVideoFile } from './media/measure-file.ts';
import type { Progress } from './report.ts';

/** A file of the author's that the site holds a copy of. */
export interface SiteFile {
  kind: 'image' | 'video' | 'link' | 'weights';
  path: string;
  /** SHA-256 of its content, in hex. */
  hash: string;
  /** Path in the built site. */
  output: string;
  bytes: number;
  width?: number;
  height?: number;
  /** Of a picture that could be measured. */
  image?: Image;
  /** Text of an SVG. */
  svg?: string;
  /** Whether it should be a picture and is none. */
  unreadable: boolean;
}

/** Where pictures, videos and weights go in the built site. */
export const mediaFolder = 'media/';

/** The files that the pages of a site refer to, each copied once, and smaller files of its pictures. */
export interface SiteFiles {
  add: (path: string, kind: SiteFile['kind']) => SiteFile;
  /** Smaller files for a picture shown at most so many CSS pixels wide, if they pay. */
  variantsOf: (file: SiteFile, shownWidth?: number) => Plan | undefined;
  /**
   * Makes the smaller files. Returns the pictures that pages must show otherwise than was thought when
   * they were rendered.
   */
  convert: (onProgress?: Progress) => Promise<Set<SiteFile>>;
  /** Bytes that a visitor's browser may load for a file, at most. */
  bytesOf: (file: SiteFile, plan?: Plan) => number;
  /** Copies everything into the folder of the next site. */
  emit: (folder: string) => void;
}

export function siteFiles(root: string): SiteFiles {
  const cache = join(root, '.cache', 'media');
  const files = new Map<string, SiteFile>();
  const plans = new Map<string, { plan: Plan; file: SiteFile; offered: boolean }>();
  let conversion: Conversion | undefined;

  return {
    add(path, kind) {
      const key = `${kind} ${path}`;
      const known = files.get(key);
      if (known) return known;
      const file = readFile(root, path, kind);
      files.set(key, file);
      return file;
    },

    variantsOf(file, shownWidth) {
      const key = `${shownWidth ?? ''} ${file.path}`;
      const known = plans.get(key);
      if (known) return known.offered ? known.plan : undefined;
      const plan = file.image && planVariants(file.image, shownWidth);
      if (!plan) return undefined;
      const offered = isWorthwhile(plan, cache);
      plans.set(key, { plan, file, offered });
      return offered ? plan : undefined;
    },

    async convert(onProgress) {
      const all = [...plans.values()];
      conversion = await convert(
        all.map(({ plan }) => plan),
        {
          cache,
          onProgress: (done, total) => onProgress?.({ task: 'pictures', done, total }),
        },
      );
      const changed = new Set<SiteFile>();
      const dropped = new Set(conversion.dropped.map(({ image }) => image.path));
      const unreadable = new Set(conversion.unreadable.map(({ path }) => path));
      for (const entry of all) {
        const { file, plan, offered } = entry;
        if (unreadable.has(file.path)) file.unreadable = true;
        if (file.unreadable || (offered && dropped.has(plan.image.path))) changed.add(file);
        if (dropped.has(plan.image.path)) entry.offered = false;
      }
      return changed;
    },

    bytesOf(file, plan) {
      const widest = plan && conversion?.files.get(plan.variants.at(-1)?.name ?? '');
      return widest?.bytes ?? file.bytes;
    },

    emit(folder) {
      const copies = [...files.values()].map(({ path, output }) => ({ path, output }));
      const made = [...(conversion?.files ?? [])];
      copies.push(...made.map(([name, { path }]) => ({ path, output: mediaFolder + name })));
      for (const { path, output } of copies) {
        const target = join(folder, output);
        mkdirSync(dirname(target), { recursive: true });
        copyFileSync(path, target, constants.COPYFILE_FICLONE);
      }
    },
  };
}

function readFile(root: string, path: string, kind: SiteFile['kind']): SiteFile {
  const { hash, bytes } = digest(path);
  // What is only linked keeps its name, so that the address of a PDF lasts.
  const inside = relative(root, path).replaceAll(sep, '/');
  const output =
    kind === 'link' ? inside.replace(/^(content|public)\//, '') : fingerprinted(path, hash);
  const file = { kind, path, hash, output, bytes, unreadable: false };
  if (kind === 'video') return { ...file, ...measureVideoFile(path) };
  if (kind !== 'image') return file;

  const facts = measureImageFile(path);
  if (!facts) return { ...file, unreadable: true };
  const { width, height, format } = facts;
  const image: Image = { ...facts, path, hash, bytes };
  const svg = format === 'svg' ? { svg: readFileSync(path, 'utf8') } : {};
  return { ...file, width, height, image, ...svg };
}

function fingerprinted(path: string, hash: string): string {
  const ending = extname(path);
  return `${mediaFolder}${basename(path, ending)}.${hash.slice(0, 8)}${ending}`;
}

/** SHA-256 of a file in hex, read in pieces since videos are large. */
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
  return { hash: hash.digest('hex'), bytes };
}
