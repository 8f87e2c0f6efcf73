import katex, { type MacroExpander } from 'katex';
import { bodyOf, type Macros } from './macros.ts';
import type { LatexProblem } from './problems.ts';

/** How many characters a formula may have. KaTeX's time grows with the square of them. */
const longest = 10_000;

/** How many tokens its macros may add, and be read in doing so. */
export const mostExpanded = 10_000;

/** How many macros a page may have: those before it are known to every formula. */
export const mostMacros = 1000;

/** How much the arguments of one macro may add, which nothing counts before they stand in its place. */
const mostPasted = 1_000_000;

/** A formula that would take too long to set. What its macros add is counted only while it is set. */
export function tooLong(tex: string, macros: Macros): LatexProblem | undefined {
  const hint = 'take it apart into several formulas';
  if (tex.length > longest)
    return { message: `the formula has more than ${longest} characters`, hint, offset: 0 };
  if (!tex.includes('#') && macros.size === 0) return undefined;
  const all = [tex, ...[...macros.values()].map(bodyOf)].join('');
  if (all.split('#').length * all.length <= mostPasted) return undefined;
  return { message: 'the macros of this formula make it too long', hint, offset: 0 };
}

// KaTeX limits how many macros a formula expands. Here the tokens that they add count as well, or a few macros could
// make a formula of millions. A macro is the one thing that is given what expands them.
katex.__defineMacro('\\@limit', (context) => {
  const expander: MacroExpander = Object.getPrototypeOf(context);
  const { expandOnce } = expander;
  expander.expandOnce = function counted(expandableOnly) {
    const added = expandOnce.call(this, expandableOnly);
    if (typeof added === 'number') this.countExpansion(added);
    return added;
  };
  return '';
});
katex.__parse('\\@limit');
