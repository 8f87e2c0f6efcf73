import katex, { type MacroExpander, type Token } from 'katex';
import { bodyOf, textOf } from './macros.ts';

/** Environments that KaTeX lacks and another one stands in for. */
const sameAs: Readonly<Record<string, string>> = {
  flalign: 'align',
  'flalign*': 'align*',
  dmath: 'equation',
  'dmath*': 'equation*',
  dgroup: 'gather',
  'dgroup*': 'gather*',
  displaymath: 'equation*',
};

/** Those that add nothing to what they hold. */
const transparent = new Set(['subequations', 'math', 'small', 'footnotesize', 'center']);

/** Cells of rows, as tokens in the order in which they are written. */
type Rows = Token[][][];

/** Those whose rows are put together anew. */
const rewritten: Readonly<Record<string, (rows: Rows) => Token[]>> = {
  // a &=& b has a column for the relation alone.
  eqnarray: (rows) => inside('align', withoutRelations(rows)),
  'eqnarray*': (rows) => inside('align*', withoutRelations(rows)),
  IEEEeqnarray: (rows) => inside('align', withoutRelations(rows)),
  'IEEEeqnarray*': (rows) => inside('align*', withoutRelations(rows)),
  // The first line stands to the left, the others further to the right; all have one number.
  multline: (rows) => inside('equation', indented(rows)),
  'multline*': (rows) => inside('equation*', indented(rows)),
  multlined: indented,
};

const token = (text: string): Token => ({ text, loc: undefined });

const inside = (environment: string, tokens: Token[]): Token[] => [
  ...named('\\begin', environment),
  ...tokens,
  ...named('\\end', environment),
];

const named = (command: string, name: string) => [command, '{', ...name, '}'].map(token);

const joined = (parts: Token[][], separator: string): Token[] =>
  parts.flatMap((part, index) => (index === 0 ? part : [token(separator), ...part]));

const withoutRelations = (rows: Rows) =>
  joined(
    rows.map(([first = [], ...rest]) =>
      rest.length === 0 ? first : [...first, token('&'), ...rest.flat()],
    ),
    '\\\\',
  );

function indented(rows: Rows): Token[] {
  const lines = rows.map((cells, index) => [
    token('&'),
    ...(index === 0 ? [] : [token('\\qquad')]),
    ...cells.flat(),
  ]);
  return inside('aligned', joined(lines, '\\\\'));
}

katex.__defineMacro('\\begin', (context) => {
  const { tokens, start, end } = context.consumeArg();
  const name = textOf(tokens);
  if (transparent.has(name)) return '';
  const rewrite = Object.hasOwn(rewritten, name) ? rewritten[name] : undefined;
  if (rewrite) {
    if (name.startsWith('IEEE')) context.consumeArg();
    const written = rewrite(rowsUntilEnd(context, name, start));
    return { tokens: written.reverse(), numArgs: 0 };
  }
  return { tokens: primitive('\\begin', name, tokens, start, end), numArgs: 0 };
});

katex.__defineMacro('\\end', (context) => {
  const { tokens, start, end } = context.consumeArg();
  const name = textOf(tokens);
  if (transparent.has(name)) return '';
  return { tokens: primitive('\\end', name, tokens, start, end), numArgs: 0 };
});

/** KaTeX's own command with the name of an environment, in reverse order. */
function primitive(command: string, name: string, tokens: Token[], start: Token, end: Token) {
  const stand = Object.hasOwn(sameAs, name) ? sameAs[name] : undefined;
  const [open, close] = start.text === '{' ? [start, end] : [token('{'), token('}')];
  const inner = stand === undefined ? tokens : [...stand].reverse().map(token);
  return [close, ...inner, open, { ...token(command), noexpand: true }];
}

/** Reads on to the end of an environment, past those inside of it. */
function rowsUntilEnd(context: MacroExpander, name: string, start: Token): Rows {
  const rows: Rows = [[[]]];
  let environments = 0;
  let braces = 0;
  for (;;) {
    const next = context.popToken();
    if (next.text === 'EOF') throw new katex.ParseError(`No such \\end{${name}}`, start);
    const outermost = environments === 0 && braces === 0;
    if (outermost && next.text === '\\end') {
      context.consumeArg();
      return rows;
    }
    if (outermost && hidesEnd(context, next)) {
      context.pushTokens([next]);
      context.expandOnce();
      continue;
    }
    if (next.text === '\\begin') environments++;
    else if (next.text === '\\end') environments--;
    else if (next.text === '{') braces++;
    else if (next.text === '}') braces--;
    if (outermost && next.text === '\\\\') {
      rows.push([[]]);
      if (context.future().text === '*') context.popToken();
    } else if (outermost && next.text === '&') rows.at(-1)?.push([]);
    else rows.at(-1)?.at(-1)?.push(next);
  }
}

/** Whether a token is an author's abbreviation for the end of an environment. */
function hidesEnd(context: MacroExpander, { text }: Token): boolean {
  const macro = text.startsWith('\\') && text !== '\\end' ? context.macros.get(text) : undefined;
  return macro !== undefined && bodyOf(macro).includes('\\end');
}
