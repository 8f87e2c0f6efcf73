import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { type Image, planVariants, srcsetOf } from '../../../src/media/plan.ts';
import { convert, isWorthwhile } from '../../../src/site/media/convert.ts';
import { measureImageFile } from '../../../src/site/media/measure-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'pagescape-media-'));
afterAll(() => rmSync(folder, { recursive: true }));

const photo: Image = {
  path: 'assets/view of.the lake.jpg',
  hash: 'ab12',
  bytes: 900_000,
  width: 3000,
  height: 2000,
  format: 'jpg',
  animated: false,
};

describe('planVariants', () => {
  it.each([
    ['a large picture', photo, 800, [800, 1600]],
    ['a picture without a width', photo, undefined, [1100, 2200]],
    ['a picture less than twice as wide', { ...photo, width: 1200 }, 800, [800, 1200]],
    ['a picture about as wide as it is', { ...photo, width: 900 }, 800, [900]],
    ['a picture narrower than it is shown', { ...photo, width: 300 }, 800, [300]],
  ])('%s', (_, image, shown, widths) => {
    expect(planVariants(image, shown)?.variants.map(({ width }) => width)).toEqual(widths);
  });

  it.each([
    ['a drawing', { ...photo, format: 'svg' }],
    ['an animation', { ...photo, format: 'gif', animated: true }],
    ['an animated WebP', { ...photo, format: 'webp', animated: true }],
    ['a picture that is AVIF', { ...photo, format: 'avif' }],
    ['a tiny picture', { ...photo, bytes: 4000 }],
  ])('leaves %s alone', (_, image) => {
    expect(planVariants(image, 800)).toBeUndefined();
  });

  it('names variants by content and width', () => {
    const names = (image: Image, width: number) =>
      planVariants(image, width)?.variants.map(({ name }) => name) ?? [];
    const [first, second] = names(photo, 800);
    expect(first).toMatch(/^view of\.the lake\.[\da-f]{8}\.avif$/);
    expect(names(photo, 1600)[0]).toBe(second);
    expect(names({ ...photo, path: 'x/view of.the lake.jpg' }, 800)[0]).toBe(first);
    expect(names({ ...photo, hash: 'cd34' }, 800)[0]).not.toBe(first);
  });

  it('writes a srcset', () => {
    const plan = planVariants(photo, 800);
    const url = 'media/view%20of\\.the%20lake\\.[\\da-f]{8}\\.avif';
    expect(plan && srcsetOf(plan, 'media/')).toMatch(new RegExp(`^${url} 800w, ${url} 1600w$`));
  });
});

/** A picture of this test on disk. */
async function imageOf(name: string, bytes: Uint8Array): Promise<Image> {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const facts = measureImageFile(path);
  if (!facts) throw new Error(`${name} cannot be measured`);
  return { ...facts, path, hash: name, bytes: bytes.length };
}

/** A soft landscape with some noise, as a camera would see it. */
async function view(width: number, height: number): Promise<Sharp> {
  const coarse = { raw: { width: 24, height: 16, channels: 3 } } as const;
  const pixels = sharp(randomBytes(24 * 16 * 3), coarse).resize(width, height, { kernel: 'cubic' });
  return sharp(await pixels.png().toBuffer());
}

describe('convert', async () => {
  const cache = join(folder, 'cache');
  const landscape = await imageOf('lake.png', await (await view(900, 600)).png().toBuffer());
  const side = await imageOf(
    'side.jpg',
    await (await view(900, 600)).withMetadata({ orientation: 6 }).jpeg({ quality: 95 }).toBuffer(),
  );
  const plans = [landscape, side].flatMap((image) => planVariants(image, 300) ?? []);

  it('makes each variant once, and says how far it is', async () => {
    const progress: string[] = [];
    const onProgress = (done: number, total: number) => progress.push(`${done}/${total}`);
    const first = await convert([...plans, ...plans], { cache, onProgress });
    expect(first).toMatchObject({ encoded: 4, dropped: [], unreadable: [] });
    expect(progress).toEqual(['1/2', '2/2']);

    const sizes = plans.flatMap(({ variants, image }) =>
      variants.map(({ name }) => {
        const { path = '', bytes = 0 } = first.files.get(name) ?? {};
        expect(bytes).toBeLessThan(image.bytes / 2);
        const { width, height, format } = measureImageFile(path) ?? {};
        return [width, height, format];
      }),
    );
    expect(sizes).toEqual([
      [300, 200, 'avif'],
      [600, 400, 'avif'],
      [300, 450, 'avif'],
      [600, 900, 'avif'],
    ]);

    const again = await convert(plans, { cache, onProgress });
    expect(again.encoded).toBe(0);
    expect(again.files).toEqual(first.files);
    expect(progress).toHaveLength(2);
    expect(readdirSync(cache).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('makes again what was taken out of the cache', async () => {
    const [plan] = plans;
    const [narrow] = plan?.variants ?? [];
    if (!plan || !narrow) throw new Error('there is no plan');
    const before = readFileSync(join(cache, narrow.name));
    rmSync(join(cache, narrow.name));
    expect(await convert([plan], { cache })).toMatchObject({ encoded: 1, dropped: [] });
    expect(readFileSync(join(cache, narrow.name)).equals(before)).toBe(true);
  });

  it('drops what would be larger, and remembers it', async () => {
    const raw = { width: 500, height: 500, channels: 3 } as const;
    const noise = sharp(randomBytes(500 * 500 * 3), { raw });
    const small = await imageOf('noise.jpg', await noise.jpeg({ quality: 10 }).toBuffer());
    const plan = planVariants(small, 500);
    if (!plan) throw new Error('there is no plan');
    expect(isWorthwhile(plan, cache)).toBe(true);
    expect(await convert([plan], { cache })).toMatchObject({
      dropped: [plan],
      unreadable: [],
      encoded: 0,
    });
    expect(isWorthwhile(plan, cache)).toBe(false);
    expect(await convert([plan], { cache })).toMatchObject({ dropped: [plan], unreadable: [] });
  });

  it('tells of a broken picture in every build, and goes on with the others', async () => {
    const whole = await (await view(800, 500)).jpeg({ quality: 95 }).toBuffer();
    const broken = planVariants(await imageOf('broken.jpg', whole.subarray(0, 20_000)), 300);
    const fresh = planVariants(await imageOf('fresh.jpg', whole), 300);
    if (!broken || !fresh) throw new Error('there is no plan');
    for (const encoded of [2, 0]) {
      const result = await convert([broken, fresh], { cache });
      expect(result).toMatchObject({ encoded, dropped: [broken] });
      expect(result.unreadable).toMatchObject([{ path: broken.image.path }]);
      expect(result.unreadable[0]?.message).toMatch(/\w/);
      expect([...result.files.keys()]).toEqual(
        expect.arrayContaining(fresh.variants.map(({ name }) => name)),
      );
    }
  });
});
