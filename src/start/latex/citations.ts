import type { Work } from './bibliography.ts';
import { commandsIn } from './find.ts';
import type { Paper } from './paper.ts';
import { lastBraced, type Macro, raw } from './parse.ts';
import { writeLine } from './write-text.ts';
import type { Surroundings } from './writer.ts';

/** Citations of a page, and the list of what they cite. */
export class Citations {
  readonly #paper: Paper;
  readonly #find: (key: string) => Work | undefined;
  readonly #cited = new Map<string, Work>();
  readonly #ids = new Map<string, string>();
  /** Where a paper parts citations in a sentence from those in parentheses, `\cite` is one in a sentence. */
  readonly #isAuthorYear: boolean;

  constructor(paper: Paper, find: (key: string) => Work | undefined) {
    this.#paper = paper;
    this.#find = find;
    this.#isAuthorYear = commandsIn(paper.nodes, 'citep', 'citet').length > 0 && !hasNumbers(paper);
  }

  /** A citation as Markdown, each work a link to its place in the list. */
  cite(node: Macro, around: Surroundings): string {
    const name = node.content.toLowerCase();
    const notes = (node.args ?? [])
      .filter(({ openMark }) => openMark === '[')
      .map(({ content }) => writeLine(content, around));
    const [before, behind] = notes.length > 1 ? notes : ['', notes[0] ?? ''];
    const keys = raw(lastBraced(node))
      .split(',')
      .map((key) => key.trim())
      .filter(Boolean);
    const inSentence = /^(?:citet|textcite)$/.test(name) || (name === 'cite' && this.#isAuthorYear);
    const shown = keys
      .map((key) => this.#shown(key, name, inSentence, node))
      .join(inSentence ? ', ' : '; ');
    const text = `${before === '' ? '' : `${before} `}${shown}${behind === '' ? '' : `, ${behind}`}`;
    return inSentence || /^cite(?:alp|alt|author|year)$/.test(name) ? text : `(${text})`;
  }

  /** What the page cites, as a Markdown list; nothing where it cites nothing. */
  list(): string {
    return [...this.#cited]
      .map(([key, { text }]) => ({ id: this.#ids.get(key) ?? '', text }))
      .sort((one, other) => one.text.localeCompare(other.text, 'en'))
      .map(({ id, text }) => `- <span id="${id}">${text}</span>`)
      .join('\n');
  }

  #shown(key: string, name: string, inSentence: boolean, node: Macro): string {
    const work = this.#find(key);
    if (work === undefined) {
      this.#paper.tell(node, `the bibliography has no ${key}; it stands by its key`);
      return `\`${key}\``;
    }
    this.#cited.set(key, work);
    const { authors, year } = work;
    if (name === 'citeauthor') return this.#link(key, authors);
    if (name === 'citeyear' || name === 'citeyearpar') return this.#link(key, year || authors);
    if (year === '') return this.#link(key, authors);
    return this.#link(key, inSentence ? `${authors} (${year})` : `${authors}, ${year}`);
  }

  #link(key: string, words: string): string {
    return `[${words}](#${this.#idOf(key)})`;
  }

  #idOf(key: string): string {
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const stem = `ref-${key.replaceAll(/[^\p{L}\p{N}]+/gu, '-').replaceAll(/^-|-$/g, '')}`;
    const used = new Set(this.#ids.values());
    let id = stem;
    for (let count = 2; used.has(id); count++) id = `${stem}-${count}`;
    this.#ids.set(key, id);
    return id;
  }
}

/** Whether natbib was told to number what is cited. */
const hasNumbers = (paper: Paper): boolean =>
  commandsIn(paper.nodes, 'usepackage', 'PassOptionsToPackage').some(
    (node) => /natbib/.test(raw(node)) && /[[{,\s](?:numbers|super)[\],}]/.test(raw(node)),
  );
