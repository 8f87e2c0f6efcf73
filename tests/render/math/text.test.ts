import { describe, expect, it } from 'vitest';
import { mathAsText } from '../../../src/render/math/text.ts';

describe('mathAsText', () => {
  it.each([
    ['1024^2', '1024²'],
    ['\\delta \\in (-\\infty,+\\infty)', 'δ ∈ (-∞, +∞)'],
    ['\\mathcal{N}(0, I)', 'N(0, I)'],
    ['k \\times k \\leq 5\\%', 'k × k ≤ 5%'],
    ['a &lt; b', 'a < b'],
    ['\\sqrt{n}', '√n'],
    ['\\sqrt[3]{a+b}', '∛(a + b)'],
    ['\\hat{\\theta}', 'θ̂'],
    ['\\tilde{O}(\\log n)', 'Õ(log n)'],
    ['\\frac{1}{n}\\sum_{i=1}^n \\|x_i - \\hat{x}_i\\|_2', '1/n ∑ᵢ₌₁ⁿ ‖xᵢ - x̂ᵢ‖₂'],
    ['\\frac{a+b}{2\\sigma^2}', '(a + b)/(2σ²)'],
    ['\\frac{\\partial f}{\\partial x}', '∂f/∂x'],
    ['p(y \\mid x)', 'p(y | x)'],
    ['|x| \\lVert y \\rVert', '|x|‖y‖'],
    ['\\binom{n}{k}', 'C(n, k)'],
    ['\\mathbb{R}^{n \\times m}', 'ℝ^(n × m)'],
    ['L_{\\text{rec}}', 'L_rec'],
    ['\\min_\\theta \\mathcal{L}(\\theta)', 'min_θ L(θ)'],
    ['\\int_0^1 f(x)\\,dx', '∫₀¹ f(x) dx'],
    ['\\beta\\text{-VAE}', 'β-VAE'],
    ["f'(x), x^*, 90^\\circ", 'f′(x), x*, 90°'],
    ['\\underbrace{a+b}_{c}', '(a + b)_c'],
    ['\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}', '(1 2; 3 4)'],
    ['\\downarrow', '↓'],
    ['\\underset{n}{\\max} x', 'maxₙ x'],
    ['a \\overset{d}{=} b', 'a =ᵈ b'],
    ['\\utilde{x}', 'x̰'],
    ['\\circled{1}', '(1)'],
    ['\\tensor{T}{^a_i}', 'Tᵃᵢ'],
    ['\\mqty(a & b \\\\ c & d)', '(a b; c d)'],
    ['\\pmatrix{1 & 2 \\cr 3 & 4}', '(1 2; 3 4)'],
    ['\\flatfrac{a}{b}', 'a/b'],
    ['20\\celsius, 5\\textdegree', '20°C, 5°'],
    ['\\unicode{x2212}\\unicode[Arial]{8722}', '−−'],
    ['\\begin{pmatrix}\\hdotsfor{3}\\end{pmatrix}', '(… … …)'],
    ['\\text{\\AE\\o\\ss}\\l', 'Æøßł'],
    ['\\text{\\textasciitilde\\textless\\textdollar}', '~<$'],
    ['1{,}000', '1,000'],
  ])('%s', (tex, text) => {
    expect(mathAsText(tex)).toBe(text);
  });

  it('is its TeX for a formula that cannot be set', () => {
    expect(mathAsText('\\foo{x} &lt; y')).toBe('foo x < y');
  });
});
