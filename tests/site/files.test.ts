import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { page, problemsOf, section, useFolder } from './folder.ts';

const folder = useFolder();
const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 9\n`;
const picture = sharp({ create: { width: 8, height: 8, channels: 3, background: '#123' } });

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

  it('is told of where its format is one of printers', async () => {
    folder.put('content/a.tif', await picture.clone().tiff().toBuffer());
    folder.put('content/a.md', section('- {type: image, url: a.tif, alt: a}'));
    const [problem] = (await folder.build()).diagnostics;
    expect(problem?.message).toContain('TIFF');
  });

  it.each([
    ['https://www.youtube.com/watch?v=3dWYtAFqWt4'],
    ['https://youtu.be/3dWYtAFqWt4?t=90'],
    ['https://m.youtube.com/watch?v=3dWYtAFqWt4'],
    ['https://vimeo.com/76979871'],
    ['https://player.vimeo.com/video/76979871'],
  ])('is told of where it is the page of a player: %s', async (url) => {
    folder.put('content/a.md', section(`- {type: video, url: "${url}", label: a}`));
    expect(problemsOf(await folder.build())).toEqual(['content/a.md:6 unreadable-media']);
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
