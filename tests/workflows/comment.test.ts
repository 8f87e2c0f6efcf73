import MarkdownIt from 'markdown-it';
import { expect, test } from 'vitest';
import { commentBody, mark } from '../../.github/scripts/preview/comment.mjs';

const url = 'https://example.org/site/previews/pr-7/';
const usual = { commit: 'c'.repeat(40), url, scripts: true, pages: [], leftOut: [], report: {} };

test('names each page with its link and its bytes', () => {
  const body = commentBody({
    ...usual,
    pages: ['index.html', 'alis/index.html', '404.html'],
    report: {
      diagnostics: [],
      pages: [
        {
          output: 'alis/index.html',
          bytes: { html: 14_600, css: 9000, js: 0, fonts: 42_700, media: 2_582_049 },
        },
      ],
    },
  });
  expect(body.startsWith(mark)).toBe(true);
  expect(body).toContain(`| [/](${url}) |  |`);
  expect(body).toContain(`| [alis/](${url}alis/) | 14.6 kB | 9.0 kB | 0 | 42.7 kB | 2582.0 kB |`);
  expect(body).toContain(`[404.html](${url}404.html)`);
  expect(body).toContain('No problems.');
});

test('quotes each problem on a line of its own', () => {
  const body = commentBody({
    ...usual,
    report: {
      diagnostics: [
        {
          file: 'content/a.md',
          line: 3,
          column: 9,
          severity: 'warning',
          code: 'missing-alt',
          message: 'The image has no alt.',
        },
      ],
    },
  });
  expect(body).toContain('\ncontent/a.md:3:9 warning missing-alt: The image has no alt.\n');
});

test('says why there is no preview', () => {
  const { url: _, ...unpublished } = usual;
  expect(commentBody({ ...unpublished, report: undefined })).toContain('left no report');
  expect(commentBody({ ...unpublished, refusal: 'a link or special file' })).toContain(
    'Not published: the artifact holds a link or special file.',
  );
});

const hostile = '```\n</td><img src=x onerror=x()> @everyone [a](javascript:x) ​‮ <!-- ````\r\n# Hi';

test('a hostile report stays text', () => {
  const body = commentBody({
    ...usual,
    pages: ['index.html'],
    leftOut: [`${'x'.repeat(100)}.xml`],
    report: {
      diagnostics: [
        { file: hostile, line: hostile, message: hostile },
        { message: { toString: 1 }, file: ['a'], line: null },
        'text',
        null,
      ],
      pages: [{ output: 'index.html', bytes: { html: hostile, css: -1, js: '1e999', media: {} } }],
    },
  });
  const tokens = new MarkdownIt({ html: true, linkify: true }).parse(body, {});
  const outside = tokens.filter(({ type }) => type !== 'fence');
  expect(outside.map(({ content }) => content).join('\n')).not.toMatch(/img|@every|javascript|Hi/);
  expect(tokens.filter(({ type }) => type === 'fence')).toHaveLength(2);
  expect(body).not.toMatch(/[​‮\r]/);
  expect(body).toContain(`| [/](${url}) |  |  |  |  |  |`);
});

test('a report without end is cut to what GitHub takes', () => {
  const problem = { message: 'x'.repeat(10_000), file: 'y'.repeat(10_000) };
  const body = commentBody({
    ...usual,
    pages: Array.from({ length: 1000 }, (_, index) => `${'字'.repeat(190)}${index}.html`),
    leftOut: Array.from({ length: 1000 }, () => 'z'.repeat(200)),
    report: { diagnostics: Array.from({ length: 1000 }, () => problem) },
  });
  expect(body.length).toBeLessThan(65_536);
  expect(body).toContain('and 980 more');
});

test.each([null, 'text', 7, [], { diagnostics: {}, pages: 'none' }])('survives %j', (report) => {
  expect(commentBody({ ...usual, pages: ['index.html'], report })).toContain('left no report');
});
