import type { Code } from '../../content/diagnostics.ts';
import { atLineStart } from '../prose/lines.ts';
import { standardStrings } from './bibtex-strings.ts';

/** A field as BibTeX reads it: without its outer delimiters, with macros expanded and parts joined. */
export interface BibtexField {
  value: string;
  /** Offset of its name in the text. */
  start: number;
}

export interface BibtexEntry {
  /** In lower case: `inproceedings`. */
  type: string;
  key: string;
  /** By name in lower case. */
  fields: Map<string, BibtexField>;
  start: number;
  end: number;
}

export interface BibtexProblem {
  code: Code;
  offset: number;
  message: string;
  hint: string;
}

export interface Bibtex {
  entries: BibtexEntry[];
  problems: BibtexProblem[];
}

/**
 * Reads BibTeX as the program does (btxdoc, and the grammar of biber's btparse where that is silent), and
 * goes on after mistakes that leave no doubt, such as a missing comma. Text outside of entries is comment.
 */
export function parseBibtex(text: string): Bibtex {
  const reader = new Reader(text);
  const bibtex = reader.read();
  if (bibtex.entries.length === 0 && bibtex.problems.length === 0) {
    const message = 'there is no BibTeX entry in this text';
    const hint = 'an entry looks like @inproceedings{key, title={...}, author={...}, year={...}}';
    bibtex.problems.push({ code: 'bibtex-syntax', offset: 0, message, hint });
  }
  return bibtex;
}

/** An entry with what it lacks and the one that it names in `crossref` has. */
function withParent(entry: BibtexEntry, entries: readonly BibtexEntry[]): BibtexEntry {
  const name = entry.fields.get('crossref')?.value.trim().toLowerCase();
  const parent = name && entries.find(({ key }) => key.toLowerCase() === name);
  if (!parent || parent === entry) return entry;
  const { start } = entry;
  const inherited = [...parent.fields].map(([key, { value }]): [string, BibtexField] => [
    key === 'title' ? 'booktitle' : key,
    { value, start },
  ]);
  const own = [...inherited].filter(([key]) => key !== 'author' && key !== 'crossref');
  return { ...entry, fields: new Map([...own, ...entry.fields]) };
}

class BibtexError extends Error {
  readonly problem: BibtexProblem;

  constructor(offset: number, message: string, hint: string) {
    super(message);
    this.problem = { code: 'bibtex-syntax', offset, message, hint };
  }
}

/** In characters. Each @string may hold the one before it several times. */
const longestValue = 100_000;

class Reader {
  readonly #text: string;
  readonly #strings = standardStrings();
  readonly #problems: BibtexProblem[] = [];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): Bibtex {
    const entries: BibtexEntry[] = [];
    for (;;) {
      const start = this.#text.indexOf('@', this.#at);
      if (start < 0) break;
      this.#at = start + 1;
      try {
        const entry = this.#readEntry(start);
        if (entry) entries.push(entry);
      } catch (error) {
        if (!(error instanceof BibtexError)) throw error;
        this.#problems.push(error.problem);
        this.#at = this.#nextEntry(start + 1);
      }
    }
    return {
      entries: entries.map((entry) => withParent(entry, entries)),
      problems: this.#problems,
    };
  }

  #readEntry(start: number): BibtexEntry | undefined {
    const type = this.#take(/[a-zA-Z]+/y).toLowerCase();
    this.#skipSpace();
    const open = this.#text[this.#at];
    if (type === '' || (open !== '{' && open !== '(')) {
      // An address such as me@example.org, between entries.
      if (type === '' || !atLineStart(this.#text, start)) return undefined;
      const hint = `write @${type}{key, ...}`;
      throw new BibtexError(start, `@${type} is not followed by {`, hint);
    }
    const close = open === '{' ? '}' : ')';
    if (type === 'comment') {
      this.#readBraced(close);
      return undefined;
    }
    this.#at++;
    if (type === 'preamble') {
      this.#readValue();
      this.#closeEntry(start, close);
      return undefined;
    }
    if (type === 'string') {
      const [name, field] = this.#readField();
      this.#strings.set(name, field.value);
      this.#skip(',');
      this.#closeEntry(start, close);
      return undefined;
    }
    const key = this.#readKey(start, type);
    const fields = this.#readFields(start, close);
    const entry: BibtexEntry = { type, key, fields, start, end: this.#at };
    this.#noteOneLine(entry);
    return entry;
  }

  #readKey(start: number, type: string): string {
    this.#skipSpace();
    const keyStart = this.#at;
    const key = this.#take(/[^,={}()"\s]*/y);
    this.#skipSpace();
    if (this.#text[this.#at] === '=') {
      const hint = `write @${type}{some-key, ${key} = ...`;
      this.#note(start, 'the entry has no key, by which a paper would cite it', hint);
      this.#at = keyStart;
    } else if (!this.#skip(',') && !/[})]/.test(this.#text[this.#at] ?? '')) {
      throw new BibtexError(this.#at, `a comma is missing after the key ${key}`, 'write it');
    }
    return this.#at === keyStart ? '' : key;
  }

  #readFields(start: number, close: string): BibtexEntry['fields'] {
    const fields: BibtexEntry['fields'] = new Map();
    for (;;) {
      this.#skipSpace();
      while (this.#skip(',')) this.#skipSpace();
      if (this.#skip(close)) return fields;
      if (this.#at >= this.#text.length) this.#failOpen(fields, start, close);
      const [name, field] = this.#readField();
      const { value } = fields.get(name) ?? {};
      if (value === undefined) fields.set(name, field);
      else this.#note(field.start, `${name} is written twice in this entry`, 'keep one of them');
      this.#skipSpace();
      const next = this.#text[this.#at];
      if (next !== ',' && next !== close && next !== undefined) {
        this.#note(this.#at, `a comma is missing after ${name}`, 'fields are parted by commas');
        if (!/[a-zA-Z]/.test(next)) this.#at++;
      }
    }
  }

  #readField(): [string, BibtexField] {
    this.#skipSpace();
    const start = this.#at;
    const name = this.#take(/[^\s"#%'(),={}]+/y).toLowerCase();
    this.#skipSpace();
    if (name === '' || !this.#skip('=')) {
      const found = name || this.#text[this.#at] || 'the end';
      const hint = 'fields are written name = {value}';
      throw new BibtexError(start, `expected a field, found ${found}`, hint);
    }
    return [name, { value: this.#readValue(), start }];
  }

  #readValue(): string {
    let value = '';
    do {
      this.#skipSpace();
      const next = this.#text[this.#at];
      if (next === '{') value += this.#readBraced('}');
      else if (next === '"') value += this.#readBraced('"');
      else {
        const start = this.#at;
        const word = this.#take(/[^\s"#%'(),={}]+/y);
        if (word === '') {
          throw new BibtexError(start, 'a field has no value', 'write it in braces: {value}');
        }
        value += this.#stringNamed(word, start);
        if (value.length > longestValue) {
          const message = `a field has more than ${longestValue} characters`;
          throw new BibtexError(start, message, 'an @string stands for a name or a journal');
        }
      }
      this.#skipSpace();
    } while (this.#skip('#'));
    return value;
  }

  /** What an abbreviation stands for; a number stands for itself. */
  #stringNamed(word: string, start: number): string {
    const value = this.#strings.get(word.toLowerCase());
    if (value === undefined && !/^[\d.+–-]+$/.test(word)) {
      const hint = `write {${word}}, or @string{${word} = "..."} before the entry`;
      this.#note(start, `no @string says what ${word} stands for`, hint);
    }
    return value ?? word;
  }

  /** What stands between a brace, quote or parenthesis and its end, with balanced braces inside. */
  #readBraced(close: string): string {
    const start = this.#at++;
    let depth = 0;
    for (; this.#at < this.#text.length; this.#at++) {
      const character = this.#text[this.#at];
      if (character === close && depth === 0) return this.#text.slice(start + 1, this.#at++);
      if (character === '{') depth++;
      else if (character === '}') depth--;
    }
    return this.#fail(start, close);
  }

  #fail(start: number, close: string): never {
    const opened = this.#text[start] === '@' ? 'this entry' : `this ${this.#text[start]}`;
    const hint = 'count the braces: every { needs its }';
    throw new BibtexError(start, `${opened} is not closed: ${close} is missing`, hint);
  }

  /** An entry without an end: a field that swallowed the next one is what really lacks its brace. */
  #failOpen(fields: BibtexEntry['fields'], start: number, close: string): never {
    for (const [name, field] of fields) {
      if (!/\n\s*\w+\s*=\s*["{]/.test(field.value)) continue;
      const hint = 'count the braces: every { needs its }';
      throw new BibtexError(field.start, `the ${name} is not closed: } is missing`, hint);
    }
    this.#fail(start, close);
  }

  #closeEntry(start: number, close: string): void {
    this.#skipSpace();
    if (!this.#skip(close)) this.#fail(start, close);
  }

  #noteOneLine({ start, end, fields }: BibtexEntry): void {
    if (fields.size < 2 || this.#text.slice(start, end).includes('\n')) return;
    const hint =
      'write bibtex: | and the entry below it, or indent its fields more than its first line';
    const message =
      'this BibTeX entry is all on one line; YAML folds lines that stand below each other';
    this.#problems.push({ code: 'bibtex-one-line', offset: start, message, hint });
  }

  #note(offset: number, message: string, hint: string): void {
    this.#problems.push({ code: 'bibtex-syntax', offset, message, hint });
  }

  #nextEntry(from: number): number {
    const next = this.#text.slice(from).search(/^[ \t]*@/m);
    return next < 0 ? this.#text.length : from + next;
  }

  #skipSpace(): void {
    this.#take(/(?:\s|%[^\n]*)*/y);
  }

  #skip(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const [found] = pattern.exec(this.#text) ?? [''];
    this.#at += found.length;
    return found;
  }
}
