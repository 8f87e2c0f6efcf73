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

describe('a TIFF', () => {
  /** Of one directory for each list of tags, each a number, SHORT, one value; the pixels are left out. */
  function tiff(...directories: [number, number][][]): Buffer {
    const parts = [Buffer.from('49492a0008000000', 'hex')];
    let at = 8;
    for (const [index, tags] of directories.entries()) {
      at += 2 + 12 * tags.length + 4;
      const part = Buffer.alloc(2 + 12 * tags.length + 4);
      part.writeUInt16LE(tags.length, 0);
      for (const [position, [tag, value]] of tags.entries()) {
        part.writeUInt16LE(tag, 2 + 12 * position);
        part.writeUInt16LE(3, 4 + 12 * position);
        part.writeUInt32LE(1, 6 + 12 * position);
        part.writeUInt16LE(value, 10 + 12 * position);
      }
      part.writeUInt32LE(index + 1 < directories.length ? at : 0, part.length - 4);
      parts.push(part);
    }
    return Buffer.concat(parts);
  }
  const size: [number, number][] = [
    [256, 80],
    [257, 50],
  ];

  it.each([
    [[size], {}],
    [[[...size, [274, 6]]], { width: 50, height: 80 }],
    [[[...size, [338, 2]]], { alpha: true }],
    [[[...size, [339, 3]]], { float: true }],
    [[size, size, size], { pages: 3 }],
    [[size, [[254, 1], ...size]], {}],
  ] as [[number, number][][], object][])('says what is special about it: %j', (parts, special) => {
    const plain = { width: 80, height: 50, format: 'tiff', animated: false };
    expect(measureImage(tiff(...parts))).toEqual({ ...plain, ...special });
  });
});

it('an AVIF is measured as it is turned', async () => {
  const still = await picture.clone().avif().toBuffer();
  expect(measureImage(still)).toMatchObject({ width: 80, height: 50 });
  const turned = Buffer.concat([still, Buffer.from('00000009', 'hex'), Buffer.from('irot\x01')]);
  expect(measureImage(turned)).toMatchObject({ width: 50, height: 80 });
});
