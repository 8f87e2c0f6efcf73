import { describe, expect, it } from 'vitest';
import { page, problemsOf, section, useFolder } from './folder.ts';

const { put, build, read } = useFolder();
const code = 'javascript:alert(1)';

describe('an address that runs code', () => {
  it.each([
    `[x](${code})`,
    `<${code}>`,
    '[x](&#106;avascript:alert(1))',
    `![x](${code})`,
    `[x][y]\n\n[y]: ${code}`,
  ])('is refused in Markdown: %s', async (text) => {
    put('content/a.md', page() + text);
    const { ok, diagnostics } = await build();
    expect([ok, diagnostics.map((problem) => problem.code)]).toEqual([false, ['unsafe-address']]);
  });

  it('is refused in every field', async () => {
    put('site.yml', `favicon_url: "${code}"\n`);
    put(
      'content/a.md',
      section(
        `- {type: image, url: "${code}", alt: x}`,
        `- {type: video, url: x.mp4, host: "${code}//"}`,
        `- {type: carousel, items: [{url: "${code}", alt: x}]}`,
      ).replace(
        'sections:',
        [
          `authors: [{name: A, link: "${code}"}]`,
          `organizations: [{name: O, link: "${code}", logo: "${code}"}]`,
          `links: {pdf: "${code}", arxiv: "${code}", custom: [{href: "${code}", text: x}]}`,
          `favicon_url: "${code}"`,
          'sections:',
        ].join('\n'),
      ),
    );
    put('content/b.md', page('layout: redirect', `redirect_to: "${code}"`));
    expect(problemsOf(await build())).toEqual([
      ...['3', '4', '4', '5', '5', '5', '6', '10', '11', '12'].map(
        (line) => `content/a.md:${line} unsafe-address`,
      ),
      'content/b.md:4 unsafe-address',
      'site.yml:1 unsafe-address',
    ]);
  });

  it("is the author's affair in HTML", async () => {
    put('content/a.md', `${page()}<a href="${code}">x</a>`);
    expect(problemsOf(await build())).toEqual([]);
    expect(read('a/index.html')).toContain(`<a href="${code}">x</a>`);
  });
});

describe('a doubtful address', () => {
  it('is told where it stands, and stays', async () => {
    put('content/a.md', `${page()}x\n\n[y](htps://example.org) [z](a{b)`);
    const { diagnostics } = await build();
    expect(diagnostics.map(({ line, column, code: of }) => `${line}:${column} ${of}`)).toEqual([
      '6:5 bad-address',
      '6:29 missing-file',
    ]);
    expect(read('a/index.html')).toContain('<a href="htps://example.org">');
  });

  it.each([
    ['www.example.org', 'write https://www.example.org'],
    ['example.org/x', 'write https://example.org/x'],
    ['ada@example.org', 'write mailto:ada@example.org'],
  ])('without its beginning is told with it: %s', async (url, hint) => {
    put('content/a.md', `${page()}[x](${url})`);
    expect((await build()).diagnostics[0]?.hint).toBe(hint);
  });

  it.each([
    'mailto:a@b.example',
    'ftp://a.example/',
    'a.example',
    'https://a.example/?x',
    'https://[',
  ])('is not that of a site: %s', async (url) => {
    put('site.yml', `url: "${url}"\n`);
    put('content/a.md', page('date: 2020', 'links: {pdf: "http:["}'));
    expect(problemsOf(await build())).toEqual([
      'content/a.md:4 bad-address',
      'site.yml:1 wrong-type',
    ]);
  });
});

describe('a name of JavaScript itself', () => {
  it('is an attribute like others', async () => {
    put('content/a.md', `${page()}<a constructor="zz" tostring="yy">x</a>`);
    expect(problemsOf(await build())).toEqual([]);
    expect(read('a/index.html')).toContain('<a constructor="zz" tostring="yy">x</a>');
  });

  it('is a language without colours, and no icon', async () => {
    put('templates/includes/i.html', '[{{ icon("constructor") }}]{{ use("constructor") }}');
    put(
      'content/a.md',
      section(
        '- {type: code, language: constructor, content: x}',
        '- {type: custom_include, file: i.html}',
      ),
    );
    expect(problemsOf(await build())).toEqual([]);
    expect(read('a/index.html')).toContain('[]');
  });

  it('is not what a template may be given', async () => {
    put('templates/includes/i.html', '{{ word }}');
    put(
      'content/a.md',
      section(
        '- {type: custom_include, file: i.html, with: {word: {toString: 1}}}',
        '- {type: custom_include, file: i.html, with: {word: [{valueOf: {a: 1}}]}}',
      ),
    );
    expect(problemsOf(await build())).toEqual([
      'content/a.md:6 wrong-type',
      'content/a.md:7 wrong-type',
    ]);
  });

  it.each(['constructor', '__proto__', 'hasOwnProperty'])('is an unknown key: %s', async (key) => {
    put('content/a.md', page(`${key}: x`, `macros: {E: {${key}: 1}}`, `links: {${key}: x}`));
    const { diagnostics } = await build();
    expect(diagnostics.map(({ message }) => message).join()).not.toContain('function');
    expect(diagnostics.length).toBeGreaterThan(1);
  });
});

describe('control characters', () => {
  it('are told where they stand, in text and in escapes', async () => {
    put(
      'content/a.md',
      `${page('date: 2020').replace('A title', '"a\\x01b \\ud83d\\ude00 \\ud83d"')}c\x0c\n\x92`,
    );
    put('site.yml', 'url: https://a.example/\n');
    expect(problemsOf(await build())).toEqual([
      'content/a.md:2 card-letters',
      'content/a.md:2 control-character',
      'content/a.md:2 control-character',
      'content/a.md:5 control-character',
      'content/a.md:6 control-character',
    ]);
    expect(read('feed.xml')).toContain('<title>ab 😀 </title>');
  });

  it('of Windows are told with what they are there', async () => {
    put('content/a.md', `${page()}it\x92s`);
    expect((await build()).diagnostics[0]?.hint).toContain('write ’');
  });

  it('that were meant as LaTeX are told as that alone', async () => {
    put('content/a.md', page('description: "\\beta \\theta"'));
    expect(problemsOf(await build())).toEqual([
      'content/a.md:3 lost-backslash',
      'content/a.md:3 lost-backslash',
    ]);
  });
});

it('a query alone is for the page itself; what is missing is named as its author wrote it', async () => {
  put('content/a.md', `${page()}[a](?q=1) [b](<c d.pdf>) [e](x\\y.png)\n`);
  const { diagnostics } = await build();
  expect(read('a/index.html')).toContain('<a href="?q=1">a</a>');
  expect(diagnostics.map(({ message, hint }) => [message, hint])).toEqual([
    ['there is no file c d.pdf', expect.stringContaining('content/c d.pdf')],
    ['there is no file x\\y.png', expect.any(String)],
  ]);
});
