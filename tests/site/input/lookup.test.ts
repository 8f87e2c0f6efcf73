import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { discover } from '../../../src/site/input/discover.ts';
import { lookupIn } from '../../../src/site/input/lookup.ts';
import { NotOurFolder, stage } from '../../../src/site/output/staging.ts';

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
    lookupIn(root, new Set(['', 'alis', 'lab/guide']))(url, from);

  it.each(['https://x.org/a', '//x.org', 'mailto:a@b.c', 'data:,x', '#part', ''])(
    'leaves %j to the author',
    (url) => expect(look(url)).toEqual({ kind: 'elsewhere' }),
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

describe('discover', () => {
  it('finds pages, skips drafts of folders, and refuses equal slugs and links that lead out', () => {
    const site = join(folder, 'other');
    for (const file of [
      'index.md',
      'alis.md',
      'alis/index.md',
      'lab/Guide.markdown',
      '_x/y.md',
      'a.txt',
    ])
      put(`other/content/${file}`);
    put('outside.md');
    symlinkSync(join(folder, 'outside.md'), join(site, 'content/zz.md'));
    const { files, diagnostics } = discover(site);
    expect(files.map(({ slug }) => slug)).toEqual(['alis', '', 'lab/Guide']);
    expect(diagnostics.map(({ file, code }) => [file, code])).toEqual([
      ['content/alis.md', 'duplicate-slug'],
      ['content/zz.md', 'outside-root'],
    ]);
  });

  it('says so when there is nothing', () => {
    expect(discover(root).files).toEqual([]);
    mkdirSync(join(folder, 'empty'));
    expect(discover(join(folder, 'empty')).diagnostics).toMatchObject([{ code: 'no-content' }]);
  });
});

describe('staging', () => {
  it('replaces the last site only when the next is whole', async () => {
    const { existsSync, readFileSync, readdirSync } = await import('node:fs');
    const out = join(folder, 'built', 'dist');
    const first = stage(out);
    first.write('a/index.html', 'one');
    expect(existsSync(out)).toBe(false);
    first.publish();
    const second = stage(out);
    second.write('a/index.html', 'two');
    second.discard();
    expect(readFileSync(join(out, 'a/index.html'), 'utf8')).toBe('one');
    const third = stage(out);
    third.write('b/index.html', 'three');
    third.publish();
    expect(readdirSync(out).sort()).toEqual(['.pagescape', 'b']);
    expect(readdirSync(join(folder, 'built'))).toEqual(['dist']);
  });

  it('removes what a build left that was stopped long ago', async () => {
    const { existsSync, utimesSync } = await import('node:fs');
    const out = join(folder, 'stopped', 'dist');
    const old = stage(out).folder;
    const running = stage(out).folder;
    const yesterday = new Date(Date.now() - 24 * 3_600_000);
    utimesSync(old, yesterday, yesterday);
    stage(out).discard();
    expect([existsSync(old), existsSync(running)]).toEqual([false, true]);
  });

  it('refuses a folder that no build wrote', () => {
    expect(() => stage(folder)).toThrow(NotOurFolder);
  });
});
