import katex, { type MacroDefinition, type MacroExpander, type MacroExpansion } from 'katex';
import { mostExpanded, mostMacros, tooLong } from './limits.ts';
import { hasDefinitions, type Macros, textOf, usedMacros } from './macros.ts';

/** Commands that define others, as papers use them: KaTeX knows some, and those less freely. */

function nameFrom(context: MacroExpander, command: string): string {
  star(context);
  const [name, ...rest] = context.consumeArg().tokens;
  if (!name || rest.length > 0 || !name.text.startsWith('\\'))
    throw new katex.ParseError(`${command} is not followed by the name of a command`, name);
  return name.text;
}

function star(context: MacroExpander): boolean {
  context.consumeSpaces();
  if (context.future().text !== '*') return false;
  context.popToken();
  return true;
}

/** What stands in brackets; undefined when there are none. */
function optional(context: MacroExpander): MacroExpansion['tokens'] | undefined {
  context.consumeSpaces();
  if (context.future().text !== '[') return undefined;
  context.popToken();
  return context.consumeArg([']']).tokens;
}

/** `\newcommand{\name}[arguments][default]{body}`; a name that KaTeX knows already may be taken over. */
function newCommand(context: MacroExpander, command: string, replaces: boolean): string {
  const name = nameFrom(context, command);
  const count = textOf(optional(context) ?? []);
  const preset = optional(context);
  const numArgs = Number(count);
  if (!/^\s*\d?\s*$/.test(count))
    throw new katex.ParseError(`${command}{${name}} has "${count}" for its number of arguments`);
  const { tokens } = context.consumeArg();
  if (!replaces && context.isDefined(name)) return '';
  if (preset === undefined) {
    context.macros.set(name, { tokens, numArgs });
    return '';
  }
  const inner = `${name}@given`;
  context.macros.set(inner, { tokens, numArgs });
  context.macros.set(name, `\\@preset{${inner}}{${textOf(preset)}}`);
  return '';
}

// \@preset{\command}{default}: the command with what stands in brackets, or the default, as its first argument.
katex.__defineMacro('\\@preset', (context) => {
  const [command = [], preset = []] = context.consumeArgs(2);
  const given = textOf(optional(context) ?? preset).replaceAll('#', '##');
  return `${textOf(command)}{${given}}`;
});

for (const command of ['\\newcommand', '\\renewcommand', '\\DeclareRobustCommand'])
  katex.__defineMacro(command, (context) => newCommand(context, command, true));
katex.__defineMacro('\\providecommand', (context) =>
  newCommand(context, '\\providecommand', false),
);

katex.__defineMacro('\\DeclareMathOperator', (context) => {
  const command = star(context) ? '\\operatorname*' : '\\operatorname';
  const name = nameFrom(context, '\\DeclareMathOperator');
  context.macros.set(name, `${command}{${textOf(context.consumeArg().tokens)}}`);
  return '';
});

// \norm{x}, \norm[\big]{x} and \norm*{x}, which grows with what it holds.
katex.__defineMacro('\\DeclarePairedDelimiter', (context) => {
  const name = nameFrom(context, '\\DeclarePairedDelimiter');
  const [left = '', right = ''] = context.consumeArgs(2).map(textOf);
  const inner = (ending: string) => `${name}@${ending}`;
  context.macros.set(inner('star'), `\\left${left}#1\\right${right}`);
  context.macros.set(inner('sized'), `\\mathopen{#1${left}}#2\\mathclose{#1${right}}`);
  context.macros.set(name, `\\@ifstar{${inner('star')}}{\\@preset{${inner('sized')}}{}}`);
  return '';
});

/** The macros that hold after a formula: those before it, and those that it defines. */
export function macrosAfter(tex: string, before: Macros): Macros {
  if (!hasDefinitions(tex) || before.size >= mostMacros || tooLong(tex, usedMacros(tex, before)))
    return before;
  const known: Record<string, MacroDefinition> = Object.fromEntries(before);
  try {
    katex.__parse(tex, {
      displayMode: true,
      globalGroup: true,
      strict: 'ignore',
      macros: known,
      maxExpand: mostExpanded,
    });
  } catch {
    // What is wrong with it is told when it is set.
  }
  return new Map(Object.entries(known).filter(([name]) => !bookkeeping.has(name)));
}

/** What KaTeX keeps in the same place. */
const bookkeeping = new Set(['\\df@tag', '\\@eqnsw', '\\cr', '\\current@color']);
