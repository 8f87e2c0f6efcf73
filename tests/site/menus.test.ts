import { expect, it } from 'vitest';
import { page, problemsOf, useFolder } from './folder.ts';

const folder = useFolder();

const linksIn = (slug: string, part: RegExp) =>
  [
    ...(part.exec(folder.read(`${slug}index.html`))?.[0] ?? '').matchAll(
      /<(?:a|span)\b[^>]*>[^<]*/g,
    ),
  ].map(([tag]) => tag);
const menu = /<ul class="menu">[\s\S]*?<\/ul>/;

it('the menu of site.yml leads from every page to the others, and marks where one is', async () => {
  folder.put(
    'site.yml',
    'nav:\n  - {title: Data, link: content/data.md}\n  - {title: All, link: /}\n  - {title: Code, link: https://code.example}\n',
  );
  folder.put('content/data.md', page());
  folder.put('content/deep/a.md', page());
  folder.put(
    'content/own.md',
    page(
      'nav: [{text: Part, href: "own.md#x"}, {title: Data, link: data.md}]',
      'abstract: "[x]{#x}"',
    ),
  );
  folder.put('content/hidden.md', page('anonymous: true'));
  expect(problemsOf(await folder.build())).toEqual([]);
  expect(linksIn('data/', menu)).toEqual([
    '<a href="../data/index.html" aria-current="page">Data',
    '<a href="../index.html">All',
    '<a href="https://code.example">Code',
  ]);
  expect(linksIn('deep/a/', menu)[0]).toBe('<a href="../../data/index.html">Data');
  expect(linksIn('own/', menu)).toEqual([
    '<a href="../own/index.html#x">Part',
    '<a href="../data/index.html">Data',
  ]);
  expect(linksIn('', menu)[1]).toBe('<a href="index.html" aria-current="page">All');
  expect(linksIn('hidden/', menu)).toEqual([]);
});

it('related works stand at the end of a page', async () => {
  folder.put('content/a.md', page('related: [{title: Skies, link: b.md, text: "A *first* one."}]'));
  folder.put('content/b.md', page());
  expect(problemsOf(await folder.build())).toEqual([]);
  expect(folder.read('a/index.html')).toMatch(
    /<h2 id="related">Related work<\/h2>\s*<ul>\s*<li><a href="..\/b\/index.html">Skies<\/a> <span>A <em>first<\/em> one.<\/span><\/li>/,
  );
});

it('versions name each other, and search engines are shown the newest', async () => {
  folder.put('site.yml', 'url: https://lab.example');
  const both = 'versions: [{label: v2, link: v2.md}, {label: v1, link: v1.md}]';
  folder.put('content/v1.md', page('social_image: false', both));
  folder.put('content/v2.md', page('social_image: false', both));
  folder.put('content/v3.md', page('social_image: false', both));
  expect(problemsOf(await folder.build())).toEqual([
    'content/v3.md:4 one-way-link',
    'content/v3.md:4 one-way-link',
    'content/v3.md:4 one-way-link',
  ]);
  const old = folder.read('v1/index.html');
  expect(old).toContain('<link rel="canonical" href="https://lab.example/v2/">');
  expect(old).toContain('The newest version is <a href="../v2/index.html">v2</a>.');
  expect(old).toContain('<span aria-current="page">v1</span>');
  expect(folder.read('v2/index.html')).not.toContain('The newest version');
});

it('translations name each other, in their own languages', async () => {
  folder.put('content/a.md', page('translations: {de: de/a.md}'));
  folder.put('content/de/a.md', page('lang: de', 'translations: {en: ../a.md}'));
  folder.put('content/lost.md', page('translations:', '  de: de/a.md', '  fr: de/a.md'));
  folder.put('content/odd.md', page('translations: {xx-yy-: a.md}'));
  expect(problemsOf(await folder.build())).toEqual([
    'content/lost.md:4 one-way-link',
    'content/lost.md:5 one-way-link',
    'content/odd.md:3 wrong-type',
  ]);
});

it('a page is told of in each language that it is there in', async () => {
  folder.put('site.yml', 'url: https://lab.example\nsocial_image: false');
  folder.put('content/a.md', page('translations: {de: de/a.md, ar: https://other.example/a}'));
  folder.put('content/de/a.md', page('lang: de', 'translations: {en: ../a.md}'));
  expect(problemsOf(await folder.build())).toEqual([]);
  const html = folder.read('a/index.html');
  for (const [lang, href] of [
    ['en', 'https://lab.example/a/'],
    ['de', 'https://lab.example/de/a/'],
    ['ar', 'https://other.example/a'],
  ])
    expect(html).toContain(`<link rel="alternate" hreflang="${lang}" href="${href}">`);
  expect(linksIn('a/', /<ul class="menu languages"[\s\S]*?<\/ul>/)).toEqual([
    '<a href="https://other.example/a" hreflang="ar" lang="ar" dir="rtl">العربية',
    '<a href="../de/a/index.html" hreflang="de" lang="de" dir="ltr">Deutsch',
    '<span aria-current="true">English',
  ]);
});
