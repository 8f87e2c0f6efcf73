/**
 * How a camera was turned, from 1 to 8 (EXIF 2.32, tag 274), as PNG and WebP say it; 1 where they do not.
 * Browsers turn these pictures as they turn JPEGs.
 */
export function orientationOf(format: string, bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const exif =
    format === 'png' ? exifOfPng(view) : format === 'webp' ? exifOfWebp(view) : undefined;
  return exif ? orientationIn(exif) : 1;
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

/** From the first directory of a TIFF: byte order, 42, place of the directory (TIFF 6.0, section 2). */
function orientationIn(tiff: DataView): number {
  if (tiff.byteLength < 14) return 1;
  const little = tiff.getUint16(0) === 0x4949;
  const directory = tiff.getUint32(4, little);
  if (directory + 2 > tiff.byteLength) return 1;
  const count = tiff.getUint16(directory, little);
  for (let index = 0; index < count; index++) {
    const entry = directory + 2 + 12 * index;
    if (entry + 12 > tiff.byteLength) return 1;
    if (tiff.getUint16(entry, little) === 274) return tiff.getUint16(entry + 8, little);
  }
  return 1;
}
