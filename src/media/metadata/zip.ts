import { inflateRawSync } from 'node:zlib';
import { viewOf } from './parts.ts';

/** Larger files in an archive are not read. */
export const largest = 64 << 20;

/** Files of an archive, as its directory at the end lists them (APPNOTE 6.3.10, sections 4.3.7 and 4.3.12). */
export function unzipped(bytes: Uint8Array): { name: string; content?: Uint8Array }[] {
  const view = viewOf(bytes);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const files: { name: string; content?: Uint8Array }[] = [];
  for (let at = buffer.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0; ) {
    if (at + 46 > bytes.length) break;
    const [method, size, full] = [
      view.getUint16(at + 10, true),
      view.getUint32(at + 20, true),
      view.getUint32(at + 24, true),
    ];
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) =>
      view.getUint16(at + offset, true),
    );
    const name = buffer.toString('utf8', at + 46, at + 46 + (nameLength ?? 0));
    const content =
      full > largest ? undefined : contentAt(buffer, view.getUint32(at + 42, true), size, method);
    files.push({ name, ...(content ? { content } : {}) });
    const next = at + 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
    at = buffer.toString('latin1', next, next + 4) === 'PK\x01\x02' ? next : -1;
  }
  return files;
}

function contentAt(
  buffer: Buffer,
  at: number,
  size: number,
  method: number,
): Uint8Array | undefined {
  if (at + 30 > buffer.length) return undefined;
  const start = at + 30 + buffer.readUInt16LE(at + 26) + buffer.readUInt16LE(at + 28);
  const data = buffer.subarray(start, start + size);
  if (method === 0) return data;
  try {
    return method === 8 ? inflateRawSync(data, { maxOutputLength: largest }) : undefined;
  } catch {
    return undefined;
  }
}
