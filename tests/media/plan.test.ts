import { describe, expect, it } from 'vitest';
import {
  candidateName,
  candidateWidths,
  formats,
  type Image,
  stemOf,
} from '../../src/media/plan.ts';

const photo: Image = {
  name: 'view of.the lake.jpg',
  content: 'assets/view of.the lake.jpg',
  hash: 'ab12',
  bytes: 900_000,
  width: 3000,
  height: 2000,
  format: 'jpg',
  animated: false,
};

describe('the widths of a picture', () => {
  it.each([
    [5000, [480, 960, 1600, 2400, 3600]],
    [3000, [480, 960, 1600, 2400]],
    [1600, [480, 960]],
    [1100, [480]],
    [500, []],
  ])('%i pixels wide: its own, and steps well below', (width, steps) => {
    expect(candidateWidths({ ...photo, width })).toEqual(
      width > 3600 ? steps : [...steps.filter((step) => step * 1.25 < width), width],
    );
  });

  it.each([
    ['a drawing', { ...photo, format: 'svg' }],
    ['an animation', { ...photo, format: 'gif', animated: true }],
    ['an animated WebP', { ...photo, format: 'webp', animated: true }],
    ['a picture that is AVIF', { ...photo, format: 'avif' }],
    ['a tiny picture', { ...photo, bytes: 4000 }],
  ])('%s is offered in none', (_, image) => {
    expect(candidateWidths(image)).toEqual([]);
  });
});

describe('the names of smaller files', () => {
  const [avif, webp] = formats;

  it('follow from content, format and width', () => {
    const name = candidateName(photo, avif, 800);
    expect(name).toMatch(/^view of\.the lake\.[\da-f]{8}\.avif$/);
    expect(candidateName({ ...photo, content: 'elsewhere' }, avif, 800)).toBe(name);
    const others = [
      candidateName({ ...photo, hash: 'cd34' }, avif, 800),
      candidateName(photo, avif, 900),
      candidateName(photo, webp, 800).replace(/webp$/, 'avif'),
    ];
    expect(new Set([name, ...others]).size).toBe(4);
  });

  it.each([
    ['a.b.png', 'a.b'],
    ['.png', '.png'],
    [`${'x'.repeat(250)}.png`, 'x'.repeat(120)],
    [`${'\u{1f3d4}'.repeat(60)}.png`, '\u{1f3d4}'.repeat(30)],
  ])('are short enough for any file system: %j', (name, stem) => {
    expect(stemOf(name)).toBe(stem);
  });
});
