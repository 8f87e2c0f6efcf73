import { describe, expect, it } from 'vitest';
import { readPage } from '../../src/content/read-page.ts';
import { readSite } from '../../src/content/read-site.ts';

const read = (text: string) => readPage('content/x.md', 'x', text);

/** The one problem of a text, as its place and message. */
const problemOf = (text: string) => {
  const { page, diagnostics } = read(text);
  expect(page).toBeUndefined();
  return diagnostics.map(({ line, column, message }) => `${line}:${column} ${message}`);
};

describe('front matter begins and ends', () => {
  it.each([
    ['---\ntitle: T\n---\nBody\n', 4],
    ['\n\n---\ntitle: T\n---\nBody\n', 6],
    ['  \n---\ntitle: T\n---\nBody\n', 5],
    ['---\ntitle: T\n...\nBody\n', 4],
    ['---\ntitle: T\n---   \nBody\n', 4],
    ['--- # a comment\ntitle: T\n---\nBody\n', 4],
    ['---yaml\ntitle: T\n---\nBody\n', 4],
    ['--- yml\ntitle: T\n---\nBody\n', 4],
    ['---\r\ntitle: T\r\n---\r\nBody\r\n', 4],
    ['---\rtitle: T\r...\rBody\r', 4],
    ['\uFEFF\n---\ntitle: T\n---\nBody\n', 5],
    ['---\ntitle: T\n---\nBody\n\n---\n\nmore\n', 4],
    ['---\ntitle: T\n---\nBody\n...\nmore\n', 4],
    ['---\ntitle: T\nabstract: |\n  a\n\n  ---\n\n  b\n---\nBody\n', 10],
  ])('in %j', (text, line) => {
    const { page, diagnostics } = read(text);
    expect(diagnostics).toEqual([]);
    expect(page?.title?.text).toBe('T');
    const offset = page?.body?.text.indexOf('Body') ?? -1;
    expect(page?.source.locate(['$body'], offset)).toEqual({ line, column: 1 });
  });

  it.each([
    ['', '1:1 the file is empty'],
    [' \n\n', '1:1 the file is empty'],
    ['# Title\n', '1:1 the file has no front matter'],
    ['<!-- a -->\n---\ntitle: T\n---\n', '1:1 the file has no front matter'],
    [' ---\ntitle: T\n---\n', '1:1 a space stands before the first ---'],
    ['----\ntitle: T\n----\n', '1:1 the first line is "----", not ---'],
    ['–––\ntitle: T\n–––\n', '1:1 the first line is "–––", not ---'],
    ['\n+++\ntitle = "T"\n+++\n', '2:1 front matter is YAML, not TOML'],
    ['{"title": "T"}\n', '1:1 front matter is YAML, not JSON'],
  ])('but not in %j', (text, problem) => {
    expect(problemOf(text)).toEqual([problem]);
  });
});

describe('missing dashes are missed where they should stand', () => {
  const missing = 'the front matter is not closed: a --- is missing here';
  const above = 'a --- is missing here: the text below is no part of the front matter';
  it.each([
    ['---\ntitle: T\nlang: en\n', `4:1 ${missing}`],
    ['---\ntitle: T\n\n# Intro\n\nText here.\n', `3:1 ${missing}`],
    ['---\ntitle: T\nauthors:\n  - Ada\n\nText: with a colon. And\nmore.\n', `7:1 ${missing}`],
    ['---\ntitle: T\nText\n', `3:1 ${missing}`],
    ['---\ntitle: T\n\nText\n\n---\n\nmore\n', `3:1 ${above}`],
    ['---\ntitle: T\n\n# Intro\n\nText (see below).\n---\n', `3:1 ${above}`],
    ['---\ntitle: T\n—\nText\n---\n', '3:1 this line does not end the front matter'],
    ['---\ntitle: T\n- - -\nText\n---\n', '3:1 this line does not end the front matter'],
    ['---\ntitle: T\n----\nText\n', '3:1 the line that ends the front matter must be --- alone'],
    ['---\ntitle: T\n--- # end\nText\n', '3:1 the line that ends the front matter must be'],
    ['---\ntitle: T\n...\nlang: en\n---\nText\n', '3:1 ... ends the front matter here'],
    ['---\nabstract: |\nText\ntitle: T\n---\n', '3:1 this line is no key'],
  ])('in %j', (text, problem) => {
    const [found] = problemOf(text);
    expect(found?.slice(0, problem.length)).toBe(problem);
  });

  it('and said when they are part of a value', () => {
    const { page, diagnostics } = read('---\ntitle: T\n ---\n---\n');
    expect(page?.title?.text).toBe('T ---');
    expect(diagnostics).toMatchObject([{ line: 3, column: 2, length: 3, code: 'cut-value' }]);
  });
});

describe('a mistake in YAML is told where it was made', () => {
  it.each([
    ['title: "open\nlang: en', '2:13 a quote (") is open'],
    ['title: "open\nsubtitle: "b"', '2:13 a quote (") is open'],
    ["title: 'open\n\nlang: en", "2:13 a quote (') is open"],
    ['title: "two\n  lines\nlang: en', '3:8 a quote (") is open'],
    ['authors:\n  - "Ada\n  - Bob', '3:9 a quote (") is open'],
    ['authors:\n  - name: "Ada\n    link: x', '3:15 a quote (") is open'],
    ['title: "A" is great', '2:12 the quote " is closed'],
    ['title: "He said "hi" to"', '2:18 the quote " is closed'],
    ["title: 'it's'", "2:12 the quote ' is closed"],
    ['title: Foo: Bar', '2:11 a colon and a space'],
    ['sections:\n  - title: A: b', '3:13 a colon and a space'],
    ['title:Foo\nlang: en', '2:6 a space is missing behind title:'],
    ['title:Foo', '2:1 front matter is keys and values'],
    ['- a\n- b', '2:1 front matter is keys and values'],
    ['keywords: [a, b\nlang: en', '2:16 a [ opens on this line'],
    ['authors:\n  - {name: A\n  - B', '3:13 a { opens on this line'],
    ['title: @home', '2:8 a value cannot begin with @'],
    ['title: `x`', '2:8 a value cannot begin with `'],
    ['title: %x', '2:8 a value cannot begin with %'],
    ['title: *so* it is', '2:8 a value cannot begin with *'],
    ['title: *so*', '2:8 a value cannot begin with *'],
    ['title: **so** it is', '2:8 a value cannot begin with *'],
    ['abstract:\n  - *so* it is', '3:5 a value cannot begin with *'],
    ['title: > x', '2:8 a value cannot begin with >'],
    ['title: ? x', '2:8 a value cannot begin with ?'],
    ['title: [a] b', '2:12 the ] ends the value, and text follows'],
    ['title: {a} b', '2:12 the } ends the value, and text follows'],
    ['title: x\n lang: en', '3:2 this key stands in another column'],
    [' title: x\nlang: en', '3:1 this key stands in another column'],
    ['links:\n\tpdf: x', '3:1 this is not YAML: tab'],
    ['title: "\\sum x"', '2:10 this is not YAML: unknown escape'],
    ['title: *x', '2:9 this is not YAML: unidentified alias'],
  ])('%j', (yaml, problem) => {
    const [found, ...others] = problemOf(`---\n${yaml}\n---\nBody\n`);
    expect(found?.slice(0, problem.length)).toBe(problem);
    expect(others).toEqual([]);
  });

  it('in site.yml too', () => {
    const { diagnostics } = readSite('site.yml', 'title: "open\nlang: en\n');
    expect(diagnostics).toMatchObject([{ line: 1, column: 13, code: 'yaml-syntax' }]);
    expect(readSite('site.yml', '---\ntitle: T\n---\n')).toMatchObject({
      site: { title: 'T' },
      diagnostics: [],
    });
    expect(readSite('site.yml', 'title: T\n---\nlang: en\n').diagnostics).toMatchObject([
      { line: 2, column: 1, code: 'yaml-syntax' },
    ]);
  });

  it('with a hint that fits a line', () => {
    const long = 'x'.repeat(150);
    for (const yaml of [`title: ${long}: y`, `title: "${long}`, `authors: [{name: ${long}, y}]`]) {
      for (const { hint } of read(`---\n${yaml}\n---\n`).diagnostics)
        expect(hint?.length).toBeLessThan(120);
    }
  });
});
