// Made by bin/compile.js from what assembly/index.ts exports; there stands what each does.
export interface KernelSignatures {
  convolve(x: number, inputs: number, w: number, bias: number, noise: number, noiseRow: number, clamp: number, out: number, outputs: number, rows: number, columns: number): void;
  fir(t: number, border: number, rows: number, columns: number, channels: number, line: number, bias: number, noise: number, noiseRow: number, clamp: number, style: number, out: number, outRow: number): void;
  transposedConvolve(x: number, inputs: number, width: number, w: number, t: number, outputs: number, rows: number, first: number, columns: number): void;
  columnFactors(factors: number, period: number, channels: number, style: number, stride: number, left: number, columns: number, out: number): void;
  columnStyles(anchors: number, anchorStep: number, channels: number, left: number, columns: number, interval: number, out: number): void;
  modulate(features: number, featureRow: number, featureStep: number, channels: number, style: number, rowFactors: number, columnFactors: number, coordinates: number, rows: number, columns: number, out: number, outRow: number): void;
  multiply(y: number, x: number, bytes: number): void;
  fieldNoise(key0: number, key1: number, left: number, rows: number, stride: number, scale: number, out: number): void;
  colour(features: number, featureRow: number, channels: number, w: number, bias: number, clamp: number, below: number, belowRow: number, odd: number, out: number, outRow: number, rows: number, columns: number): void;
  colourWeights(w: number, style: number, channels: number, columns: number, out: number): void;
  toBytes(x: number, xRow: number, rows: number, columns: number, out: number): void;
}
