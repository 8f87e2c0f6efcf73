import { describe, expect, it } from 'vitest';
import { formatGithub, formatPretty } from '../../src/commands/format-diagnostics.ts';
import { formatSarif } from '../../src/commands/format-sarif.ts';
import { formatBytes, formatSummary } from '../../src/commands/format-summary.ts';
import { frontMatterJsonSchema } from '../../src/commands/schema.ts';
import { diagnostic } from '../../src/content/diagnostics.ts';

const context = {
  root: '/home/ada/site',
  here: '/home/ada',
  linesOf: () => ['title: T', 'authors:', `  - {name: Ada, lnk: ${'x'.repeat(200)}}`],
  colors: false,
};
const problem = diagnostic(
  'unknown-key',
  'content/x.md',
  { line: 3, column: 16 },
  '"lnk" is not a key',
  'did you mean "link"?',
);

describe('problems', () => {
  it('are shown with their lines and a mark under the place', () => {
    expect(formatPretty([problem], context)).toBe(
      [
        'site/content/x.md:3:16 warning[unknown-key] "lnk" is not a key',
        '    2 | authors:',
        `  > 3 |   - {name: Ada, lnk: ${'x'.repeat(79)}`,
        '      |                ^',
        '    hint: did you mean "link"?',
        '',
      ].join('\n'),
    );
  });

  it('are underlined as far as is known', () => {
    const mark = (column: number, length: number, line: string) =>
      formatPretty([{ ...problem, line: 1, column, length }], {
        ...context,
        linesOf: () => [line],
      }).split('\n')[2];
    expect(mark(8, 5, 'title: Title')).toBe('      |        ^^^^^');
    expect(mark(8, 90, 'title: Title')).toBe('      |        ^^^^^');
    expect(mark(13, 1, 'title: Title')).toBe('      |             ^');
    // A terminal gives these letters two columns each, and a combining mark none.
    expect(mark(3, 2, '題名: 値')).toBe('      |     ^^');
    expect(mark(1, 2, '題名: 値')).toBe('      | ^^^^');
    expect(mark(3, 1, 'e\u0301: x')).toBe('      |  ^');
    expect(mark(3, 1, '😀: x')).toBe('      |   ^');
  });

  it('name what would steer a terminal or turn the line, and keep columns', () => {
    const odd = { ...problem, file: 'a\x1bb.md', message: 'no \x1b[31m \u202e', hint: 'a\x07b' };
    const shown = formatPretty([{ ...odd, line: 1, column: 4 }], {
      ...context,
      linesOf: () => ['a\x1b\tb'],
    });
    expect(shown.split('\n')).toEqual([
      'site/a<U+001B>b.md:1:4 warning[unknown-key] no <U+001B>[31m <U+202E>',
      '  > 1 | a\ufffd b',
      '      |    ^',
      '    hint: a<U+0007>b',
      '',
    ]);
    expect(formatGithub([{ ...odd, message: 'a\r::error::b' }], context)).toBe(
      '::warning file=site/a<U+001B>b.md,line=3,col=16,title=unknown-key::a<U+000D>::error::b%0Aa<U+0007>b',
    );
  });

  it('are shown around a place far to the right', () => {
    const far = { ...problem, column: 150 };
    const [, , line = '', mark = ''] = formatPretty([far], context).split('\n');
    expect(line).toMatch(/> 3 \| …x+$/);
    expect(line[mark.indexOf('^')]).toBe('x');
  });

  it('are counted when one file has very many', () => {
    const text = formatPretty(Array(250).fill(problem), context);
    expect(text.match(/warning\[unknown-key\]/g)).toHaveLength(100);
    expect(text).toContain('site/content/x.md: 150 more problems');
  });

  it('become workflow commands that nothing in them can break out of', () => {
    const hostile = { ...problem, message: 'a%b\n::error::c', file: 'content/a,b:c.md' };
    expect(formatGithub([hostile], context)).toBe(
      '::warning file=site/content/a%2Cb%3Ac.md,line=3,col=16,title=unknown-key::a%25b%0A::error::c%0Adid you mean "link"?',
    );
  });
});

describe('problems for code scanning', () => {
  it('stand with their rule, level and region', () => {
    const note = diagnostic(
      'unanswered-address',
      'content/ä b.md',
      { line: 1, column: 2, length: 4 },
      'm',
    );
    const [run] = formatSarif([problem, note], context).runs;
    expect(run?.tool.driver.rules).toEqual([
      { id: 'unanswered-address', defaultConfiguration: { level: 'note' } },
      { id: 'unknown-key', defaultConfiguration: { level: 'warning' } },
    ]);
    expect(run?.results[0]).toEqual({
      ruleId: 'unknown-key',
      ruleIndex: 1,
      level: 'warning',
      message: { text: '"lnk" is not a key\ndid you mean "link"?' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'site/content/x.md' },
            region: { startLine: 3, startColumn: 16 },
          },
        },
      ],
    });
    expect(run?.results[1]?.locations[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: 'site/content/%C3%A4%20b.md' },
      region: { startLine: 1, startColumn: 2, endColumn: 6 },
    });
  });

  it('are notices for GitHub where they are notes', () => {
    const note = diagnostic('unanswered-address', 'site.yml', { line: 1, column: 1 }, 'm');
    expect(formatGithub([note], context)).toMatch(/^::notice file=site\/site.yml,/);
  });
});

describe('summary', () => {
  const bytes = { html: 14_600, css: 9000, js: 0, fonts: 2_600_000, pictures: 812, onDemand: 0 };
  const page = { file: 'content/x.md', output: 'x/index.html', bytes, hosts: [] };

  it('names each page with what it weighs', () => {
    const report = { ok: true, pages: [page], diagnostics: [problem], milliseconds: 420 };
    expect(formatSummary(report, 'dist')).toBe(
      [
        'page               HTML       CSS        JS     fonts  pictures on demand',
        'x/index.html    14.6 kB    9.0 kB         –    2.6 MB     812 B         –',
        '',
        '1 page in dist, 1 warning (0.42 s)',
      ].join('\n'),
    );
  });

  it('says that the last site stands when nothing was written', () => {
    const report = { ok: false, pages: [], diagnostics: [problem], milliseconds: 5 };
    expect(formatSummary(report, 'dist')).toContain(
      'nothing was written, and what was in dist still stands',
    );
  });

  it('sums up what is too long for a screen', () => {
    const report = { ok: true, pages: Array(40).fill(page), diagnostics: [], milliseconds: 1 };
    expect(formatSummary(report, 'dist')).toContain('and 10 more');
  });

  it.each([
    [0, '–'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [2_582_049, '2.6 MB'],
  ])('writes %d bytes as %s', (count, text) => expect(formatBytes(count)).toBe(text));
});

describe('JSON Schema', () => {
  it('describes what authors write, at the top level and under project', () => {
    const schema = frontMatterJsonSchema();
    expect(schema.properties).toHaveProperty('project.properties.abstract');
    const text = JSON.stringify(schema);
    for (const type of ['mini-title', 'custom_include', 'columns'])
      expect(text).toContain(`"${type}"`);
    expect(schema.properties.title).toMatchObject({ type: expect.arrayContaining(['string']) });
  });
});
