import { describe, expect, it } from 'vitest';
import { readPage } from '../../src/content/read-page.ts';
import { readSite } from '../../src/content/read-site.ts';
import { problems, render, renderYaml } from '../render/rendering.ts';

const read = (...lines: string[]) =>
  readPage('content/x.md', 'x', ['---', 'title: T', ...lines, '---', ''].join('\n'));

describe('a value knows where it was written', () => {
  it('whatever before it was left out', () => {
    const { page } = read(
      'authors:',
      '  - {link: x}',
      '  - Ada',
      '  - {name: Bob, affiliations: [1]}',
      'meta_tags: [{name: x}, {name: y, content: z}]',
    );
    expect(page?.authors?.map(({ path }) => path)).toEqual([
      ['authors', 1],
      ['authors', 2],
    ]);
    expect(page?.meta_tags?.[0]?.path).toEqual(['meta_tags', 1]);
  });

  it('so that later problems stand at the right author and tag', () => {
    const { diagnostics } = renderYaml(
      [
        'title: T',
        'authors:',
        '  - {nam: wrong}',
        '  - {name: Ada, affiliations: [1]}',
        '  - {name: Bob, affiliations: [1, 7]}',
        'organizations: [{nam: wrong}, Lab]',
      ].join('\n'),
    );
    expect(problems(diagnostics)).toContain('content/test.md:6:35 index-out-of-range');
  });

  it('which is its key where it is empty', () => {
    expect(problems(readSite('site.yml', 'lang: en\ntitle:\n').diagnostics)).toEqual([
      'site.yml:2:1 wrong-type',
    ]);
    expect(problems(readSite('site.yml', 'title:').diagnostics)).toEqual([
      'site.yml:1:1 wrong-type',
    ]);
  });

  it('which is never behind the end of the file', () => {
    expect(problems(readPage('x.md', 'x', '---\ntitle: T').diagnostics)).toEqual([
      'x.md:2:9 yaml-syntax',
    ]);
  });

  it('in site.yml and in the body too', () => {
    const { site, source } = readSite('site.yml', 'math: katexx\ndescription: "a $b$"\n');
    expect(site.description?.path).toEqual(['description']);
    expect(source.locate(['description'])).toEqual({ line: 2, column: 15, length: 5 });
    const { page } = readPage('x.md', 'x', '---\ntitle: T\n---\na\n\nb $c$\n');
    expect(page?.body?.path).toEqual(['$body']);
    expect(page?.source.locate(['$body'], 5)).toEqual({ line: 6, column: 3 });
  });

  it('under the name that its author gave it', () => {
    const { page } = read(
      'teaser: {url: a.png, type: image}',
      'sections:',
      '  - paragraphs:',
      '      - {type: mini-title, title: A}',
      '      - {type: videos, urls: [a.mp4, b.mp4]}',
    );
    const [title, videos] = page?.sections?.[0]?.paragraphs ?? [];
    const paths = [page?.teaser?.img_url?.path, title?.type === 'mini-title' && title.content.path];
    const second = videos?.type === 'videos' ? videos.videos[1]?.url.path : undefined;
    const places = [...paths, second].map((path) => path && page?.source.locate(path));
    expect(places).toEqual([
      { line: 3, column: 15, length: 5 },
      { line: 6, column: 35, length: 1 },
      { line: 7, column: 38, length: 5 },
    ]);
  });

  it('and the values of an include stay as they are', () => {
    const given = { path: 'a', list: [{ path: 1 }] };
    const include = JSON.stringify({ type: 'custom_include', file: 'a.html', with: given });
    const { page } = read('sections:', `  - paragraphs: [${include}]`);
    expect(page?.sections?.[0]?.paragraphs).toMatchObject([{ with: given }]);
  });
});

describe('how long the wrong part is', () => {
  it.each([
    ['langg: en', '3:1+5'],
    ['authors: Ada', '3:10+3'],
    ['published: "may be"', '3:13+6'],
    ['math: "katexx"', '3:8+6'],
    ['disable_seo: >-\n  of\n  two lines', '4:3+?'],
    ['lang: a\nlang: b', '4:1+4'],
    ['subtitle: "a \\times b"', '3:14+6'],
  ])('is known for %j', (line, place) => {
    const [found] = read(line).diagnostics;
    expect(found && `${found.line}:${found.column}+${found.length ?? '?'}`).toBe(place);
  });
});

describe('what would show nothing', () => {
  it.each([
    ['teaser: {type: image}', '3:9 teaser has no url'],
    ['teaser: {type: video, poster: a.png}', '3:9 teaser has no url'],
    ['teaser: {type: custom, url: a.png}', '3:9 teaser has no content'],
    ['teaser: {type: custom_include, url: a.html}', '3:9 teaser has no file'],
    ['teaser: {type: custom_include, file: a.html}', undefined],
    ['teaser: {type: image, url: a.png}', undefined],
    ['teaser: {type: image, img_url: a.png}', undefined],
    [slide('{caption: C}'), '3:51 item 1 of items has no url or video or paragraphs'],
    [slide('{poster: a.png, alt: A}'), '3:51 item 1 of items has no url or video or paragraphs'],
    [slide('{video: a.mp4}'), undefined],
  ])('%s is said', (line, problem) => {
    const [found] = read(line).diagnostics;
    expect(found && `${found.line}:${found.column} ${found.message}`).toBe(problem);
    expect(found?.code).toBe(problem && 'missing-key');
  });
});

function slide(item: string): string {
  return `sections: [{paragraphs: [{type: carousel, items: [${item}]}]}]`;
}

it('a comment may stand behind the dashes', () => {
  const { diagnostics, html } = render('--- # a page\ntitle: T\nlangg: en\n---\nBody\n');
  expect(problems(diagnostics)).toEqual(['content/test.md:3:1 unknown-key']);
  expect(html).toContain('<p>Body</p>');
});
