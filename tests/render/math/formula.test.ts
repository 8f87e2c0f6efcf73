import { describe, expect, it } from 'vitest';
import { macrosAfter } from '../../../src/render/math/definitions.ts';
import { renderMath } from '../../../src/render/math/formula.ts';
import { macrosFrom, noMacros } from '../../../src/render/math/macros.ts';
import { mathAsText } from '../../../src/render/math/text.ts';

describe('renderMath', () => {
  it('writes HTML with MathML for KaTeX, MathML alone for browsers', () => {
    const katex = renderMath('w_l', false, 'katex');
    const mathml = renderMath('w_l', false, 'mathml');
    expect(katex).toMatchObject({ html: expect.stringContaining('class="katex-html"') });
    expect(katex).toMatchObject({ html: expect.stringContaining('<math') });
    expect(mathml).toMatchObject({ html: expect.not.stringContaining('katex-html') });
    expect(renderMath('w_l', true, 'mathml')).toMatchObject({
      html: expect.stringContaining('display="block"'),
    });
  });

  it('reads the TeX as it stands in HTML', () => {
    expect(renderMath('a &lt; b', false, 'mathml')).toMatchObject({
      html: expect.stringContaining('<mo>&lt;</mo>'),
    });
  });

  it('remembers the formulas of the last pages, and no more', () => {
    const first = renderMath('x_0', false, 'mathml');
    expect(renderMath('x_0', false, 'mathml')).toBe(first);
    for (let index = 1; index < 9000; index++) renderMath(`x_{${index}}`, false, 'mathml');
    expect(renderMath('x_0', false, 'mathml')).not.toBe(first);
    expect(renderMath('x_0', false, 'mathml')).toEqual(first);
  });

  it('says what is wrong in plain words, and where', () => {
    expect(renderMath('a + \\foo', false, 'katex')).toEqual({
      problem: {
        message: 'unknown LaTeX command \\foo',
        hint: 'say what it means under macros: in the front matter, foo: ...',
        offset: 4,
      },
    });
  });

  it.each([
    ['\\begin{foo}x\\end{foo}', 'unknown LaTeX environment "foo"'],
    ['\\left( a', 'the formula ends where \\right is expected'],
    ['a_b_c', 'two subscripts one after the other'],
    ['\\includegraphics{a.png}', '\\includegraphics is not allowed in a formula'],
    ['\\url{https://a.b}', '\\url is not allowed in a formula'],
    ['}', /^(?:expected|bad LaTeX)/],
    ['a & b', '& stands outside of what has rows and columns'],
    ['\\color{nonsense!} x', 'this is no colour, delimiter or length that LaTeX knows'],
  ])('never draws an error: %s', (tex, message) => {
    const result = renderMath(tex, false, 'katex');
    expect(result).toMatchObject({
      problem: { message: typeof message === 'string' ? message : expect.stringMatching(message) },
    });
  });
});

/** What a formula shows, as text. */
const shown = (tex: string, macros = noMacros) => {
  const result = renderMath(tex, true, 'katex', macros);
  return 'problem' in result ? result.problem.message : mathAsText(tex, macros);
};

describe('commands that KaTeX lacks', () => {
  it.each([
    ['\\mathbbm{1}[x > 0]', '𝟙[x > 0]'],
    ['\\mathds{E}', 'E'],
    ['\\mbox{for $x$ in } X', 'for x in X'],
    ['\\ensuremath{x}\\xspace', 'x'],
    ['\\textsc{Foo}', 'Foo'],
    ['\\abs{x} + \\norm{y}', '|x| + ‖y‖'],
    ['\\resizebox{2cm}{!}{$x$}', 'x'],
    ['\\SI{3.5}{\\kilo\\meter\\per\\second}', '3.5 km/s'],
    ['\\SI{20}{\\percent}', '20%'],
    ['\\num{1.5e-3}', '1.5 × 10⁻³'],
    ['\\qty{5}{ms} \\qty(x)', '5 ms(x)'],
    ['\\pdv[2]{f}{x}', '(∂²f)/∂x²'],
    ['\\begin{eqnarray} a &=& b \\\\ c &=& d \\end{eqnarray}', 'a = b; c = d'],
    ['\\begin{eqnarray*} a \\end{eqnarray*}', 'a'],
    ['\\begin{multline} a \\\\ + b \\end{multline}', 'a; +b'],
    ['\\begin{flalign*} a &= b \\end{flalign*}', 'a = b'],
    ['\\begin{align} a &= b \\\\ \\intertext{so} c &= d \\end{align}', 'a = b; so; c = d'],
    ['\\ce{H2O}', 'H₂O'],
  ])('%s', (tex, text) => {
    expect(shown(tex)).toBe(text);
  });
});

describe('macros', () => {
  const macros = macrosFrom([
    ['E', '\\mathbb{E}'],
    ['\\half', '\\nicefrac12'],
    ['pair', '\\langle #1, #2\\rangle'],
    ['loop', 'a\\loop'],
    ['typo', '\\alhpa'],
    ['bea', '\\begin{eqnarray}'],
    ['eea', '\\end{eqnarray}'],
  ]);

  it.each([
    ['\\E[x]', 'E[x]'],
    ['\\pair{a}{b}', '⟨a, b⟩'],
    ['\\bea a &=& b \\eea', 'a = b'],
  ])('of data: %s', (tex, text) => {
    expect(shown(tex, macros)).toBe(text);
  });

  it.each([
    ['\\newcommand{\\R}{\\mathbb{R}}', '\\R^n', 'ℝⁿ'],
    ['\\newcommand\\f[2][z]{#1 + #2}', '\\f{a} \\f[b]{c}', 'z + ab + c'],
    ['\\renewcommand*{\\vec}[1]{\\mathbf{#1}}', '\\vec{x}', 'x'],
    ['\\def\\twice#1{#1#1}', '\\twice{ab}', 'abab'],
    ['\\DeclareMathOperator{\\tr}{tr}', '\\tr A', 'tr A'],
    ['\\DeclareMathOperator*{\\best}{best}', '\\best_x', 'bestₓ'],
    ['\\DeclarePairedDelimiter{\\ceiling}{\\lceil}{\\rceil}', '\\ceiling*{x}', '⌈x⌉'],
    ['\\providecommand{\\alpha}{b}', '\\alpha', 'α'],
  ])('defined in a formula: %s', (definition, tex, text) => {
    expect(renderMath(definition, false, 'katex')).toEqual({ html: '' });
    expect(shown(tex, macrosAfter(definition, noMacros))).toBe(text);
  });

  it('hold for no other page', () => {
    expect(shown('\\E', macros)).toBe('E');
    expect(shown('\\E')).toBe('unknown LaTeX command \\E');
    expect(shown('\\E', macrosFrom([['E', 'F']]))).toBe('F');
  });

  it.each([
    ['x + \\typo y', 'unknown LaTeX command \\alhpa', 4],
    ['x + \\loop', 'a macro that this formula uses never comes to an end, or makes it too long', 4],
    ['x + \\E + \\foo', 'unknown LaTeX command \\foo', 9],
  ])('are blamed where they are used: %s', (tex, message, offset) => {
    expect(renderMath(tex, false, 'katex', macros)).toMatchObject({ problem: { message, offset } });
  });
});

describe('what would be lost', () => {
  it('is a comment that swallows the rest of its line', () => {
    const tex = 'L = a % the first + b';
    expect(renderMath(tex, true, 'katex')).toMatchObject({ problem: { offset: tex.indexOf('%') } });
    expect(shown('L = a % the first\n + b')).toBe('L = a + b');
    expect(shown('50\\% + b')).toBe('50% + b');
  });

  it('is said of commands that write to the console', () => {
    expect(shown('\\message{x}')).toBe('\\message is not allowed in a formula');
  });

  it('is said of formulas that nest too deep, and of arguments of the wrong kind', () => {
    expect(shown('{'.repeat(9000))).toMatch(/nests too deep|expected/);
    expect(shown('\\begin{array}{c{3cm}}a\\end{array}')).not.toBe('a');
  });
});
