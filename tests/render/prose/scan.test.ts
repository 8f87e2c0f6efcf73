import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderHtmlWithMath, renderProse } from '../../../src/render/prose/prose.ts';
import { scan } from '../../../src/render/prose/scan.ts';
import { block, inline, pageAround } from '../context.ts';

/** Texts of pieces that mean something to HTML, Markdown or LaTeX, in any order. */
const parts = [
  ...[
    'a',
    ' ',
    '\n',
    '\n\n',
    '    ',
    '5',
    '=',
    '"',
    "'",
    '&lt;',
    '\ufdd0',
    '-',
    '1)',
    '>',
    '*',
    '_',
  ],
  ...[
    '\\',
    '\\(',
    '\\)',
    '\\[',
    '\\]',
    '$',
    '$$',
    '\\$',
    '{',
    '}',
    '^',
    '`',
    '```',
    '](',
    '[',
    ')',
  ],
  ...[
    '<',
    '</',
    '<b>',
    '</b>',
    '<code>',
    '</code>',
    '<pre>',
    '</pre>',
    '<svg>',
    '<svg/>',
    '</svg>',
  ],
  ...['<script>', '</script>', '<!--', '-->', '<a href="', '<img src=x ', '<video autoplay>', '/>'],
];
const text = fc.array(fc.constantFrom(...parts), { maxLength: 40 }).map((words) => words.join(''));

describe('scan', () => {
  it('takes any text apart without gaps', () => {
    fc.assert(
      fc.property(text, fc.boolean(), (source, markdown) => {
        const pieces = scan(source, markdown);
        expect(pieces.map(({ start, end }) => source.slice(start, end)).join('')).toBe(source);
        for (const { start, end } of pieces) expect(end).toBeGreaterThan(start);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('rendering', () => {
  it('ends for any text, and leaves no placeholder behind', () => {
    fc.assert(
      fc.property(text, (source) => {
        for (const prose of [block(source), inline(source)]) {
          expect(renderProse(prose, pageAround().context)).not.toMatch(/[\ufdd0\ufdd1]/);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('leaves HTML without formulas and addresses byte for byte', () => {
    const plain = fc
      .array(fc.constantFrom(...parts.filter((part) => !/[$\\]|<(?:a|img|video) /.test(part))))
      .map((words) => words.join(''));
    fc.assert(
      fc.property(plain, (html) => {
        expect(renderHtmlWithMath(html, pageAround().context, [])).toBe(html);
      }),
      { numRuns: 1000 },
    );
  });
});
