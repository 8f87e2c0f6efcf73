declare module 'subset-font' {
  /** Cuts a font down to the characters of a text, or to places on its axes alone. */
  export default function subsetFont(
    font: Uint8Array,
    text: string | undefined,
    options: {
      targetFormat: 'woff2' | 'truetype';
      variationAxes: Record<string, number>;
      keepFeatures: string[];
      keepAllGlyphs?: boolean;
      noHinting: boolean;
    },
  ): Promise<Buffer>;
}
