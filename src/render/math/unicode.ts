/** Signs that Unicode has raised or lowered, and their plain forms. */
const script = (plain: string, shifted: string): ReadonlyMap<string, string> => {
  const forms = [...shifted];
  return new Map([...plain].map((sign, index) => [sign, forms[index] ?? sign]));
};

const superscripts = script(
  '0123456789+-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWαβγδεθιφχ',
  '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵅᵝᵞᵟᵋᶿᶥᵠᵡ',
);
const subscripts = script(
  '0123456789+-=()aehijklmnoprstuvxβγρφχ',
  '₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ',
);

/** Signs that stand raised by themselves. */
const raisedAlready = /^[′″‴*∗†‡°]+$/;

const shifted = (text: string, forms: ReadonlyMap<string, string>): string | undefined => {
  const compact = text.replaceAll(' ', '');
  return [...compact].every((sign) => forms.has(sign))
    ? [...compact].map((sign) => forms.get(sign)).join('')
    : undefined;
};

/** A text raised: in Unicode's raised signs where it has them all, else behind a caret. */
export function raised(text: string): string {
  if (text === '∘') return '°';
  if (raisedAlready.test(text)) return text.replaceAll('∗', '*');
  return shifted(text, superscripts) ?? `^${grouped(text)}`;
}

/** A text lowered. */
export const lowered = (text: string): string => shifted(text, subscripts) ?? `_${grouped(text)}`;

/** In parentheses if it is more than one word or sign. */
export function grouped(text: string): string {
  const single = /^(?:[-−]?[\p{L}\p{N}\p{M}.′]+|[^\s])$/u.test(text) || isEnclosed(text);
  return single ? text : `(${text})`;
}

/** Whether one pair of parentheses is around all of a text. */
function isEnclosed(text: string): boolean {
  if (!text.startsWith('(') || !text.endsWith(')')) return false;
  let depth = 0;
  for (const [index, sign] of [...text].entries()) {
    if (sign === '(') depth++;
    else if (sign === ')' && --depth === 0 && index < [...text].length - 1) return false;
  }
  return true;
}

/** Accents as MathML has them, and the marks that follow a letter. */
const accents: Readonly<Record<string, string>> = {
  '^': '\u0302',
  ˆ: '\u0302',
  '~': '\u0303',
  '˜': '\u0303',
  ˉ: '\u0304',
  '¯': '\u0304',
  '‾': '\u0305',
  '˘': '\u0306',
  '˙': '\u0307',
  '¨': '\u0308',
  '˚': '\u030a',
  ˇ: '\u030c',
  ˊ: '\u0301',
  '´': '\u0301',
  ˋ: '\u0300',
  '`': '\u0300',
  '⃗': '\u20d7',
  '→': '\u20d7',
  _: '\u0332',
  '⃛': '\u20db',
};

/** A text with an accent; undefined for what is no accent. */
export function accented(text: string, accent: string): string | undefined {
  const mark = accents[accent];
  if (mark === undefined) return undefined;
  return [...text]
    .map((sign) => (/[\p{L}\p{N}]/u.test(sign) ? sign + mark : sign))
    .join('')
    .normalize('NFC');
}

const blackboard: Readonly<Record<string, string>> = {
  C: 'ℂ',
  H: 'ℍ',
  N: 'ℕ',
  P: 'ℙ',
  Q: 'ℚ',
  R: 'ℝ',
  Z: 'ℤ',
  '1': '𝟙',
};

/** A letter of the blackboard, where Unicode's first plane has it. */
export const doubleStruck = (letter: string): string => blackboard[letter] ?? letter;
