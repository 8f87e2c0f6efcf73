import { ascii, viewOf } from './parts.ts';

/** Boxes that hold other boxes, down to those of metadata (ISO/IEC 14496-12). */
const folders = new Set(['moov', 'trak', 'mdia', 'minf', 'moof', 'traf']);
const metadata = new Set(['udta', 'meta', 'uuid', 'ilst']);

/**
 * Videos keep their places: boxes of metadata become free space of the same size. Pictures in the same container
 * (AVIF, HEIC) say in a box `meta` how they are decoded, and stay as they are.
 */
export function mp4WithoutMetadata(bytes: Uint8Array): Uint8Array {
  if (/^(?:avi[fs]|mif1|msf1|hei[cxms]|hev[cx])$/.test(ascii(bytes, 8, 4))) return bytes;
  const stripped = bytes.slice();
  freeIn(stripped, 0, stripped.length);
  return stripped;
}

function freeIn(bytes: Uint8Array, start: number, end: number): void {
  const view = viewOf(bytes);
  for (let at = start; at + 8 <= end; ) {
    const short = view.getUint32(at);
    const head = short === 1 ? 16 : 8;
    const size = short === 1 ? Number(view.getBigUint64(at + 8)) : short === 0 ? end - at : short;
    if (size < head || at + size > end) return;
    const name = ascii(bytes, at + 4, 4);
    if (metadata.has(name)) {
      bytes.set(Buffer.from('free', 'latin1'), at + 4);
      bytes.fill(0, at + head, at + size);
    } else if (folders.has(name)) freeIn(bytes, at + head, at + size);
    else if (name === 'hdlr') freeName(bytes, at + head, at + size);
    at += size;
  }
}

/** Name of the program or person that made a track, behind 24 bytes of its kind. */
const freeName = (bytes: Uint8Array, start: number, end: number) =>
  bytes.fill(0, Math.min(start + 24, end), end);
