import { randomBytes } from 'node:crypto';
import { readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { measureImage } from '../../../src/media/measure-image.ts';
import type { Image } from '../../../src/media/plan.ts';
import { siteCache } from '../../../src/site/cache.ts';
import { type Conversion, convert } from '../../../src/site/media/convert.ts';
import { useFolder } from '../folder.ts';

const folder = useFolder();

function imageOf(name: string, content: Buffer): Image {
  const facts = measureImage(content);
  if (!facts) throw new Error(`${name} cannot be measured`);
  return { ...facts, name, content, hash: name, bytes: content.length };
}

/** A soft landscape, as a camera would see it. */
async function view(width: number, height: number) {
  const coarse = { raw: { width: 24, height: 16, channels: 3 } } as const;
  const pixels = sharp(randomBytes(24 * 16 * 3), coarse).resize(width, height, { kernel: 'cubic' });
  return sharp(await pixels.png().toBuffer());
}

let lake: Image;
/** So small that there is one width to encode. */
let pond: Image;
beforeAll(async () => {
  pond = imageOf('pond.png', await (await view(360, 240)).png().toBuffer());
  lake = imageOf('lake.png', await (await view(640, 430)).png().toBuffer());
});

const cache = () => siteCache(folder.root, 'media');

/** Converts one picture; how many had to be encoded, and what came of it. */
async function converted(image: Image): Promise<{ encoded: number; conversion: Conversion }> {
  let encoded = 0;
  const all = await convert([image, image], cache(), (done) => {
    encoded = done;
  });
  const conversion = all.get(image.hash);
  if (!conversion) throw new Error('nothing was converted');
  return { encoded, conversion };
}

const filesOf = (conversion: Conversion) =>
  'candidates' in conversion ? conversion.candidates.flatMap(({ files }) => files) : [];

describe('convert', () => {
  it('offers AVIF, then WebP, from narrow to wide, each smaller than the picture', async () => {
    const { conversion } = await converted(lake);
    const sets = 'candidates' in conversion ? conversion.candidates : [];
    expect(sets.map(({ type }) => type)).toEqual(['image/avif', 'image/webp']);
    for (const { type, files } of sets) {
      expect(files.map(({ width }) => width)).toEqual([480, 640]);
      for (const { width, bytes, content } of files) {
        const made = await content();
        const facts = await sharp(made).metadata();
        expect([facts.width, made.length]).toEqual([width, bytes]);
        expect(bytes).toBeLessThan(lake.bytes);
        expect(facts.format).toBe(type === 'image/avif' ? 'heif' : 'webp');
      }
    }
  });

  it('encodes a picture once', async () => {
    const first = await converted(pond);
    const second = await converted(pond);
    expect([first.encoded, second.encoded]).toEqual([1, 0]);
    const names = (conversion: Conversion) =>
      filesOf(conversion).map(({ name, bytes }) => [name, bytes]);
    expect(names(second.conversion)).toEqual(names(first.conversion));
  });

  it.each([
    ['cut', (path: string) => truncateSync(path, 100)],
    ['empty', (path: string) => truncateSync(path)],
    ['of something else', (path: string) => writeFileSync(path, randomBytes(5000))],
  ])('makes again what the cache holds %s', async (_, damage) => {
    const { conversion } = await converted(pond);
    const before = await Promise.all(filesOf(conversion).map(({ content }) => content()));
    const media = join(folder.root, '.cache/media');
    for (const name of readdirSync(media)) damage(join(media, name));
    const again = await converted(pond);
    const after = await Promise.all(filesOf(again.conversion).map(({ content }) => content()));
    expect(after.map((bytes) => Buffer.from(bytes))).toEqual(
      before.map((bytes) => Buffer.from(bytes)),
    );
  });

  it('makes again what disappears before it is published', async () => {
    const { conversion } = await converted(pond);
    const before = await Promise.all(filesOf(conversion).map(({ content }) => content()));
    const { conversion: known } = await converted(pond);
    const media = join(folder.root, '.cache/media');
    for (const name of readdirSync(media)) truncateSync(join(media, name));
    const after = await Promise.all(filesOf(known).map(({ content }) => content()));
    expect(after.map((bytes) => Buffer.from(bytes))).toEqual(
      before.map((bytes) => Buffer.from(bytes)),
    );
  });

  it('offers nothing for a picture that gains nothing, and remembers it', async () => {
    const small = await (await view(360, 240)).avif({ quality: 10 }).toBuffer();
    const png = await sharp(small).jpeg({ quality: 1 }).toBuffer();
    const image = { ...imageOf('hopeless.jpg', png), bytes: 12_001 };
    const noisy = await sharp(randomBytes(360 * 240 * 3), {
      raw: { width: 360, height: 240, channels: 3 },
    })
      .png()
      .toBuffer();
    const first = await converted({ ...image, content: noisy });
    expect(first).toEqual({ encoded: 1, conversion: { candidates: [] } });
    expect(await converted({ ...image, content: noisy })).toEqual({ ...first, encoded: 0 });
  });

  it('tells which pictures cannot be read, and remembers it', async () => {
    const whole = Buffer.from(lake.content);
    const cut = { ...lake, content: whole.subarray(0, 200), hash: 'cut' };
    const first = await converted(cut);
    expect(first.conversion).toEqual({ unreadable: expect.any(String) });
    expect(await converted(cut)).toEqual({ ...first, encoded: 0 });
  });

  it('turns a picture as its camera says', async () => {
    const tall = await (await view(900, 600)).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const { conversion } = await converted(imageOf('tall.jpg', tall));
    const content = await filesOf(conversion).at(-1)?.content();
    const { width, height } = await sharp(content).metadata();
    expect([width, height]).toEqual([600, 900]);
  });
});
