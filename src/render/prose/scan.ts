/** An attribute of a tag. Offsets count from the start of the text; `value` is as written, entities and all. */
export interface Attribute {
  /** In lower case. */
  name: string;
  value?: string;
  start: number;
  end: number;
  valueStart: number;
}

export interface Tag {
  kind: 'tag';
  start: number;
  end: number;
  /** In lower case. */
  name: string;
  closing: boolean;
  attributes: Attribute[];
}

export interface Formula {
  kind: 'math';
  start: number;
  end: number;
  /** Between the delimiters. */
  texStart: number;
  texEnd: number;
  display: boolean;
}

/** `\ref{name}` or `\eqref{name}` in running text. */
export interface EquationLink {
  kind: 'equation-link';
  start: number;
  end: number;
  name: string;
  parentheses: boolean;
}

interface Span {
  /**
   * `literal` is text in which neither Markdown nor math is meant: code, drawings, scripts. `style` is a
   * style sheet. `dollar` is `\$`. `unclosed` is the beginning of a formula that does not end.
   */
  kind: 'text' | 'literal' | 'style' | 'comment' | 'dollar' | 'unclosed';
  start: number;
  end: number;
}

/** `literal` says that the piece stands inside code, a drawing or a script. */
export type Piece = (Tag | Formula | EquationLink | Span) & { literal?: true };

/** Elements whose text is shown as it is written. */
const literalElements = new Set(['code', 'pre', 'svg', 'math']);

/** Elements in which `<` begins no tag but their own end. */
const rawElements = new Set(['script', 'style', 'textarea', 'xmp']);

const interesting = /[\\$<`\]]/g;
const tagStart = /<(\/?)([a-zA-Z][a-zA-Z0-9-]*)(?=[\s/>])/y;
// Outside of quotes a `<` begins the next tag: this one has no end.
const attribute = /[\s/]*([^\s/<>=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s<>"'][^\s<>]*))?)?/y;
const tagEnd = /[\s/]*>/y;

/**
 * Takes an author's text apart into tags, formulas and the text between, in order and without gaps.
 * With `markdown`, code spans, fences and link destinations count as text, so that no formula is seen there.
 */
export function scan(text: string, markdown: boolean): Piece[] {
  const pieces: Piece[] = [];
  const readMath = backslashMathReader(text);
  let textStart = 0;
  let at = 0;

  function add(piece: Piece): void {
    if (piece.start > textStart) pieces.push({ kind: 'text', start: textStart, end: piece.start });
    pieces.push(piece);
    textStart = at = piece.end;
  }

  while (at < text.length) {
    interesting.lastIndex = at;
    const found = interesting.exec(text);
    if (!found) break;
    at = found.index;
    const next = text[at + 1];
    switch (found[0]) {
      case '\\':
        if (next === '$') add({ kind: 'dollar', start: at, end: at + 2 });
        else if (next === '(' || next === '[') add(readMath(at));
        else if (next === 'b' && environment(text, at)) add(readEnvironment(text, at));
        else if (next === 'e' || next === 'r') {
          const link = readEquationLink(text, at);
          if (link) add(link);
          else at += 2;
        } else at += 2;
        break;
      case '$': {
        const formula = readDollarMath(text, at);
        if (formula) add(formula);
        else at += next === '$' ? 2 : 1;
        break;
      }
      case '<': {
        const piece = readComment(text, at) ?? readTag(text, at);
        if (!piece) at += 1;
        else {
          add(piece);
          if (piece.kind === 'tag') for (const inner of readLiteral(text, piece)) add(inner);
        }
        break;
      }
      case '`':
        at = markdown ? endOfCode(text, at) : at + 1;
        break;
      default:
        at = markdown && next === '(' ? endOfDestination(text, at + 1) : at + 1;
    }
  }
  if (textStart < text.length) pieces.push({ kind: 'text', start: textStart, end: text.length });
  return pieces;
}

/** Reads the formulas of a text, in their order. */
function backslashMathReader(text: string): (start: number) => Formula | Span {
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
 * dollar, and no digit after the second.
 */
function readDollarMath(text: string, start: number): Formula | undefined {
  const display = text[start + 1] === '$';
  const texStart = start + (display ? 2 : 1);
  if (!display && isSpace(text[texStart])) return undefined;
  for (let at = texStart; at < text.length; at++) {
    const character = text[at];
    if (character === '\\') at++;
    else if (character === '\n' && !display && isBlankLine(text, at)) return undefined;
    else if (character === '$') {
      if (display && text[at + 1] !== '$') continue;
      const end = at + (display ? 2 : 1);
      const empty = text.slice(texStart, at).trim() === '';
      const closes = display || (!isSpace(text[at - 1]) && !isDigit(text[end]));
      if (empty || !closes) return undefined;
      return { kind: 'math', start, end, texStart, texEnd: at, display };
    }
  }
  return undefined;
}

/** Environments that are formulas by themselves, as in LaTeX, and those that MathJax takes for such. */
const mathEnvironment =
  /\\begin\{((?:equation|align|gather|multline|eqnarray|IEEEeqnarray|alignat|flalign|displaymath|math|subequations|dmath|dgroup|aligned|gathered|alignedat|multlined|split|[dr]?cases|drcases|(?:small|[pbBvV])?matrix|d?array|CD)\*?)\}/y;

function environment(text: string, start: number): string | undefined {
  mathEnvironment.lastIndex = start;
  return mathEnvironment.exec(text)?.[1];
}

function readEnvironment(text: string, start: number): Formula | Span {
  const name = environment(text, start) ?? '';
  const [open, close] = [`\\begin{${name}}`, `\\end{${name}}`];
  let at = start;
  for (let depth = 1; depth > 0; depth--) {
    const end = text.indexOf(close, at + 1);
    if (end < 0) return { kind: 'unclosed', start, end: start + open.length };
    depth += text.slice(at + 1, end).split(open).length - 1;
    at = end;
  }
  const end = at + close.length;
  return { kind: 'math', start, end, texStart: start, texEnd: end, display: name !== 'math' };
}

function readEquationLink(text: string, start: number): EquationLink | undefined {
  const link = /\\(eq)?ref\{([^{}\n]+)\}/y;
  link.lastIndex = start;
  const [whole, parentheses, name = ''] = link.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const end = start + whole.length;
  return {
    kind: 'equation-link',
    start,
    end,
    name: name.trim(),
    parentheses: parentheses !== undefined,
  };
}

function readComment(text: string, start: number): Span | undefined {
  if (!text.startsWith('<!--', start)) return undefined;
  const end = text.indexOf('-->', start + 4);
  return { kind: 'comment', start, end: end < 0 ? text.length : end + 3 };
}

function readTag(text: string, start: number): Tag | undefined {
  tagStart.lastIndex = start;
  const opening = tagStart.exec(text);
  if (!opening) return undefined;
  const [head, slash, name = ''] = opening;
  const attributes: Attribute[] = [];
  let at = start + head.length;
  for (;;) {
    tagEnd.lastIndex = at;
    const closing = tagEnd.exec(text);
    if (closing) {
      const end = at + closing[0].length;
      return {
        kind: 'tag',
        start,
        end,
        name: name.toLowerCase(),
        closing: slash === '/',
        attributes,
      };
    }
    attribute.lastIndex = at;
    const found = attribute.exec(text);
    if (!found) return undefined;
    const [whole, attributeName = '', double, single, bare] = found;
    const value = double ?? single ?? bare;
    const end = at + whole.length;
    attributes.push({
      name: attributeName.toLowerCase(),
      ...(value === undefined ? {} : { value }),
      start: end - whole.trimStart().replace(/^[\s/]+/, '').length,
      end,
      valueStart: end - (value?.length ?? 0) - (bare === undefined && value !== undefined ? 1 : 0),
    });
    at = end;
  }
}

/** What stands between a tag of code, a drawing or a script and its end. */
function readLiteral(text: string, { name, end, closing }: Tag): Piece[] {
  if (closing || text.startsWith('/>', end - 2)) return [];
  if (rawElements.has(name)) {
    const close = text.slice(end).search(new RegExp(`</${name}(?=[\\s/>])`, 'i'));
    const contentEnd = close < 0 ? text.length : end + close;
    const kind = name === 'style' ? 'style' : 'literal';
    return contentEnd > end ? [{ kind, start: end, end: contentEnd, literal: true }] : [];
  }
  return literalElements.has(name) ? readLiteralElement(text, name, end) : [];
}

function readLiteralElement(text: string, name: string, start: number): Piece[] {
  const pieces: Piece[] = [];
  let textStart = start;
  let depth = 1;
  const add = (piece: Piece) => {
    if (piece.start > textStart) {
      pieces.push({ kind: 'literal', start: textStart, end: piece.start, literal: true });
    }
    if (piece.end > piece.start) pieces.push(piece);
    textStart = piece.end;
  };
  for (
    let at = text.indexOf('<', start);
    at >= 0;
    at = text.indexOf('<', Math.max(textStart, at + 1))
  ) {
    const piece = readComment(text, at) ?? readTag(text, at);
    if (!piece) continue;
    if (piece.kind === 'tag' && piece.name === name) {
      depth += piece.closing ? -1 : text.startsWith('/>', piece.end - 2) ? 0 : 1;
      if (depth === 0) {
        add({ kind: 'literal', start: at, end: at });
        return pieces;
      }
    }
    add({ ...piece, literal: true });
    if (piece.kind === 'tag' && rawElements.has(piece.name)) readLiteral(text, piece).forEach(add);
  }
  add({ kind: 'literal', start: text.length, end: text.length });
  return pieces;
}

const fenceEnd = /\n[ \t]*(`{3,})[ \t]*(?=\n|$)/g;

/** End of the code span or fence that begins at a backtick, or of the backticks if none does. */
function endOfCode(text: string, start: number): number {
  let runEnd = start;
  while (text[runEnd] === '`') runEnd++;
  const run = text.slice(start, runEnd);
  if (run.length >= 3 && atLineStart(text, start)) {
    fenceEnd.lastIndex = runEnd;
    for (let found = fenceEnd.exec(text); found; found = fenceEnd.exec(text)) {
      if ((found[1]?.length ?? 0) >= run.length) return fenceEnd.lastIndex;
    }
    return text.length;
  }
  for (let at = text.indexOf(run, runEnd); at >= 0; at = text.indexOf(run, at)) {
    let end = at;
    while (text[end] === '`') end++;
    if (end - at === run.length) return /\n[ \t]*\n/.test(text.slice(start, at)) ? runEnd : end;
    at = end;
  }
  return runEnd;
}

/** End of a Markdown link destination and title, or its parenthesis if it is none. */
function endOfDestination(text: string, start: number): number {
  const destination =
    /\(\s*(?!\s)(?:<[^<>\n]*>|[^\s<>()]*(?:\([^\s()]*\)[^\s<>()]*)*)(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)/y;
  destination.lastIndex = start;
  return destination.test(text) ? destination.lastIndex : start + 1;
}

/** Whether only white space stands before a character in its line. */
export function atLineStart(text: string, offset: number): boolean {
  let at = offset - 1;
  while (text[at] !== '\n' && at >= 0 && isSpace(text[at])) at--;
  return at < 0 || text[at] === '\n';
}

const isSpace = (character: string | undefined) => character === undefined || /\s/.test(character);
const isDigit = (character: string | undefined) => character !== undefined && /\d/.test(character);

function isBlankLine(text: string, newline: number): boolean {
  const next = text.indexOf('\n', newline + 1);
  return next >= 0 && text.slice(newline, next).trim() === '';
}
