import type { Theorem } from './definitions.ts';
import { environmentName, isMacro, lastBraced, type Macro, type Node, raw } from './parse.ts';

/** What a label stands for: `figure` and `3`, `section` and `2.1`. */
export interface Label {
  kind: string;
  number: string;
}

const counted: Readonly<Record<string, string>> = {
  figure: 'figure',
  'figure*': 'figure',
  wrapfigure: 'figure',
  teaserfigure: 'figure',
  SCfigure: 'figure',
  table: 'table',
  'table*': 'table',
  wraptable: 'table',
  longtable: 'table',
  algorithm: 'algorithm',
  'algorithm*': 'algorithm',
};

const levels = ['section', 'subsection', 'subsubsection'];

export const floatKind = (node: Node): string | undefined => {
  const name = environmentName(node);
  return Object.hasOwn(counted, name) ? counted[name] : undefined;
};

/** Numbers as LaTeX would give them, of all that has a label or a caption. */
export class Numbers {
  readonly labels = new Map<string, Label>();
  readonly #captions = new Map<Node, string>();
  readonly #counts = new Map<string, number>();
  readonly #theorems: ReadonlyMap<string, Theorem>;
  #inAppendix = false;

  constructor(nodes: readonly Node[], theorems: ReadonlyMap<string, Theorem>) {
    this.#theorems = theorems;
    this.#walk(nodes, { kind: 'section', number: '' }, undefined);
  }

  /** The number in front of a caption: `3`, or `a` of a part of a figure. */
  numberOf(caption: Node): string | undefined {
    return this.#captions.get(caption);
  }

  /** @returns what a label would stand for behind these nodes */
  #walk(nodes: readonly Node[], before: Label, float: string | undefined, part = false): Label {
    let current = before;
    for (const node of nodes) {
      const kind = floatKind(node);
      if (kind !== undefined) this.#walk(contentOf(node), current, kind);
      else if (/^sub(?:figure|table)\*?$/.test(environmentName(node)))
        this.#walk(contentOf(node), current, float, true);
      else if (environmentName(node) === 'enumerate') this.#items(node, float);
      else if (node.type === 'mathenv') this.#equations(node);
      else if (isMacro(node)) current = this.#command(node, current, float, part);
      else if (node.type === 'group') current = this.#walk(node.content, current, float, part);
      else if (node.type === 'environment') {
        const inner = this.#walk(node.content, this.#begin(node, current), float, part);
        if (environmentName(node) === 'document') current = inner;
      }
    }
    return current;
  }

  /** What a label stands for at the beginning of an environment. */
  #begin(node: Node, current: Label): Label {
    const theorem = this.#theorems.get(environmentName(node));
    if (theorem?.counter === undefined) return current;
    const { counter, within, title } = theorem;
    const number = this.#next(
      within === undefined ? counter : `${counter} in ${this.#heading(within)}`,
    );
    const before = within === undefined ? '' : `${this.#heading(within)}.`;
    return { kind: title, number: before + number };
  }

  /** The number of the heading that holds this place. */
  #heading(level: string): string {
    const above = levels.slice(0, levels.indexOf(level) + 1);
    const [first = 0, ...rest] = above.map((each) => this.#counts.get(each) ?? 0);
    const head = this.#inAppendix ? String.fromCharCode(64 + first) : String(first);
    return [head, ...rest].join('.');
  }

  #command(node: Macro, current: Label, float: string | undefined, part: boolean): Label {
    const { content: name } = node;
    if (name === 'label') this.labels.set(raw(lastBraced(node)).trim(), current);
    if (name === 'appendix') {
      this.#inAppendix = true;
      this.#counts.set('section', 0);
    }
    const starred = node.args?.[0]?.content.some(
      (each) => each.type === 'string' && each.content === '*',
    );
    if (/^(?:sub){0,2}section$/.test(name) && !starred) return this.#section(name);
    if (name === 'caption' && !starred && float !== undefined) {
      const number = part ? this.#part(float) : this.#next(float);
      this.#captions.set(node, part ? number.slice(-1) : number);
      return { kind: float, number };
    }
    if (name === 'captionof') {
      const kind = raw(node.args?.[0]?.content ?? []);
      const number = this.#next(kind);
      this.#captions.set(node, number);
      return { kind, number };
    }
    if (name === 'subfloat' || name === 'subfigure' || name === 'subcaptionbox') {
      const number = this.#part(float ?? 'figure');
      const label = { kind: float ?? 'figure', number };
      for (const { content } of node.args ?? []) this.#walk(content, label, undefined);
      return current;
    }
    let inner = current;
    for (const { content } of node.args ?? []) inner = this.#walk(content, inner, float, part);
    return inner;
  }

  #section(name: string): Label {
    const level = levels.indexOf(name);
    this.#next(name);
    for (const below of levels.slice(level + 1)) this.#counts.set(below, 0);
    return { kind: this.#inAppendix ? 'appendix' : 'section', number: this.#heading(name) };
  }

  #next(kind: string): string {
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    this.#counts.set(`part of ${kind}`, 0);
    return String(count);
  }

  /** Of a figure whose own caption is still to come. */
  #part(kind: string): string {
    const count = (this.#counts.get(`part of ${kind}`) ?? 0) + 1;
    this.#counts.set(`part of ${kind}`, count);
    return `${(this.#counts.get(kind) ?? 0) + 1}${String.fromCharCode(96 + count)}`;
  }

  #items(list: Node, float: string | undefined): void {
    const items = contentOf(list).filter((node) => isMacro(node, 'item'));
    items.forEach((item, index) => {
      const label = { kind: 'item', number: String(index + 1) };
      for (const { content } of item.args ?? []) this.#walk(content, label, float);
    });
  }

  #equations(node: Node): void {
    const name = environmentName(node);
    if (name.endsWith('*')) return;
    const rows = /^(?:align|gather|eqnarray|alignat|flalign)$/.test(name)
      ? rowsOf(raw(contentOf(node)))
      : [raw(contentOf(node))];
    for (const row of rows) {
      if (/\\(?:nonumber|notag)(?![a-zA-Z])/.test(row)) continue;
      const number = this.#next('equation');
      for (const [, key = ''] of row.matchAll(/\\label\s*\{([^{}]*)\}/g))
        this.labels.set(key.trim(), { kind: 'equation', number });
    }
  }
}

const contentOf = (node: Node): readonly Node[] =>
  'content' in node && Array.isArray(node.content) ? node.content : [];

/** Lines of an alignment, those of matrices inside of it left whole. */
function rowsOf(tex: string): string[] {
  const rows = [''];
  let depth = 0;
  for (const [token] of tex.matchAll(/\\begin\s*\{|\\end\s*\{|\\\\|\\?[\s\S]/g)) {
    if (token.startsWith('\\begin')) depth++;
    else if (token.startsWith('\\end')) depth--;
    if (token === '\\\\' && depth === 0) rows.push('');
    else rows[rows.length - 1] += token;
  }
  return rows.filter((row, index) => row.trim() !== '' || index < rows.length - 1);
}
