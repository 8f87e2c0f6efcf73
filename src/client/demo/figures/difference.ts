/** Bytes of a picture, [rows, columns, 4], as canvases give them. */
export interface Bytes {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** What changed between two pictures of one size, in levels of 255. */
export interface Difference {
  /** Of any colour of any pixel. */
  readonly largest: number;
  /** Mean over the rows and colours of each column. */
  readonly columns: Float32Array;
  /** Mean over the colours of each pixel, row by row. */
  readonly pixels: Float32Array;
}

/** @throws unless both have the same size */
export function differenceOf(a: Bytes, b: Bytes): Difference {
  const { width, height } = a;
  if (b.width !== width || b.height !== height) throw new Error('the pictures differ in size');
  const columns = new Float32Array(width);
  const pixels = new Float32Array(width * height);
  let largest = 0;
  for (let i = 0; i < pixels.length; i++) {
    let sum = 0;
    for (let at = 4 * i; at < 4 * i + 3; at++) {
      const change = Math.abs((a.data[at] ?? 0) - (b.data[at] ?? 0));
      sum += change;
      largest = Math.max(largest, change);
    }
    pixels[i] = sum / 3;
    columns[i % width] = (columns[i % width] ?? 0) + sum / 3 / height;
  }
  return { largest, columns, pixels };
}

/** Of 255: the picture is still seen. */
const maxOpacity = 205;

/**
 * A layer of one colour over a picture, the more of it the more a pixel changed; none where nothing did.
 * @param color red, green and blue
 * @param full the change that gets all of it
 */
export function heat(
  pixels: Float32Array,
  color: readonly number[],
  full: number,
): Uint8ClampedArray<ArrayBuffer> {
  const [red = 0, green = 0, blue = 0] = color;
  const layer = new Uint8ClampedArray(4 * pixels.length);
  pixels.forEach((change, i) => {
    // At least one step of opacity for the least change: what is clear did not change at all.
    const opacity = change > 0 ? Math.max(1, maxOpacity * Math.min(1, change / full)) : 0;
    layer.set([red, green, blue, opacity], 4 * i);
  });
  return layer;
}

/** The outline of an area under values from 0 to 1, each of so many columns, in a box of height 1 that hangs from above. */
export function areaUnder(values: ArrayLike<number>, each: number): string {
  const points = Array.from(values, (value, i) => `L${(i + 0.5) * each} ${(1 - value).toFixed(3)}`);
  return `M0 1${points.join('')}L${values.length * each} 1Z`;
}

/** Means of so many values at a time, as shares of the greatest mean. */
export function shares(values: Float32Array, each: number): Float32Array {
  const means = new Float32Array(Math.ceil(values.length / each));
  values.forEach((value, i) => {
    const at = Math.floor(i / each);
    means[at] = (means[at] ?? 0) + value / each;
  });
  const greatest = Math.max(...means) || 1;
  return means.map((mean) => mean / greatest);
}
