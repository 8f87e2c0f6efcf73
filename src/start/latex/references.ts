import type { Formulas } from './formulas.ts';
import type { Numbers } from './labels.ts';
import type { Paper } from './paper.ts';
import type { Node } from './parse.ts';

const [open, between, close] = ['\ue030', '\ue031', '\ue032'];

/** References of a paper to its own figures, tables, sections and equations. */
export class References {
  readonly #numbers: Numbers;
  readonly #paper: Paper;
  /** Ids of what is on the page, by label. */
  readonly #ids = new Map<string, string>();
  readonly #taken = new Set<string>();

  constructor(paper: Paper, numbers: Numbers) {
    this.#paper = paper;
    this.#numbers = numbers;
  }

  /** What takes the place of a reference until all of the page is known. */
  refer(command: string, keys: readonly string[], node: Node): string {
    for (const key of keys)
      if (!this.#numbers.labels.has(key))
        this.#paper.tell(node, `\\${command}{${key}} leads to no label; it stands as ??`);
    return `${open}${command}${between}${keys.join(',')}${close}`;
  }

  /** Gives an id to what has a label. */
  idOf(label: string): string {
    const stem = label.replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '') || 'part';
    let id = stem;
    for (let count = 2; this.#taken.has(id); count++) id = `${stem}-${count}`;
    this.#taken.add(id);
    this.#ids.set(label, id);
    return id;
  }

  /** A text with its references as they are on this page: links to what is there, numbers for all else. */
  resolve(text: string, formulas: Formulas): string {
    const pattern = new RegExp(`${open}([^${between}]*)${between}([^${close}]*)${close}`, 'g');
    return text.replaceAll(pattern, (_, command: string, keys: string) =>
      keys
        .split(',')
        .map((key) => this.#shown(command, key, formulas.labels.has(key)))
        .join(', '),
    );
  }

  #shown(command: string, key: string, isEquation: boolean): string {
    const { kind, number } = this.#numbers.labels.get(key) ?? { kind: '', number: '??' };
    const named = /^(?:[cC]ref|autoref)$/.test(command) && kind !== '';
    const word = !named
      ? ''
      : command === 'cref'
        ? kind.toLowerCase()
        : kind[0]?.toUpperCase() + kind.slice(1);
    const before = word === '' ? '' : `${word}&nbsp;`;
    if (isEquation) return `${before}\\${command === 'ref' ? 'ref' : 'eqref'}{${key}}`;
    const shown = kind === 'equation' && command !== 'ref' ? `(${number})` : number;
    const id = this.#ids.get(key);
    return id === undefined ? `${before}${shown}` : `[${before}${shown}](#${id})`;
  }
}
