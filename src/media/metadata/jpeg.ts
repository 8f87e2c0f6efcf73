import { tiffDirectories, tiffTags } from '../tiff.ts';
import { ascii, exifOfOrientation, viewOf } from './parts.ts';

/**
 * Segments of applications and comments go (ITU-T T.81, annex B), but for what colours depend on: JFIF, profiles,
 * Adobe's. Pictures of a turned camera keep that much EXIF.
 */
export function jpegWithoutMetadata(bytes: Uint8Array): Uint8Array {
  const view = viewOf(bytes);
  const parts = [bytes.subarray(0, 2)];
  let at = 2;
  while (view.getUint16(at) !== 0xffda) {
    const marker = view.getUint16(at);
    // Bytes that fill up stand before a marker.
    if (marker === 0xffff) {
      at++;
      continue;
    }
    if (marker < 0xff01 || marker === 0xffd9) return bytes;
    const end = at + 2 + view.getUint16(at + 2);
    const segment = bytes.subarray(at, end);
    if (!isMetadata(marker, segment)) parts.push(segment);
    else if (marker === 0xffe1) parts.push(turnOf(segment));
    at = end;
  }
  // Some programs hide a second picture behind the end of the first.
  return Buffer.concat([...parts, bytes.subarray(at, endOfPixels(bytes, at))]);
}

function isMetadata(marker: number, segment: Uint8Array): boolean {
  const isApplication = marker >= 0xffe0 && marker <= 0xffef;
  if (marker === 0xfffe) return true;
  return isApplication && !/^(?:JFIF|ICC_PROFILE|Adobe)/.test(ascii(segment, 4, 12));
}

function turnOf(segment: Uint8Array): Uint8Array {
  if (ascii(segment, 4, 4) !== 'Exif') return new Uint8Array();
  const orientation =
    tiffDirectories(viewOf(segment.subarray(10)))[0]?.get(tiffTags.orientation) ?? 1;
  if (orientation <= 1 || orientation > 8) return new Uint8Array();
  const exif = exifOfOrientation(orientation);
  const head = new Uint8Array(10);
  viewOf(head).setUint16(0, 0xffe1);
  viewOf(head).setUint16(2, 8 + exif.length);
  head.set(Buffer.from('Exif\0\0', 'latin1'), 4);
  return Buffer.concat([head, exif]);
}

/** Behind the marker of the end; between scans stand segments, each behind its length. */
function endOfPixels(bytes: Uint8Array, start: number): number {
  const view = viewOf(bytes);
  for (let at = start; at + 2 <= bytes.length; ) {
    const marker = view.getUint16(at);
    if (marker === 0xffd9) return at + 2;
    const isSegment =
      marker >= 0xffc0 && marker < 0xffff && !(marker >= 0xffd0 && marker <= 0xffd7);
    at += isSegment ? 2 + view.getUint16(at + 2) : 1;
  }
  return bytes.length;
}
