import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readPage } from '../../src/content/read-page.ts';

const read = (text: string) => readPage('content/x.md', 'x', text);

/** Problems as `line:column code`. */
const problemsOf = (text: string) =>
  read(text).diagnostics.map(({ line, column, code }) => `${line}:${column} ${code}`);

const page = (...lines: string[]) => ['---', 'title: T', ...lines, '---', ''].join('\n');

describe('front matter', () => {
  it('is never run as a program', () => {
    const marker = '__pagescape_was_run';
    const text = `---js\n{ title: (globalThis.${marker} = true) }\n---\n`;
    expect(problemsOf(text)).toEqual(['1:1 front-matter-language']);
    expect(marker in globalThis).toBe(false);
    expect(problemsOf('---coffee\ntitle: 1\n---\n')).toEqual(['1:1 front-matter-language']);
  });

  it('may be marked as YAML, begin with a byte order mark, and have Windows line ends', () => {
    expect(read('---yaml\ntitle: T\n---\n').diagnostics).toEqual([]);
    expect(read('\uFEFF---\r\ntitle: T\r\n---\r\nBody\r\n').page).toMatchObject({
      title: { text: 'T' },
      body: { text: 'Body\n' },
    });
  });

  it.each([
    ['', '1:1 no-front-matter'],
    ['# Title\n', '1:1 no-front-matter'],
    ['---\ntitle: "open\n---\n', '2:13 yaml-syntax'],
    ['---\ntitle: a\n  b: c\n---\n', '3:3 yaml-syntax'],
    ['---\ntitle: a\nlinks:\n\tpdf: x\n---\n', '4:1 yaml-syntax'],
    [page('lang: en', 'lang: de'), '4:1 duplicate-key'],
  ])('%j is a problem at its place', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it('says where double quotes took the backslash of a formula', () => {
    const text = page('subtitle: "a $\\times$ b \\\\beta \\n c"', "conference: '$\\times$'");
    expect(problemsOf(text)).toEqual(['3:15 lost-backslash']);
  });

  it('needs a title, unless it redirects', () => {
    expect(problemsOf('---\nlang: en\n---\n')).toEqual(['1:1 missing-key']);
    expect(problemsOf('---\nlayout: redirect\nredirect_to: /y\n---\n')).toEqual([]);
  });
});

describe('what is wrong', () => {
  it('is all reported in one run, each at its own place, and the rest is kept', () => {
    const { page: found, diagnostics } = read(
      page(
        'langg: en',
        'authors:',
        '  - {name: Ada, lnk: x}',
        '  - {link: x}',
        '  - Bob',
        'links: {arxv: x, github: y}',
        'common_organizations: KAUST',
        'sections:',
        '  - title: One',
        '    paragraphs:',
        '      - type: imgae',
        '        url: x',
        '      - type: image',
        '        url: a.png',
        '        max_width: wide',
        '      - type: image',
        '        url: b.png',
        '      - {url: c.png}',
      ),
    );
    expect(
      diagnostics.map(({ line, column, code, hint }) => [`${line}:${column}`, code, hint]),
    ).toEqual([
      ['3:1', 'unknown-key', 'did you mean "lang"?'],
      ['5:17', 'unknown-key', 'did you mean "link"?'],
      ['6:5', 'missing-key', 'write name:'],
      ['8:9', 'unknown-key', 'did you mean "arxiv"?'],
      ['9:23', 'wrong-type', expect.stringContaining('write a list')],
      ['13:15', 'unknown-type', 'did you mean "image"?'],
      ['17:20', 'wrong-type', undefined],
      ['20:9', 'missing-key', expect.stringContaining('known types: text')],
    ]);
    expect(found).toMatchObject({
      authors: [{ name: 'Ada' }, { name: 'Bob' }],
      links: { github: { url: 'y', path: ['links', 'github'] } },
      sections: [
        { paragraphs: [{ type: 'image', url: { path: ['sections', 0, 'paragraphs', 2, 'url'] } }] },
      ],
    });
  });

  it('says which kind of value was expected', () => {
    const { diagnostics } = read(page('authors: Ada', 'published: [1]', 'teaser: {type: imag}'));
    expect(diagnostics.map(({ message, hint }) => [message, hint])).toEqual([
      ['authors should be a list, not "Ada"', expect.stringContaining('- name: Ada')],
      ['published should be true or false, not a list', undefined],
      ['type cannot be "imag"', 'did you mean "image"?'],
    ]);
  });
});

describe('accepted spellings', () => {
  it('reads keys nested under project, and points at them there', () => {
    const text = '---\ntitle: T\nproject:\n  lnks: {}\n  abstract: A\n  conference: ~\n---\n';
    expect(read(text).page).toMatchObject({
      informal_summary: [{ text: 'A', path: ['informal_summary', 0] }],
    });
    expect(problemsOf(text)).toEqual(['4:3 unknown-key']);
    const source = read(text).page?.source;
    expect(source?.locate(['informal_summary'])).toEqual({ line: 5, column: 13, length: 1 });
  });

  it('warns of a key in both places, and takes the nested one', () => {
    const text = '---\ntitle: Top\nproject:\n  title: Nested\n---\n';
    expect(problemsOf(text)).toEqual(['4:3 key-in-both-places']);
    expect(read(text).page?.title?.text).toBe('Nested');
  });

  it('reads content without a type as text, and drops empty text', () => {
    const text = page(
      'sections:',
      '  - paragraphs:',
      '      - type: text',
      '      - content: Lost and found',
      '      - just a sentence',
    );
    expect(problemsOf(text)).toEqual([
      '5:9 empty-paragraph',
      '6:9 missing-type',
      '7:9 missing-type',
    ]);
    expect(read(text).page?.sections?.[0]?.paragraphs).toMatchObject([
      {
        type: 'text',
        content: { text: 'Lost and found', path: ['sections', 0, 'paragraphs', 1, 'content'] },
      },
      { type: 'text', content: { text: 'just a sentence' } },
    ]);
  });

  it('puts host before the address of a video, and not before that of an image', () => {
    const { page: found } = read(
      page(
        'sections:',
        '  - paragraphs:',
        '      - {type: video, host: "https://h.org/a/", url: b.mp4}',
        '      - {type: videos, host: "https://h.org", urls: [/c.mp4, "https://i.org/d.mp4"]}',
        '      - {type: videos, host: "https://h.org", videos: [{url: e.mp4, caption: E}]}',
        '      - {type: image, host: "https://h.org", url: /f.png}',
      ),
    );
    expect(found?.sections?.[0]?.paragraphs).toMatchObject([
      { url: { url: 'https://h.org/a/b.mp4' } },
      {
        videos: [{ url: { url: 'https://h.org/c.mp4' } }, { url: { url: 'https://i.org/d.mp4' } }],
      },
      { videos: [{ url: { url: 'https://h.org/e.mp4' } }] },
      { url: { url: '/f.png' } },
    ]);
  });

  it('reads organizations as strings, sections as one string, a teaser without type', () => {
    const { page: found, diagnostics } = read(
      page('organizations: [KAUST]', 'sections: "<p>All</p>"', 'teaser: {img_url: /t.png}'),
    );
    expect(found).toMatchObject({
      common_organizations: [{ name: 'KAUST' }],
      sections: [{ paragraphs: [{ type: 'text', content: { text: '<p>All</p>' } }] }],
      teaser: { type: 'image', img_url: { url: '/t.png' } },
    });
    expect(diagnostics.map(({ code }) => code)).toEqual(['missing-type']);
  });

  it('takes null for nothing, numbers for words and "800px" for 800', () => {
    const { page: found, diagnostics } = read(
      page(
        'conference: ~',
        'subtitle: 2021',
        'sections:',
        '  - title: null',
        '    paragraphs: [{type: image, url: x.png, max_width: 800px, caption: ~}]',
      ),
    );
    expect(diagnostics).toEqual([]);
    expect(found).not.toHaveProperty('conference');
    expect(found).toMatchObject({
      subtitle: { text: '2021' },
      sections: [{ paragraphs: [{ max_width: 800 }] }],
    });
  });
});

describe('real pages', () => {
  const seed = new URL('../../../shared/seed/alis.md', import.meta.url);
  const there = existsSync(seed);
  if (!there) console.warn('the seed page is not beside this checkout: its test is skipped');

  it.runIf(there)('the seed reads as it stands, with two warnings at its split paragraph', () => {
    const { page: found, diagnostics } = read(readFileSync(seed, 'utf8'));
    expect(diagnostics.map(({ line, code }) => [line, code])).toEqual([
      [65, 'empty-paragraph'],
      [66, 'missing-type'],
    ]);
    expect(found?.sections).toHaveLength(5);
    expect(found?.sections?.at(-1)?.paragraphs?.map(({ type }) => type)).toEqual(['text', 'image']);
  });

  it('reads the quirks of older pages', () => {
    const { page: found, diagnostics } = read(
      [
        '---',
        'layout: page',
        'published: false',
        'title: "Really? A <b>bold</b> title (2021)"',
        'disable_seo: true',
        'meta_tags:',
        '  - {property: "og:video", content: v.mp4}',
        'data_host: &data_host https://data.example.org/x',
        'ghabri_style: true',
        'load_boostrap: true',
        'authors:',
        '  - {name: A, link: "https://a.org", org: 0}',
        '  - {name: B, affiliations: [1, 2]}',
        'common_organizations:',
        '  - {name: K, link: "https://k.org", logo: /k.png, logo_height: 40}',
        'links:',
        '  pdf: /x.pdf',
        '  github_soon: true',
        '  arxiv_inactive: true',
        '  supp: https://s.org',
        '  openreview: https://o.org',
        '  colab: https://c.org',
        '  custom: {href: "https://x.org", text: Else}',
        'informal_summary: [One, Two, Three]',
        'sections:',
        '  - title: ""',
        '    paragraphs:',
        '      - {type: warning, content: "<b>Heavy</b> page"}',
        '      - {type: table, max_width: 800, content: "<table></table>"}',
        '      - {type: video, host: *data_host, url: a.mp4, video_width: 300, ignore_border: true, autoplay_attr: autoplay}',
        '      - {type: image, url: /i.png, justify_text: true}',
        'bibtex: >-',
        '  @article{a,',
        '    title={A}',
        '  }',
        '---',
      ].join('\n'),
    );
    expect(diagnostics).toEqual([]);
    expect(found).toMatchObject({
      published: false,
      disable_seo: true,
      authors: [{ org: [0] }, { affiliations: [1, 2] }],
      bibtex: '@article{a,\n  title={A}\n}',
    });
  });
});
