import { decodeEntities } from '../prose/entities.ts';
import { type MathOutput, renderMath } from './formula.ts';
import { type Macros, noMacros } from './macros.ts';
import { type Element, parseMathml } from './mathml.ts';
import { joined, operand, operator, type Piece } from './spacing.ts';
import { accented, doubleStruck, grouped, lowered, raised } from './unicode.ts';

/** Texts by formula: each is asked for several times by the head of a page. */
const texts = new WeakMap<object, string>();

/**
 * A formula in a line of plain text: `√n`, `θ̂`, `xᵢ`, `1/(2σ²)`. What Unicode cannot show is written as
 * one would by hand; a formula that cannot be set is its TeX.
 */
export function mathAsText(
  tex: string,
  macros: Macros = noMacros,
  output: MathOutput = 'katex',
): string {
  const result = renderMath(tex, false, output, macros);
  const set = 'html' in result ? result : renderMath(tex, true, output, macros);
  if (!('html' in set)) return texAsText(tex);
  let text = texts.get(set);
  if (text === undefined) {
    text = textOf(set.html);
    texts.set(set, text);
  }
  return text;
}

function texAsText(tex: string): string {
  return decodeEntities(tex)
    .replace(/\\([a-zA-Z]+)\s*/g, '$1 ')
    .replace(/\\([^a-zA-Z])/g, '$1')
    .replace(/[{}]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function textOf(html: string): string {
  const start = html.indexOf('<semantics>');
  if (start < 0) return '';
  const tree = parseMathml(html.slice(start, html.indexOf('<annotation', start)));
  return line(tree.children).replaceAll('\u00a0', ' ').replace(/\s+/g, ' ').trim();
}

const line = (elements: readonly Element[]): string => joined(elements.flatMap(piecesOf));

function piecesOf(element: Element): Piece[] {
  const { name, attributes, children, text } = element;
  const [first, second, third] = children;
  // KaTeX says of a whole formula that it is an operator, or a letter.
  if (children.length > 0 && /^m(?:i|n|o|text)$/.test(name)) return sequence(children);
  switch (name) {
    case 'mi':
      return operand(identifier(text, attributes));
    case 'mn':
      return operand(
        attributes.includes('double-struck') ? [...text].map(doubleStruck).join('') : text,
      );
    case 'mtext':
      return text.trim() === ''
        ? [{ text: ' ', role: 'space' }]
        : operand(text.replace(/[\u2061-\u2064\u200b]/g, ''));
    case 'mspace':
      return /width="-/.test(attributes) ||
        (/width="0/.test(attributes) && !/width="0\.[1-9]/.test(attributes))
        ? []
        : [{ text: ' ', role: 'space' }];
    case 'mo':
      return operator(text, attributes);
    case 'mfrac':
      return operand(fraction(attributes, line(one(first)), line(one(second))));
    case 'msqrt':
      return operand(`√${grouped(line(children))}`);
    case 'mroot':
      return operand(root(line(one(first)), line(one(second))));
    case 'msup':
      return withScripts(first, undefined, second);
    case 'msub':
      return underOrSub(element);
    case 'munder':
      if (second?.name === 'mo' && second.text === '~') return operand(`${line(one(first))}\u0330`);
      return isBrace(second) ? one(first).flatMap(piecesOf) : underOrSub(element);
    case 'msubsup':
    case 'munderover':
      return withScripts(first, second, third);
    case 'mover':
      return over(first, second);
    case 'mtable':
      return operand(table(children));
    case 'mphantom':
    case 'annotation':
      return [];
    default:
      return sequence(children);
  }
}

const one = (element: Element | undefined): Element[] => (element ? [element] : []);

/** Elements beside each other; a binomial coefficient, alone among fractions, has its own brackets. */
function sequence(children: readonly Element[]): Piece[] {
  const [open, inner, close] = children;
  const binomial =
    children.length === 3 &&
    inner?.name === 'mfrac' &&
    inner.attributes.includes('linethickness="0');
  if (binomial && open?.text === '(' && close?.text === ')')
    return operand(`C(${line(one(inner.children[0]))}, ${line(one(inner.children[1]))})`);
  return children.flatMap(piecesOf);
}

function identifier(text: string, attributes: string): string {
  if (text === '∥') return '‖';
  if (text === '∣') return '|';
  return attributes.includes('double-struck') ? [...text].map(doubleStruck).join('') : text;
}

function fraction(attributes: string, above: string, below: string): string {
  if (attributes.includes('linethickness="0')) return `${above}, ${below}`;
  const simple = /^[\p{N}.]+$|^[d∂]?[^\s\p{N}]\p{M}*[′⁰¹²³⁴-⁹ⁿ₀-₉ᵢⱼₖₗₘₙ]*$/u;
  return `${simple.test(above) ? above : grouped(above)}/${simple.test(below) ? below : parenthesized(below)}`;
}

const parenthesized = (text: string) =>
  grouped(text) === text && /^[(√]/.test(text) ? text : `(${text})`;

function root(inner: string, index: string): string {
  const sign = index === '3' ? '∛' : index === '4' ? '∜' : `${raised(index)}√`;
  return `${sign}${grouped(inner)}`;
}

const isBrace = (element: Element | undefined) =>
  element?.name === 'mo' && /^[⏟⏞⏡⏠⎵⎴_‾⏝⏜]$/.test(element.text);

function underOrSub({ children: [base, script] }: Element): Piece[] {
  return withScripts(base, script, undefined);
}

/** A base with what stands below and above it; its role stays. */
function withScripts(
  base: Element | undefined,
  below: Element | undefined,
  above: Element | undefined,
): Piece[] {
  const pieces = one(base)
    .flatMap(piecesOf)
    .filter(({ text }) => text !== '');
  const named = base !== undefined && isFunction(base);
  const role = named
    ? 'function'
    : ((pieces.length === 1 ? pieces[0]?.role : undefined) ?? 'operand');
  const text = joined(pieces);
  const wrapped = named || role !== 'operand' || pieces.length <= 1 ? text : grouped(text);
  const low = below ? line([below]) : '';
  const high = above ? line([above]) : '';
  const result = `${wrapped}${low === '' ? '' : lowered(low)}${high === '' ? '' : raised(high)}`;
  return result === '' ? [] : [{ text: result, role }];
}

/** Whether an element is the name of a function, such as log or lim. */
const isFunction = ({ children }: Element): boolean => children.at(-1)?.text === '\u2061';

function over(base: Element | undefined, above: Element | undefined): Piece[] {
  if (isBrace(above) && above?.text !== '‾') return one(base).flatMap(piecesOf);
  const text = line(one(base));
  if (above?.text === '◯') return operand(`(${text})`);
  const accent = above ? accented(text, above.text) : undefined;
  return accent === undefined ? withScripts(base, undefined, above) : operand(accent);
}

/** Rows of a matrix or of several lines. */
function table(rows: readonly Element[]): string {
  return rows
    .map(({ children }) =>
      children
        .filter(({ attributes }) => !/mtr-glue|mml-eqn-num|width="50%"/.test(attributes))
        .map((cell) => line([cell]))
        .filter(Boolean)
        .join(' '),
    )
    .filter(Boolean)
    .join('; ');
}
