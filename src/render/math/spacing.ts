/** What a part of a formula is to those beside it. */
type Role =
  | 'operand'
  | 'operator'
  | 'big'
  | 'relation'
  | 'open'
  | 'close'
  | 'comma'
  | 'function'
  | 'space';

/** A part of a line of text. */
export interface Piece {
  text: string;
  role: Role;
}

/** The invisible sign of application says that what stands before it is the name of a function. */
const withFunctionNames = (pieces: readonly Piece[]): Piece[] =>
  pieces.flatMap((piece, index) => {
    if (piece.role === 'function' && piece.text === '') return [];
    const next = pieces[index + 1];
    const isName = next?.role === 'function' && next.text === '';
    return [isName ? { ...piece, role: 'function' } : piece];
  });

/** Parts of a line with the spaces that a formula has between them. */
export function joined(written: readonly Piece[]): string {
  const pieces = withFunctionNames(written);
  let result = '';
  let before: Role = 'open';
  for (const [index, { text, role }] of pieces.entries()) {
    const after = pieces[index + 1]?.role;
    const sign =
      role === 'operator' && ['open', 'operator', 'relation', 'comma', 'space'].includes(before);
    if (role === 'relation' || (role === 'operator' && !sign && after !== undefined)) {
      result = `${result.trimEnd()} ${text} `;
    } else if (role === 'comma') result = `${result.trimEnd()}${text} `;
    else {
      const apart =
        (before === 'function' && !['open', 'close', 'space'].includes(role)) ||
        (role === 'function' && ['operand', 'close', 'function'].includes(before)) ||
        (role === 'big' && ['operand', 'close'].includes(before)) ||
        (before === 'big' && role !== 'close');
      result += apart && !result.endsWith(' ') ? ` ${text}` : text;
    }
    before = role;
  }
  return result.replace(/ +/g, ' ').trim();
}

export const operand = (text: string): Piece[] => (text === '' ? [] : [{ text, role: 'operand' }]);

/** What the signs of an operator are to those beside them. */
const operators = /^[+\-±∓×÷·⋅∘∙∗*⋆∩∪⊎⊓⊔∧∨⊕⊖⊗⊘⊙∖≀⨯⋊⋉†‡⊞⊠]$/u;
const bigOperators = /^[∑∏∐∫∬∭∮∯∰⋂⋃⋁⋀⨁⨂⨀⨄⨆]$/u;

/** An operator, a bracket or another sign, as MathML has it. */
export function operator(text: string, attributes: string): Piece[] {
  const sign = text === '−' ? '-' : text === '⋅' ? '·' : text;
  if (sign === '' || sign === '\u2061') return [{ text: '', role: 'function' }];
  if (/^[\u2062\u2063\u2064\u200b]$/.test(sign)) return [];
  if (attributes.includes('separator')) return [{ text: sign, role: 'comma' }];
  const fence = /fence=|stretchy="false"|minsize/.test(attributes);
  if (/^[([{⟨⌊⌈⟦]$/.test(sign)) return [{ text: sign, role: 'open' }];
  if (/^[)\]}⟩⌋⌉⟧!]$/.test(sign)) return [{ text: sign, role: 'close' }];
  if (/^[∥∣|‖]$/.test(sign)) {
    const shown = sign === '∥' ? '‖' : sign === '∣' ? '|' : sign;
    return fence ? operand(shown) : [{ text: shown, role: 'relation' }];
  }
  if (/^[,;]$/.test(sign)) return [{ text: sign, role: 'comma' }];
  if (bigOperators.test(sign)) return [{ text: sign, role: 'big' }];
  if (operators.test(sign)) return [{ text: sign, role: 'operator' }];
  if (/^[′″…⋯.:/∀∃∄∂∇∞#%&@?¬]+$/u.test(sign)) {
    return sign === ':' ? [{ text: ':', role: 'relation' }] : operand(sign === '⋯' ? '…' : sign);
  }
  return [{ text: sign, role: /^\p{L}/u.test(sign) ? 'operand' : 'relation' }];
}
