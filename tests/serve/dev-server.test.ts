import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { randomWeights } from '../../src/alis/backends/random-weights.ts';
import { type DevServer, serveDev } from '../../src/serve/dev-server.ts';
import { configOf } from '../alis/support.ts';
import { page, section, useFolder } from '../site/folder.ts';

const folder = useFolder();
const { put } = folder;

let dev: DevServer;
let told: string[][];
async function start(port = 0): Promise<void> {
  dev = await serveDev({ root: folder.root }, port, ({ problems }) => {
    if (problems) told.push(problems.map(({ code }) => code));
  });
}
beforeEach(() => {
  told = [];
});
afterEach(() => dev.close());

const text = async (path: string) => (await fetch(dev.url + path)).text();
const becomes = (path: string, words: string) =>
  vi.waitFor(async () => expect(await text(path)).toContain(words), 20_000);

it('serves drafts, follows saves, and keeps a page as it was while it has an error', async () => {
  put('content/a.md', page('published: false', 'abstract: One.'));
  await start();
  await becomes('a/', 'One.');
  expect(await text('a/')).toMatch(/<script src="\/__pagescape\/client.js"[^>]* data-draft/);
  // An editor that empties the file first.
  put('content/a.md', '');
  put('content/a.md', page('abstract: Two.'));
  await becomes('a/', 'Two.');
  expect(await text('a/')).not.toContain('data-draft');
  put('content/a.md', page(`abstract: ${String.raw`\(x^\)`}`));
  await vi.waitFor(() => expect(told.at(-1)).toContain('bad-latex'), 20_000);
  expect(await text('a/')).toContain('Two.');
  put('content/a.md', '---\ntitle: [\n---\n');
  await vi.waitFor(() => expect(told.at(-1)).toEqual(['yaml-syntax']), 20_000);
  expect(await text('a/')).toContain('Two.');
  put('content/a.md', page('abstract: Three.'));
  await vi.waitFor(() => expect(told.at(-1)).toEqual([]), 20_000);
  expect(await text('a/')).toContain('Three.');
});

describe('every input counts:', () => {
  const weights = (seed: number) =>
    randomWeights(configOf({ channel_base: 64, channel_max: 4 }, { img_resolution: 16 }), seed);
  const svg = (id: string) =>
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1" id="${id}"/>`;
  const cases: Record<
    string,
    { page?: string; path: string; now: string | Uint8Array; at: string; shows: string }
  > = {
    content: { path: 'content/a.md', now: page('abstract: New.'), at: 'a/', shows: 'New.' },
    'a new page': { path: 'content/b.md', now: page('abstract: New.'), at: 'b/', shows: 'New.' },
    'the list of pages': {
      path: 'content/b.md',
      now: page('abstract: New.'),
      at: '',
      shows: 'New.',
    },
    'a template': { path: 'templates/partials/footer.njk', now: 'New.', at: 'a/', shows: 'New.' },
    'an include': {
      page: section('- {type: custom_include, file: i.html}'),
      path: 'templates/includes/i.html',
      now: '<b>New.</b>',
      at: 'a/',
      shows: 'New.</b>',
    },
    'site.yml': { path: 'site.yml', now: 'lang: de', at: 'a/', shows: '<html lang="de">' },
    'a picture': {
      page: section('- {type: image, url: /assets/x.svg, alt: X, inline: true}'),
      path: 'assets/x.svg',
      now: svg('new'),
      at: 'a/',
      shows: '<svg xmlns="http://www.w3.org/2000/svg"',
    },
    'a linked table': {
      page: page('abstract: "[data](/assets/data.csv)"'),
      path: 'assets/data.csv',
      now: '1,2',
      at: 'assets/data.csv',
      shows: '1,2',
    },
    'linked BibTeX': {
      page: page('abstract: "[entry](paper.bib)"'),
      path: 'content/paper.bib',
      now: '@misc{x}',
      at: 'paper.bib',
      shows: '@misc{x}',
    },
    'a public file': { path: 'public/robots.txt', now: 'New.', at: 'robots.txt', shows: 'New.' },
    weights: {
      page: section('- {type: custom_include, file: demo.html}'),
      path: 'assets/models/own.safetensors',
      now: weights(1),
      at: 'a/',
      shows: 'own.',
    },
  };

  it.each(Object.entries(cases))(
    '%s',
    async (_, { page: given = page(), path, now, at, shows }) => {
      put('content/a.md', given);
      put('templates/includes/demo.html', '<i>{{ alis().attributes }}</i>');
      put('assets/models/theirs.safetensors', weights(2));
      await start();
      await becomes('a/', 'A title');
      expect(await text(at)).not.toContain(shows);
      put(path, now);
      await becomes(at, shows);
    },
  );

  it('what goes too', async () => {
    put('content/a.md', page('abstract: "[data](/assets/data.csv)"'));
    put('content/b.md', page());
    put('assets/data.csv', '1,2');
    await start();
    await becomes('b/', 'A title');
    rmSync(join(folder.root, 'assets/data.csv'));
    await vi.waitFor(() => expect(told.at(-1)).toEqual(['missing-file']), 20_000);
    rmSync(join(folder.root, 'content/b.md'));
    await vi.waitFor(async () => expect((await fetch(`${dev.url}b/`)).status).toBe(404), 20_000);
  });
});

describe('who asks', () => {
  const statusFor = (path: string, headers: Record<string, string>) =>
    new Promise((done, failed) => {
      request({ host: 'localhost', port: dev.port, path, headers }, (response) => {
        response.destroy();
        done(response.statusCode);
      })
        .on('error', failed)
        .end();
    });

  it('must be on this machine, and for news a page of the site', async () => {
    put('content/a.md', page());
    await start();
    const host = `localhost:${dev.port}`;
    expect(await statusFor('/', { host: 'evil.example' })).toBe(403);
    expect(await statusFor('/', { host: 'localhost.evil.example' })).toBe(403);
    const news = '/__pagescape/events';
    expect(await statusFor(news, { host })).toBe(200);
    expect(await statusFor(news, { host, origin: 'http://evil.example' })).toBe(403);
    expect(await statusFor(news, { host, 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await statusFor(news, { host, origin: `http://${host}` })).toBe(200);
  });

  it('opens files of the site alone, and for its own pages', async () => {
    put('content/a.md', page('abstract: One.'));
    put('secret.txt', 'not for you');
    put('editor.sh', '#!/bin/sh\necho "$@" > "$(dirname "$0")/opened"\n');
    chmodSync(join(folder.root, 'editor.sh'), 0o755);
    vi.stubEnv('LAUNCH_EDITOR', join(folder.root, 'editor.sh'));
    await start();
    await becomes('a/', 'One.');
    const ask = async (body: object, headers: Record<string, string> = {}) => {
      const init = { method: 'POST', body: JSON.stringify(body), headers };
      return (await fetch(`${dev.url}__pagescape/open`, init)).status;
    };
    const at = { page: 'a/index.html', at: 'informal_summary/0' };
    expect(await ask(at, { origin: 'http://evil.example' })).toBe(403);
    expect(await ask(at, { 'sec-fetch-site': 'same-site' })).toBe(403);
    for (const file of [
      'secret.txt',
      'content/../secret.txt',
      '../x',
      '/etc/passwd',
      'content/no.md',
      '.git/config',
    ])
      expect(await ask({ file, line: 1, column: 1 }), file).toBe(403);
    expect(await ask({ page: 'nowhere/index.html', at: '' })).toBe(403);
    expect(existsSync(join(folder.root, 'opened'))).toBe(false);
    expect(await ask(at, { origin: dev.url.slice(0, -1) })).toBe(204);
    const opened = () => readFileSync(join(folder.root, 'opened'), 'utf8');
    await vi.waitFor(() => expect(opened()).toMatch(/content\/a\.md 3 11\n/), 5000);
    vi.unstubAllEnvs();
  });

  it('sees where elements were written, which no build tells', async () => {
    put('content/a.md', page('abstract: One.'));
    await start();
    await becomes('a/', 'data-pagescape-at="informal_summary/0"');
    await folder.build({ drafts: true });
    expect(folder.read('a/index.html')).not.toContain('pagescape-at');
    expect(folder.read('a/index.html')).not.toContain('__pagescape');
  });

  it('gets parts of files, and nothing from outside of the site', async () => {
    put('content/a.md', page());
    put('public/clip.mp4', '0123456789');
    put('secret.txt', 'not for you');
    await start();
    await becomes('a/', 'A title');
    const part = await fetch(`${dev.url}clip.mp4`, { headers: { range: 'bytes=2-4' } });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      206,
      'bytes 2-4/10',
      '234',
    ]);
    for (const path of [
      '..%2fsecret.txt',
      'secret.txt',
      '%2e%2e/secret.txt',
      'content/a.md',
      '%ff',
    ])
      expect((await fetch(dev.url + path)).status, path).toBe(404);
  });

  it('gets the next port when one is taken', async () => {
    put('content/a.md', page());
    await start();
    const other = await serveDev({ root: folder.root }, dev.port, () => {});
    expect(other.port).toBeGreaterThan(dev.port);
    await other.close();
  });
});
