import { expect, it } from 'vitest';
import { page, useFolder } from '../folder.ts';
import { liveFolder } from './live-folder.ts';

const folder = useFolder();

it('pages follow the files that site.yml names, and where these come and go', async () => {
  const site = liveFolder(folder);
  site.put(
    'site.yml',
    'theme: {css: own.css, logo: logo.svg}\nnav: [{title: B, link: content/b.md}]',
  );
  site.put('own.css', 'h1 { color: red }');
  site.put('content/a.md', page());
  await site.update();
  const sheet = async () =>
    /media\/own\.\w+\.css/.exec(String((await site.contents()).get('a/index.html')))?.[0] ?? '';
  const before = await sheet();
  expect(String((await site.contents()).get(before))).toBe('h1 { color: red }');

  site.put('own.css', 'h1 { color: teal }');
  expect(await site.update()).toEqual(['content/a.md']);
  const after = await sheet();
  expect(after).not.toBe(before);
  expect(String((await site.contents()).get(after))).toBe('h1 { color: teal }');

  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
  site.put('logo.svg', svg);
  expect(await site.update()).toEqual(['content/a.md']);
  const told = async () =>
    (await site.live.finish()).diagnostics.map(({ code, line }) => `${code} ${line}`);
  expect(await told()).toEqual(['missing-file 2']);
  site.put('content/b.md', page());
  expect(await site.update()).toEqual(['content/a.md', 'content/b.md']);
  expect(await told()).toEqual([]);
});
