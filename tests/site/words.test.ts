import { expect, test } from 'vitest';
import { page, problemsOf, useFolder } from './folder.ts';

const folder = useFolder();

test('words of site.yml are those of all pages of the language', async () => {
  folder.put('content/a.md', page('lang: fi', 'abstract: A'));
  folder.put('content/b.md', page('abstract: B'));
  folder.put('site.yml', 'words:\n  fi:\n    abstract: Tiivistelmä\n');
  const build = await folder.build();
  expect(build.ok).toBe(true);
  expect(folder.read('a/index.html')).toContain('>Tiivistelmä</h2>');
  expect(folder.read('b/index.html')).toContain('>Abstract</h2>');
  // All other words are English.
  expect(problemsOf(build)).toEqual(['content/a.md:3 english-words']);
  expect(build.diagnostics[0]?.message).toContain('Finnish');
  expect(folder.read('a/index.html')).toContain(
    '<span class="credit" lang="en">Made with Pagescape.</span>',
  );
});

test('a language without words is told of once, where it is named', async () => {
  folder.put('content/a.md', page('abstract: A'));
  folder.put('content/b.md', page());
  folder.put('site.yml', 'title: x\nlang: fa\n');
  expect(problemsOf(await folder.build())).toEqual(['site.yml:2 english-words']);
  expect(folder.read('a/index.html')).toContain('<html lang="fa" dir="rtl">');
  expect(folder.read('a/index.html')).toContain('<span lang="en" dir="ltr">Abstract</span>');
  expect(folder.read('404.html')).toContain('<title>There is no such page</title>');
});

test('what is wrong with them is said at its place', async () => {
  folder.put('content/a.md', page());
  folder.put(
    'site.yml',
    ['words:', '  fi:', '    abstrakt: x', '    write_to: "{nmae}"', '  pt-br: {}', ''].join('\n'),
  );
  const build = await folder.build();
  expect(problemsOf(build)).toEqual([
    'site.yml:3 unknown-key',
    'site.yml:4 wrong-type',
    'site.yml:5 wrong-type',
  ]);
  expect(build.diagnostics.map(({ hint }) => hint)).toEqual([
    'did you mean "abstract"?',
    'known here: {name}',
    'write pt-BR:',
  ]);
});

test('the list of projects and the page for lost visitors have the language of the site', async () => {
  folder.put('content/a.md', page('lang: en', 'authors: [Ada, Bob]'));
  folder.put('site.yml', 'lang: zh-Hant\n');
  await folder.build();
  expect(folder.read('index.html')).toContain('<html lang="zh-Hant">');
  expect(folder.read('index.html')).toContain('<h1>项目</h1>');
  expect(folder.read('index.html')).toContain('Ada、Bob');
  expect(folder.read('404.html')).toContain('页面不存在');
});

test('a page brings the letters of its own words', async () => {
  folder.put('content/a.md', page());
  folder.put('site.yml', 'lang: ru\n');
  await folder.build();
  for (const path of ['index.html', '404.html', 'a/index.html'])
    expect(folder.read(path)).toMatch(/cyrillic\.[^"]*css|cyrillic-[^"]*css/);
});

test('numbers and words that YAML takes for others are words as they were spelled', async () => {
  folder.put('content/a.md', page('abstract: A', 'links: {pdf_soon: true, code_soon: true}'));
  folder.put(
    'site.yml',
    'words:\n  en: {abstract: 1.50, soon: yes, links: {paper: 007, code: true}}\n',
  );
  expect(problemsOf(await folder.build())).toEqual([]);
  const html = folder.read('a/index.html');
  expect(html).toContain('>1.50</h2>');
  expect(html).toContain('<i>yes</i>');
  expect(html).toContain('007 <i>');
  expect(html).toContain('true <i>');
});

test.each(['constructor', '__proto__', 'toString'])(
  '%s is no language and no word',
  async (name) => {
    folder.put('content/a.md', page());
    folder.put('site.yml', `words:\n  ${name}: {abstract: x}\n`);
    expect(problemsOf(await folder.build())).toEqual(['site.yml:2 wrong-type']);
    folder.put('site.yml', `words:\n  en:\n    ${name}: x\n`);
    expect(problemsOf(await folder.build())).toEqual(['site.yml:3 unknown-key']);
  },
);
