import { z } from 'zod';

const feature = z.strictObject({
  styles: z.array(z.string()),
  scripts: z.array(z.string()),
  /** Fonts that the first screen needs. */
  preload: z.array(z.string()),
  /** What the styles refer to, and modules with what they load: all that must lie beside them. */
  files: z.array(z.string()),
  /**
   * ES modules that the scripts import when they need them, by name; the page says where they are, as `data-engine` of the demo
   * says for `features.alis.modules.engine`.
   */
  modules: z.record(z.string(), z.string()).optional(),
  /** Ranges of characters [first, last] that need this feature, when it is a slice of the fonts. */
  ranges: z.array(z.tuple([z.int(), z.int()])).optional(),
});

/**
 * What the theme brings, compiled beforehand: files with a hash of their content in their names, all in
 * one folder, and which of them each feature of a page needs. A page links those it uses, no others.
 */
export const themeManifest = z.strictObject({
  /** Bytes of each file. */
  files: z.record(z.string(), z.int()),
  /** `page` is on every page. */
  features: z.record(z.string(), feature),
  /** Contents of the `<svg>` of each icon, on a grid of 24 by 24. */
  icons: z.record(z.string(), z.string()),
});

export type Theme = z.output<typeof themeManifest>;
export type Feature = string;

/** The features whose characters stand in a text. */
export function slicesOf(theme: Theme, text: string): Feature[] {
  const beyondLatin = text.match(/[^\0-\u00ff]/gu);
  if (!beyondLatin) return [];
  const characters = [...new Set(beyondLatin)].map((character) => character.codePointAt(0) ?? 0);
  return Object.entries(theme.features)
    .filter(([, { ranges }]) =>
      ranges?.some(([first, last]) =>
        characters.some((character) => first <= character && character <= last),
      ),
    )
    .map(([name]) => name);
}
