import { createHash } from 'node:crypto';
import type { ImageFacts } from './measure-image.ts';

/** A picture of the author's that may be offered in smaller files. */
export interface Image extends ImageFacts {
  /** Name of the file. */
  name: string;
  /** Where it is, or its bytes. */
  content: string | Uint8Array;
  /** Hash of its content, in hex. */
  hash: string;
  bytes: number;
  /** Whether it is named in one size alone. */
  single?: true;
}

/**
 * Formats in the order in which a browser should take them. Effort 4 of AVIF would save one to three
 * percent more bytes for three to four times the work. The settings are in sharp's words.
 */
export const formats = [
  {
    name: 'avif',
    type: 'image/avif',
    settings: { quality: 55, effort: 3, chromaSubsampling: '4:4:4' },
  },
  { name: 'webp', type: 'image/webp', settings: { quality: 78, effort: 4, smartSubsample: true } },
] as const;

export type Format = (typeof formats)[number];

/** Raised when the same settings begin to give other files. */
const revision = 2;

/** Pictures of fewer bytes gain nothing that a visitor could feel. */
const smallest = 12_000;

const convertible = new Set(['png', 'jpg', 'webp', 'tiff']);

/** Formats that we can read and no browser shows: a PNG stands in for the picture. */
export const needsPng = ({ format, float }: ImageFacts): boolean => format === 'tiff' && !float;

/** Widths that every place on every screen finds a near one of, in pixels. */
const steps = [480, 960, 1600, 2400];
export const widest = 3600;

/**
 * The widths in which a picture is offered, from narrow to wide, wherever it is shown: its own unless that is
 * huge, and steps below. Drawings, animations and tiny pictures are offered in none.
 */
export function candidateWidths(image: Image): number[] {
  const { format, animated, float, bytes, width, single } = image;
  if (!convertible.has(format) || animated || float || single || bytes < smallest) return [];
  const most = Math.min(width, widest);
  // A file for a few more pixels is one to make and to keep, for nothing that can be seen.
  return [...steps.filter((step) => step * 1.25 < most), most];
}

/** All that a smaller file depends on. */
export const recipeOf = ({ hash }: Image, { name, settings }: Format, width: number): string =>
  JSON.stringify([revision, hash, name, settings, width]);

/** All that the PNG in the place of a picture depends on. */
export const pngRecipeOf = ({ hash }: Image): string => JSON.stringify([revision, hash, 'png']);

/** Name of a smaller file, the same for the same content and settings: `teaser.0a1b2c3d.avif`. */
export function candidateName(image: Image, format: Format, width: number): string {
  const digest = createHash('sha256')
    .update(recipeOf(image, format, width))
    .digest('hex');
  return `${stemOf(image.name)}.${digest.slice(0, 8)}.${format.name}`;
}

/** Longest stem in bytes: a file system allows 255 for a name. */
const longestStem = 120;

/** A file's name without its ending, cut where it would be too long to add to. */
export function stemOf(name: string): string {
  const stem = name.replace(/(?<=.)\.[^.]*$/, '');
  if (Buffer.byteLength(stem) <= longestStem) return stem;
  let cut = '';
  for (const character of stem) {
    if (Buffer.byteLength(cut + character) > longestStem) break;
    cut += character;
  }
  return cut;
}
