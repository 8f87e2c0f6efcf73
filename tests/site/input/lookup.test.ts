import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookupIn } from '../../../src/site/input/lookup.ts';
import { sourceTree } from '../../../src/site/input/source-tree.ts';

let folder: string;
let root: string;

function put(path: string, text = ''): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pagescape-'));
  root = join(folder, 'site');
  for (const file of [
    'assets/a b.png',
    'public/robots.txt',
    '.env',
    '.git/config',
    'content/alis/fig.png',
  ])
    put(`site/${file}`);
  put('secret.txt');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('lookup', () => {
  const look = (url: string, from = 'content/alis/index.md') =>
    lookupIn(sourceTree(root), new Set(['', 'alis', 'lab/guide']))(url, from);

  it.each(['https://x.org/a', '//x.org', 'mailto:a@b.c', 'data:,x', '#part', ''])(
    'leaves %j to the author',
    (url) => expect(look(url)).toEqual({ kind: 'elsewhere', asked: [] }),
  );

  it('finds files beside the page, in the root and in public/', () => {
    expect(look('fig.png#x')).toMatchObject({
      kind: 'file',
      path: join(root, 'content/alis/fig.png'),
      suffix: '#x',
    });
    expect(look('/assets/a%20b.png')).toMatchObject({ path: join(root, 'assets/a b.png') });
    expect(look('assets/a b.png?v=1')).toMatchObject({ kind: 'file', suffix: '?v=1' });
    expect(look('/robots.txt')).toMatchObject({ path: join(root, 'public/robots.txt') });
  });

  it('finds names in the other Unicode form, which looks the same', () => {
    put('site/content/alis/cafe\u0301.png');
    put('site/content/alis/na\u00efve.png');
    expect(look('caf\u00e9.png')).toMatchObject({
      path: join(root, 'content/alis/cafe\u0301.png'),
    });
    expect(look('nai%CC%88ve.png')).toMatchObject({
      path: join(root, 'content/alis/na\u00efve.png'),
    });
    const pages = lookupIn(sourceTree(root), new Set(['cafe\u0301']));
    expect(pages('caf\u00e9.md', 'content/a.md')).toMatchObject({
      kind: 'page',
      slug: 'cafe\u0301',
    });
  });

  it.each([
    ['/alis', 'alis'],
    ['/alis.html#bib', 'alis'],
    ['../lab/guide.md', 'lab/guide'],
    ['/lab/guide/', 'lab/guide'],
    ['/', ''],
    ['..', ''],
  ])('%j is the page %j', (url, slug) => {
    expect(look(url)).toMatchObject({ kind: 'page', slug });
  });

  it('never publishes what is hidden or lies outside', () => {
    symlinkSync(join(folder, 'secret.txt'), join(root, 'assets/link.txt'));
    for (const url of [
      '/.env',
      '/.git/config',
      '../../../secret.txt',
      '/../secret.txt',
      '/assets/link.txt',
    ])
      expect(look(url).kind, url).not.toBe('file');
    expect(look('/.git/config').kind).toBe('refused');
    expect(look('/assets/link.txt').kind).toBe('refused');
  });

  it('names the file that was most likely meant', () => {
    expect(look('/assets/ab.png')).toMatchObject({
      kind: 'missing',
      hint: 'did you mean assets/a b.png?',
    });
    expect(look('/nothing/here.png')).toMatchObject({ kind: 'missing', path: 'nothing/here.png' });
  });
});
