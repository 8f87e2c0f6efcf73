import { clampChroma, converter, formatHex, interpolate, parse, wcagContrast } from 'culori';

/** `--paper` of our styles. */
const papers = { light: '#fdfcf9', dark: '#131417' } as const;
type Scheme = keyof typeof papers;

/** WCAG 2.2, success criterion 1.4.3: links are text. */
const least = 4.5;

/** The accent where an author names none. */
export const ourAccent = '#0b6a5b';

export interface Accent {
  light: string;
  dark?: string | undefined;
}

/** An accent that is hard to read, and the one nearest to it that is not. */
export interface FaintAccent {
  scheme: Scheme;
  contrast: number;
  better: string;
}

/** Colours of both schemes, as hex; that of the dark one is made lighter until it reads as well, if nobody named it. */
export function accentColours({ light, dark }: Accent) {
  const shown = { light: hexOf(light), dark: dark ? hexOf(dark) : readable(light, 'dark', 7) };
  return {
    ...shown,
    tints: { light: tintOf(shown.light, 'light', 0.14), dark: tintOf(shown.dark, 'dark', 0.2) },
  };
}

/** What is hard to read of what an author wrote. */
export function faintAccents({ light, dark }: Accent): FaintAccent[] {
  return [['light', light] as const, ['dark', dark] as const].flatMap(([scheme, colour]) => {
    const contrast = colour === undefined ? least : wcagContrast(colour, papers[scheme]);
    if (colour === undefined || contrast >= least) return [];
    return [{ scheme, contrast, better: readable(colour, scheme, least) }];
  });
}

/** A colour as authors write it, as hex. */
export const hexOf = (colour: string): string => formatHex(parse(colour)) ?? ourAccent;

const tintOf = (colour: string, scheme: Scheme, part: number): string =>
  formatHex(interpolate([papers[scheme], colour], 'oklab')(part));

const toOklch = converter('oklch');

/** The colour of the same hue that is as near as can be and has a contrast of at least so much. */
function readable(colour: string, scheme: Scheme, contrast: number): string {
  const start = toOklch(colour);
  if (!start) return ourAccent;
  const step = scheme === 'light' ? -0.005 : 0.005;
  const steps = Math.floor((scheme === 'light' ? start.l : 1 - start.l) / Math.abs(step));
  const hexAfter = (count: number) =>
    formatHex(clampChroma({ ...start, l: start.l + count * step }, 'oklch'));
  // The contrast grows with every step: halves are looked at, not all.
  let fewest = 0;
  let most = steps + 1;
  while (fewest < most) {
    const middle = Math.floor((fewest + most) / 2);
    if (wcagContrast(hexAfter(middle), papers[scheme]) >= contrast) most = middle;
    else fewest = middle + 1;
  }
  if (fewest <= steps) return hexAfter(fewest);
  return scheme === 'light' ? '#000000' : '#ffffff';
}
