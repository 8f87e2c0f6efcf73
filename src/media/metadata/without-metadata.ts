import { gifWithoutComments } from './gif.ts';
import { jpegWithoutMetadata } from './jpeg.ts';
import { mp4WithoutMetadata } from './mp4.ts';
import { pngWithoutText } from './png.ts';
import { svgWithoutMetadata } from './svg.ts';
import { webpWithoutMetadata } from './webp.ts';

/**
 * A file without what programs write into it about its author: EXIF, XMP, comments, names of files. What is seen
 * stays as it is, to the pixel. A file of a format that is not known here, or that is damaged, is given back as it is.
 */
export function withoutMetadata(bytes: Uint8Array): Uint8Array {
  try {
    for (const [isOf, strip] of formats) if (isOf(bytes)) return strip(bytes);
  } catch (error) {
    // Lengths that lead out of the file.
    if (!(error instanceof RangeError)) throw error;
  }
  return bytes;
}

type Format = readonly [
  isOf: (bytes: Uint8Array) => boolean,
  strip: (bytes: Uint8Array) => Uint8Array,
];

const hasAt = (word: string, at: number) => (bytes: Uint8Array) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(
    'latin1',
    at,
    at + word.length,
  ) === word;

const isSvg = (bytes: Uint8Array) =>
  /^\uFEFF?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!DOCTYPE[^>[]*(?:\[[^\]]*\])?\s*>\s*|<!--.*?-->\s*)*<(?:\w+:)?svg[\s>]/s.test(
    new TextDecoder().decode(bytes.subarray(0, 20_000)),
  );

const formats: readonly Format[] = [
  [hasAt('\xff\xd8\xff', 0), jpegWithoutMetadata],
  [hasAt('\x89PNG\r\n\x1a\n', 0), pngWithoutText],
  [hasAt('WEBP', 8), webpWithoutMetadata],
  [hasAt('GIF8', 0), gifWithoutComments],
  [hasAt('ftyp', 4), mp4WithoutMetadata],
  [isSvg, svgWithoutMetadata],
];
