import { tiffDirectories, tiffTags } from './tiff.ts';

/**
 * How a camera was turned, from 1 to 8 (EXIF 2.32, tag 274), as PNG, WebP, AVIF and TIFF say it; 1 where they do
 * not. Browsers turn these pictures as they turn JPEGs.
 */
export function orientationOf(format: string, bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (format === 'avif') return orientationOfAvif(bytes);
  const exif = Object.hasOwn(exifOf, format) ? exifOf[format]?.(view) : undefined;
  return (exif && tiffDirectories(exif)[0]?.get(tiffTags.orientation)) ?? 1;
}

const exifOf: Record<string, (view: DataView) => DataView | undefined> = {
  png: exifOfPng,
  webp: exifOfWebp,
  tiff: (view) => view,
};

/** Quarters of a turn in a box `irot` of 9 bytes (ISO/IEC 23008-12, section 6.5.10); mirrors keep the size. */
function orientationOfAvif(bytes: Uint8Array): number {
  const at = Buffer.from(bytes).indexOf('\0\0\0\x09irot', 'latin1');
  return at >= 0 && ((bytes[at + 8] ?? 0) & 1) === 1 ? 6 : 1;
}

const nameAt = (view: DataView, at: number) =>
  String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(at + index)));

function part(view: DataView, start: number, length: number): DataView | undefined {
  if (start + length > view.byteLength) return undefined;
  return new DataView(view.buffer, view.byteOffset + start, length);
}

/** Chunk `eXIf` (PNG, third edition, section 11.3.4.5). A chunk is length, name, data and checksum. */
function exifOfPng(view: DataView): DataView | undefined {
  for (let at = 8; at + 12 <= view.byteLength; ) {
    const length = view.getUint32(at);
    if (nameAt(view, at + 4) === 'eXIf') return withoutHeader(part(view, at + 8, length));
    at += 12 + length;
  }
  return undefined;
}

/** Chunk `EXIF` (RFC 9649, section 2.7.1.5). A chunk is name, length and data of an even length. */
function exifOfWebp(view: DataView): DataView | undefined {
  for (let at = 12; at + 8 <= view.byteLength; ) {
    const length = view.getUint32(at + 4, true);
    if (nameAt(view, at) === 'EXIF') return withoutHeader(part(view, at + 8, length));
    at += 8 + length + (length % 2);
  }
  return undefined;
}

/** Many programs write the header that EXIF has in a JPEG. */
function withoutHeader(exif: DataView | undefined): DataView | undefined {
  if (!exif || exif.byteLength < 6 || nameAt(exif, 0) !== 'Exif') return exif;
  return part(exif, 6, exif.byteLength - 6);
}
