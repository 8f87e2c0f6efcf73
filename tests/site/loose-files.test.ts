import { expect, test } from 'vitest';
import { page, useFolder } from './folder.ts';

const folder = useFolder();

test('files of public/ that readers could not open are told of, though no page names them', async () => {
  const picture = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 9\n`;
  folder.put('content/a.md', page('links: {pdf: /named.pdf}'));
  const files: Record<string, string | Buffer> = {
    CNAME: 'a.example\n',
    '.gitkeep': '',
    'robots.txt': '',
    'whole.png': picture,
    'whole.zip': Buffer.concat([Buffer.from('PK\u0005\u0006'), Buffer.alloc(18)]),
    'cut.png': picture.subarray(0, 50),
    'cut.pdf': '%PDF-1.7\n1 0 obj',
    'cut.zip': 'PK\u0003\u0004 and more of it',
    'cut.webp': Buffer.from('RIFF\u0040\u0000\u0000\u0000WEBPVP8 ', 'latin1'),
    'empty.mp4': '',
    'page.png': '<!doctype html><title>404</title>',
    'pointer.bin': pointer,
    // Its page tells of it.
    'named.pdf': pointer,
  };
  for (const [name, content] of Object.entries(files)) folder.put(`public/${name}`, content);
  const { diagnostics } = await folder.build();
  const told = diagnostics.filter(({ code }) => code === 'unreadable-media');
  expect(told.map(({ file, message }) => `${file}: ${message}`)).toEqual([
    'content/a.md: /named.pdf is a pointer of Git LFS, not the file itself',
    'public/cut.pdf: this file ends too early',
    'public/cut.png: this file ends too early',
    'public/cut.webp: this file ends too early',
    'public/cut.zip: this file ends too early',
    'public/empty.mp4: this file is empty',
    'public/page.png: this file is an HTML page, not a picture',
    'public/pointer.bin: this file is a pointer of Git LFS, not the file itself',
  ]);
});
