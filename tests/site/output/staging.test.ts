import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Places, publicationOf, recover } from '../../../src/site/output/publication.ts';
import { ForeignOutputError, type Staging, stage } from '../../../src/site/output/staging.ts';
import { useFolder } from '../folder.ts';

const folder = useFolder();
const path = (name: string) => join(folder.root, name);
const textOf = (name: string) => readFileSync(path(name), 'utf8');

async function begin(out: string): Promise<Staging> {
  mkdirSync(path('site'), { recursive: true });
  return stage(path(out), path('site'));
}

async function publish(out: string, files: Record<string, string>): Promise<void> {
  const staging = await begin(out);
  for (const [name, text] of Object.entries(files)) staging.write(name, text);
  await staging.publish();
}

describe('staging', () => {
  it('replaces the last site only when the next is whole', async () => {
    await publish('built/dist', { 'a/index.html': 'one' });
    const second = await begin('built/dist');
    second.write('a/index.html', 'two');
    second.discard();
    expect(textOf('built/dist/a/index.html')).toBe('one');
    await publish('built/dist', { 'b/index.html': 'three' });
    expect(readdirSync(path('built/dist')).sort()).toEqual(['.pagescape', 'b']);
    expect(readdirSync(path('built'))).toEqual(['dist']);
  });

  it('fills what a link leads to, there already or not', async () => {
    symlinkSync('real', path('dist'));
    await publish('dist', { 'index.html': 'one' });
    await publish('dist', { 'index.html': 'two' });
    expect(textOf('real/index.html')).toBe('two');
    expect(readdirSync(folder.root).sort()).toEqual(['dist', 'real', 'site']);
  });

  it('refuses what no build wrote, a file, and the folders of sources', async () => {
    folder.put('full/precious.txt', 'x');
    folder.put('file', 'precious');
    folder.put('site/content/.pagescape');
    for (const out of ['full', 'file', 'site', 'site/content', 'site/assets/x', '.'])
      await expect(begin(out), out).rejects.toThrow(ForeignOutputError);
    expect(textOf('full/precious.txt') + textOf('file')).toBe('xprecious');
  });

  it('removes at once what a build left that was killed, and nothing of one that runs', async () => {
    const running = await begin('dist');
    const dead = spawnSync('true').pid;
    const own = readdirSync(folder.root).find((name) => name.startsWith('.dist-next-')) ?? '';
    const left = own.replace(/next-\d+/, `next-${dead}`);
    mkdirSync(path(left));
    await publish('dist', { 'index.html': 'one' });
    expect(readdirSync(folder.root).sort()).toEqual([own, 'dist', 'site']);
    running.discard();
  });

  it('lets several builds publish at the same time', async () => {
    const stagings = await Promise.all([1, 2, 3, 4].map(() => begin('dist')));
    for (const [index, staging] of stagings.entries()) {
      staging.write('a.txt', `${index}`);
      staging.write('b.txt', `${index}`);
    }
    await Promise.all(stagings.map((staging) => staging.publish()));
    expect(textOf('dist/a.txt')).toBe(textOf('dist/b.txt'));
    expect(readdirSync(folder.root).sort()).toEqual(['dist', 'site']);
  });

  it('publishes files that all may read, whoever may read the sources', async () => {
    writeFileSync(path('secretive.txt'), 'x', { mode: 0o600 });
    const staging = await begin('dist');
    staging.copy(path('secretive.txt'), 'x.txt');
    await staging.publish();
    expect(statSync(path('dist/x.txt')).mode & 0o777).toBe(0o644);
  });

  const canMount =
    process.platform === 'linux' && spawnSync('unshare', ['-m', 'true']).status === 0;
  it.skipIf(!canMount)('fills a mount point, whose folder cannot be replaced', async () => {
    mkdirSync(path('dist'));
    mkdirSync(path('site'));
    const script = `
      import { stage } from ${JSON.stringify(new URL('../../../lib/site/output/staging.js', import.meta.url).href)};
      for (const text of ['one', 'two']) {
        const staging = await stage('dist', 'site');
        staging.write('index.html', text);
        await staging.publish();
      }
    `;
    const show = 'cat dist/index.html; ls -A dist';
    const command = `mount --bind dist dist && "$0" --input-type=module -e "$1" && ${show}`;
    const shown = execFileSync('unshare', ['-m', 'sh', '-c', command, process.execPath, script], {
      cwd: folder.root,
      encoding: 'utf8',
    });
    expect(shown).toBe('two.pagescape\nindex.html\n');
  });
});

/** Old and new site as a whole: what a visitor may find, and nothing between. */
const whole = {
  old: { 'a.txt': 'old', 'only-old.txt': 'old' },
  new: { 'a.txt': 'new', 'b.txt': 'new' },
};

describe.each([false, true])('a build that is killed while it publishes (inside: %s)', (inside) => {
  const places = (): Places => ({
    out: path('dist'),
    next: inside ? path('dist/.pagescape-next-1') : path('.dist-next-1'),
    last: inside ? path('dist/.pagescape-last-1') : path('.dist-last-1'),
    journal: inside ? path('dist/.pagescape-journal') : path('.dist-journal'),
    inside,
  });

  function arrange(): Places {
    const all = places();
    for (const [name, text] of Object.entries(whole.old)) folder.put(`dist/${name}`, text);
    mkdirSync(all.next);
    for (const [name, text] of Object.entries(whole.new)) writeFileSync(join(all.next, name), text);
    return all;
  }

  const found = () =>
    Object.fromEntries(readdirSync(path('dist')).map((name) => [name, textOf(`dist/${name}`)]));

  it('leaves a whole site after any step', () => {
    const count = publicationOf(arrange()).length;
    expect(count).toBeGreaterThan(5);
    const ends = new Set<string>();
    for (let killed = 0; killed <= count; killed++) {
      execFileSync('sh', ['-c', 'rm -rf "$0"/dist "$0"/.dist-*', folder.root]);
      const all = arrange();
      for (const step of publicationOf(all).slice(0, killed)) step();
      recover(all.out, all.journal);
      // What was not begun, or is past its journal, is for the next build's tidying.
      execFileSync('rm', ['-rf', all.next, all.last]);
      const site = found();
      expect([whole.old, whole.new]).toContainEqual(site);
      expect(existsSync(all.journal)).toBe(false);
      ends.add(JSON.stringify(site));
    }
    expect(ends.size).toBe(2);
  });

  it('is not led astray by a journal that was cut off', () => {
    const { out, journal } = arrange();
    writeFileSync(journal, '{"next": ');
    recover(out, journal);
    expect(textOf('dist/a.txt')).toBe('old');
    expect(readdirSync(dirname(journal))).not.toContain(basename(journal));
  });
});
