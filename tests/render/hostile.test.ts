import { describe, expect, it } from 'vitest';
import { Prose } from '../../src/content/prose.ts';
import { parseBibtex } from '../../src/render/citation/bibtex.ts';
import { parseNames } from '../../src/render/citation/names.ts';
import { mathAsText } from '../../src/render/math/text.ts';
import { firstSentence } from '../../src/render/page/index-page.ts';
import { plainText } from '../../src/render/prose/prose.ts';
import { scan } from '../../src/render/prose/scan.ts';

/** Of 200,000 characters made of `unit`. */
const many = (unit: string) => unit.repeat(200_000 / unit.length);

/** Far more than reading takes, far less than reading each rest of the text again. */
const seconds = 5000;

describe('a long text of nothing but beginnings is read in time that grows with its length', () => {
  it.each([
    '<',
    '<a ',
    '<a b=',
    '<a b="',
    "<a b='",
    '<a/',
    '<!--',
    '<svg ',
    '<code>',
    '<style>',
    '\\(',
    '\\[',
    '\\(a\n',
    '$',
    '$$',
    '$a ',
    '`',
    '`a``',
    '](',
    '](  ',
    ']:',
    '[a]: x\n',
    '[a](b "',
    '<http:',
    ' ',
    '\n',
  ])(
    'by the scanner: %j',
    (unit) => {
      expect(scan(many(unit), true).at(-1)?.end).toBe(many(unit).length);
    },
    seconds,
  );

  it.each(['@', '@a{', '@a{b,', '@string{a=', '{', '\n'])(
    'as BibTeX: %j',
    (unit) => {
      expect(parseBibtex(many(unit)).entries).toEqual([]);
    },
    seconds,
  );

  it.each([' ', 'and ', '{', '\n'])(
    'as names: %j',
    (unit) => {
      expect(parseNames(many(unit)).others).toBe(false);
    },
    seconds,
  );

  it.each(['a', '$', 'a. ', '. '])(
    'for its first sentence: %j',
    (unit) => {
      expect(many(unit).startsWith(firstSentence(many(unit)))).toBe(true);
    },
    seconds,
  );
});

it.each(['<!--', '<svg ', '<script>', '<table>'])(
  '%j is made plain soon',
  (unit) => {
    const text = new Prose(`a ${unit.repeat(20_000)}`, 'inline', []);
    expect(plainText(text).startsWith('a')).toBe(true);
  },
  seconds,
);

it(
  'a link may have white space around its address, however much',
  () => {
    const text = `[a](${' '.repeat(200_000)}`;
    expect(scan(text, true).at(-1)?.end).toBe(text.length);
    expect(scan('[a]( b$c$d )', true)).toHaveLength(1);
  },
  seconds,
);

it.each(['[a]:', '[a]: b', '[a]: b\n', '[a](b', '[a](b "c"'])(
  'much white space may stand behind %j',
  (beginning) => {
    const text = `${beginning}${' '.repeat(200_000)}c`;
    expect(scan(text, true)).toEqual([{ kind: 'text', start: 0, end: text.length }]);
  },
  seconds,
);

it('words of JavaScript are words', () => {
  expect(mathAsText('\\constructor x')).toBe('constructor x');
  expect(plainText(new Prose('<constructor name="a">b</constructor>', 'inline', []))).toBe('b');
});
