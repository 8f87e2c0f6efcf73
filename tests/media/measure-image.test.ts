import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { measureImage } from '../../src/media/measure-image.ts';

const picture = sharp({ create: { width: 300, height: 200, channels: 3, background: '#369' } });
const frames = sharp(randomBytes(8 * 8 * 3 * 2), {
  raw: { width: 8, height: 16, channels: 3, pageHeight: 8 },
});
const text = (svg: string) => new TextEncoder().encode(svg);

describe('measureImage', () => {
  it.each(['png', 'jpg', 'gif', 'webp', 'avif'] as const)('measures %s', async (format) => {
    const encoder = format === 'jpg' ? 'jpeg' : format;
    const facts = measureImage(await picture.clone().toFormat(encoder).toBuffer());
    // The encoder of GIF keeps a colour for transparency even where it has no use for it.
    const alpha = format === 'gif' ? { alpha: true } : {};
    expect(facts).toEqual({
      width: 300,
      height: 200,
      format,
      animated: format === 'gif',
      ...alpha,
    });
  });

  it('applies the rotation of a camera', async () => {
    for (const [orientation, width] of [
      [1, 300],
      [3, 300],
      [6, 200],
      [8, 200],
    ] as const) {
      const bytes = await picture.clone().withMetadata({ orientation }).jpeg().toBuffer();
      expect(measureImage(bytes)).toMatchObject({ width, height: 500 - width });
    }
  });

  it.each([
    ['<svg viewBox="0 0 30 20"/>', 30, 20],
    ["<?xml version='1.0'?>\n<!-- a drawing --><svg viewBox='-5,-5,30.4,20'></svg>", 30, 20],
    ['<svg width="60" viewBox="0 0 30 20"></svg>', 60, 40],
    ['<svg width="100%" height="100%" viewBox="0 0 30 20"></svg>', 30, 20],
  ])('measures %s', (svg, width, height) => {
    expect(measureImage(text(svg))).toEqual({
      width,
      height,
      format: 'svg',
      animated: false,
      alpha: true,
    });
  });

  it.each(['png', 'webp', 'avif'] as const)(
    'knows whether the page shows through %s',
    async (format) => {
      const clear = picture.clone().ensureAlpha(0).toFormat(format);
      expect(measureImage(await clear.toBuffer())).toMatchObject({ alpha: true });
      expect(measureImage(await picture.clone().toFormat(format).toBuffer())?.alpha).toBe(
        undefined,
      );
    },
  );

  it.each([
    ['21f904 00 0a00 00 00', undefined],
    ['21f904 01 0a00 00 00', true],
    ['21ff0b 4e45545343415045322e30 0301000000 21f904 05 0a00 00 00', true],
    ['', undefined],
  ])('knows it of a GIF by its first frame: %s', (extensions, alpha) => {
    // A screen of 2 by 1 with two colours; then the extensions, and a frame.
    const head = '474946383961 0200 0100 80 00 00 000000 ffffff';
    const hex = `${head} ${extensions} 2c 0000 0000 0200 0100 00 02 02 4401 00 3b`;
    const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex');
    expect(measureImage(bytes)).toMatchObject({ width: 2, height: 1, format: 'gif' });
    expect(measureImage(bytes)?.alpha).toBe(alpha);
  });

  it('knows what is animated', async () => {
    expect(measureImage(await frames.clone().webp().toBuffer())).toMatchObject({ animated: true });
    const still = new Uint8Array(await picture.clone().png().toBuffer());
    const control = text('\0\0\0\x08acTL\0\0\0\x02\0\0\0\0\0\0\0\0');
    const animated = Buffer.concat([still.subarray(0, 33), control, still.subarray(33)]);
    expect(measureImage(animated)).toMatchObject({ width: 300, animated: true });
  });

  it.each(['', 'no picture at all, but text', '<svg></svg>', '\x89PNG\r\n'])(
    'gives up on %j',
    (bytes) => {
      expect(measureImage(text(bytes))).toBeUndefined();
    },
  );
});
