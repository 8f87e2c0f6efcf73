import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { page, problemsOf, section, useFolder } from './folder.ts';

const folder = useFolder();
const { put, build, read } = folder;
const path = (name: string) => join(folder.root, name);

describe('two that want the same place in the site', () => {
  it.each<[string, Record<string, string>, string]>([
    ['pages', { 'content/a.md': page(), 'content/a/index.md': page() }, 'content/a.md'],
    ['pages but for capitals', { 'content/A.md': page(), 'content/a.md': page() }, 'content/a.md'],
    [
      'pages but for the form of an accent',
      { 'content/caf\u00e9.md': page(), 'content/cafe\u0301.md': page() },
      'content/caf\u00e9.md',
    ],
    ['a page and public/', { 'content/a.md': page(), 'public/a/index.html': '' }, 'content/a.md'],
    ['a page and the list', { 'content/index.html.md': page() }, 'content/index.html.md'],
    ['a page and the not-found page', { 'content/404.html.md': page() }, 'content/404.html.md'],
    [
      'a page and the feed',
      { 'content/feed.xml.md': page('date: 2021'), 'site.yml': 'url: https://example.org/' },
      'content/feed.xml.md',
    ],
    [
      'public/ and the list',
      { 'content/a.md': page(), 'public/index.html/x': '' },
      'public/index.html/x',
    ],
    [
      'a page and a linked file',
      {
        'content/a.md': page('links: {pdf: /content/b/index.html}'),
        'content/b.md': page(),
        'content/b/index.html': 'x',
      },
      'content/a.md',
    ],
    [
      'a linked file of content/ and one of public/',
      { 'content/a.md': page('links: {pdf: x.pdf}'), 'content/x.pdf': '1', 'public/x.pdf': '2' },
      'content/a.md',
    ],
    [
      "a template's file and a page",
      {
        'content/a.md': page('bibtex: "@misc{a, title={A title}}"'),
        'content/a/citation.bib.md': page(),
      },
      'content/a.md',
    ],
  ])('is an error that names both: %s', async (_, files, file) => {
    for (const [name, text] of Object.entries(files)) put(name, text);
    const { ok, diagnostics } = await build();
    expect(ok).toBe(false);
    const conflicts = diagnostics.filter(({ code }) => code === 'output-conflict');
    expect(conflicts.map((conflict) => conflict.file)).toEqual([file]);
    expect(existsSync(path('dist'))).toBe(false);
  });

  it('is none where public/ holds what the site would make itself', async () => {
    put('content/a.md', page());
    for (const name of ['404.html', '.nojekyll', 'index.html'])
      put(`public/${name}`, `own ${name}`);
    expect(problemsOf(await build())).toEqual([]);
    expect(read('404.html') + read('index.html')).toBe('own 404.htmlown index.html');
  });

  it('is none where it is the same file', async () => {
    put('public/x.pdf', '%PDF-1.7 %%EOF');
    for (const name of ['a', 'b']) put(`content/${name}.md`, page('links: {pdf: /x.pdf}'));
    expect(problemsOf(await build())).toEqual([]);
    expect(read('x.pdf')).toBe('%PDF-1.7 %%EOF');
  });
});

describe('odd things in a site', () => {
  it.each<[string, () => void, string]>([
    ['site.yml is a folder', () => mkdirSync(path('site.yml')), 'site.yml:1 unreadable-file'],
    [
      'site.yml is a link out',
      () => symlinkSync('/etc/hostname', path('site.yml')),
      'site.yml:1 outside-root',
    ],
    ['public is a file', () => put('public', 'x'), 'public:1 unreadable-file'],
    ['public is a link out', () => symlinkSync('/etc', path('public')), 'public:1 outside-root'],
    ['public holds a pipe', () => mkfifo('public/f'), 'public/f:1 unreadable-file'],
    ['public goes round', () => round('public/a'), 'public/a:1 unreadable-file'],
    ['templates go round', () => round('templates/a'), 'templates/a:1 unreadable-file'],
    [
      'a template is a link out',
      () => linkOut('templates/a.njk'),
      'templates/a.njk:1 outside-root',
    ],
    [
      'a template is not UTF-8',
      () => put('templates/a.njk', Buffer.from([0xe9])),
      'templates/a.njk:1 encoding',
    ],
    [
      'a page is not UTF-8',
      () => put('content/b.md', Buffer.from([0xe9, 0x0a])),
      'content/b.md:1 encoding',
    ],
  ])('are said: %s', async (_, make, problem) => {
    put('content/a.md', page());
    make();
    const report = await build();
    expect(problemsOf(report)).toEqual([problem]);
    expect(report.ok).toBe(false);
  });

  it.each(['/assets/a%00.jpg', `/assets/${'x'.repeat(300)}.jpg`, '/assets/n.png/', '/assets/loop'])(
    'are said where they are referred to: %s',
    async (url) => {
      put('assets/n.png', 'x');
      symlinkSync('loop', path('assets/loop'));
      put('content/a.md', section(`- {type: text, content: "[x](${url})"}`));
      const { diagnostics } = await build();
      expect(diagnostics).toMatchObject([{ file: 'content/a.md', line: 6 }]);
    },
  );

  it('a cache that cannot be one is done without, and said', async () => {
    put('.cache', 'a file');
    put('assets/photo.png', await photo());
    put('content/a.md', section('- {type: image, url: /assets/photo.png, alt: A}'));
    const report = await build();
    expect([report.ok, problemsOf(report)]).toEqual([true, ['.cache:1 cache-unusable']]);
    expect(readdirSync(path('dist/media')).some((name) => name.endsWith('.avif'))).toBe(true);
  });

  function mkfifo(name: string): void {
    put(name.replace(/[^/]+$/, 'x'));
    execFileSync('mkfifo', [path(name)]);
  }
  function round(name: string): void {
    put(name.replace(/[^/]+$/, 'x.njk'));
    symlinkSync('.', path(name));
  }
  function linkOut(name: string): void {
    put(name.replace(/[^/]+$/, 'x.njk'));
    symlinkSync('/etc/hostname', path(name));
  }
});

/** A soft slope of 900 by 600 pixels, which is worth making smaller. */
const photo = () =>
  sharp({
    create: {
      width: 90,
      height: 60,
      channels: 3,
      background: '#345',
      noise: { type: 'gaussian', mean: 120, sigma: 30 },
    },
  })
    .resize(900, 600, { kernel: 'cubic' })
    .png()
    .toBuffer();

describe('names and addresses', () => {
  it('may hold what is special in addresses', async () => {
    put(
      'assets/c#d?.png',
      await sharp({ create: { width: 2, height: 2, channels: 3, background: 'red' } })
        .png()
        .toBuffer(),
    );
    put(
      'content/a#b.md',
      section(
        '- {type: image, url: "/assets/c%23d%3F.png", alt: A}',
        '- {type: image, url: "/assets/c#d?.png", alt: A}',
      ),
    );
    put('content/100%.md', page());
    expect(problemsOf(await build())).toEqual([]);
    expect(read('index.html')).toContain('href="a%23b/index.html"');
    expect(read('index.html')).toContain('href="100%25/index.html"');
    expect(read('a#b/index.html')).toMatch(/src="\.\.\/media\/c%23d%3F\.[\da-f]{8}\.png"/);
  });
});

describe('a site that is told once', () => {
  it('what is wrong with the icon of site.yml', async () => {
    put('site.yml', 'title: Lab\nfavicon_url: /assets/none.png\n');
    for (const name of ['a', 'b', 'c']) put(`content/${name}.md`, page());
    expect(problemsOf(await build())).toEqual(['site.yml:2 missing-file']);
  });

  it('and every page has it', async () => {
    put('site.yml', 'favicon_url: /assets/icon.svg\n');
    put('assets/icon.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
    put('content/lab/a.md', page());
    expect(problemsOf(await build())).toEqual([]);
    expect(read('lab/a/index.html')).toContain('<link rel="icon" href="../../assets/icon.svg">');
    expect(read('index.html')).toContain('<link rel="icon" href="assets/icon.svg">');
    expect(existsSync(path('dist/assets/icon.svg'))).toBe(true);
  });
});

describe('pictures wherever they stand', () => {
  it('have their size, wait, and are offered smaller; what cannot be is not made', async () => {
    const bytes = await photo();
    for (const name of ['logo', 'text', 'html', 'poster', 'card']) put(`assets/${name}.png`, bytes);
    put(
      'content/a.md',
      [
        '---',
        'title: A',
        'authors: [{name: Ada, affiliations: [1]}]',
        'organizations: [{name: U, logo: /assets/logo.png}]',
        'og: {image: /assets/card.png}',
        'sections: [{title: S, paragraphs: [{type: video, url: "https://example.org/a.mp4", poster: /assets/poster.png}]}]',
        '---',
        '![T](/assets/text.png)',
        '',
        '<img src="/assets/html.png" alt="H">',
      ].join('\n'),
    );
    put('site.yml', 'url: https://example.org/\n');
    expect((await build()).ok).toBe(true);
    const html = read('a/index.html');
    for (const name of ['logo', 'text', 'html']) {
      const [picture = ''] =
        new RegExp(`<picture>(?:(?!</picture>)[^])*${name}\\.[^]*?</picture>`).exec(html) ?? [];
      expect(picture, name).toMatch(/type="image\/avif".*type="image\/webp"/s);
      expect(picture, name).toMatch(/sizes="[^"]+"/);
      expect(picture, name).toMatch(/<img [^>]*loading="lazy"/);
      expect(picture, name).toMatch(/<img [^>]*width="\d+" height="\d+"/);
      for (const [, address = ''] of picture.matchAll(/(\S+) \d+w/g))
        expect(existsSync(join(path('dist/a'), address.replace(/^srcset="/, ''))), address).toBe(
          true,
        );
    }
    const made = readdirSync(path('dist/media')).filter((name) => /avif|webp/.test(name));
    expect(made.filter((name) => /^(?:poster|card)/.test(name))).toEqual([]);
    // Everything that was made is offered by a page.
    const offered = html + read('index.html');
    expect(made.filter((name) => !offered.includes(name))).toEqual([]);
  });
});

describe('hosts', () => {
  it.each([
    ['<script src="https://h.example/x.js"></script>'],
    ['<iframe src="https://h.example/x"></iframe>'],
    ['<link rel="stylesheet" href="//h.example/x.css">'],
    ['<audio src="https://h.example/x.mp3"></audio>'],
    ['<b style="background: url(https://h.example/x.png)">x</b>'],
    ['<object data="https://h.example/x.pdf"></object>'],
    ['![x](https://h.example/x.png)'],
  ])('that a page asks while it loads are reported: %s', async (content) => {
    put('content/a.md', `${page()}${content}\n`);
    expect((await build()).pages[0]?.hosts).toEqual(['h.example']);
  });

  it('that are only linked are not', async () => {
    put(
      'content/a.md',
      `${page()}<a href="https://h.example/">x</a> <link rel="canonical" href="https://h.example/">\n`,
    );
    expect((await build()).pages[0]?.hosts).toEqual([]);
  });
});

describe("a site's own templates", () => {
  it('are said to be wrong wherever they are included from, known or computed', async () => {
    put('templates/includes/bad.njk', 'one\n{% if %}');
    put('templates/includes/good.njk', '{% set n = "includes/bad.njk" %}{% include n %}');
    put('content/a.md', section('- {type: custom_include, file: good.njk}'));
    expect(problemsOf(await build())).toContain('templates/includes/bad.njk:2 template-error');
  });

  it.each(['../x.txt', 'a/b.txt', '', '.x', 'a\\b', 'a:b'])('cannot write to %j', async (name) => {
    put('templates/includes/i.html', `{{ file(${JSON.stringify(name)}, "x") }}`);
    put('content/a.md', section('- {type: custom_include, file: i.html}'));
    expect(problemsOf(await build())).toEqual(['templates/includes/i.html:1 template-error']);
  });

  it('give their files the names that they say', async () => {
    put(
      'templates/includes/i.html',
      '{{ file("a$&b.txt", "1") }} {{ file("c.txt", "2") }} {{ file("c.txt", "3") }}',
    );
    put('content/a.md', section('- {type: custom_include, file: i.html}'));
    expect(problemsOf(await build())).toEqual([]);
    expect([read('a/a$&b.txt'), read('a/c.txt'), read('a/c-2.txt')]).toEqual(['1', '2', '3']);
  });

  it('may use the helpers in macros that they import', async () => {
    put('templates/includes/macros.njk', '{% macro star() %}[{{ icon("arxiv") }}]{% endmacro %}');
    put('templates/includes/i.html', '{% import "includes/macros.njk" as m %}{{ m.star() }}');
    put('content/a.md', section('- {type: custom_include, file: i.html}'));
    expect(problemsOf(await build())).toEqual([]);
    expect(read('a/index.html')).toMatch(/\[<svg class="icon"/);
  });
});

describe('ids of sections', () => {
  it.each([
    ['sections: [{title: A, id: content}]', 'duplicate-id'],
    ['sections: [{title: A, id: x}, {title: B, id: x}]', 'duplicate-id'],
    ['sections: [{title: A, id: "a b"}]', 'wrong-type'],
    ['abstract: "[a]{#x} [b]{#x}"', 'duplicate-id'],
    ['abstract: "[a]{#content}"', 'duplicate-id'],
  ])('stand once on a page: %s', async (line, code) => {
    put('content/a.md', page(line));
    expect(problemsOf(await build())).toEqual([`content/a.md:3 ${code}`]);
  });
});

describe('what a page depends on', () => {
  it('is known: its templates, addresses, files, and what is not there', async () => {
    put('templates/includes/i.html', '{% include "includes/inner.njk" %}');
    put('templates/includes/inner.njk', '<img src="/assets/x.svg" alt="">');
    put('assets/x.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
    put(
      'content/a.md',
      section('- {type: custom_include, file: i.html}', '- {type: text, content: "[x](no.pdf)"}'),
    );
    put('content/b.md', page());
    const { dependencies } = await build();
    const a = dependencies.get('content/a.md');
    expect(a?.templates).toEqual(
      expect.arrayContaining([
        'includes/i.html',
        'includes/inner.njk',
        'blocks/text.njk',
        'layouts/page.njk',
      ]),
    );
    expect(a?.addresses).toEqual(
      expect.arrayContaining([
        { url: '/assets/x.svg', kind: 'file', asked: ['public/assets/x.svg', 'assets/x.svg'] },
        { url: 'no.pdf', kind: 'missing', asked: ['content/no.pdf', 'public/no.pdf', 'no.pdf'] },
      ]),
    );
    expect(a?.files).toMatchObject([
      { file: 'assets/x.svg', hash: expect.stringMatching(/^[\da-f]{64}$/) },
    ]);
    expect(dependencies.get('content/b.md')?.templates).not.toContain('includes/i.html');
  });

  it('is all: a build after another, in another folder, writes the same bytes', async () => {
    put('assets/photo.png', await photo());
    put(
      'content/a.md',
      section(
        '- {type: image, url: /assets/photo.png, alt: A}',
        '- {type: text, content: "\\\\(x^2\\\\)"}',
      ),
    );
    put('content/b.md', section('- {type: carousel, items: [{url: /assets/photo.png, alt: A}]}'));
    await build();
    const cold = contents(path('dist'));
    await build({ out: path('elsewhere/site') });
    expect(contents(path('elsewhere/site'))).toEqual(cold);
    execFileSync('rm', ['-rf', path('.cache')]);
    await build();
    expect(contents(path('dist'))).toEqual(cold);
  });
});

function contents(root: string): Record<string, string> {
  const listed = execFileSync('sh', ['-c', 'find . -type f -exec sha256sum {} + | sort'], {
    cwd: root,
    encoding: 'utf8',
  });
  return Object.fromEntries(
    listed
      .trim()
      .split('\n')
      .map((line) => line.split(/\s+/, 2).reverse()),
  );
}

it('pages with special names have whole addresses of their own', async () => {
  put('site.yml', 'url: https://example.org/lab\n');
  put('content/a#b.md', page('date: 2021-10-11'));
  put('content/http:.md', page());
  expect(problemsOf(await build())).toEqual([]);
  expect(read('a#b/index.html')).toContain('href="https://example.org/lab/a%23b/"');
  expect(read('http:/index.html')).toContain('href="https://example.org/lab/http%3A/"');
  expect(read('sitemap.xml')).toContain('<loc>https://example.org/lab/a%23b/</loc>');
  expect(read('feed.xml')).toContain('<id>https://example.org/lab/a%23b/</id>');
});
