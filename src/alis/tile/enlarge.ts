/** Lanczos's kernel reaches so many pixels to either side. */
export const reach = 3;

function lanczos(x: number): number {
  if (x === 0) return 1;
  if (Math.abs(x) >= reach) return 0;
  const turn = Math.PI * x;
  return (reach * Math.sin(turn) * Math.sin(turn / reach)) / turn ** 2;
}

/** Shares of the 2 `reach` pixels around a new one, for each of the `scale` places that new ones have between old ones. */
function sharesFor(scale: number): { first: number; shares: number[] }[] {
  return Array.from({ length: scale }, (_, phase) => {
    const place = (phase + 0.5) / scale - 0.5;
    const first = Math.floor(place) - reach + 1;
    const raw = Array.from({ length: 2 * reach }, (__, i) => lanczos(place - first - i));
    const sum = raw.reduce((total, share) => total + share, 0);
    return { first, shares: raw.map((share) => share / sum) };
  });
}

/**
 * A picture enlarged a whole number of times by Lanczos's filter: browsers' own filters are softer, and differ.
 * @param pixels [height, width, 4], opaque
 * @returns [scale height, scale width, 4]
 */
export function enlarge(
  pixels: Uint8ClampedArray,
  width: number,
  height: number,
  scale: number,
): Uint8ClampedArray<ArrayBuffer> {
  const shares = sharesFor(scale);
  // First every row becomes longer, then every column: bytes are rounded once, at the end.
  const wide = new Float32Array(scale * width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < scale * width; x++) {
      const { first, shares: row } = shares[x % scale]!;
      const left = Math.floor(x / scale) + first;
      const to = (y * scale * width + x) * 3;
      for (let i = 0; i < 2 * reach; i++) {
        const from = (y * width + Math.min(width - 1, Math.max(0, left + i))) * 4;
        const share = row[i]!;
        wide[to]! += share * pixels[from]!;
        wide[to + 1]! += share * pixels[from + 1]!;
        wide[to + 2]! += share * pixels[from + 2]!;
      }
    }
  }
  const length = scale * width * 3;
  const result = new Uint8ClampedArray(scale * width * scale * height * 4);
  const line = new Float32Array(length);
  for (let y = 0; y < scale * height; y++) {
    const { first, shares: column } = shares[y % scale]!;
    const top = Math.floor(y / scale) + first;
    line.fill(0);
    for (let i = 0; i < 2 * reach; i++) {
      const from = Math.min(height - 1, Math.max(0, top + i)) * length;
      const share = column[i]!;
      for (let k = 0; k < length; k++) line[k]! += share * wide[from + k]!;
    }
    let to = y * scale * width * 4;
    for (let k = 0; k < length; k += 3, to += 4) {
      result[to] = line[k]!;
      result[to + 1] = line[k + 1]!;
      result[to + 2] = line[k + 2]!;
      result[to + 3] = 255;
    }
  }
  return result;
}
