/** What a page's layout depends on, read from a TrueType font; lengths are in ems. */
export interface FontMetrics {
  ascent: number;
  descent: number;
  lineGap: number;
  /** Mean width of the letters of English text, spaces included. */
  letterWidth: number;
  /** Code points that have a glyph, in ascending order. */
  characters: number[];
}

/** Letters and the space by how often they stand in English text, in per mille. */
const frequencies: Record<string, number> = {
  ' ': 180,
  ...{ e: 102, t: 75, a: 65, o: 62, i: 57, n: 57, s: 53, r: 50, h: 50, l: 33, d: 33, u: 23, c: 23 },
  ...{ m: 20, f: 20, w: 17, g: 16, p: 15, y: 14, b: 13, v: 8, k: 5, x: 1, j: 1, q: 1, z: 1 },
};

/** Mean width of English text in a font, from the widths of its letters. */
export function meanWidth(widthOf: (letter: string) => number): number {
  const letters = Object.entries(frequencies);
  const total = letters.reduce((sum, [, count]) => sum + count, 0);
  return letters.reduce((sum, [letter, count]) => sum + count * widthOf(letter), 0) / total;
}

/** Reads the tables `head`, `hhea`, `hmtx` and `cmap` (OpenType 1.9, chapter 5). */
export function readMetrics(font: Buffer): FontMetrics {
  const tables = tablesOf(font);
  const unitsPerEm = table(tables, 'head').readUInt16BE(18);
  const hhea = table(tables, 'hhea');
  const hmtx = table(tables, 'hmtx');
  const widths = hhea.readUInt16BE(34);
  const glyphs = glyphsByCharacter(table(tables, 'cmap'));
  const advance = (glyph: number) => hmtx.readUInt16BE(4 * Math.min(glyph, widths - 1));
  return {
    ascent: hhea.readInt16BE(4) / unitsPerEm,
    descent: -hhea.readInt16BE(6) / unitsPerEm,
    lineGap: hhea.readInt16BE(8) / unitsPerEm,
    letterWidth: meanWidth((letter) => advance(glyphs.get(letter.charCodeAt(0)) ?? 0) / unitsPerEm),
    characters: [...glyphs.keys()].sort((a, b) => a - b),
  };
}

function tablesOf(font: Buffer): Map<string, Buffer> {
  const count = font.readUInt16BE(4);
  return new Map(
    Array.from({ length: count }, (_, index) => {
      const record = 12 + 16 * index;
      const offset = font.readUInt32BE(record + 8);
      const length = font.readUInt32BE(record + 12);
      return [
        font.toString('latin1', record, record + 4),
        font.subarray(offset, offset + length),
      ] as const;
    }),
  );
}

function table(tables: ReadonlyMap<string, Buffer>, tag: string): Buffer {
  const found = tables.get(tag);
  if (!found) throw new Error(`the font has no table ${tag}`);
  return found;
}

/** Glyphs of the Basic Multilingual Plane: the table's subtable of format 4. */
function glyphsByCharacter(cmap: Buffer): Map<number, number> {
  const offsets = Array.from({ length: cmap.readUInt16BE(2) }, (_, index) =>
    cmap.readUInt32BE(8 + 8 * index),
  );
  const start = offsets.find((offset) => cmap.readUInt16BE(offset) === 4);
  if (start === undefined) throw new Error('the font maps no characters of the basic plane');
  const doubled = cmap.readUInt16BE(start + 6);
  const [ends, starts] = [start + 14, start + 16 + doubled];
  const [deltas, ranges] = [starts + doubled, starts + 2 * doubled];
  const glyphs = new Map<number, number>();
  for (let segment = 0; segment < doubled; segment += 2) {
    const last = cmap.readUInt16BE(ends + segment);
    const delta = cmap.readUInt16BE(deltas + segment);
    const range = cmap.readUInt16BE(ranges + segment);
    for (let code = cmap.readUInt16BE(starts + segment); code <= last && code < 0xffff; code++) {
      const at = ranges + segment + range + 2 * (code - cmap.readUInt16BE(starts + segment));
      const glyph = range === 0 ? code : cmap.readUInt16BE(at);
      if (glyph !== 0) glyphs.set(code, (glyph + delta) & 0xffff);
    }
  }
  return glyphs;
}
