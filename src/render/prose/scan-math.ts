import { atLineStart, isBlankLine, isSpace } from './lines.ts';
import type { EquationLink, Formula, Span } from './pieces.ts';

/** Finds formulas in a text, from its beginning to its end. */
interface MathReader {
  /** What begins with the backslash at an offset; undefined if nothing of LaTeX does. */
  backslash(start: number): Formula | EquationLink | Span | undefined;
  /** The formula that begins with a dollar. Where Markdown is read, it holds no code span. */
  dollar(start: number, markdown: boolean): Formula | undefined;
}

export function mathReader(text: string): MathReader {
  const readBrackets = bracketReader(text);
  /** Environments that have no end from here on: nothing is looked for twice. */
  const endless = new Set<string>();

  function readEnvironment(start: number): Formula | Span | undefined {
    environment.lastIndex = start;
    const name = environment.exec(text)?.[1];
    if (name === undefined) return undefined;
    const [open, close] = [`\\begin{${name}}`, `\\end{${name}}`];
    if (!mathEnvironments.test(name))
      return { kind: 'environment', start, end: start + open.length };
    let at = start;
    for (let depth = endless.has(name) ? 0 : 1; depth > 0; depth--) {
      const end = text.indexOf(close, at + 1);
      if (end < 0) endless.add(name);
      if (end < 0) break;
      depth += text.slice(at + 1, end).split(open).length - 1;
      at = end;
    }
    if (endless.has(name)) return { kind: 'unclosed', start, end: start + open.length };
    const end = at + close.length;
    return { kind: 'math', start, end, texStart: start, texEnd: end, display: name !== 'math' };
  }

  return {
    backslash(start) {
      const next = text[start + 1];
      if (next === '$') return { kind: 'dollar', start, end: start + 2 };
      if (next === '(' || next === '[') return readBrackets(start);
      if (next === 'b') return readEnvironment(start);
      return readEquationLink(text, start) ?? readDefinition(text, start);
    },
    dollar: (start, markdown) => readDollars(text, start, markdown),
  };
}

const environment = /\\begin\{([a-zA-Z]+\*?)\}/y;

/** Environments that are formulas by themselves, as in LaTeX, and those that MathJax takes for such. */
const mathEnvironments =
  /^(?:equation|align|gather|multline|eqnarray|IEEEeqnarray|alignat|flalign|displaymath|math|subequations|dmath|dgroup|aligned|gathered|alignedat|multlined|split|[dr]?cases|drcases|(?:small|[pbBvV])?matrix|d?array|CD)\*?$/;

/** Reads `\(..\)` and `\[..\]`. */
function bracketReader(text: string): (start: number) => Formula | Span {
  /** Where the last search stopped that found no end: what begins before that has no end either. */
  const stops = { '(': 0, '[': 0 };

  return (start) => {
    const display = text[start + 1] === '[';
    const open = display ? '[' : '(';
    const close = display ? ']' : ')';
    let at = start < stops[open] ? text.length : start + 2;
    for (; at < text.length; at++) {
      if (!display && text[at] === '\n' && isBlankLine(text, at)) break;
      if (text[at] !== '\\') continue;
      if (text[at + 1] === close) {
        return { kind: 'math', start, end: at + 2, texStart: start + 2, texEnd: at, display };
      }
      at++;
    }
    if (start >= stops[open]) stops[open] = at;
    return { kind: 'unclosed', start, end: start + 2 };
  };
}

/**
 * `$$..$$`, or `$..$` by pandoc's rule (manual, extension tex_math_dollars): no space inside of either
 * dollar, and no digit after the second, unless a command of LaTeX stands between. Dollars inside of \text{..} belong to it.
 */
function readDollars(text: string, start: number, markdown: boolean): Formula | undefined {
  const display = text[start + 1] === '$';
  const inBackticks = /\$`([^`\n]+)`\$/y;
  inBackticks.lastIndex = start;
  const quoted = inBackticks.exec(text)?.[0];
  if (quoted !== undefined && markdown) {
    const end = start + quoted.length;
    return { kind: 'math', start, end, texStart: start + 2, texEnd: end - 2, display: false };
  }
  const texStart = start + (display ? 2 : 1);
  if (!display && isSpace(text[texStart])) return undefined;
  for (let at = texStart; at < text.length; at++) {
    const character = text[at];
    if (character === '\\') at = endOfText(text, at) ?? at + 1;
    else if (character === '\n' && !display && isBlankLine(text, at)) return undefined;
    else if (character === '`' && !display && markdown && isCodeSpan(text, at)) return undefined;
    else if (character === '$') {
      if (display && text[at + 1] !== '$') continue;
      const end = at + (display ? 2 : 1);
      const empty = text.slice(texStart, at).trim() === '';
      // `$\sim$5` is a formula: nobody pays in commands of LaTeX.
      const isPrice = /\d/.test(text[end] ?? '') && !/\\[a-zA-Z]/.test(text.slice(texStart, at));
      const closes = display || (!isSpace(text[at - 1]) && !isPrice);
      if (empty || !closes) return undefined;
      return { kind: 'math', start, end, texStart, texEnd: at, display };
    }
  }
  return undefined;
}

/** The longest `\text{..}` that is looked through, and the longest definition, in characters. */
const longest = 1000;

/** The last character of the `\text{..}` that begins here. */
function endOfText(text: string, start: number): number | undefined {
  const textCommand = /\\(?:text[a-z]*|[mh]box|intertext|tag)\s*\{/y;
  textCommand.lastIndex = start;
  if (!textCommand.test(text)) return undefined;
  return endOfGroup(text, textCommand.lastIndex - 1);
}

/** The brace that closes the one at an offset. */
function endOfGroup(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < Math.min(text.length, start + longest); at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at;
    else if (text[at] === '\n' && isBlankLine(text, at)) return undefined;
  }
  return undefined;
}

/** Whether a backtick begins a code span in its line. */
function isCodeSpan(text: string, start: number): boolean {
  const span = /`[^`\n]*`(?!`)/y;
  span.lastIndex = start;
  return span.test(text);
}

function readEquationLink(text: string, start: number): EquationLink | undefined {
  const link = /\\((?:eq|auto|page|name|[cC])?ref)\{([^{}\n]+)\}/y;
  link.lastIndex = start;
  const [whole, command = '', name = ''] = link.exec(text) ?? [];
  if (whole === undefined) return undefined;
  return { kind: 'equation-link', start, end: start + whole.length, command, name: name.trim() };
}

/** A definition that stands by itself, as in the preamble of a paper. It is a formula that shows nothing. */
function readDefinition(text: string, start: number): Formula | undefined {
  const definition =
    /\\(?:(?:re|provide)?newcommand|providecommand|DeclareMathOperator)\*?\s*(?:\{\s*\\[a-zA-Z]+\s*\}|\\[a-zA-Z]+)\s*(?:\[[^\]\n]{0,200}\]\s*)*(?=\{)/y;
  definition.lastIndex = start;
  if (!definition.test(text)) return undefined;
  const end = endOfGroup(text, definition.lastIndex);
  if (end === undefined) return undefined;
  return { kind: 'math', start, end: end + 1, texStart: start, texEnd: end + 1, display: false };
}

/** A fence whose language is math, as GitHub and GitLab have it. */
export function mathFence(text: string, start: number, end: number): Formula | undefined {
  const fence = /`{3,}math[ \t]*\n/y;
  fence.lastIndex = start;
  if (!atLineStart(text, start) || !fence.test(text)) return undefined;
  const texEnd = text.lastIndexOf('\n', end - 1);
  const texStart = fence.lastIndex;
  return texEnd < texStart
    ? undefined
    : { kind: 'math', start, end, texStart, texEnd, display: true };
}
