import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Served, serve } from '../../src/commands/preview.ts';

let outside: string;
let server: Served;

beforeAll(async () => {
  outside = await mkdtemp(join(tmpdir(), 'serve-'));
  await mkdir(join(outside, 'site/page'), { recursive: true });
  await writeFile(join(outside, 'secret.txt'), 'not for you');
  await writeFile(join(outside, 'site/page/index.html'), '<title>Page</title>');
  await writeFile(join(outside, 'site/clip.mp4'), '0123456789');
  server = await serve(join(outside, 'site'), { base: '/some/where/', host: '127.0.0.1' });
});

afterAll(async () => {
  await server.close();
  await rm(outside, { recursive: true });
});

test('a folder answers with its index, and without its slash leads there', async () => {
  const response = await fetch(`${server.url}page?to`);
  expect(response.url).toBe(`${server.url}page/?to`);
  expect(response.headers.get('content-type')).toMatch(/^text\/html; ?charset=utf-8$/);
  expect(await response.text()).toBe('<title>Page</title>');
});

test('a range of a video is cut out of it', async () => {
  const response = await fetch(`${server.url}clip.mp4`, { headers: { range: 'bytes=2-4' } });
  expect(response.status).toBe(206);
  expect(response.headers.get('content-range')).toBe('bytes 2-4/10');
  expect(await response.text()).toBe('234');
});

test('nothing outside the folder and its base is served', async () => {
  for (const path of [
    '..%2fsecret.txt',
    'absent',
    '%ff',
    '%zz',
    '//',
    '../clip.mp4',
    '../../page/',
  ]) {
    expect((await fetch(`${server.url}${path}`)).status).toBe(404);
  }
});
