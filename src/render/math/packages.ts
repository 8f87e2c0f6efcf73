import katex, { type MacroDefinition } from 'katex';
import { textOf } from './macros.ts';
import { ForbiddenCommand } from './problems.ts';
import { standIns } from './stand-ins.ts';

/** Commands of packages that take more than a text in their place. */
const commands: Readonly<Record<string, MacroDefinition>> = {
  ...standIns,
  '\\textsc': (context) => {
    const written = textOf(context.consumeArg().tokens).replaceAll('#', '##');
    const small = written.replace(
      /(?<!\\[a-zA-Z]*)\p{Ll}+/gu,
      (letters) => `{\\footnotesize ${letters.toUpperCase()}}`,
    );
    return `\\html@mathml{\\text{${small}}}{\\text{${written}}}`;
  },
  // KaTeX's blackboard letters are capitals; the one that stands for an indicator is drawn of two strokes.
  '\\mathbb': (context) => {
    const written = textOf(context.consumeArg().tokens);
    if (written === '1')
      return '\\html@mathml{\\mathord{\\mathrm{1}\\mkern-4.5mu\\mathrm{I}}}{\\text{𝟙}}';
    return `\\Bbb{${written.replaceAll('#', '##')}}`;
  },
  // A command without the options in brackets that follow it, which mean nothing here.
  '\\@ignoreOptions': (context) => {
    const command = textOf(context.consumeArg().tokens);
    for (context.consumeSpaces(); context.future().text === '['; context.consumeSpaces()) {
      context.popToken();
      context.consumeArg([']']);
    }
    return command;
  },
  // \@derivative{d}[order]{of}{by}, or {by} alone.
  '\\@derivative': (context) => {
    const [sign = []] = context.consumeArgs(1);
    const d = textOf(sign);
    context.consumeSpaces();
    let order = '';
    if (context.future().text === '[') {
      context.popToken();
      order = `^{${textOf(context.consumeArg([']']).tokens)}}`;
    }
    const of = textOf(context.consumeArg().tokens);
    context.consumeSpaces();
    const by = context.future().text === '{' ? textOf(context.consumeArg().tokens) : undefined;
    const [above, below] = by === undefined ? ['', of] : [of, by];
    return `\\frac{${d}${order}${above}}{${d} ${below}${order}}`.replaceAll('#', '##');
  },
  // \tensor{T}{^a_b}: each index stands behind the one before.
  '\\tensor': (context) => {
    const [base = [], indices = []] = context.consumeArgs(2);
    return `{${textOf(base)}}${staggered(textOf(indices))}`.replaceAll('#', '##');
  },
  '\\indices': (context) => staggered(textOf(context.consumeArg().tokens)).replaceAll('#', '##'),
  // \mqty{..} of physics, and \mqty(..) in the brackets of its matrix.
  '\\mqty': (context) => {
    const open = context.future().text;
    const close = closing[open];
    if (close === undefined) return matrix('', context.consumeArg().tokens);
    context.popToken();
    return matrix(kinds[open] ?? '', context.consumeArg([close]).tokens);
  },
  '\\pmqty': (context) => matrix('p', context.consumeArg().tokens),
  '\\bmqty': (context) => matrix('b', context.consumeArg().tokens),
  '\\vmqty': (context) => matrix('v', context.consumeArg().tokens),
  '\\hdotsfor': (context) => {
    const columns = Number(textOf(context.consumeArg().tokens));
    return Array.from({ length: Math.min(columns || 1, 100) }, () => '\\ldots').join('&');
  },
  // \unicode{x2212} of MathJax, and \unicode[font]{8722}.
  '\\unicode': (context) => {
    if (context.future().text === '[') {
      context.popToken();
      context.consumeArg([']']);
    }
    const number = textOf(context.consumeArg().tokens).trim();
    return `\\char${number.replace(/^[xX]/, '"').toUpperCase()} `;
  },
  '\\ding': (context) => {
    const number = textOf(context.consumeArg().tokens);
    const sign = dingbats[number];
    if (sign === undefined)
      throw new katex.ParseError(`Undefined control sequence: \\ding{${number}}`);
    return sign;
  },
};

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '|': '|' };
const kinds: Readonly<Record<string, string>> = { '(': 'p', '[': 'b', '|': 'v' };

const matrix = (kind: string, rows: Parameters<typeof textOf>[0]) =>
  `\\begin{${kind}matrix}${textOf(rows)}\\end{${kind}matrix}`.replaceAll('#', '##');

const staggered = (indices: string) => indices.replaceAll(/[\^_]/g, '{}$&');

// These write to the console of whoever builds the page.
for (const command of ['\\message', '\\errmessage', '\\show', '\\showthe', '\\typeout'])
  katex.__defineMacro(command, () => {
    throw new ForbiddenCommand(command);
  });

const dingbats: Readonly<Record<string, string>> = {
  '51': '\\checkmark',
  '52': '\\checkmark',
  '55': '\\times',
  '56': '\\times',
};

for (const [name, body] of Object.entries(commands)) katex.__defineMacro(name, body);
