import type { MacroDefinition, Token } from 'katex';
import type { Path } from '../../content/prose.ts';

/** Definitions of commands by name, with the backslash. */
export type Macros = ReadonlyMap<string, MacroDefinition>;

/** The macros that hold where a text of a page begins. */
export type MacrosAt = (path: Path) => Macros;

export const noMacros: Macros = new Map();

/** Macros as an author writes them in data: `E` or `\E`, and what it stands for. The last one counts. */
export function macrosFrom(written: readonly (readonly string[])[] = []): Macros {
  return new Map(written.map(([name = '', body = '']) => [`\\${name.replace(/^\\/, '')}`, body]));
}

const commands = /\\(?:[a-zA-Z@]+|[^a-zA-Z@])/g;

/** Those of the macros that a formula uses, in it or through another macro. */
export function usedMacros(tex: string, macros: Macros): Macros {
  if (macros.size === 0) return macros;
  const used = new Map<string, MacroDefinition>();
  function find(text: string): void {
    for (const [name] of text.matchAll(commands)) {
      const definition = macros.get(name);
      if (definition === undefined || used.has(name)) continue;
      used.set(name, definition);
      find(bodyOf(definition));
    }
  }
  find(tex);
  return used.size === 0 ? noMacros : used;
}

/** What a macro stands for, as TeX. */
export function bodyOf(definition: MacroDefinition): string {
  if (typeof definition === 'string') return definition;
  return typeof definition === 'function' ? '' : textOf(definition.tokens);
}

/** Tokens, which stand in reverse order, as TeX. */
export const textOf = (tokens: readonly Token[]): string =>
  tokens
    .toReversed()
    .map(({ text }) => (/^\\[a-zA-Z@]+$/.test(text) ? `${text} ` : text))
    .join('');

/** Definitions as text: the same for those that mean the same. */
export const keyOf = (macros: Macros): string =>
  macros.size === 0
    ? ''
    : JSON.stringify(
        [...macros].map(([name, definition]) =>
          typeof definition === 'object'
            ? [name, textOf(definition.tokens), definition.numArgs, definition.delimiters]
            : [name, String(definition)],
        ),
      );

const definition =
  /\\(?:(?:re)?newcommand|providecommand|[gex]?def|let|Declare(?:MathOperator|PairedDelimiter|RobustCommand))(?![a-zA-Z])/;

export const hasDefinitions = (tex: string): boolean => tex.includes('\\') && definition.test(tex);
