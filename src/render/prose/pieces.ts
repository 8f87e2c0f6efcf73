/** An attribute of a tag. Offsets count from the start of the text; `value` is as written, entities and all. */
export interface Attribute {
  /** In lower case. */
  name: string;
  value?: string;
  start: number;
  end: number;
  valueStart: number;
}

/** Characters from `start` up to `end`. */
export interface Range {
  start: number;
  end: number;
}

export interface Tag {
  kind: 'tag';
  start: number;
  end: number;
  /** In lower case. */
  name: string;
  closing: boolean;
  /** Whether it ends with `/>`. */
  selfClosing: boolean;
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
  /** `ref`, `eqref`, or a command like them. */
  command: string;
  name: string;
}

export interface Span {
  /**
   * `literal` is text in which neither Markdown nor math is meant: code, drawings, scripts. `style` is a
   * style sheet. `dollar` is `\$`. `unclosed` is the beginning of a formula that does not end,
   * `open-comment` that of a comment, `environment` one of LaTeX that is no formula.
   */
  kind:
    | 'text'
    | 'literal'
    | 'style'
    | 'comment'
    | 'open-comment'
    | 'dollar'
    | 'unclosed'
    | 'environment';
  start: number;
  end: number;
}

/** `literal` says that the piece stands inside code, a drawing or a script. */
export type Piece = (Tag | Formula | EquationLink | Span) & { literal?: true };
