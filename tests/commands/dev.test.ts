import { request } from 'node:http';
import { expect, it, vi } from 'vitest';
import { openDev } from '../../src/commands/dev.ts';
import { page, useFolder } from '../site/folder.ts';

const folder = useFolder();
const { put } = folder;

async function text(url: string): Promise<string> {
  return (await fetch(url)).text();
}

function statusFor(port: number, host: string): Promise<number | undefined> {
  return new Promise((done, failed) => {
    request({ host: 'localhost', port, headers: { host } }, (response) => {
      response.resume();
      done(response.statusCode);
    })
      .on('error', failed)
      .end();
  });
}

it('serves drafts, follows saves, keeps the last good site, and answers to localhost alone', async () => {
  put('content/a.md', page('published: false', 'abstract: One.'));
  const told: string[][] = [];
  const dev = await openDev(folder.root, 0, (problems) =>
    told.push(problems.map((one) => one.code)),
  );
  try {
    const a = `${dev.url}a/`;
    await vi.waitFor(async () => expect(await text(a)).toContain('One.'), 20_000);
    expect(await text(a)).toContain('/__pagescape/client.js');
    // An editor that empties the file first.
    put('content/a.md', '');
    put('content/a.md', page('abstract: Two.'));
    await vi.waitFor(async () => expect(await text(a)).toContain('Two.'), 20_000);
    put('content/a.md', page(`abstract: ${String.raw`\(x^\)`}`));
    await vi.waitFor(() => expect(told.at(-1)).toContain('bad-latex'), 20_000);
    expect(await text(a)).toContain('Two.');
    expect(await statusFor(dev.port, 'evil.example')).toBe(403);
    const other = await openDev(folder.root, dev.port, () => {});
    expect(other.port).not.toBe(dev.port);
    await other.close();
  } finally {
    await dev.close();
  }
});
