import { imageSize } from 'image-size';
import { hasAlpha } from './alpha.ts';
import { orientationOf } from './orientation.ts';
import { tiffDirectories, tiffTags } from './tiff.ts';

export interface ImageFacts {
  /** Size as it is shown, in pixels: the camera's rotation is applied. */
  width: number;
  height: number;
  /** Ending of the format's files: png, jpg, gif, webp, avif, svg, ... */
  format: string;
  animated: boolean;
  /** Whether the page may show through it. */
  alpha?: true;
  /** Pages of a TIFF, if there are several. */
  pages?: number;
  /** Whether its pixels are measurements rather than colours. */
  float?: true;
}

/**
 * Reads a picture's size from its bytes, of which the first some hundred kilobytes are mostly enough.
 * @returns undefined when they are no picture, or end before its size is known
 */
export function measureImage(bytes: Uint8Array): ImageFacts | undefined {
  try {
    const { width, height, type = '', ...found } = sizeOfAvifSequence(bytes) ?? imageSize(bytes);
    const orientation = found.orientation ?? orientationOf(type, bytes);
    const size = type === 'svg' && !(width && height) ? sizeOfSvg(bytes) : { width, height };
    if (!size?.width || !size.height) return undefined;
    const alpha = hasAlpha(type, bytes) ? { alpha: true as const } : {};
    const more = type === 'tiff' ? factsOfTiff(bytes) : alpha;
    // EXIF orientations from 5 on lie on their side (EXIF 2.32, tag 274).
    const upright = orientation >= 5 ? { width: size.height, height: size.width } : size;
    return { ...upright, format: type, animated: isAnimated(type, bytes), ...more };
  } catch {
    // image-size throws for every kind of bytes that it does not know.
    return undefined;
  }
}

/** An AVIF of several frames says its size as others do, and has a brand of its own (AVIF 1.2, section 6.3). */
function sizeOfAvifSequence(bytes: Uint8Array) {
  if (!hasAscii(bytes, 'ftypavis', 4)) return undefined;
  const size = findAscii(bytes, 'ispe');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return size < 0
    ? undefined
    : {
        width: view.getUint32(size + 8),
        height: view.getUint32(size + 12),
        type: 'avif',
        orientation: undefined,
      };
}

/** Samples of format 3 are floating-point numbers; a reduced directory is no page but its thumbnail. */
function factsOfTiff(bytes: Uint8Array): Pick<ImageFacts, 'alpha' | 'pages' | 'float'> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const directories = tiffDirectories(view);
  const [first] = directories;
  const pages = directories.filter((tags) => ((tags.get(tiffTags.reduced) ?? 0) & 1) === 0).length;
  return {
    ...(first?.has(tiffTags.extraSamples) ? { alpha: true } : {}),
    ...(pages > 1 ? { pages } : {}),
    ...(first?.get(tiffTags.sampleFormat) === 3 ? { float: true } : {}),
  };
}

/** From a viewBox that image-size does not read: in single quotes, or with commas. */
function sizeOfSvg(bytes: Uint8Array): { width: number; height: number } | undefined {
  const head = new TextDecoder().decode(bytes.subarray(0, 4096));
  const box = /\bviewBox\s*=\s*["']\s*[-\d.e]+[\s,]+[-\d.e]+[\s,]+([\d.e]+)[\s,]+([\d.e]+)/.exec(
    head,
  );
  if (!box) return undefined;
  return { width: Math.round(Number(box[1])), height: Math.round(Number(box[2])) };
}

function isAnimated(format: string, bytes: Uint8Array): boolean {
  if (format === 'gif') return true;
  if (format === 'avif') return hasAscii(bytes, 'ftypavis', 4);
  // The flags of a VP8X chunk (RFC 9649, section 2.7).
  if (format === 'webp') return hasAscii(bytes, 'VP8X', 12) && ((bytes[20] ?? 0) & 2) !== 0;
  // Animated PNG says so before its first pixels (PNG, third edition, section 11.3.6).
  return format === 'png' && findAscii(bytes.subarray(0, 4096), 'acTL') >= 0;
}

function hasAscii(bytes: Uint8Array, word: string, at: number): boolean {
  return [...word].every((character, index) => bytes[at + index] === character.charCodeAt(0));
}

function findAscii(bytes: Uint8Array, word: string): number {
  const first = word.charCodeAt(0);
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (hasAscii(bytes, word, at)) return at;
  }
  return -1;
}
