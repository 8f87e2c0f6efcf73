/** What styles say of a font of the author's. */
export interface FontFacts {
  /** `400`, or `200 900` of a font with all weights between. */
  weights: string;
  /** How Arial is set as wide and as high, in percent: nothing moves when the font arrives. */
  fallback: { size: number; ascent: number; descent: number; lineGap: number };
}
