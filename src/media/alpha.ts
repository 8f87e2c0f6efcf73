/** Whether a picture may let the page show through. Bytes that say nothing of it do not. */
export function hasAlpha(format: string, bytes: Uint8Array): boolean {
  if (format === 'svg') return true;
  if (format === 'png') return hasAlphaPng(bytes);
  return format === 'webp' && hasAlphaWebp(bytes);
}

/** Colour types 4 and 6 (PNG, third edition, section 11.2.1), or a chunk tRNS before the pixels. */
function hasAlphaPng(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length > 25 && ((bytes[25] ?? 0) & 4) !== 0) return true;
  for (let at = 8; at + 8 <= view.byteLength; at += 12 + view.getUint32(at)) {
    const name = view.getUint32(at + 4);
    if (name === 0x74524e53) return true;
    if (name === 0x49444154) return false;
  }
  return false;
}

/** The flag L of the extended header, or the bit alpha_is_used of a lossless picture (RFC 9649). */
function hasAlphaWebp(bytes: Uint8Array): boolean {
  const kind = String.fromCharCode(...bytes.subarray(12, 16));
  if (kind === 'VP8X') return ((bytes[20] ?? 0) & 0x10) !== 0;
  return kind === 'VP8L' && ((bytes[24] ?? 0) & 0x10) !== 0;
}
