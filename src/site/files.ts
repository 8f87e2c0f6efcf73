import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync, realpathSync } from 'node:fs';
import { basename, extname, join, relative, sep } from 'node:path';
import { measureFont } from '../media/measure-font.ts';
import { measureImage } from '../media/measure-image.ts';
import { type Image, needsPng, stemOf } from '../media/plan.ts';
import { xmlText } from '../media/xml-text.ts';
import { anonymousFile } from './anonymous/anonymous-file.ts';
import { type Cache, siteCache } from './cache.ts';
import { type CandidateSet, type Conversion, convert, pngOf } from './media/convert.ts';
import {
  contentFault,
  damaged,
  type FileFault,
  isRaw,
  pictureFault,
  unknownFault,
} from './media/file-fault.ts';
import { linkFault } from './media/link-fault.ts';
import { measureImageFile, measureVideoFile } from './media/measure-file.ts';
import { unknownVideoFault, videoFault } from './media/video-fault.ts';
import type { Progress } from './report.ts';
import { mediaFolder, type SiteFile } from './site-file.ts';

export type { SiteFile } from './site-file.ts';
export { mediaFolder } from './site-file.ts';

/** What is known of the files that pages refer to: each is looked at once. */
export interface SiteFiles {
  /** @param anonymous as a page shows it that does not say who wrote it: without its name and what it tells of its author */
  add: (path: string, kind: SiteFile['kind'], anonymous?: 'anonymous') => SiteFile;
  /** A picture that was made for this site. */
  addMade: (name: string, content: Uint8Array) => SiteFile;
  /**
   * Forgets what was known of the files at these whole paths, or below them, and of all that links lead to.
   * @returns whether there was any
   */
  forget: (paths: readonly string[]) => boolean;
  /** Makes smaller files of all pictures that are shown in several sizes. */
  convert: (onProgress?: Progress) => Promise<void>;
  /** Smaller files of a picture; none before they were made. */
  candidatesOf: (file: SiteFile) => readonly CandidateSet[];
  /** Why visitors will not see a file as it is meant, if so. */
  faultOf: (file: SiteFile) => FileFault | undefined;
  /** Why nothing could be kept for the next build, if so. */
  readonly cacheProblem: string | undefined;
}

export function siteFiles(root: string): SiteFiles {
  const cache = siteCache(root, 'media');
  const realRoot = realpathSync(root);
  const files = new Map<string, SiteFile>();
  const linked = new Set<string>();
  const conversions = new Map<string, Conversion>();
  /** Pictures that were converted, as far as they were asked for. */
  const converted = new Map<string, Image>();
  const isPicture = ({ kind }: SiteFile) => kind === 'image' || kind === 'poster';

  return {
    add(path, kind, anonymous) {
      const key = `${anonymous ?? ''} ${kind} ${path}`;
      const known = files.get(key);
      if (known) return known;
      const read = readFile(root, path, kind, cache);
      const file = anonymous ? anonymousFile(read, path) : read;
      files.set(key, file);
      if (isLinked(realRoot, root, path)) linked.add(key);
      return file;
    },

    addMade(name, content) {
      const hash = createHash('sha256').update(content).digest('hex');
      const known = files.get(hash);
      if (known) return known;
      const facts = measureImage(content);
      const file: SiteFile = {
        kind: 'image',
        content,
        hash,
        output: fingerprinted(name, hash),
        bytes: content.length,
        ...facts,
        ...(facts ? { image: { ...facts, name, content, hash, bytes: content.length } } : {}),
      };
      files.set(hash, file);
      return file;
    },

    forget(paths) {
      const before = files.size;
      for (const [key, { content }] of files) {
        if (typeof content !== 'string') continue;
        const isMeant = paths.some((path) => content === path || content.startsWith(path + sep));
        if (isMeant || linked.has(key)) files.delete(key);
      }
      return files.size < before;
    },

    async convert(onProgress) {
      const images = new Map<string, Image>();
      for (const { kind, image } of files.values())
        if (image && (kind === 'image' || !images.has(image.hash)))
          images.set(image.hash, kind === 'image' ? image : { ...image, single: true });
      const missing = [...images.values()].filter(({ hash, single }) => {
        const known = converted.get(hash);
        return !known || (known.single && !single);
      });
      const made = await convert(missing, cache, (done, total) =>
        onProgress?.({ task: 'pictures', done, total }),
      );
      for (const [hash, conversion] of made) conversions.set(hash, conversion);
      for (const image of missing) converted.set(image.hash, image);
    },

    candidatesOf(file) {
      const conversion = file.kind === 'image' ? conversions.get(file.hash) : undefined;
      return conversion && 'candidates' in conversion ? conversion.candidates : [];
    },

    faultOf(file) {
      if (file.fault) return file.fault;
      const conversion = isPicture(file) ? conversions.get(file.hash) : undefined;
      return conversion && 'unreadable' in conversion ? damaged : undefined;
    },

    get cacheProblem() {
      return cache.problem;
    },
  };
}

function readFile(root: string, path: string, kind: SiteFile['kind'], cache: Cache): SiteFile {
  const { hash, bytes } = digest(path);
  const name = basename(path);
  // What is only linked keeps its name, so that the address of a PDF lasts.
  const inside = relative(root, path).replaceAll(sep, '/');
  const output =
    kind === 'link' ? inside.replace(/^(content|public)\//, '') : fingerprinted(name, hash);
  const fault = contentFault(path, bytes);
  const file = { kind, content: path, hash, output, bytes, ...(fault ? { fault } : {}) };
  if (kind === 'video') return videoOf(file, path);
  if (kind === 'asset' && isFont.test(name)) return fontOf(file, path);
  if (kind === 'link') return faulty(file, fault ?? linkFault(path));
  if (kind !== 'image' && kind !== 'poster') return file;

  const facts = measureImageFile(path);
  if (!facts) return { ...file, fault: fault ?? unknownFault(path) };
  const { width, height, format } = facts;
  const image: Image = { ...facts, name, content: path, hash, bytes };
  const shown = { ...file, width, height, image };
  if (format === 'svg') {
    const svg = xmlText(readFileSync(path));
    return withFault(svg === undefined ? shown : { ...shown, svg, svgFile: inside });
  }
  if (!needsPng(image) || isRaw(name)) return withFault(shown);
  return withFault({
    ...shown,
    output: fingerprinted(`${stemOf(name)}.png`, hash),
    // What cannot be read has been told of, and is published as it is.
    standIn: () => pngOf(image, cache).catch(() => readFileSync(path)),
  });
}

/** Whether a file lies elsewhere than its path says; what cannot be found out counts as such. */
function isLinked(realRoot: string, root: string, path: string): boolean {
  try {
    return realpathSync(path) !== join(realRoot, relative(root, path));
  } catch {
    return true;
  }
}

const faulty = (file: SiteFile, fault: FileFault | undefined): SiteFile =>
  fault ? { ...file, fault } : file;

const withFault = (file: SiteFile & { image: Image }): SiteFile =>
  faulty(file, file.fault ?? pictureFault(file.image, file.svg));

const isFont = /\.(?:woff2?|ttf|otf)$/i;

function fontOf(file: SiteFile, path: string): SiteFile {
  const font = measureFont(readFileSync(path));
  const none = { what: 'is no font', hint: 'write a .woff2 file, or one of .woff, .ttf, .otf' };
  return font ? { ...file, font } : faulty(file, file.fault ?? none);
}

function videoOf(file: SiteFile, path: string): SiteFile {
  const measured = measureVideoFile(path);
  if (!measured) return faulty(file, file.fault ?? unknownVideoFault(path));
  const { state, ...size } = measured;
  return faulty({ ...file, ...size }, file.fault ?? videoFault(state));
}

const fingerprinted = (name: string, hash: string) =>
  `${mediaFolder}${stemOf(name)}.${hash.slice(0, 8)}${extname(name)}`;

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
