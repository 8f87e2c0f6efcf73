import { describe, expect, it } from 'vitest';
import { siteOutputs } from '../../../src/site/output/outputs.ts';

const owner = (file: string, source = file) => ({
  name: `the page ${file}`,
  source,
  place: () => ({ file, line: 1, column: 1 }),
});

describe('outputs', () => {
  it.each([
    ['a/index.html', 'a/index.html'],
    ['A/index.html', 'a/index.html'],
    ['caf\u00e9.txt', 'cafe\u0301.txt'],
    ['x', 'x/y/z'],
    ['x/y/z', 'x/y'],
    ['X/y', 'x'],
  ])('%j and %j are not both to be had', (one, other) => {
    const outputs = siteOutputs();
    expect(outputs.claim(one, owner('content/one.md'))).toBeUndefined();
    const conflict = outputs.claim(other, owner('content/two.md'));
    expect(conflict).toMatchObject({ code: 'output-conflict', file: 'content/two.md', line: 1 });
    expect(conflict?.message).toContain('content/one.md');
    expect(conflict?.message).toContain('content/two.md');
    expect(outputs.has(one)).toBe(true);
  });

  it('lets the same file have its path twice, and others stand in one folder', () => {
    const outputs = siteOutputs();
    for (const path of ['a/b.txt', 'a/c.txt', 'a/b.txt', 'ab'])
      expect(outputs.claim(path, owner('public/b.txt')), path).toBeUndefined();
  });

  it('tells the author, whoever came first', () => {
    const outputs = siteOutputs();
    outputs.claim('feed.xml/index.html', owner('content/feed.xml.md'));
    const conflict = outputs.claim('feed.xml', { name: "the site's own feed.xml", source: 'feed' });
    expect(conflict).toMatchObject({ file: 'content/feed.xml.md' });
  });
});
