import { mathAsText } from '../math/text.ts';
import { accents, letters, spaces, transparent } from './latex-letters.ts';

/**
 * Text of a BibTeX field in Unicode: accents, letters, formulas and dashes as they look, braces and fonts
 * gone. A command that is not known stays as it is written.
 */
export function latexToText(latex: string): string {
  return new LatexReader(latex)
    .read()
    .replace(/[\s\u00a0]+/g, ' ')
    .trim()
    .normalize('NFC');
}

const own = (table: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

/** Groups inside of each other that are read as such; nobody writes more. */
const deepest = 100;

class LatexReader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** All of the text; a brace that closes nothing is left out. */
  read(): string {
    let result = '';
    for (; this.#at < this.#text.length; this.#at++) result += this.#untilBrace();
    return result;
  }

  /** Up to the end of the group. */
  #untilBrace(): string {
    let result = '';
    while (this.#at < this.#text.length && this.#text[this.#at] !== '}') result += this.#next();
    return result;
  }

  /** One letter, command or group. */
  #next(): string {
    const sign = this.#text[this.#at] ?? '';
    if (sign === '\\') return this.#command();
    if (sign === '{') return this.#group();
    if (sign === '$') return this.#formula(this.#text.startsWith('$$', this.#at) ? '$$' : '$');
    const [run = sign] = this.#match(/---?|``|''|~|[\s\S]/y);
    return own(ligatures, run) ?? run;
  }

  #group(): string {
    this.#at++;
    if (this.#depth === deepest) return '';
    this.#depth++;
    const inner = this.#untilBrace();
    this.#depth--;
    this.#at++;
    return inner;
  }

  /** A formula from here to its end; a single dollar is a dollar. */
  #formula(open: string, close = open): string {
    const start = this.#at + open.length;
    const end = this.#text.indexOf(close, start);
    this.#at = end < 0 ? start : end + close.length;
    return end < 0 ? open : mathAsText(this.#text.slice(start, end));
  }

  #command(): string {
    if (this.#text.startsWith('\\(', this.#at)) return this.#formula('\\(', '\\)');
    const [whole = '', name = ''] = this.#match(/\\([a-zA-Z]+|[\s\S]|$)/y);
    const accent = own(accents, name);
    if (accent !== undefined) return this.#accented(accent, name);
    if (!/^[a-zA-Z]/.test(name)) return own(spaces, name) ?? name;
    const letter = own(letters, name);
    if (name === 'url' || name === 'href') return this.#address(name);
    // A logo is a word, whose author means the space behind it.
    if (/TeX/.test(name) && letter !== undefined) return letter;
    this.#match(/\s*/y);
    if (letter !== undefined) return letter;
    if (transparent.has(name)) return '';
    if (name === 'textsuperscript' || name === 'textsubscript') return this.#raised(name);
    const symbol = mathAsText(whole);
    if (symbol !== name) return symbol;
    return this.#text[this.#at] === '{' ? `${whole}{${this.#group()}}` : `${whole} `;
  }

  /** The letter that follows, with an accent; several accents may stand around one letter. */
  #accented(mark: string, name: string): string {
    this.#match(/\s*/y);
    const base = this.#at < this.#text.length && this.#text[this.#at] !== '}' ? this.#next() : '';
    const [letter = ''] = /^\P{M}\p{M}*/u.exec(base) ?? [];
    const after = base.slice(letter.length);
    // An accent without a letter is the sign itself.
    if (letter.trim() === '') return (/^[a-zA-Z]/.test(name) ? '' : name) + base;
    return letter.replace('ı', 'i').replace('ȷ', 'j') + mark + after;
  }

  #address(name: string): string {
    const [, address = ''] = this.#match(/\s*\{([^{}]*)\}/y);
    if (name === 'url') return address;
    this.#match(/\s*/y);
    return this.#next();
  }

  #raised(name: string): string {
    const text = this.#next();
    return mathAsText(`${name === 'textsuperscript' ? '^' : '_'}{\\text{${text}}}`);
  }

  #match(pattern: RegExp): string[] {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text) ?? [];
    this.#at += found[0]?.length ?? 0;
    return [...found];
  }
}

const ligatures: Readonly<Record<string, string>> = {
  '---': '—',
  '--': '–',
  '``': '“',
  "''": '”',
  '~': '\u00a0',
};
