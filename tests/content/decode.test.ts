import { describe, expect, it } from 'vitest';
import { decode } from '../../src/content/decode.ts';

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'string' ? [...new TextEncoder().encode(part)] : part,
    ),
  );

const problemsOf = (...parts: (string | number[])[]) =>
  decode('content/x.md', bytes(...parts)).diagnostics.map(
    ({ line, column, code, message }) => `${line}:${column} ${code} ${/0x.*$/.exec(message)?.[0]}`,
  );

describe('the bytes of a text file', () => {
  it.each([
    ['Naïve 雪 🙂\n', 'Naïve 雪 🙂\n'],
    ['\uFEFFa\n', 'a\n'],
    ['a\r\nb\rc\n\r\n', 'a\nb\nc\n\n'],
    ['', ''],
  ])('%j are text with Unix line ends', (written, text) => {
    expect(decode('x', bytes(written))).toEqual({ text, diagnostics: [] });
  });

  it.each([
    [
      'a letter of Latin-1 before ASCII',
      ['title: Caf', [0xe9], ' du monde\n'],
      '1:11 encoding 0xE9',
    ],
    ['a letter at the end', ['a\nb', [0xe9]], '2:2 encoding 0xE9'],
    ['a quotation mark of Windows', ['a\r\n\r\n', [0x93], 'b'], '3:1 encoding 0x93'],
    ['a cut character', ['é雪', [0xe9, 0x9b]], '1:3 encoding 0xE9'],
    ['an overlong slash', ['x', [0xc0, 0xaf]], '1:2 encoding 0xC0'],
    ['half of a surrogate pair', ['x', [0xed, 0xa0, 0x80]], '1:2 encoding 0xED'],
    ['one behind a mark', [[0xef, 0xbb, 0xbf], 'ab', [0xff]], '1:3 encoding 0xFF'],
    ['one behind a sign of the author', ['\uFFFD', [0xe9]], '1:2 encoding 0xE9'],
  ])('%s is an error at its place', (_, parts, problem) => {
    expect(problemsOf(...parts)).toEqual([problem]);
    expect(decode('x', bytes(...parts)).text).toBeUndefined();
  });

  it.each([
    ['little-endian', [0xff, 0xfe, 0x2d, 0], '0xFF 0xFE'],
    ['big-endian', [0xfe, 0xff, 0, 0x2d], '0xFE 0xFF'],
    ['little-endian without a mark', [0x2d, 0, 0x2d, 0], '0x2D 0x00'],
    ['big-endian without a mark', [0, 0x2d, 0, 0x2d], '0x00 0x2D'],
  ])('%s UTF-16 is an error', (_, written, found) => {
    expect(problemsOf(written)).toEqual([`1:1 encoding ${found}`]);
  });

  it('a letter that was lost before is a warning', () => {
    const { text, diagnostics } = decode('x', bytes('a\nCaf\uFFFD'));
    expect(text).toBe('a\nCaf\uFFFD');
    expect(diagnostics).toMatchObject([{ line: 2, column: 4, length: 1, severity: 'warning' }]);
  });
});

it.each([
  [[0xff, 0xfe, 0x61, 0], 'UTF-16'],
  [[0x61, 0xe4], 'LATIN1'],
  [[0x93, 0x61, 0x94], 'CP1252'],
  [[0xff, 0xfe, 0, 0, 0x61, 0, 0, 0], 'UTF-32'],
  [[0, 0, 0xfe, 0xff, 0, 0, 0, 0x61], 'UTF-32'],
])('the hint names the encoding of %j', (bytes, name) => {
  const [problem] = decode('a.md', Uint8Array.from(bytes)).diagnostics;
  expect(problem?.hint).toContain(`iconv -f ${name} -t UTF-8`);
});
