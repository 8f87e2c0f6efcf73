/** Whether a picture may let the page show through. Bytes that say nothing of it do not. */
export function hasAlpha(format: string, bytes: Uint8Array): boolean {
  if (format === 'svg') return true;
  if (format === 'png') return hasAlphaPng(bytes);
  if (format === 'gif') return hasAlphaGif(bytes);
  // An image of the whole is told to be the alpha of another (ISO/IEC 23000-22, section 7.3.5.2).
  if (format === 'avif') return Buffer.from(bytes).includes('systems:auxiliary:alpha');
  return format === 'webp' && hasAlphaWebp(bytes);
}

/**
 * A colour of the first frame is transparent (GIF89a, section 23). In later frames that only means that the
 * frame before stays.
 */
function hasAlphaGif(bytes: Uint8Array): boolean {
  const table = bytes[10] ?? 0;
  let at = 13 + ((table & 0x80) === 0 ? 0 : 3 << ((table & 7) + 1));
  while (bytes[at] === 0x21) {
    if (bytes[at + 1] === 0xf9) return ((bytes[at + 3] ?? 0) & 1) !== 0;
    // An extension is its label and pieces with their lengths, the last of length 0.
    for (at += 2; (bytes[at] ?? 0) !== 0; at += 1 + (bytes[at] ?? 0));
    at += 1;
  }
  return false;
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
