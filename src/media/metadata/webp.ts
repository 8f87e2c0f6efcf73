import { orientationOf } from '../orientation.ts';
import { ascii, exifOfOrientation, viewOf } from './parts.ts';

/** Flags of the chunk VP8X (RFC 9649, section 2.7.1). */
const flags = { exif: 0b1000, xmp: 0b100 };

/** The chunks EXIF and XMP go, and with them what the head says of them. */
export function webpWithoutMetadata(bytes: Uint8Array): Uint8Array {
  const view = viewOf(bytes);
  const orientation = orientationOf('webp', bytes);
  const parts: Uint8Array[] = [];
  for (let at = 12; at + 8 <= bytes.length; ) {
    const length = view.getUint32(at + 4, true);
    const end = at + 8 + length + (length % 2);
    const name = ascii(bytes, at, 4);
    const chunk = bytes.slice(at, end);
    if (name === 'VP8X') {
      chunk[8] = ((chunk[8] ?? 0) & ~flags.exif & ~flags.xmp) | (orientation > 1 ? flags.exif : 0);
      parts.push(chunk);
    } else if (name === 'EXIF' && orientation > 1) {
      parts.push(chunkOf('EXIF', exifOfOrientation(orientation)));
    } else if (/^(?:VP8 |VP8L|ALPH|ANIM|ANMF|ICCP)$/.test(name)) parts.push(chunk);
    at = end;
  }
  const body = Buffer.concat([Buffer.from('WEBP'), ...parts]);
  return chunkOf('RIFF', body);
}

function chunkOf(name: string, data: Uint8Array): Uint8Array {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, new Uint8Array(data.length % 2)]);
}
