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

  it('builds from each form that is documented', async () => {
    const files = {
      'old/index.html': `<h1 class="publication-title">Skies without end</h1>
<div class="publication-authors">
  <a href="https://example.org/ada">Ada Example</a><sup>1*</sup>, Bob Two<sup>2*</sup>
</div>
<div><sup>1</sup>University of Skies, <sup>2</sup>Cloud Lab <sup>*</sup>Equal contribution</div>
<div class="publication-links"><a class="button" href="https://github.com/example/skies">Code</a></div>
<h2>Abstract</h2><p>We draw skies of width \\(n\\).</p>`,
      'site/content/publication/hugo/index.md': `---
title: Skies without end
authors: [Ada Example, Bob Two]
author_notes: [Equal contribution, Equal contribution]
publication: In *Conference on Skies*
publication_types: ['1']
url_code: https://github.com/example/skies
---
{{% callout note %}}
The data is out.
{{% /callout %}}
`,
      'site/content/publication/hugo/featured.svg': svg,
      'site/content/publication/hugo/cite.bib':
        '@misc{e,\n  title={Skies without end},\n  author={Example, Ada and Two, Bob}\n}\n',
      'jekyll.md': '---\nlayout: page\ntitle: Skies\n---\n## How\n\nWords of $$n$$ skies.\n',
      'quarto.qmd': '---\ntitle: Skies\nauthor: Ada Example\n---\n::: {.callout-tip}\nLook.\n:::\n',
      'astro.mdx':
        '---\ntitle: T\n---\n<Header title="Skies" authors={[{ name: "Ada" }]} />\n\n## How\n\nWords.\n',
    };
    for (const [path, content] of Object.entries(files)) folder.put(path, content);
    const pages = Object.keys(files).filter((path) => /\.(?:html|q?md|mdx)$/.test(path));
    expect(await take(...pages)).toBe(0);
    expect(read('content/old.md')).toBe(`---
title: Skies without end
authors:
  - name: Ada Example
    link: https://example.org/ada
    affiliations: [1]
    equal: true
  - name: Bob Two
    affiliations: [2]
    equal: true
organizations:
  - name: University of Skies
  - name: Cloud Lab
abstract: We draw skies of width \\(n\\).
links:
  github: https://github.com/example/skies
---
`);
    const { ok, diagnostics } = await folder.build();
    expect(ok).toBe(true);
    expect(diagnostics.map(({ file, code }) => `${file} ${code}`)).toEqual([
      'content/hugo.md missing-alt',
    ]);
    expect(folder.read('hugo/index.html')).toContain('The data is out.');
  });

  it('leaves out what a page may not have', async () => {
    folder.put(
      'sky.md',
      '---\ntitle: Skies\ndate: 2023 - 2025\nlang: "?"\n---\n## How\n\nWords.\n',
    );
    expect(await take('sky.md')).toBe(0);
    expect(said).toContain(
      `${join(folder.root, 'sky.md')}:3:1 "2023 - 2025" is not a date; it is left out (date)`,
    );
    expect(read('content/sky.md')).toBe(
      '---\ntitle: Skies\nsections:\n  - title: How\n    paragraphs:\n      - type: text\n        content: Words.\n---\n',
    );
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
