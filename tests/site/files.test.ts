import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { page, problemsOf, section, useFolder } from './folder.ts';

const folder = useFolder();
const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 9\n`;
const noise = sharp(randomBytes(30 * 20 * 3), { raw: { width: 30, height: 20, channels: 3 } });

describe('a file that visitors would not see', () => {
  it.each([
    ['{type: video, url: a.mp4, label: a}', 'a.mp4', pointer],
    ['{type: video, url: a.mp4, label: a}', 'a.mp4', ''],
    ['{type: image, url: a.png, alt: a}', 'a.png', pointer],
    ['{type: image, url: a.png, alt: a}', 'a.png', ''],
    ['{type: image, url: a.png, alt: a}', 'a.png', 'no picture'],
    ['{type: text, content: "[a](a.pdf)"}', 'a.pdf', pointer],
    ['{type: text, content: "[a](a.zip)"}', 'a.zip', ''],
    [
      '{type: image, url: a.png, alt: a}',
      'a.png',
      '8BPS\0\x01\0\0\0\0\0\0\0\x03\0\0\0\x02\0\0\0\x02\0\x08\0\x03',
    ],
  ])('is told of: %s', async (block, name, content) => {
    folder.put(`content/${name}`, content);
    folder.put('content/a.md', section(`- ${block}`));
    expect(problemsOf(await folder.build())).toEqual(['content/a.md:6 unreadable-media']);
  });

  it.each([
    ['a.png', '%PDF-1.7\n', 'is a PDF'],
    ['a.jpg', '\n<!doctype html><p>not found', 'is an HTML page'],
    ['a.jpg', '%!PS-Adobe-3.0 EPSF-3.0\n', 'is PostScript'],
    ['a.jpg', '\0\0\0\x18ftypheic\0\0\0\0', 'HEIC'],
    ['a.jpg', '\0\0\0\x18ftypisom\0\0\0\0', 'is a video'],
    ['a.nef', 'II*\0', 'of a camera'],
    ['a.svg', '<svg width="8" height="8"></svg>', 'does not say that it is SVG'],
    [
      'a.svg',
      '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><g></svg>',
      'cannot be read to its end',
    ],
  ])('is told of by what it is: %s, %s', async (name, content, what) => {
    folder.put(`content/${name}`, content);
    folder.put('content/a.md', section(`- {type: image, url: ${name}, alt: a}`));
    const [problem, ...others] = (await folder.build()).diagnostics;
    expect(problem).toMatchObject({ code: 'unreadable-media', line: 6 });
    expect(problem?.message).toContain(what);
    expect(others).toEqual([]);
  });

  it.each([
    ['a.mp4', '\0\0\0\x18ftypisom\0\0\0\0', 'ends too early'],
    ['a.mp4', '<!doctype html><p>not found', 'is an HTML page'],
    ['a.mp4', 'GIF89a', 'is a picture'],
    ['a.mp4', 'no video', 'is not a video that can be read'],
    ['a.avi', 'RIFF\0\0\0\0AVI LIST', 'AVI'],
    ['a.flv', 'FLV\x01', 'Flash'],
  ])('is told of by what it is: %s, %s', async (name, content, what) => {
    folder.put(`content/${name}`, content);
    folder.put('content/a.md', section(`- {type: video, url: ${name}, label: a}`));
    const [problem, ...others] = (await folder.build()).diagnostics;
    expect(problem).toMatchObject({ code: 'unreadable-media', line: 6 });
    expect(problem?.message).toContain(what);
    expect(others).toEqual([]);
  });

  it.each([
    ['<!doctype html><p>Sign in', 'is no PDF'],
    ['%PDF-1.7\n1 0 obj\n', 'ends too early'],
    ['%PDF-1.7\nstartxref\n9\n%%EOF\n', undefined],
  ])('is told of where it is a PDF: %s', async (content, what) => {
    folder.put('content/a.pdf', content);
    folder.put('content/a.md', section('- {type: text, content: "[a](a.pdf)"}'));
    const messages = (await folder.build()).diagnostics.map(({ message }) => message);
    expect(messages).toEqual(what === undefined ? [] : [`a.pdf ${what}`]);
  });

  it.each(['png', 'jpeg', 'webp', 'gif', 'avif', 'tiff'] as const)(
    'is told of where it is cut, however small: %s',
    async (format) => {
      const whole = await noise.clone().toFormat(format).toBuffer();
      folder.put('content/a.x', whole.subarray(0, whole.length - 400));
      folder.put('content/a.md', section('- {type: image, url: a.x, alt: a}'));
      expect(problemsOf(await folder.build())).toEqual(['content/a.md:6 unreadable-media']);
    },
  );

  it('is told of where a poster is cut', async () => {
    const whole = await noise.clone().png().toBuffer();
    folder.put('content/a.png', whole.subarray(0, 900));
    folder.put('content/a.md', page('og: {image: a.png}'));
    expect(problemsOf(await folder.build())).toContain('content/a.md:3 unreadable-media');
  });

  it.each([
    ['https://www.youtube.com/watch?v=3dWYtAFqWt4'],
    ['https://youtu.be/3dWYtAFqWt4?t=90'],
    ['https://m.youtube.com/watch?v=3dWYtAFqWt4'],
    ['https://vimeo.com/76979871'],
    ['https://vimeo.com/76979871/0123abcdef#t=1m30s'],
    ['youtu.be/3dWYtAFqWt4'],
    ['www.youtube.com/shorts/3dWYtAFqWt4'],
    ['//www.youtube-nocookie.com/embed/3dWYtAFqWt4?start=90'],
    ['https://www.youtube.com/playlist?list=PL0123456789'],
    ['https://drive.google.com/file/d/0123/view'],
    ['https://github.com/example/code/blob/main/a.mp4'],
    ['https://player.vimeo.com/video/76979871'],
  ])('is told of where it is the page of a player: %s', async (url) => {
    folder.put('content/a.md', section(`- {type: video, url: "${url}", label: a}`));
    expect(problemsOf(await folder.build())).toContain('content/a.md:6 unreadable-media');
  });
});

describe('a comparison', () => {
  const plain = { channels: 3, background: '#c01020' } as const;
  const picture = (width: number, height: number) =>
    sharp({ create: { ...plain, width, height } })
      .png()
      .toBuffer();

  it.each([
    [300, 200, []],
    [600, 400, []],
    [100, 67, []],
    [200, 300, ['content/a.md:6 unequal-pictures']],
  ])('of one picture with another of %d × %d', async (width, height, told) => {
    folder.put('content/a.png', await picture(300, 200));
    folder.put('content/b.png', await picture(width, height));
    const pictures = 'before: {url: a.png, alt: a}, after: {url: b.png, alt: b}';
    folder.put('content/a.md', section(`- {type: comparison, ${pictures}}`));
    expect(problemsOf(await folder.build())).toEqual(told);
  });
});

describe('a TIFF', () => {
  const red = { create: { width: 40, height: 20, channels: 3, background: '#c01020' } } as const;

  it('is published as PNG of the same colours', async () => {
    folder.put('content/a.tif', await sharp(red).tiff({ compression: 'lzw' }).toBuffer());
    folder.put('content/a.md', section('- {type: image, url: a.tif, alt: a}'));
    expect(problemsOf(await folder.build())).toEqual([]);
    const names = readdirSync(join(folder.root, 'dist/media'));
    expect(names).toEqual([expect.stringMatching(/^a\.[0-9a-f]{8}\.png$/)]);
    expect(folder.read('a/index.html')).toContain(`src="../media/${names[0]}"`);
    const png = readFileSync(join(folder.root, 'dist/media', names[0] ?? ''));
    const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, ...data.subarray(0, 3)]).toEqual([40, 20, 0xc0, 0x10, 0x20]);
  });

  it('stays what it is where it is only linked', async () => {
    folder.put('content/a.tif', await sharp(red).tiff({ compression: 'lzw' }).toBuffer());
    folder.put('content/a.md', `${page()}[scan](a.tif)\n`);
    await folder.build();
    expect(folder.read('a/index.html')).toContain('href="../a.tif"');
  });

  it('is turned as its camera says', async () => {
    const turned = await sharp(red).withMetadata({ orientation: 6 }).tiff().toBuffer();
    folder.put('content/a.tif', turned);
    folder.put('content/a.md', section('- {type: image, url: a.tif, alt: a}'));
    expect(problemsOf(await folder.build())).toEqual([]);
    expect(folder.read('a/index.html')).toContain('width="20" height="40"');
  });
});

describe('a link', () => {
  it.each([
    ['/', '../index.html'],
    ['/index.html', '../index.html'],
    ['../index.html', '../index.html'],
    ['../', '../index.html'],
    ['/?q=a', '../index.html?q=a'],
    ['/demo/', '../demo/index.html'],
    ['/demo', '../demo/index.html'],
    ['/demo/?q=a#b', '../demo/index.html?q=a#b'],
    ['/demo/index.html', '../demo/index.html'],
    ['other.md?q=a', '../other/index.html?q=a'],
  ])('leads to the list of projects, a folder of public/ or a page: %s', async (url, href) => {
    folder.put('public/demo/index.html', '<p>demo</p>');
    folder.put('content/other.md', page());
    folder.put('content/a.md', `${page()}[x](${url})\n`);
    expect(problemsOf(await folder.build())).toEqual([]);
    expect(folder.read('a/index.html')).toContain(`<a href="${href}">x</a>`);
  });
});
