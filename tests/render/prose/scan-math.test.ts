import { describe, expect, it } from 'vitest';
import { codeBlocks } from '../../../src/render/prose/dialects.ts';
import { scan } from '../../../src/render/prose/scan.ts';

/** The formulas of a Markdown text; what LaTeX has besides them with its kind. */
const found = (text: string) =>
  scan(text, true, codeBlocks(text, 'block')).flatMap((piece) => {
    if (piece.kind === 'math') return [text.slice(piece.texStart, piece.texEnd)];
    if (piece.kind === 'text') return [];
    return [`${piece.kind} ${text.slice(piece.start, piece.end)}`];
  });

describe('formulas in Markdown', () => {
  it.each([
    ['costs $5 and $10, `$x$` is code, $x$-axis', ['x']],
    ['$\\sim$5 of $\\times$2, $5 to $6, $x$7', ['\\sim', '\\times']],
    ['$\\text{if $x > 0$}$ and $a$', ['\\text{if $x > 0$}', 'a']],
    ['$`a_b`$ and $a`b$', ['a_b', 'a`b']],
    ['```math\n\\frac12\n```\n', ['\\frac12']],
    ['```latex\n$x$\n```', []],
    ['\\begin{align*}\na &= b\n\n\\end{align*} x', ['\\begin{align*}\na &= b\n\n\\end{align*}']],
    [
      '\\begin{cases}\\begin{cases}a\\end{cases}\\end{cases}',
      ['\\begin{cases}\\begin{cases}a\\end{cases}\\end{cases}'],
    ],
    [
      '\\newcommand{\\E}[1]{\\mathbb{E}[#1]} $\\E x$',
      ['\\newcommand{\\E}[1]{\\mathbb{E}[#1]}', '\\E x'],
    ],
    ['\\newcommandx{a}', []],
    ['see \\eqref{a b} and `\\ref{c}`', ['equation-link \\eqref{a b}']],
    ['\\begin{itemize} \\item', ['environment \\begin{itemize}']],
    ['\\begin{align} a', ['unclosed \\begin{align}']],
  ])('%j', (text, pieces) => {
    expect(found(text)).toEqual(pieces);
  });

  it.each(['\\begin{align}', '\\newcommand{\\a}{', '$\\text{', '$`', '\\ref{'])(
    'are sought once, however often %j is written',
    (unit) => {
      const text = unit.repeat(200_000 / unit.length);
      expect(scan(text, true).at(-1)?.end).toBe(text.length);
    },
    30_000,
  );
});
