import type { Font } from 'fontkit';

/** A cut of a typeface, from files that each have some of its characters, the first that has one counts. */
export interface Typeface {
  /** Characters that no file has. */
  lacks: (text: string) => string[];
  /** In pixels, as `outline` sets it. */
  widthOf: (text: string, size: number, tracking?: number) => number;
  /**
   * A line of text as the data of an SVG path, so that no machine's own fonts are asked for.
   * @param x where it begins, and `y` its baseline, in pixels
   * @param tracking space after each letter, in ems
   */
  outline: (text: string, x: number, y: number, size: number, tracking?: number) => string;
}

export function typefaceOf(fonts: readonly Font[]): Typeface {
  const fontFor = (character: string) =>
    fonts.find((font) => font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0));

  /** Stretches of text that one font sets. */
  function runsOf(text: string): { font: Font; text: string }[] {
    const runs: { font: Font; text: string }[] = [];
    for (const character of text) {
      const font = fontFor(character) ?? fonts[0];
      const last = runs.at(-1);
      if (!font) continue;
      if (last?.font === font) last.text += character;
      else runs.push({ font, text: character });
    }
    return runs;
  }

  /** Glyphs with their places on the line. */
  function* glyphsOf(text: string, size: number, tracking = 0) {
    let x = 0;
    for (const { font, text: run } of runsOf(text)) {
      const scale = size / font.unitsPerEm;
      // The figures of the fonts are tabular, for tables.
      const { glyphs, positions } = font.layout(run, ['pnum']);
      for (const [index, glyph] of glyphs.entries()) {
        const position = positions[index];
        if (!position) continue;
        const left = x + position.xOffset * scale;
        x += position.xAdvance * scale + tracking * size;
        yield { glyph, scale, left, rise: position.yOffset * scale, end: x };
      }
    }
  }

  return {
    lacks: (text) => [...new Set(text)].filter((character) => !fontFor(character)),
    widthOf(text, size, tracking) {
      let width = 0;
      for (const { end } of glyphsOf(text, size, tracking)) width = end;
      return width;
    },
    outline(text, x, y, size, tracking) {
      return [...glyphsOf(text, size, tracking)]
        .map(({ glyph, scale, left, rise }) =>
          glyph.path
            .scale(scale, -scale)
            .translate(x + left, y - rise)
            .toSVG(),
        )
        .join('');
    },
  };
}

/** Text as it can be set: composed letters, plain spaces, no marks that have no form. */
export const settable = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\p{Cc}|\p{Cf}|[\ufe0e\ufe0f]/gu, '')
    .trim();
