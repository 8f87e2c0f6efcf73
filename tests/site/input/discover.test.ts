import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { discover } from '../../../src/site/input/discover.ts';
import { sourceTree } from '../../../src/site/input/source-tree.ts';
import { useFolder } from '../folder.ts';

const folder = useFolder();
const discovered = () => discover(sourceTree(folder.root));
const problems = () => discovered().diagnostics.map(({ file, code }) => `${file} ${code}`);

describe('discover', () => {
  it('finds pages in the order of their names, and skips what begins with _', () => {
    for (const file of ['index.md', 'b/index.md', 'lab/Guide.markdown', '_x/y.md', 'a.txt', 'c.MD'])
      folder.put(`content/${file}`);
    expect(discovered().files.map(({ slug }) => slug)).toEqual(['b', 'c', '', 'lab/Guide']);
    expect(problems()).toEqual([]);
  });

  it('says so when there is nothing', () => {
    expect(problems()).toEqual(['content no-content']);
    mkdirSync(join(folder.root, 'content'));
    expect(problems()).toEqual(['content no-content']);
  });

  it('says what else stands where a page should be, and finds the others', () => {
    folder.put('outside.md');
    folder.put('site/content/p.md');
    const root = join(folder.root, 'site');
    const content = join(root, 'content');
    symlinkSync('nowhere', join(content, 'a.md'));
    symlinkSync('.', join(content, 'b.md'));
    symlinkSync('../../outside.md', join(content, 'c.md'));
    symlinkSync('d.md', join(content, 'd.md'));
    execFileSync('mkfifo', [join(content, 'e.md')]);
    execFileSync('sh', ['-c', 'printf x > "$(printf \'content/\\377.md\')"'], { cwd: root });
    const { files, diagnostics } = discover(sourceTree(root));
    expect(files.map(({ slug }) => slug)).toEqual(['p']);
    expect(diagnostics.map(({ file, code }) => `${file} ${code}`)).toEqual([
      'content/a.md unreadable-file',
      'content/b.md unreadable-file',
      'content/c.md outside-root',
      'content/d.md unreadable-file',
      'content/e.md unreadable-file',
      'content/\ufffd.md unreadable-file',
    ]);
    expect(diagnostics.at(-1)?.message).toContain('not UTF-8');
  });

  it('says that content is a file', () => {
    folder.put('content', 'x');
    expect(problems()).toEqual(['content unreadable-file']);
  });
});
