import katex from 'katex';
import { explain } from './explanations.ts';
import { bodyOf, type Macros } from './macros.ts';

/** A formula that cannot be set: what is wrong, and at which character of its TeX. */
export interface LatexProblem {
  message: string;
  hint: string;
  offset: number;
}

/** A command that would let a formula load, address or print something. */
export class ForbiddenCommand extends Error {}

/** What an author should know of what KaTeX threw. */
export function problemOf(error: unknown, tex: string, macros: Macros): LatexProblem {
  if (error instanceof ForbiddenCommand) {
    const { message: command } = error;
    const message = `${command} is not allowed in a formula`;
    const hint = 'put the link or picture beside the formula, in HTML or Markdown';
    return { message, hint, offset: placeOf(command, tex, macros) };
  }
  if (error instanceof RangeError) {
    const hint = 'take it apart into several formulas';
    return { message: 'the formula nests too deep', hint, offset: 0 };
  }
  if (error instanceof katex.ParseError) {
    const { rawMessage, position: at, length, message } = error;
    const words = explain(rawMessage);
    if (at === undefined) return { ...words, offset: placeOf(rawMessage, tex, macros) };
    // The position counts in the text in which the command stands: the formula's, or that of a macro.
    const around = tex.slice(Math.max(0, at - 15), at + (length ?? 0) + 15);
    const inFormula = message.replaceAll('\u0332', '').includes(around);
    const offset = inFormula ? at : placeOf(rawMessage, tex, macros);
    return { ...words, offset: Math.min(offset, Math.max(0, tex.length - 1)) };
  }
  // KaTeX also throws bare errors where an argument is of another kind than it expects.
  const reason = error instanceof Error ? error.message : String(error);
  return { ...explain(reason), offset: 0 };
}

/** Where a command named in a message stands in the formula, or a macro that leads to it. */
function placeOf(message: string, tex: string, macros: Macros): number {
  const [command] = /\\[a-zA-Z]+/.exec(message) ?? [];
  if (command !== undefined) {
    const own = indexOfCommand(tex, command);
    if (own >= 0) return own;
    for (const [name, definition] of macros)
      if (indexOfCommand(bodyOf(definition), command) >= 0 && indexOfCommand(tex, name) >= 0)
        return indexOfCommand(tex, name);
  }
  const uses = [...macros.keys()].map((name) => indexOfCommand(tex, name)).filter((at) => at >= 0);
  return uses.length > 0 ? Math.min(...uses) : 0;
}

function indexOfCommand(tex: string, command: string): number {
  const found = tex.matchAll(/\\(?:[a-zA-Z]+|[^a-zA-Z])/g);
  return [...found].find(([name]) => name === command)?.index ?? -1;
}

/** A comment at the end of a formula: what YAML has put on its line is lost. */
export function swallowedByComment(tex: string): LatexProblem | undefined {
  if (!tex.includes('%')) return undefined;
  const found = /^(?:[^%\\\n]|\\[\s\S]|\n|%[^\n]*\n)*?(%[^\n]*)$/.exec(tex)?.[1];
  if (found === undefined) return undefined;
  const message = `this % begins a comment, which hides what follows it: ${shorten(found)}`;
  const hint = 'write \\% for a percent sign; behind > YAML joins lines, behind | it keeps them';
  return { message, hint, offset: tex.length - found.length };
}

const shorten = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
