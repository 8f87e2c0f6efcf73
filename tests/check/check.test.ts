import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { checkSite } from '../../src/check/check.ts';
import { buildSite } from '../../src/site/build.ts';
import { page, section, useFolder } from '../site/folder.ts';

const folder = useFolder();

/** Problems of the site in the folder, as a test reads them, but for what every small page lacks. */
async function problems({ external = false, all = false } = {}): Promise<string[]> {
  const { root } = folder;
  const options = { root, out: join(root, 'dist'), base: '/', strict: false, drafts: false };
  const { diagnostics } = await buildSite(options, (site) =>
    checkSite(site, { external, browser: undefined }),
  );
  return diagnostics
    .filter(({ code }) => all || !['scholar-tags', 'social-card', 'no-site-url'].includes(code))
    .map(({ file, line, code, severity }) => `${file}:${line} ${severity} ${code}`);
}

const html = (content: string) => section('- type: text', '  content: >-', `    ${content}`);
const own = (body: string) =>
  `<!doctype html>\n<html lang="en"><head><title>T</title></head>\n<body>\n${body}\n</body></html>\n`;

describe('a check', () => {
  it('has nothing to say of a page without faults', async () => {
    folder.put('content/a.md', html('Some <b>text</b> and [a link](#s).'));
    expect(await problems()).toEqual([]);
  });

  it.each([
    ['a file', '<a href="gone.html">x</a>', 'dead-link'],
    ['a page without its slash', '<a href="a">x</a>', undefined],
    ['a picture of another size', '<img alt="" srcset="gone.png 2x">', 'dead-link'],
    ['a style', '<p style="background: url(gone.png)">x</p>', 'dead-link'],
    ['a part of this page', '<a href="#gone">x</a>', 'dead-fragment'],
    ['a part of another page', '<a href="a/index.html#gone">x</a>', 'dead-fragment'],
    ['a part that is there', '<p id="x"></p><a href="#x">x</a>', undefined],
    ['an address of mail', '<a href="mailto:ada@example.org">x</a>', undefined],
  ])('follows a link to %s, at its line', async (_, body, code) => {
    folder.put('content/a.md', page());
    folder.put('public/own.html', own(body));
    expect(await problems()).toEqual(code ? [`public/own.html:4 warning ${code}`] : []);
  });

  it('follows the links of styles and drawings', async () => {
    folder.put('content/a.md', page());
    folder.put('public/own.css', 'p {}\na { background: url("gone.png") }\n/* url(no.png) */\n');
    folder.put(
      'public/own.svg',
      '<svg xmlns="http://www.w3.org/2000/svg">\n<image href="gone.png"/>\n</svg>\n',
    );
    expect(await problems()).toEqual([
      'public/own.css:2 warning dead-link',
      'public/own.svg:2 warning dead-link',
    ]);
  });

  it('says once what the build has said', async () => {
    folder.put('content/a.md', html('[one](gone.md) and [two](#gone)'));
    expect(await problems()).toEqual([
      'content/a.md:8 warning missing-file',
      'content/a.md:8 warning dead-fragment',
    ]);
  });

  it('says once what ids the build has found twice', async () => {
    folder.put('content/a.md', html('<i id="x">a</i> <i id="x">b</i>'));
    expect(await problems()).toEqual(['content/a.md:8 error duplicate-id']);
  });

  it('knows that a site stands in a folder of its host', async () => {
    folder.put('site.yml', 'url: https://example.org/lab/\n');
    folder.put('content/a.md', page());
    folder.put('public/own.html', own('<a href="/a/">x</a> <a href="/lab/a/">y</a>'));
    expect(await problems()).toEqual(['public/own.html:4 warning dead-link']);
  });

  it.each([
    ['two of one id', '<p id="x">a</p><p id="x">b</p>', 'error duplicate-id'],
    ['a level left out', '<h1>a</h1><h3>b</h3>', 'warning heading-order'],
    ['a second title', '<h1>a</h1><h1>b</h1>', 'warning heading-order'],
    ['levels in order', '<h1>a</h1><h2>b</h2><h3>c</h3><h2>d</h2>', undefined],
    ['a picture without words', '<img src="data:,">', 'warning missing-alt'],
    ['an ornament', '<img src="data:," alt="">', undefined],
    ['an open element', '<div><b>x</div>', 'warning unbalanced-tag'],
    ['an end of nothing', '<div>x</b></div>', 'warning unbalanced-tag'],
    [
      'a script of elsewhere',
      '<script src="https://cdn.example/x.js"></script>',
      'warning foreign-host',
    ],
    ['a link elsewhere', '<a href="https://cdn.example/x.js">x</a>', undefined],
    ['ends that may lack', '<ul><li>a<li>b</ul><p>c<p>d', undefined],
    ['a link elsewhere', '<a href="https://cdn.example/x.js">x</a>', undefined],
  ])('sees %s', async (_, body, found) => {
    folder.put('content/a.md', page());
    folder.put('public/own.html', own(body));
    expect(await problems()).toEqual(found ? [`public/own.html:4 ${found}`] : []);
  });

  // Contrast by the formula of WCAG: yellow on white is 1.07:1, #767676 on white 4.54:1.
  it.each([
    ['yellow', '<span style="color: yellow">x</span>', true],
    ['grey on white', '<span style="color: #767676; background: white">x</span>', false],
    ['yellow on black', '<span style="color: yellow; background: #000">x</span>', false],
    ['an accent', '<span style="color: var(--accent)">x</span>', false],
    ['a font', '<font color="#ffff00">x</font>', true],
    ['nothing that is seen', '<span style="color: yellow"></span>', false],
  ])('measures %s', async (_, body, isLow) => {
    folder.put('content/a.md', html(body));
    expect(await problems()).toEqual(isLow ? ['content/a.md:8 warning low-contrast'] : []);
  });

  it('weighs pages, pictures and scripts', async () => {
    const noise = {
      create: { width: 400, height: 300, channels: 3, background: '#123456' },
    } as const;
    folder.put('assets/x.png', await sharp(noise).png({ compressionLevel: 0 }).toBuffer());
    folder.put('site.yml', 'budget: {page: 1 kB, script: 100 MB}\n');
    const picture = section('- {type: image, url: /assets/x.png, alt: A picture}');
    folder.put(
      'content/a.md',
      picture.replace('title: A title', 'title: A title\nbudget: {picture: 100 B, over: fail}'),
    );
    folder.put('content/b.md', page());
    expect(await problems()).toEqual([
      'content/a.md:3 error over-budget',
      'content/a.md:7 error over-budget',
      'content/b.md:2 warning over-budget',
    ]);
  });

  it('tells what Google Scholar and cards will miss', async () => {
    folder.put('site.yml', 'url: https://example.org\n');
    folder.put('assets/p.pdf', '%PDF-1.4\n%%EOF\n');
    folder.put(
      'content/a.md',
      page(
        'authors: [Ada Lovelace]',
        'links:',
        '  github: https://example.org',
        '  pdf: /assets/p.pdf',
        'social_image: false',
      ),
    );
    expect(await problems({ all: true })).toEqual([
      'content/a.md:2 warning scholar-tags',
      'content/a.md:2 warning social-card',
      'content/a.md:2 warning social-card',
      'content/a.md:6 warning scholar-tags',
    ]);
  });

  it('misses nothing of a whole page', async () => {
    const picture = sharp({ create: { width: 1200, height: 630, channels: 3, background: 'red' } });
    folder.put('site.yml', 'url: https://example.org\n');
    folder.put('content/a/p.pdf', '%PDF-1.4\n%%EOF\n');
    folder.put('content/a/card.png', await picture.png().toBuffer());
    folder.put(
      'content/a/index.md',
      page(
        'authors: [Ada Lovelace]',
        'date: 2026-03-14',
        'abstract: Something new.',
        'links: {pdf: p.pdf}',
        'og: {image: card.png}',
      ),
    );
    expect(await problems({ all: true })).toEqual([]);
  });

  it('tells once that nobody knows where the site will stand', async () => {
    folder.put('content/a.md', page('description: Words.'));
    folder.put('content/b.md', page('description: Words.'));
    expect(await problems({ all: true })).toEqual(['site.yml:1 note no-site-url']);
  });
});

it('asks other hosts, each address once', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const status = Number(/\d{3}/.exec(request.url ?? '')?.[0] ?? 200);
    response.writeHead(request.method === 'HEAD' && request.url === '/get' ? 405 : status).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const at = (path: string) => `[x](http://127.0.0.1:${port}/${path})`;
  try {
    folder.put('content/a.md', html(['ok', 'ok#a', '404', '403', '429', 'get'].map(at).join(' ')));
    expect((await problems({ external: true })).sort()).toEqual([
      'content/a.md:8 note unanswered-address',
      'content/a.md:8 note unanswered-address',
      'content/a.md:8 warning dead-address',
    ]);
    expect(asked.sort()).toEqual([
      'GET /403',
      'GET /404',
      'GET /429',
      'GET /get',
      'HEAD /403',
      'HEAD /404',
      'HEAD /429',
      'HEAD /get',
      'HEAD /ok',
    ]);
  } finally {
    server.close();
  }
});
