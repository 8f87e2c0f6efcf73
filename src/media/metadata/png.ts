import { crc32 } from 'node:zlib';
import { orientationOf } from '../orientation.ts';
import { ascii, exifOfOrientation, viewOf } from './parts.ts';

/** Chunks that pixels and colours depend on (PNG, third edition, section 11; APNG's among them). */
const kept = new Set(
  'IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD pHYs acTL fcTL fdAT'.split(
    ' ',
  ),
);

/** Texts, times and EXIF go, and what stands behind the end. */
export function pngWithoutText(bytes: Uint8Array): Uint8Array {
  const view = viewOf(bytes);
  const parts = [bytes.subarray(0, 8)];
  const orientation = orientationOf('png', bytes);
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + view.getUint32(at);
    const name = ascii(bytes, at + 4, 4);
    if (end > bytes.length) return bytes;
    if (name === 'IDAT' && orientation > 1 && !parts.some((part) => ascii(part, 4, 4) === 'IDAT'))
      parts.push(chunk('eXIf', exifOfOrientation(orientation)));
    if (kept.has(name)) parts.push(bytes.subarray(at, end));
    if (name === 'IEND') break;
    at = end;
  }
  return Buffer.concat(parts);
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const whole = Buffer.concat([
    new Uint8Array(4),
    Buffer.from(name, 'latin1'),
    data,
    new Uint8Array(4),
  ]);
  whole.writeUInt32BE(data.length, 0);
  whole.writeUInt32BE(crc32(whole.subarray(4, -4)), whole.length - 4);
  return whole;
}
