import { describe, expect, it } from 'vitest';
import { Prose } from '../../src/content/prose.ts';
import { readSite } from '../../src/content/read-site.ts';
import { hintsOf, messagesOf, problemsOf, read } from './reading.ts';

describe('a comma in braces', () => {
  it.each([
    ['authors: [{name: Example, Ada}]', 'write name: "Example, Ada"'],
    ['authors: [{link: a, name: Example, Jr., orcid: ~}]', 'write name: "Example, Jr."'],
    ['authors: [{name: A, affiliations: 1,2}]', 'write affiliations: [1, 2]'],
    [
      'organizations: [{name: University, Dept. of Optics}]',
      'write name: "University, Dept. of Optics"',
    ],
    ['og: {title: Left, and right, type: article}', 'write title: "Left, and right"'],
    ['links: {custom: {href: a, text: Code, data}}', 'write text: "Code, data"'],
  ])('%s is said', (line, hint) => {
    const { diagnostics } = read(line);
    expect(diagnostics.map((one) => [one.code, one.hint])).toEqual([['cut-value', hint]]);
  });

  it('is said of each that cuts', () => {
    const image = '{type: image, url: a.png, alt: Left, ours, caption: Before, and after}';
    expect(problemsOf(`sections: [{paragraphs: [${image}]}]`)).toEqual([
      '3:63 cut-value',
      '3:86 cut-value',
    ]);
  });

  it.each([
    'authors: [{name: "Example, Ada"}]',
    'authors: [{name: Ada, }]',
    'keywords: [a, b]',
    'og: {title: ~, type: article}',
    'og: {title:, type: article}',
    'conference: A, B',
  ])('%s cuts nothing', (line) => {
    expect(problemsOf(line)).toEqual([]);
  });
});

describe('a # behind a space', () => {
  it.each([
    ['subtitle: Result #1 of all', '3:18'],
    ['subtitle: #1 of all', '3:11'],
    ['subtitle: >-\n  a\nconference: C #1', '5:15'],
    ['authors:\n  - Ada #1', '4:9'],
    ['authors:\n  - name: Ada #1', '4:15'],
    ['sections:\n  - title: a\n      b #c', '5:9'],
    ['keywords: [a #1\n  ]', '3:14'],
    ['"subtitle": #x', '3:13'],
  ])('%j is said', (line, place) => {
    expect(problemsOf(line)).toEqual([`${place} cut-value`]);
  });

  it.each([
    'subtitle: Result # a comment',
    '# a comment',
    '#a comment',
    'subtitle: C#',
    'subtitle: a#b',
    'subtitle: "Result #1"',
    "subtitle: 'Result #1'",
    'subtitle: |\n  Result #1',
    'published: true #no',
    'footer: no #yes',
    'authors: #all\n  - Ada',
    'og: # of cards\n  type: article',
  ])('%j is what it looks like', (line) => {
    expect(problemsOf(line)).toEqual([]);
  });

  it('is said in site.yml', () => {
    const { diagnostics } = readSite('site.yml', 'title: Lab #7\n');
    expect(diagnostics).toMatchObject([{ line: 1, column: 12, length: 2, code: 'cut-value' }]);
  });
});

const block = (type: string, style: string, ...lines: string[]) => [
  'sections:',
  '  - paragraphs:',
  `      - type: ${type}`,
  `        content: ${style}`,
  ...lines.map((line) => (line ? `          ${line}` : '')),
];

describe('lines below > that are no running text', () => {
  it.each([
    ['list', 'text', ['Steps:', '- one', '- two']],
    ['list', 'text', ['* one', '* two']],
    ['list', 'text', ['1. one', '2. two']],
    ['table', 'table', ['| a | b |', '|---|:-:|', '| 1 | 2 |']],
    ['table', 'table', ['a | b', '--|--', '1 | 2']],
    ['fence', 'text', ['```', 'x', '```']],
    ['fence', 'text', ['~~~ python', 'x', '~~~']],
    ['heading', 'text', ['## A', 'text']],
    ['quotation', 'text', ['> a', '> b']],
    ['paragraphs', 'text', ['One.', '', 'Two', 'goes on.']],
    ['code', 'code', ['a = 1', 'b = 2']],
    ['comment in the formula', 'text', ['We have $a', '% a comment', '+ b$.']],
    ['comment in the formula', 'text', ['\\[ a % a comment', '+ b \\]']],
  ])('are read as below |: a %s', (structure, type, lines) => {
    const { page, diagnostics } = read(...block(type, '>-', ...lines));
    expect(diagnostics.map(({ line, column, code }) => `${line}:${column} ${code}`)).toEqual([
      '6:18 folded-lines',
    ]);
    expect(diagnostics[0]?.message).toContain(`breaks the ${structure};`);
    const [found] = page?.sections?.[0]?.paragraphs ?? [];
    const content: unknown = found && 'content' in found ? found.content : undefined;
    expect(content instanceof Prose ? content.text : content).toBe(lines.join('\n'));
  });

  it.each(['>', '>-', '>+', '>2-', '>-2', '>- # a > b'])(
    'whatever stands behind it: %s',
    (style) => {
      expect(hintsOf(`abstract: ${style}`, '  - a', '  - b')).toEqual(['write | instead of >']);
    },
  );

  it.each([
    ['subtitle: a\n  - b\n  - c', '3:11'],
    ['abstract: "- a\n  - b"', '3:12'],
    ["abstract: '| a |\n\n  | b |\n  |---|'", '3:12'],
    ['sections:\n  - paragraphs:\n      - type: text\n        content: ## A\n', ''],
  ])('are said where they stand without >: %j', (line, place) => {
    const codes = problemsOf(line).filter((problem) => problem.endsWith('folded-lines'));
    expect(codes).toEqual(place ? [`${place} folded-lines`] : []);
  });

  it('in a list, and in a caption', () => {
    expect(problemsOf('abstract:', '  - >-', '    - a', '    - b')).toEqual(['4:5 folded-lines']);
    expect(
      problemsOf('teaser:', '  type: image', '  url: a.png', '  caption: >-', '    - a', '    - b'),
    ).toEqual(['6:12 folded-lines']);
  });

  it.each([
    [['one', 'two - three', '- four']],
    [['costs 5 %', 'of $x$ or', '50 % of it']],
    [['in the year', '2021. Then']],
    [['One.', '', '', 'Two', 'goes on.']],
    [['One', 'goes on.', ' ', '', '', 'Two.']],
    [['a', '', '- b', '', '- c']],
    [['We have', '', '\\[ x \\]', '', 'where x is.']],
    [['<p>a</p>', '', 'b']],
    [['list:', '  - kept', '  - kept']],
    [['|x| is', '|y|']],
    [['#hashtag', 'text']],
    [['<table>', '<tr><td>a</td></tr>', '</table>']],
  ])('%j are running text', (lines) => {
    expect(messagesOf(...block('text', '>-', ...lines))).toEqual([]);
    expect(messagesOf(...block('text', '|', ...lines))).toEqual([]);
  });

  it('or BibTeX, which says so itself', () => {
    expect(problemsOf('bibtex: >-', '  @misc{a,', '  title={B}', '  }')).toEqual([]);
  });
});
