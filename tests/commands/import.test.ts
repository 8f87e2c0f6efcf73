import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { main } from '../../src/cli.ts';
import { useFolder } from '../site/folder.ts';

const folder = useFolder();
let said: string[];
beforeEach(() => {
  said = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
  vi.spyOn(console, 'error').mockImplementation((line: string) => void said.push(line));
});
afterEach(() => vi.restoreAllMocks());

const take = (...files: string[]) =>
  main(['import', ...files.map((file) => join(folder.root, file)), '--root', folder.root]);
const read = (path: string) => readFileSync(join(folder.root, path), 'utf8');

const html = `<html><body><h1>Skies</h1>
<p><a href="https://ada.example.org">Ada Example</a></p>
<h2>Abstract</h2><p>We draw <img src="static/sky.svg" alt="a sky"> skies.</p>
<canvas></canvas></body></html>`;
const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"></svg>';

describe('a page that is imported', () => {
  it('stands in content with its files, and builds without a problem', async () => {
    folder.put('skies/index.html', html);
    folder.put('skies/static/sky.svg', svg);
    expect(await take('skies/index.html')).toBe(0);
    expect(read('assets/skies/sky.svg')).toBe(svg);
    expect(said).toContain(
      `${join(folder.root, 'skies/index.html')}:4:1 a drawing that a script makes is left out`,
    );
    expect(said.at(-1)).toBe('index.html: 1 place needs a look');
    const { ok, diagnostics } = await folder.build({ strict: true });
    expect({ ok, diagnostics }).toEqual({ ok: true, diagnostics: [] });
    expect(folder.read('skies/index.html')).toContain('Ada Example');
  });

  it('takes the place of none that is there', async () => {
    folder.put('skies.html', html);
    folder.put('content/skies.md', 'mine');
    expect(await take('skies.html')).toBe(1);
    expect(said.join('\n')).toContain('exists already');
    expect(read('content/skies.md')).toBe('mine');
  });

  it('may be one of several', async () => {
    folder.put('a.html', html);
    folder.put('b.html', html.replace('Skies', 'Seas'));
    expect(await take('a.html', 'b.html')).toBe(0);
    expect(read('content/b.md')).toContain('title: Seas');
    expect(await main(['import', 'a.html', 'b.html', '--name', 'x'])).toBe(2);
  });

  it.each([
    [
      'a binary file',
      'x.html',
      Buffer.from([0x89, 0x50, 0, 0, 1]),
      ':1:1 error[encoding] this is no text',
    ],
    ['Latin 1', 'x.html', Buffer.from('<h1>\n\xe9</h1>', 'latin1'), ':2:1 error[encoding]'],
    [
      'an empty file',
      'x.html',
      Buffer.from(' \n'),
      ':1:1 error[no-front-matter] the file is empty',
    ],
    [
      'a page without a title',
      'x.html',
      Buffer.from('<p>words'),
      ':1:1 error[missing-key] no title',
    ],
    [
      'another form',
      'x.docx',
      Buffer.from('words'),
      ':1:1 error[no-front-matter] .docx is no form',
    ],
  ])('is refused with a place where it is %s', async (_, name, bytes, message) => {
    folder.put(name, bytes);
    expect(await take(name)).toBe(1);
    expect(said.join('\n')).toContain(`${name}${message}`);
    expect(said.join('\n')).toContain('hint:');
  });

  it('is refused where there is no such file, or a folder', async () => {
    folder.put('folder/x', '');
    expect(await take('none.html')).toBe(1);
    expect(said.at(-1)).toContain('none.html: there is no such file or folder');
    expect(await take('folder')).toBe(1);
    expect(said.at(-1)).toContain('this is a folder, and a file is needed');
    expect(await take()).toBe(2);
  });
});
