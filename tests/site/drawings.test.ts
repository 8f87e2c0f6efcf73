import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { problemsOf, section, useFolder } from './folder.ts';

const folder = useFolder();
const { put, build, read } = folder;
const svg = (inside: string, head = '') =>
  `${head}<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${inside}</svg>`;
const inline = section('- {type: image, url: /assets/d.svg, alt: x, inline: true}');

describe('a drawing in a page', () => {
  it('has the files that it shows, looked up beside it', async () => {
    put('assets/d.svg', svg('<image href="in/x.svg"/><a href="in/a.pdf"><use href="#u"/></a>'));
    put('assets/in/x.svg', svg('<rect/>'));
    put('assets/in/a.pdf', '%PDF-1.4\n%%EOF\n');
    put('content/a.md', inline);
    expect(problemsOf(await build())).toEqual([]);
    const [, shown = ''] = /<image href="\.\.\/([^"]+)"/.exec(read('a/index.html')) ?? [];
    expect(shown).toMatch(/^media\/x\.\w+\.svg$/);
    expect(read(shown)).toContain('<rect/>');
    expect(read('a/index.html')).toContain('<a href="../assets/in/a.pdf">');
    expect(existsSync(join(folder.root, 'dist/assets/in/a.pdf'))).toBe(true);
  });

  it('is told of at the picture that shows it: files that lack, and other hosts', async () => {
    put('assets/d.svg', svg('<image href="no.png"/><image href="https://h.example/x.png"/>'));
    put('content/a.md', inline);
    expect(problemsOf(await build())).toEqual([
      'content/a.md:6 missing-file',
      'content/a.md:6 foreign-host',
    ]);
  });

  it('may be in another encoding, if it says so', async () => {
    const head = '<?xml version="1.0" encoding="ISO-8859-1"?>';
    put('assets/d.svg', Buffer.from(svg('<text>Z\xfcrich</text>', head), 'latin1'));
    put('content/a.md', inline);
    expect(problemsOf(await build())).toEqual([]);
    expect(read('a/index.html')).toContain('<text>Zürich</text>');
  });

  it('is told when it is in another encoding and does not say so', async () => {
    put('assets/d.svg', Buffer.from(svg('<text>Z\xfcrich</text>'), 'latin1'));
    put('content/a.md', inline);
    expect(problemsOf(await build())).toEqual(['content/a.md:6 unreadable-media']);
  });
});
