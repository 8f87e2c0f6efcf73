import katex, { type TrustContext } from 'katex';
import { decodeEntities, escapeHtml } from './entities.ts';

/** `katex` draws with KaTeX's fonts and carries MathML for readers; `mathml` leaves it to the browser. */
export type MathOutput = 'katex' | 'mathml';

/** A formula that cannot be set: what is wrong, and at which character of its TeX. */
export interface LatexProblem {
  message: string;
  hint: string;
  offset: number;
}

export type MathResult = { html: string } | { problem: LatexProblem };

/** Pages of one site repeat their formulas; the cache holds so many of them, the oldest go first. */
const cacheSize = 8192;
const cache = new Map<string, MathResult>();

/** Sets a formula, given its TeX as it stands in the author's HTML. */
export function renderMath(tex: string, display: boolean, output: MathOutput): MathResult {
  const key = `${output} ${display} ${tex}`;
  const known = cache.get(key);
  if (known) return known;
  const result = setMath(decodeEntities(tex), display, output);
  if (cache.size >= cacheSize) {
    const [oldest] = cache.keys();
    if (oldest !== undefined) cache.delete(oldest);
  }
  cache.set(key, result);
  return result;
}

/** A command that would let a formula load or address something: KaTeX draws it in red instead of failing. */
class ForbiddenCommand extends Error {}

function refuse({ command }: TrustContext): never {
  throw new ForbiddenCommand(command);
}

function setMath(tex: string, displayMode: boolean, output: MathOutput): MathResult {
  try {
    const html = katex.renderToString(tex, {
      displayMode,
      output: output === 'mathml' ? 'mathml' : 'htmlAndMathml',
      throwOnError: true,
      trust: refuse,
      strict: 'ignore',
    });
    // KaTeX joins hundreds of pieces; reading a character makes V8 lay them out as one string, which is
    // a third of the time and memory of a site full of formulas.
    html.charCodeAt(0);
    return { html };
  } catch (error) {
    if (error instanceof katex.ParseError) {
      const { rawMessage, position } = error;
      const offset = Math.min(position ?? 0, Math.max(0, tex.length - 1));
      return { problem: { ...explain(rawMessage), offset } };
    }
    if (error instanceof ForbiddenCommand) {
      const { message: command } = error;
      const hint = 'put the link or picture beside the formula, in HTML or Markdown';
      const offset = Math.max(0, tex.indexOf(command));
      return { problem: { message: `${command} is not allowed in a formula`, hint, offset } };
    }
    throw error;
  }
}

const inBraces = 'count the braces: every { needs its }';

const explanations: [RegExp, (found: string) => Omit<LatexProblem, 'offset'>][] = [
  [
    /^Undefined control sequence: (.+)/,
    (command) => ({
      message: `unknown LaTeX command ${command}`,
      hint: 'KaTeX lists the commands it knows at katex.org/docs/supported',
    }),
  ],
  [
    /^No such environment: (.+)/,
    (name) => ({
      message: `unknown LaTeX environment "${name}"`,
      hint: 'KaTeX lists the environments it knows at katex.org/docs/supported',
    }),
  ],
  [
    /^Double (superscript|subscript)/,
    (what) => ({
      message: `two ${what}s one after the other`,
      hint:
        what === 'superscript'
          ? 'say which belongs to which with braces: {a^b}^c or a^{b^c}'
          : 'say which belongs to which with braces: {a_b}_c or a_{b_c}',
    }),
  ],
  [
    /^Expected '(.+)', got 'EOF'/,
    (token) => ({
      message: `the formula ends where ${token} is expected`,
      hint: token === '}' ? inBraces : `write the ${token} that belongs to what was opened`,
    }),
  ],
  [
    /^Expected '(.+), got '/,
    (tokens) => ({
      message: `expected ${tokens.replaceAll("'", '').replaceAll('\\right', '\\right (after \\left)')}`,
      hint: 'look at what stands just before',
    }),
  ],
  [
    /^Unexpected end of input in a macro argument, expected '(.+)'/,
    (token) => ({ message: `the formula ends where ${token} is expected`, hint: inBraces }),
  ],
  [
    /^Unexpected character: '(.+)'/,
    (character) => ({
      message: `the character ${character} cannot stand in a formula`,
      hint: 'write it as a LaTeX command, or outside of the formula',
    }),
  ],
];

/** KaTeX's message in words for an author. */
function explain(raw: string): Omit<LatexProblem, 'offset'> {
  for (const [pattern, words] of explanations) {
    const found = pattern.exec(raw);
    if (found) return words(found[1] ?? '');
  }
  const message = `bad LaTeX: ${raw.charAt(0).toLowerCase()}${raw.slice(1)}`;
  return { message, hint: 'a formula is LaTeX between \\( and \\)' };
}

const symbols: Record<string, string> = {
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  epsilon: 'ε',
  varepsilon: 'ε',
  zeta: 'ζ',
  eta: 'η',
  theta: 'θ',
  lambda: 'λ',
  mu: 'μ',
  nu: 'ν',
  xi: 'ξ',
  pi: 'π',
  rho: 'ρ',
  sigma: 'σ',
  tau: 'τ',
  phi: 'φ',
  varphi: 'φ',
  chi: 'χ',
  psi: 'ψ',
  omega: 'ω',
  Gamma: 'Γ',
  Delta: 'Δ',
  Theta: 'Θ',
  Lambda: 'Λ',
  Xi: 'Ξ',
  Pi: 'Π',
  Sigma: 'Σ',
  Phi: 'Φ',
  Psi: 'Ψ',
  Omega: 'Ω',
  infty: '∞',
  times: '×',
  cdot: '·',
  pm: '±',
  to: '→',
  rightarrow: '→',
  leftarrow: '←',
  leq: '≤',
  le: '≤',
  geq: '≥',
  ge: '≥',
  neq: '≠',
  ne: '≠',
  approx: '≈',
  sim: '∼',
  in: '∈',
  sum: '∑',
  prod: '∏',
  int: '∫',
  partial: '∂',
  nabla: '∇',
  ell: 'ℓ',
  circ: '∘',
  ldots: '…',
  dots: '…',
  cdots: '…',
  quad: ' ',
};

/** A formula in a line of plain text: names of letters as letters, without braces and spacing commands. */
export function mathAsText(tex: string): string {
  return decodeEntities(tex)
    .replace(
      /\\(?:text|mathrm|mathbf|mathbb|mathcal|mathit|operatorname|left|right)(?![a-zA-Z])/g,
      '',
    )
    .replace(/\\([a-zA-Z]+)/g, (_, name: string) =>
      Object.hasOwn(symbols, name) ? (symbols[name] ?? name) : name,
    )
    .replace(/\\[,;:!> ]/g, ' ')
    .replace(/\\([{}%$&#_])/g, '$1')
    .replace(/(?<!\\)[{}]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The harmless stand-in for a formula that could not be set: its TeX. */
export const brokenMath = (source: string) => `<code>${escapeHtml(source)}</code>`;
