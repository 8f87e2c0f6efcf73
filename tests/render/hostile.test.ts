import { describe, expect, it } from 'vitest';
import { Prose } from '../../src/content/prose.ts';
import { parseBibtex } from '../../src/render/citation/bibtex.ts';
import { parseNames } from '../../src/render/citation/names.ts';
import { mathAsText } from '../../src/render/math/text.ts';
import { firstSentence } from '../../src/render/page/index-page.ts';
import { plainText, renderProse } from '../../src/render/prose/prose.ts';
import { scan } from '../../src/render/prose/scan.ts';
import { block, pageAround } from './context.ts';

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

  it('as BibTeX whose strings grow', () => {
    const strings = Array.from({ length: 60 }, (_, at) => `@string{a${at + 1} = a${at} # a${at}}`);
    const { problems } = parseBibtex(`@string{a0 = "x"}\n${strings.join('\n')}`);
    expect(problems.map(({ message }) => message)).toContain(
      'a field has more than 100000 characters',
    );
  });

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

it.each(['<!--', '<svg ', '<script>', '<table>', '<a', '<a b="'])(
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

it.each(['[a]', '[a](b)', '![[a]]', '\\newcommand\\a['])(
  'Markdown is set soon: %j',
  (unit) => {
    const { context } = pageAround();
    expect(renderProse(block(unit.repeat(4000)), context)).toContain('<p>');
  },
  seconds,
);

describe('a formula is not set', () => {
  const told = (tex: string) => {
    const { context, told } = pageAround();
    renderProse(block(`Let $${tex}$.`), context);
    return told.map(({ offset, message }) => `${offset} ${message}`);
  };

  it('when its macros make it as long as a book', () => {
    const many = `\\def\\a{${'x'.repeat(300)}}${'\\a'.repeat(900)}`;
    expect(told(many)).toEqual([
      '5 a macro that this formula uses never comes to an end, or makes it too long',
    ]);
  });

  it('when their arguments do', () => {
    const copies = `\\def\\a#1{${'#1'.repeat(1500)}}\\a{${'x'.repeat(3000)}}`;
    expect(told(copies)).toEqual(['5 the macros of this formula make it too long']);
  });

  it('when it is that long itself', () => {
    expect(told('x'.repeat(10_001))).toEqual(['5 the formula has more than 10000 characters']);
    expect(told('x'.repeat(2000))).toEqual([]);
  });
});

it('a page may define a thousand macros', () => {
  const name = (index: number) =>
    [index / 100, index / 10, index].map((part) => 'abcdefghij'[Math.floor(part) % 10]).join('');
  const definitions = Array.from({ length: 1001 }, (_, at) => `$\\def\\q${name(at)}x{y}$`);
  definitions[1000] = '$\\def\\last{y}$';
  const { context, told } = pageAround();
  renderProse(block(definitions.join(' ')), context);
  expect(told.map(({ message }) => message)).toEqual([
    'this page has more than 1000 macros, and this one is not known',
  ]);
});

it('words of JavaScript are words', () => {
  expect(mathAsText('\\constructor x')).toBe('constructor x');
  expect(plainText(new Prose('<constructor name="a">b</constructor>', 'inline', []))).toBe('b');
});
