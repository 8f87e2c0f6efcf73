import katex, { type MacroDefinition, type MacroExpander, type ParseNode } from 'katex';
import { escapeHtml } from '../prose/entities.ts';
import { textOf } from './macros.ts';

/** A `\label` in a formula, at an offset of its TeX. */
export interface Label {
  name: string;
  offset: number;
  /** Which of the formula's automatic numbers it names. */
  row?: number;
  /** What the author wrote as the number, in `\tag`. */
  tag?: string;
}

/** A `\ref` or `\eqref` in a formula. */
export interface EquationReference {
  name: string;
  offset: number;
}

/** The numbers of a formula: their marks stand in its HTML, and the page puts the numbers there. */
export interface Numbering {
  /** How many numbers the page gives it. */
  rows: number;
  labels: Label[];
  references: EquationReference[];
}

/** Stand for number `index` and reference `index` in the HTML of a formula, and of a page. */
export const numberMark = (index: number | string) => `¶n${index}¶`;
export const referenceMark = (index: number | string) => `¶r${index}¶`;
export const marks = /¶([nr])(\d+)¶/g;

const numbered =
  /\\(?:label|ref|eqref|autoref|[cC]ref|tag|notag|nonumber)(?![a-zA-Z])|\\begin\s*\{(?:equation|align|gather|multline|eqnarray|IEEEeqnarray|alignat|flalign|dmath|dgroup)\*?\}/;

/** Whether a formula has numbers, labels or references. */
export const isNumbered = (tex: string): boolean => tex.includes('\\') && numbered.test(tex);

/** A row with labels or a tag of the author's. */
interface Row {
  labels: Label[];
  tag?: string;
}

/** Notes labels and references while KaTeX reads a formula. */
export class NumberingReader {
  readonly #tex: string;
  #rows: Row[] = [];
  #references: EquationReference[] = [];

  constructor(tex: string) {
    this.#tex = tex;
  }

  /** Commands for one reading of the formula. */
  macros(): Record<string, MacroDefinition> {
    this.#rows = [];
    this.#references = [];
    const reference =
      (before: string, after: string): MacroDefinition =>
      (context) => {
        const index = this.#references.push(this.#nameIn(context)) - 1;
        return `\\text{${before}${referenceMark(index)}${after}}`;
      };
    return {
      '\\label': (context) => this.#label(context),
      '\\ref': reference('', ''),
      '\\eqref': reference('(', ')'),
      '\\tag': (context) => this.#tag(context),
      '\\notag': (context) => this.#withoutNumber(context),
      '\\nonumber': (context) => this.#withoutNumber(context),
    };
  }

  /** The row that is read has a label or tag before this one. KaTeX forgets it at the end of a row. */
  #open(context: MacroExpander): Row | undefined {
    return context.macros.get(tagMacro) === undefined ? undefined : this.#rows.at(-1);
  }

  /** A label numbers what it stands in, even where LaTeX would leave out the number, as in \[..\]. */
  #label(context: MacroExpander): string {
    const label: Label = this.#nameIn(context);
    const row = this.#open(context);
    if (row) {
      row.labels.push(row.tag === undefined ? label : { ...label, tag: row.tag });
    } else {
      const index = this.#rows.push({ labels: [label] }) - 1;
      context.macros.set(tagMacro, `\\text{(${rowMark(index)})}`, true);
    }
    return '';
  }

  #tag(context: MacroExpander): string {
    const open = this.#open(context);
    if (open?.tag !== undefined) throw new katex.ParseError('Multiple \\tag');
    context.consumeSpaces();
    const bare = context.future().text === '*';
    if (bare) context.popToken();
    const text = textOf(context.consumeArg().tokens);
    const tag = text.replace(/[${}]/g, '').trim();
    const labels = open ? open.labels.map((label) => ({ ...label, tag })) : [];
    if (open) this.#rows.pop();
    this.#rows.push({ labels, tag });
    const shown = (bare ? text : `(${text})`).replaceAll('#', '##');
    context.macros.set(tagMacro, `\\text{${shown}}`, true);
    return '';
  }

  #withoutNumber(context: MacroExpander): string {
    if (this.#open(context)?.tag === undefined) context.macros.set(tagMacro, undefined, true);
    context.macros.set('\\@eqnsw', '0', true);
    return '';
  }

  #nameIn(context: MacroExpander): EquationReference {
    const { tokens, start } = context.consumeArg();
    const { loc, text } = start;
    const offset = loc && loc.lexer.input === this.#tex ? loc.start + (text === '{' ? 1 : 0) : 0;
    const name = tokens.toReversed().map((token) => token.text);
    return { name: name.join('').trim(), offset };
  }

  /** The numbers of the formula that has been read, and its HTML with a mark for each. */
  finish(html: string, tree: readonly ParseNode[]): { html: string; numbering: Numbering } {
    let automatic = 0;
    const labels = new Map<number, number>();
    const tags = tagsIn(tree).map(({ tag, inArray }) => {
      const text = tag === true ? '' : textIn(tag);
      const row = rowIn(text);
      if (row !== undefined) labels.set(row, automatic);
      const isAutomatic = tag === true || row !== undefined;
      return {
        inArray,
        isDrawn: tag !== true,
        text: isAutomatic ? `(${numberMark(automatic++)})` : text,
      };
    });
    const cells = tags.filter(({ inArray }) => inArray).values();
    const numbers = tags.filter(({ isDrawn }) => !isDrawn).values();
    const marked = html
      .replace(/<mtd class ?="mml-eqn-num"><\/mtd>/g, () => {
        const text = cells.next().value?.text ?? '';
        return `<mtd class="mml-eqn-num"><mtext>${escapeHtml(text)}</mtext></mtd>`;
      })
      .replace(/<span class="eqn-num"><\/span>/g, () => {
        return `<span class="mord">${numbers.next().value?.text ?? ''}</span>`;
      })
      .replace(/¶row(\d+)¶/g, (_, row: string) => numberMark(labels.get(Number(row)) ?? 0));
    const numbering = {
      rows: automatic,
      references: this.#references,
      labels: this.#rows.flatMap((row, index) => {
        const number = labels.get(index);
        return row.labels.map((label) =>
          number === undefined ? label : { ...label, row: number },
        );
      }),
    };
    return { html: marked, numbering };
  }
}

const tagMacro = '\\df@tag';
const rowMark = (index: number) => `¶row${index}¶`;

function rowIn(text: string): number | undefined {
  const found = /¶row(\d+)¶/.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** The numbers of a formula in their order: `true` for one that is counted, else what is shown. */
function tagsIn(value: unknown): { tag: true | ParseNode[]; inArray: boolean }[] {
  if (Array.isArray(value)) return value.flatMap(tagsIn);
  if (!isNode(value)) return [];
  if (value.type === 'tag') {
    const own = Array.isArray(value.tag) ? [{ tag: value.tag, inArray: false }] : [];
    return [...tagsIn(value.body), ...own];
  }
  const own = (value.tags ?? []).flatMap((tag) => (tag === false ? [] : [{ tag, inArray: true }]));
  return own.length > 0 ? own : tagsIn(value.body);
}

function textIn(value: unknown): string {
  if (Array.isArray(value)) return value.map(textIn).join('');
  return isNode(value) ? (value.text ?? textIn(value.body)) : '';
}

const isNode = (value: unknown): value is ParseNode =>
  typeof value === 'object' && value !== null && 'type' in value;
