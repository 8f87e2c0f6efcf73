import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { siteCache } from '../../src/site/cache.ts';
import { useFolder } from './folder.ts';

const folder = useFolder();
const cache = () => siteCache(folder.root, 'media');
const path = (name: string) => join(folder.root, name);

describe('the cache', () => {
  it('keeps what was made, by its recipe', () => {
    const { read, keep } = cache();
    expect(read('a')).toBeUndefined();
    keep('a', 'A');
    keep('b', Buffer.from([0, 1]));
    expect(cache().read('a')?.toString()).toBe('A');
    expect(cache().read('b')).toEqual(Buffer.from([0, 1]));
  });

  it('follows no link, neither to read nor to write', () => {
    const outside = path('outside');
    mkdirSync(join(outside, 'media'), { recursive: true });
    cache().keep('a', 'A');
    const [name = ''] = readdirSync(path('.cache/media'));

    const linked = siteCache(path('linked'), 'media');
    mkdirSync(path('linked'));
    symlinkSync(outside, path('linked/.cache'));
    linked.keep('a', 'A');
    expect(linked.problem).toMatch(/not a folder/);
    expect(readdirSync(join(outside, 'media'))).toEqual([]);

    const forged = siteCache(path('forged'), 'media');
    mkdirSync(path('forged/.cache/media'), { recursive: true });
    symlinkSync(path(`.cache/media/${name}`), path(`forged/.cache/media/${name}`));
    expect(forged.read('a')).toBeUndefined();
  });

  it('is done without where it cannot be', () => {
    writeFileSync(path('.cache'), 'a file');
    const { keep, read } = cache();
    keep('a', 'A');
    expect(read('a')).toBeUndefined();
    const tried = cache();
    tried.keep('a', 'A');
    expect(tried.problem).toEqual(expect.any(String));
  });
});
