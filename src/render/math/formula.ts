import katex, { type KatexOptions, type TrustContext } from 'katex';
import { decodeEntities } from '../prose/entities.ts';
import { mostExpanded, tooLong } from './limits.ts';
import { hasDefinitions, keyOf, type Macros, noMacros, usedMacros } from './macros.ts';
import { isNumbered, type Numbering, NumberingReader } from './numbering.ts';
import { ForbiddenCommand, type LatexProblem, problemOf, swallowedByComment } from './problems.ts';
import { shape } from './shape.ts';
import 'katex/contrib/mhchem';
import './definitions.ts';
import './environments.ts';
import './packages.ts';
import './units.ts';

/** `katex` draws with KaTeX's fonts and carries MathML for readers; `mathml` leaves it to the browser. */
export type MathOutput = 'katex' | 'mathml';

/** A formula as HTML. One with numbers has marks in their place, for the page to fill. */
export interface SetFormula {
  html: string;
  numbering?: Numbering;
}

export type MathResult = SetFormula | { problem: LatexProblem };

/** Pages of one site repeat their formulas; the cache holds so many of them, the oldest go first. */
const cacheSize = 8192;
const cache = new Map<string, MathResult>();

/**
 * Sets a formula.
 * @param tex as it stands in the author's HTML
 * @param macros the author's, of which those that it uses are looked at
 */
export function renderMath(
  tex: string,
  display: boolean,
  output: MathOutput,
  macros: Macros = noMacros,
): MathResult {
  const used = usedMacros(tex, macros);
  const key = `${output} ${display} ${keyOf(used)} ${tex}`;
  const known = cache.get(key);
  if (known) return known;
  const result = setMath(decodeEntities(tex), display, output, used);
  if (cache.size >= cacheSize) {
    const [oldest] = cache.keys();
    if (oldest !== undefined) cache.delete(oldest);
  }
  cache.set(key, result);
  return result;
}

function refuse({ command }: TrustContext): never {
  throw new ForbiddenCommand(command);
}

function setMath(
  tex: string,
  displayMode: boolean,
  output: MathOutput,
  macros: Macros,
): MathResult {
  const problem = tooLong(tex, macros) ?? swallowedByComment(tex);
  if (problem) return { problem };
  const options: KatexOptions = {
    displayMode,
    output: output === 'mathml' ? 'mathml' : 'htmlAndMathml',
    throwOnError: true,
    trust: refuse,
    strict: 'ignore',
    maxExpand: mostExpanded,
  };
  try {
    const { html, numbering } = quietly(() =>
      isNumbered(`${tex} ${keyOf(macros)}`)
        ? setNumbered(tex, options, macros)
        : setPlain(tex, options, macros),
    );
    const shown = hasDefinitions(tex) && isEmpty(html) ? '' : shape(html);
    return numbering ? { html: shown, numbering } : { html: shown };
  } catch (error) {
    return { problem: problemOf(error, tex, macros) };
  }
}

function setPlain(tex: string, options: KatexOptions, macros: Macros): SetFormula {
  const own = macros.size > 0 ? { macros: Object.fromEntries(macros) } : {};
  const html = katex.renderToString(tex, { ...options, ...own });
  // KaTeX joins hundreds of pieces; reading a character makes V8 lay them out as one string, which is
  // a third of the time and memory of a site full of formulas.
  html.charCodeAt(0);
  return { html };
}

/** The tree tells which rows have numbers; KaTeX's HTML alone does not. */
function setNumbered(tex: string, options: KatexOptions, macros: Macros): SetFormula {
  const reader = new NumberingReader(tex);
  const withMacros = () => ({
    ...options,
    macros: { ...Object.fromEntries(macros), ...reader.macros() },
  });
  const tree = katex.__parse(tex, withMacros());
  const html = katex.renderToString(tex, withMacros());
  const { html: marked, numbering } = reader.finish(html, tree);
  return { html: marked.replace(envelope, '$1$2'), numbering };
}

/** What a reader copies is the formula, not that it has a number. */
const envelope =
  /(<annotation[^>]*>)\s*\\begin\{equation\*?\}([\s\S]*?)\\end\{equation\*?\}\s*(?=<\/annotation>)/;

const isEmpty = (html: string) => /<semantics><mrow><\/mrow><annotation/.test(html);

/** KaTeX warns on the console of characters that its fonts lack; the browser has others. */
function quietly<Result>(work: () => Result): Result {
  const { warn } = console;
  console.warn = () => {};
  try {
    return work();
  } finally {
    console.warn = warn;
  }
}
