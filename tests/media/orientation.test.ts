import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { measureImage } from '../../src/media/measure-image.ts';

const picture = sharp({ create: { width: 80, height: 50, channels: 3, background: '#123456' } });

describe('a picture of a turned camera', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('is measured as browsers turn it: %i', async (orientation) => {
    const [width, height] = orientation >= 5 ? [50, 80] : [80, 50];
    const turned = picture.clone().withMetadata({ orientation });
    for (const made of [turned.clone().png(), turned.clone().webp(), turned.clone().jpeg()])
      expect(measureImage(await made.toBuffer())).toMatchObject({ width, height });
  });

  it('is measured though its EXIF is cut', async () => {
    const bytes = await picture.clone().withMetadata({ orientation: 6 }).webp().toBuffer();
    const cut = bytes.subarray(0, bytes.indexOf('EXIF') + 12);
    expect(measureImage(cut)).toMatchObject({ width: 80, height: 50 });
  });
});

describe('a picture that the page shows through', () => {
  const clear = sharp({
    create: { width: 8, height: 8, channels: 4, background: { r: 1, g: 2, b: 3, alpha: 0.5 } },
  });

  it.each([
    ['png', () => clear.clone().png()],
    ['png with a palette', () => clear.clone().png({ palette: true })],
    ['webp', () => clear.clone().webp()],
    ['lossless webp', () => clear.clone().webp({ lossless: true })],
  ] as const)('is known: %s', async (_, make) => {
    expect(measureImage(await make().toBuffer())?.alpha).toBe(true);
  });

  it.each([
    ['png', () => picture.clone().png()],
    ['png with a palette', () => picture.clone().png({ palette: true })],
    ['webp', () => picture.clone().webp()],
    ['lossless webp', () => picture.clone().webp({ lossless: true })],
    ['jpeg', () => picture.clone().jpeg()],
  ] as const)('is no opaque one: %s', async (_, make) => {
    expect(measureImage(await make().toBuffer())?.alpha).toBeUndefined();
  });
});
