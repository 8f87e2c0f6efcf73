import { floatValues, type Tensor } from '../model/safetensors.ts';

/** Rows of a tensor, `length` values each: codes, or latents. */
export function rows(tensor: Tensor, length = tensor.shape.at(-1) ?? 1): Float32Array[] {
  const values = floatValues(tensor);
  return Array.from({ length: values.length / length }, (_, row) =>
    values.slice(row * length, (row + 1) * length),
  );
}

/** Pieces with the same rows, one to the right of the other. */
export function sideBySide(
  pieces: readonly { readonly rows: number; readonly values: ArrayLike<number> }[],
): Float32Array {
  const widths = pieces.map(({ rows, values }) => values.length / rows);
  const width = widths.reduce((sum, each) => sum + each, 0);
  const height = pieces[0]?.rows ?? 0;
  const whole = new Float32Array(height * width);
  let left = 0;
  pieces.forEach(({ values }, p) => {
    const each = widths[p]!;
    for (let row = 0; row < height; row++) {
      for (let j = 0; j < each; j++) whole[row * width + left + j] = values[row * each + j]!;
    }
    left += each;
  });
  return whole;
}

/** [rows, columns, 4] to [3, rows, columns]. */
export function withoutAlpha(bytes: Uint8ClampedArray): Uint8Array {
  const size = bytes.length / 4;
  return Uint8Array.from(
    { length: 3 * size },
    (_, i) => bytes[(i % size) * 4 + Math.floor(i / size)]!,
  );
}
