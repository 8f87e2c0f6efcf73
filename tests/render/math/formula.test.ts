import { describe, expect, it } from 'vitest';
import { renderMath } from '../../../src/render/math/formula.ts';
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
    ['a & b', /^(?:expected|bad LaTeX)/],
    ['\\color{nonsense!} x', 'this is no colour, delimiter or length that LaTeX knows'],
  ])('never draws an error: %s', (tex, message) => {
    const result = renderMath(tex, false, 'katex');
    expect(result).toMatchObject({
      problem: { message: typeof message === 'string' ? message : expect.stringMatching(message) },
    });
  });
});

describe('mathAsText', () => {
  it.each([
    ['1024^2', '1024²'],
    ['\\delta \\in (-\\infty,+\\infty)', 'δ ∈ (-∞, +∞)'],
    ['\\mathcal{N}(0, I)', 'N(0, I)'],
    ['k \\times k \\leq 5\\%', 'k × k ≤ 5%'],
    ['a &lt; b', 'a < b'],
  ])('%s', (tex, text) => {
    expect(mathAsText(tex)).toBe(text);
  });
});
