import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type SourceTree, sourceTree } from '../../../src/site/input/source-tree.ts';
import { useFolder } from '../folder.ts';

const folder = useFolder();
const tree = (): SourceTree => {
  folder.put('site/assets/a.txt', 'A');
  return sourceTree(join(folder.root, 'site'));
};
const link = (to: string, path: string) => symlinkSync(to, join(folder.root, 'site', path));

describe('a source tree', () => {
  it('reads files, and links that stay inside', () => {
    const { probe, read, list } = tree();
    link('a.txt', 'assets/b.txt');
    expect(probe('assets/a.txt')).toMatchObject({ kind: 'file' });
    expect(Buffer.from(read('assets/b.txt') as Uint8Array).toString()).toBe('A');
    expect(list('assets')).toEqual(['a.txt', 'b.txt']);
    expect(probe('assets')).toMatchObject({ kind: 'folder' });
    expect(probe('assets/no.txt')).toEqual({ kind: 'missing' });
    expect(probe('assets/a.txt/b')).toEqual({ kind: 'missing' });
  });

  it.each<[string, RegExp, () => void]>([
    ['assets/nowhere', /leads nowhere/, () => link('no-such', 'assets/nowhere')],
    ['assets/round', /circle/, () => link('round', 'assets/round')],
    ['assets/out', /outside/, () => link('../../secret.txt', 'assets/out')],
    ['assets/folder-out', /outside/, () => link('../..', 'assets/folder-out')],
    ['assets/config', /hidden/, () => link('../.git/config', 'assets/config')],
    ['.git/config', /hidden/, () => {}],
    ['node_modules/x.js', /hidden/, () => folder.put('site/node_modules/x.js')],
    ['assets/a\0.txt', /NUL/, () => {}],
    [`assets/${'x'.repeat(300)}`, /too long/, () => {}],
    ['assets/pipe', /named pipe/, () => mkfifo('assets/pipe')],
  ])('says what stands at %j', (path, reason, make) => {
    const { probe, read } = tree();
    folder.put('secret.txt', 'S');
    folder.put('site/.git/config', 'C');
    make();
    expect(probe(path)).toMatchObject({ kind: 'refused', reason: expect.stringMatching(reason) });
    expect(read(path)).toMatchObject({ kind: 'refused' });
  });

  it('reads hidden files of public/, where hosts look for them, but for repositories', () => {
    const { probe } = tree();
    folder.put('site/public/.well-known/x');
    folder.put('site/public/.git/config');
    expect(probe('public/.well-known/x')).toMatchObject({ kind: 'file' });
    expect(probe('public/.git/config')).toMatchObject({ kind: 'refused' });
  });

  it.skipIf(process.getuid?.() === 0)('says that it may not read', () => {
    const { read, list } = tree();
    chmodSync(join(folder.root, 'site/assets/a.txt'), 0);
    mkdirSync(join(folder.root, 'site/closed'), { mode: 0 });
    expect(read('assets/a.txt')).toMatchObject({ reason: expect.stringContaining('may not') });
    expect(list('closed')).toMatchObject({ reason: expect.stringContaining('may not') });
  });
});

function mkfifo(path: string): void {
  execFileSync('mkfifo', [join(folder.root, 'site', path)]);
}
