import { createHash } from 'node:crypto';
import type { ImageFacts } from './measure-image.ts';

/** A picture of the author's that may be offered in smaller files. */
export interface Image extends ImageFacts {
  /** Where the file is. */
  path: string;
  /** Hash of its content, in hex. */
  hash: string;
  bytes: number;
}

/** A smaller file of a picture. */
export interface Variant {
  /** In pixels. */
  width: number;
  /** Name of the file, the same for the same content and settings: `teaser.0a1b2c3d.avif`. */
  name: string;
}

/** The smaller files that a picture should have. */
export interface Plan {
  image: Image;
  /** MIME type of the variants. */
  type: 'image/avif';
  /** From narrow to wide. */
  variants: [Variant, ...Variant[]];
}

/**
 * AVIF and no WebP: every browser since 2024 draws AVIF, the rest take the original, and WebP of the same
 * look was a fifth to three fifths larger. Effort 4 would save one to three percent more bytes for three
 * to four times the work. In sharp's words; part of every name.
 */
export const settings = { quality: 55, effort: 3, chromaSubsampling: '4:4:4' } as const;

/** Raised when the same settings begin to give other files. */
const revision = 1;

/** Widest that a figure is shown without a width of its own, in CSS pixels. */
const figureWidth = 1100;

/** Pictures of fewer bytes gain nothing that a visitor could feel. */
const smallest = 12_000;

const convertible = new Set(['png', 'jpg', 'webp']);

/**
 * The variants of a picture shown at most `shownWidth` CSS pixels wide: one for plain screens and one for
 * those with two pixels to each, never wider than the picture is. Drawings, animations, tiny pictures and
 * those that are AVIF already have none.
 */
export function planVariants(image: Image, shownWidth = figureWidth): Plan | undefined {
  const { format, animated, bytes, width } = image;
  if (!convertible.has(format) || animated || bytes < smallest) return undefined;
  const once = Math.min(width, Math.round(shownWidth));
  const twice = Math.min(width, Math.round(shownWidth * 2));
  // A file for a few more pixels is one to make and to cache, for nothing that can be seen.
  const widths = twice > once * 1.25 ? [once, twice] : [twice];
  const [first, ...rest] = widths.map((each) => ({ width: each, name: nameOf(image, each) }));
  return first && { image, type: 'image/avif', variants: [first, ...rest] };
}

function nameOf({ path, hash }: Image, width: number): string {
  const recipe = JSON.stringify([hash, width, settings, revision]);
  const digest = createHash('sha256').update(recipe).digest('hex').slice(0, 8);
  return `${stemOf(path)}.${digest}.avif`;
}

/** A file's name without its folder and ending. */
const stemOf = (path: string) => path.replace(/^.*[\\/]/, '').replace(/(?<=.)\.[^.]*$/, '');

/** The variants as `srcset` wants them, each in `folder`, with widths. */
export const srcsetOf = ({ variants }: Plan, folder: string): string =>
  variants.map(({ name, width }) => `${folder}${encodeURIComponent(name)} ${width}w`).join(', ');
