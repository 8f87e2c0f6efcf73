import { describe, expect, it } from 'vitest';
import { accentColours, faintAccents } from '../../../src/render/page/accent.ts';

/** WCAG 2.2, "relative luminance" and "contrast ratio". */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [one, other].map(luminance).sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

describe('an accent', () => {
  it('is told where it is hard to read, with one that is not and is hardly darker', () => {
    const [faint, ...others] = faintAccents({ light: '#888888' });
    expect(others).toEqual([]);
    // White on #888888 has 3.54:1; our paper is a little darker.
    expect(faint?.contrast).toBeCloseTo(3.46, 1);
    const reached = contrast(faint?.better ?? '', '#fdfcf9');
    expect([reached >= 4.5, reached < 4.7]).toEqual([true, true]);
  });

  it('is looked at in both schemes where it has two colours', () => {
    const faint = faintAccents({ light: '#ffee00', dark: '#222222' });
    expect(faint.map(({ scheme }) => scheme)).toEqual(['light', 'dark']);
    expect(contrast(faint[1]?.better ?? '', '#131417')).toBeGreaterThanOrEqual(4.5);
    expect(faintAccents({ light: '#0b6a5b', dark: '#71cdb4' })).toEqual([]);
  });

  it('gets a form for the dark that reads well, and tints on which text reads well', () => {
    for (const light of ['#0b6a5b', 'rebeccapurple', '#7a0019', 'oklch(0.5 0.1 250)']) {
      const { dark, tints } = accentColours({ light });
      expect(contrast(dark, '#131417')).toBeGreaterThanOrEqual(7);
      expect(contrast(tints.light, '#1b1c1e')).toBeGreaterThanOrEqual(7);
      expect(contrast(tints.dark, '#e7e4de')).toBeGreaterThanOrEqual(7);
    }
    expect(accentColours({ light: 'teal', dark: 'white' })).toMatchObject({
      light: '#008080',
      dark: '#ffffff',
    });
  });
});
