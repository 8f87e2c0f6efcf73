import type { Columns, Strip } from '../tile/strip.ts';

export type Context2D = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** One way to compute strips. All give the same picture, up to rounding. */
export interface Backend {
  /** What computes, in words to show: the adapter, the instruction set. */
  readonly description: string;
  /**
   * @param trace is given every intermediate result; for tests, and slow
   * @returns [3, resolution, width], nominally within [-1, 1]
   */
  planes(strip: Strip, trace?: Trace): Promise<Float32Array>;
  /** @returns [resolution, width, 4], bytes as a canvas takes them */
  pixels(strip: Strip): Promise<Uint8ClampedArray<ArrayBuffer>>;
  /** Draws at (x, y) without the picture ever leaving the GPU; only where the backend has one. */
  draw?(strip: Strip, context: Context2D, x: number, y: number): Promise<void>;
  dispose(): void;
}

/** An intermediate result, [channels, rows, columns.width]. Columns count at the level's own resolution. */
export interface Activation {
  readonly channels: number;
  readonly rows: number;
  readonly columns: Columns;
  readonly values: ArrayLike<number>;
}

/** `name` is the layer's: b4.input, b8.coords, b8.conv0, b8.conv1, b8.torgb, b8.img. */
export type Trace = (name: string, activation: Activation) => void;
