import 'katex';

/** What KaTeX exports for its own extensions, such as mhchem, and its types leave out. */
declare module 'katex' {
  interface MacroExpander {
    consumeArg(delimiters?: string[]): { tokens: Token[]; start: Token; end: Token };
    consumeArgs(count: number): Token[][];
    consumeSpaces(): void;
    future(): Token;
    popToken(): Token;
    pushTokens(tokens: Token[]): void;
    countExpansion(amount: number): void;
    /** How many tokens came of the next one; `false` when it is none that expands. */
    expandOnce(expandableOnly?: boolean): number | boolean;
    isDefined(name: string): boolean;
    macros: {
      get(name: string): MacroDefinition | undefined;
      set(name: string, value: MacroDefinition | undefined, global?: boolean): void;
    };
  }

  /** Tokens stand in reverse order, as on a stack. */
  interface MacroExpansion {
    tokens: Token[];
    numArgs: number;
    delimiters?: string[][];
    unexpandable?: boolean;
  }

  type MacroFunction = (context: MacroExpander) => string | MacroExpansion;
  type MacroDefinition = string | MacroExpansion | MacroFunction;

  interface ParseNode {
    type: string;
    text?: string;
    body?: unknown;
    /** Of rows of an environment that has numbers. */
    tags?: (boolean | ParseNode[])[];
    /** Of a formula with a tag around it. */
    tag?: ParseNode[];
  }

  function __parse(tex: string, options?: KatexOptions): ParseNode[];
  function __defineMacro(name: string, body: MacroDefinition): void;
}

declare module 'katex/contrib/mhchem' {}
