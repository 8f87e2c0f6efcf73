import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { takePictures } from '../../../src/start/latex/take-pictures.ts';
import { useFolder } from '../../site/folder.ts';

const folder = useFolder();

/** A PDF of pages 40 by 20 points, whose left halves have a colour each. */
function pdf(...colours: string[]): string {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${colours.map((_, i) => `${3 + 2 * i} 0 R`).join(' ')}] /Count ${colours.length} >>`,
    ...colours.flatMap((colour, i) => {
      const drawing = `${colour} rg 0 0 20 20 re f`;
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 40 20] /Contents ${4 + 2 * i} 0 R >>`,
        `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
      ];
    }),
  ];
  return `%PDF-1.4\n${objects.map((each, i) => `${i + 1} 0 obj\n${each}\nendobj\n`).join('')}trailer << /Root 1 0 R >>\n%%EOF`;
}

async function pixelsOf(path: string) {
  const { data, info } = await sharp(path).raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number) =>
    [...data.subarray((y * info.width + x) * info.channels)].slice(0, 3);
  return { size: [info.width, info.height], left: at(10, 30), right: at(110, 30) };
}

const take = (...pictures: { from: string; name: string; page: number }[]) =>
  takePictures(pictures, folder.root, join(folder.root, 'out'));

describe('pictures of a paper', () => {
  it('of PDF are drawn, three pixels a point, on white', async () => {
    folder.put('two.pdf', pdf('1 0 0', '0 0 1'));
    const { written, left } = await take(
      { from: 'two.pdf', name: 'one.png', page: 1 },
      { from: 'two.pdf', name: 'two.png', page: 2 },
    );
    expect(left).toEqual([]);
    expect(written).toEqual([join(folder.root, 'out/one.png'), join(folder.root, 'out/two.png')]);
    const white = [255, 255, 255];
    expect(await pixelsOf(join(folder.root, 'out/one.png'))).toEqual({
      size: [120, 60],
      left: [255, 0, 0],
      right: white,
    });
    expect(await pixelsOf(join(folder.root, 'out/two.png'))).toEqual({
      size: [120, 60],
      left: [0, 0, 255],
      right: white,
    });
  });

  it('that cannot be drawn are told of, and the others are taken', async () => {
    folder.put('broken.pdf', 'no PDF');
    folder.put('one.pdf', pdf('1 0 0'));
    folder.put('sky.png', 'as it is');
    const picture = (from: string, name: string, page = 1) => ({ from, name, page });
    const { written, left } = await take(
      picture('broken.pdf', 'broken.png'),
      picture('one.pdf', 'none.png', 7),
      picture('sky.png', 'sky.png'),
    );
    expect(left.map(({ picture: { name }, reason }) => `${name}: ${reason}`)).toEqual([
      'broken.png: it is no PDF, or a broken one',
      'none.png: it has no page 7',
    ]);
    expect(written).toEqual([join(folder.root, 'out/sky.png')]);
    expect(folder.read('../out/sky.png')).toBe('as it is');
  });

  it('take the place of none that is there', async () => {
    mkdirSync(join(folder.root, 'out'));
    writeFileSync(join(folder.root, 'out/sky.png'), 'mine');
    folder.put('sky.png', 'theirs');
    const { left } = await take({ from: 'sky.png', name: 'sky.png', page: 1 });
    expect(left.map(({ reason }) => reason)).toEqual([
      `${join(folder.root, 'out/sky.png')} exists already, and is left as it was`,
    ]);
    expect(folder.read('../out/sky.png')).toBe('mine');
  });
});
