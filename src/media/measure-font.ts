import { loadFont } from './card/load-font.ts';

/** A sentence with letters about as often as English has them, and its width in Arial, in ems. */
const sample =
  'the rain in the hills is soft and slow, and a river of light goes down to the sea at dawn';
const arial: Readonly<Record<string, number>> = {
  ...Object.fromEntries([...'abdeghnopqu'].map((letter) => [letter, 0.556])),
  ...Object.fromEntries([...'ckszvxyj'].map((letter) => [letter, letter === 'j' ? 0.222 : 0.5])),
  ...{
    f: 0.278,
    i: 0.222,
    l: 0.222,
    m: 0.833,
    r: 0.333,
    t: 0.278,
    w: 0.722,
    ' ': 0.278,
    ',': 0.278,
  },
};
const arialWidth = [...sample].reduce((sum, letter) => sum + (arial[letter] ?? 0), 0);

/** What a page's layout depends on in a font; lengths are in percent of the fallback's em. */
export interface MeasuredFont {
  weights: string;
  fallback: { size: number; ascent: number; descent: number; lineGap: number };
}

/** @returns undefined when the bytes are no font */
export function measureFont(bytes: Buffer): MeasuredFont | undefined {
  try {
    const font = loadFont(bytes);
    const em = font.unitsPerEm;
    const size = font.layout(sample).advanceWidth / em / arialWidth;
    const axis = font.variationAxes.wght;
    const percent = (length: number) => Math.round((1e4 * length) / em / size) / 100;
    return {
      weights: axis ? `${axis.min} ${axis.max}` : '',
      fallback: {
        size: Math.round(1e4 * size) / 100,
        ascent: percent(font.ascent),
        descent: percent(-font.descent),
        lineGap: percent(font.lineGap),
      },
    };
  } catch {
    return undefined;
  }
}
