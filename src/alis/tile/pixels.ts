/**
 * Bytes to show: floor(255 (clamp(x, -1, 1) / 2 + 1/2)) (spec 7.6), opaque.
 * @param planes [3, rows, columns]
 * @returns [rows, columns, 4], as a canvas takes it
 */
export function toBytes(planes: Float32Array): Uint8ClampedArray<ArrayBuffer> {
  const size = planes.length / 3;
  const bytes = new Uint8ClampedArray(4 * size);
  for (let i = 0; i < size; i++) {
    bytes[4 * i] = toByte(planes[i]!);
    bytes[4 * i + 1] = toByte(planes[size + i]!);
    bytes[4 * i + 2] = toByte(planes[2 * size + i]!);
    bytes[4 * i + 3] = 255;
  }
  return bytes;
}

function toByte(value: number): number {
  return Math.floor(255 * (Math.min(1, Math.max(-1, value)) * 0.5 + 0.5));
}
