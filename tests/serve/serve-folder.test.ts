import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Served, serveFolder } from '../../src/serve/serve-folder.ts';

let outside: string;
let server: Served;
const long = `<title>Page</title>${'<p>words</p>'.repeat(500)}`;

beforeAll(async () => {
  outside = await mkdtemp(join(tmpdir(), 'serve-'));
  const put = async (path: string, text: string) => {
    const whole = join(outside, 'site', path);
    await mkdir(join(whole, '..'), { recursive: true });
    await writeFile(whole, text);
  };
  await put('page/index.html', long);
  await put('a#b/index.html', 'special');
  await put('404.html', 'nowhere');
  await put('clip.mp4', '0123456789');
  await put('theme/page.12ab34cd.css', 'b { }');
  await put('media/photo.12ab34cd.avif', 'x');
  await put('media/photo.avif', 'x');
  await writeFile(join(outside, 'secret.txt'), 'not for you');
  await symlink(join(outside, 'secret.txt'), join(outside, 'site/link.txt'));
  await symlink(outside, join(outside, 'site/out'));
  server = await serveFolder(join(outside, 'site'), { base: '/some/where/', host: '127.0.0.1' });
});

afterAll(async () => {
  await server.close();
  await rm(outside, { recursive: true });
});

const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(server.url + path, { headers, method });

test('a folder answers with its index, and without its slash leads there', async () => {
  const response = await ask('page?to');
  expect(response.url).toBe(`${server.url}page/?to`);
  expect(response.headers.get('content-type')).toMatch(/^text\/html; ?charset=utf-8$/);
  expect(await response.text()).toBe(long);
  expect(await (await ask('a%23b/')).text()).toBe('special');
});

test.each([
  ['bytes=2-4', 206, 'bytes 2-4/10', '234'],
  ['bytes=7-', 206, 'bytes 7-9/10', '789'],
  ['bytes=-3', 206, 'bytes 7-9/10', '789'],
  ['bytes=8-99', 206, 'bytes 8-9/10', '89'],
  ['bytes=10-', 416, 'bytes */10', ''],
  ['lines=1-2', 200, null, '0123456789'],
  ['bytes=0-1,4-5', 200, null, '0123456789'],
])('a part of a video is cut out of it: %s', async (range, status, part, text) => {
  const response = await ask('clip.mp4', { range });
  expect([response.status, response.headers.get('content-range')]).toEqual([status, part]);
  expect(await response.text()).toBe(text);
});

test('a part is given only of the file that the rest was of', async () => {
  const whole = await ask('clip.mp4');
  const modified = whole.headers.get('last-modified') ?? '';
  const range = 'bytes=0-1';
  expect((await ask('clip.mp4', { range, 'if-range': modified })).status).toBe(206);
  expect((await ask('clip.mp4', { range, 'if-range': '"other"' })).status).toBe(200);
});

test.each([
  ['br, gzip', 'br'],
  ['gzip', 'gzip'],
  ['identity', null],
])('text is compressed for who accepts %s', async (accepted, encoding) => {
  const response = await ask('page/', { 'accept-encoding': accepted });
  expect(response.headers.get('content-encoding')).toBe(encoding);
  expect(response.headers.get('vary')).toBe('Accept-Encoding');
  expect(await response.text()).toBe(long);
});

test('what is compressed already is not compressed again', async () => {
  const { headers } = await ask('clip.mp4', { 'accept-encoding': 'br' });
  expect([headers.get('content-encoding'), headers.get('content-length')]).toEqual([null, '10']);
});

test('a file with a hash in its name is kept for ever, any other asked for again', async () => {
  const kept = async (path: string) => (await ask(path)).headers.get('cache-control');
  expect(await kept('theme/page.12ab34cd.css')).toBe('public, max-age=31536000, immutable');
  expect(await kept('media/photo.12ab34cd.avif')).toBe('public, max-age=31536000, immutable');
  expect(await kept('media/photo.avif')).toBe('no-cache');
  expect(await kept('page/')).toBe('no-cache');
  expect(await kept('nowhere')).toBe('no-cache');
});

test('what the browser has is not sent again', async () => {
  const etag = (await ask('page/')).headers.get('etag') ?? '';
  expect((await ask('page/', { 'if-none-match': `"x", ${etag}` })).status).toBe(304);
  expect((await ask('page/', { 'if-none-match': '"x"' })).status).toBe(200);
  expect((await ask('nowhere', { 'if-none-match': etag })).status).toBe(404);
});

test('an unknown address gets the not-found page, and only reading is answered', async () => {
  const response = await ask('nowhere', { range: 'bytes=0-1' });
  expect([response.status, await response.text()]).toEqual([404, 'nowhere']);
  expect((await ask('page/', {}, 'POST')).status).toBe(405);
  expect(await (await ask('page/', {}, 'HEAD')).text()).toBe('');
});

/** As it is written, which `fetch` would tidy. */
function statusOf(path: string, host = '127.0.0.1'): Promise<number | undefined> {
  return new Promise((done, failed) => {
    request({ host: '127.0.0.1', port: server.port, path, headers: { host } }, (response) => {
      response.resume();
      done(response.statusCode);
    })
      .on('error', failed)
      .end();
  });
}

test.each([
  '../secret.txt',
  '..%2fsecret.txt',
  '%2e%2e/secret.txt',
  '..%5csecret.txt',
  'page/../../secret.txt',
  'link.txt',
  'out/secret.txt',
  'out/',
  'clip.mp4/',
  'absent',
  '%00',
  '%ff',
  '%zz',
  '//',
])('nothing outside the folder is served: %s', async (path) => {
  expect(await statusOf(`/some/where/${path}`)).toBe(404);
});

test('nor outside of its base, nor to who calls this machine by another name', async () => {
  expect(await statusOf('/page/')).toBe(404);
  expect(await statusOf('/some/where/page/', 'evil.example')).toBe(403);
  expect(await statusOf('/some/where/page/', 'localhost:1')).toBe(200);
});

test('where the port is taken, the next is', async () => {
  const other = await serveFolder(outside, { port: server.port, host: '127.0.0.1' });
  expect(other.port).toBeGreaterThan(server.port);
  await other.close();
});
