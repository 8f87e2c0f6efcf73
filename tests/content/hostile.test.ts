import { describe, expect, it } from 'vitest';
import { readPage } from '../../src/content/read-page.ts';

const read = (...lines: string[]) =>
  readPage('content/x.md', 'x', ['---', 'title: T', ...lines, '---', ''].join('\n'));
const first = (...lines: string[]) => {
  const [{ line, code, message } = { line: 0, code: '', message: '' }] = read(...lines).diagnostics;
  return `${line} ${code}: ${message}`;
};

describe('front matter from a stranger', () => {
  it('may not make millions of values of a few aliases', () => {
    const floors = Array.from(
      { length: 30 },
      (_, floor) => `a${floor + 1}: &a${floor + 1} [${Array(9).fill(`*a${floor}`).join(', ')}]`,
    );
    expect(first('a0: &a0 [x, x]', ...floors)).toBe(
      '4 yaml-syntax: this is not YAML: its aliases stand for more than 100000 values',
    );
  });

  it.each([
    'macros: {E: x, __proto__: y}',
    'sections: [{paragraphs: [{type: custom_include, file: a.html, with: {__proto__: 5}}]}]',
  ])('may not name a value __proto__: %s', (line) =>
    expect(first(line)).toBe('3 wrong-type: __proto__ is a name that JavaScript has already'),
  );

  it('may not put an alias inside of what it names', () => {
    const message = '4 yaml-syntax: this is not YAML: an alias stands inside of what it names';
    expect(first('sections: &all', '  - *all')).toBe(message);
    expect(first('project: &all', '  project: *all')).toBe(message);
  });

  it('may not nest without end, with and without aliases', () => {
    expect(first(`sections: ${'['.repeat(5000)}${']'.repeat(5000)}`)).toContain('yaml-syntax');
    const chain = Array.from({ length: 5000 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}]`);
    expect(first('a0: &a0 [x]', ...chain)).toContain('its aliases nest deeper than 100 levels');
  });

  it('may use aliases as much as an author would', () => {
    const sections = Array.from({ length: 400 }, () => '  - {title: A, paragraphs: *same}');
    const page = read('data_host: &host /h', 'sections:', ...sections.map(withAnchor));
    expect(page.diagnostics).toEqual([]);
    expect(page.page?.sections).toHaveLength(400);
  });

  it('has no keys that mean something to JavaScript', () => {
    const { page, diagnostics } = read(
      'constructor: {layout: redirect}',
      '__proto__: {layout: redirect}',
      'toString: x',
    );
    expect(diagnostics.map(({ line, code }) => `${line} ${code}`)).toEqual([
      '3 unknown-key',
      '4 unknown-key',
      '5 unknown-key',
    ]);
    expect(page?.layout).toBeUndefined();
  });

  it('has no blank lines without end', () => {
    expect(read(`abstract: |${'\n'.repeat(1000)}`).page?.slug).toBe('x');
    expect(first(`abstract: |${'\n'.repeat(100_000)}`)).toContain('3 yaml-syntax');
    expect(first(`abstract: |\n${' '.repeat(100_000)}`)).toContain('3 yaml-syntax');
  });

  it('holds no raw control characters', () => {
    expect(first('subtitle: a\u0007b')).toContain('3 yaml-syntax');
  });
});

const withAnchor = (section: string, index: number) =>
  index === 0
    ? '  - {title: A, paragraphs: &same [{type: video, host: *host, url: a.mp4}]}'
    : section;
