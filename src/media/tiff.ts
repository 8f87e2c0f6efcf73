/**
 * Tags of TIFF (TIFF 6.0, section 8), which EXIF is made of too, and raw pictures of cameras.
 * A directory is a count, entries of 12 bytes, and the place of the next directory, or 0.
 */
export const tiffTags = {
  reduced: 254,
  orientation: 274,
  extraSamples: 338,
  sampleFormat: 339,
} as const;

/** The first value of each whole number in the directories of a TIFF, from the first on. */
export function tiffDirectories(tiff: DataView): ReadonlyMap<number, number>[] {
  if (tiff.byteLength < 14) return [];
  const little = tiff.getUint16(0) === 0x4949;
  const found: Map<number, number>[] = [];
  const seen = new Set<number>();
  let at = tiff.getUint32(4, little);
  while (at !== 0 && at + 2 <= tiff.byteLength && !seen.has(at)) {
    seen.add(at);
    const end = at + 2 + 12 * tiff.getUint16(at, little);
    const tags = new Map<number, number>();
    for (let entry = at + 2; entry < end && entry + 12 <= tiff.byteLength; entry += 12) {
      const value = firstValue(tiff, entry, little);
      if (value !== undefined) tags.set(tiff.getUint16(entry, little), value);
    }
    found.push(tags);
    at = end + 4 <= tiff.byteLength ? tiff.getUint32(end, little) : 0;
  }
  return found;
}

/** Values of more than four bytes stand elsewhere. */
function firstValue(tiff: DataView, entry: number, little: boolean): number | undefined {
  const type = tiff.getUint16(entry + 2, little);
  const size = type === 3 ? 2 : type === 4 ? 4 : undefined;
  if (size === undefined) return undefined;
  const inside = size * tiff.getUint32(entry + 4, little) <= 4;
  const at = inside ? entry + 8 : tiff.getUint32(entry + 8, little);
  if (at + size > tiff.byteLength) return undefined;
  return size === 2 ? tiff.getUint16(at, little) : tiff.getUint32(at, little);
}
