import { type Mapping, Spelled } from '../../../content/data.ts';
import type { Diagnostic } from '../../../content/diagnostics.ts';
import { readFrontMatter } from '../../../content/front-matter.ts';
import { pageSource } from '../../../content/page-source.ts';
import type { Path } from '../../../content/prose.ts';
import { addressOf, type Source } from '../source.ts';
import { withAddresses } from './markdown-text.ts';

/** Front matter of another tool; what nobody asks for is told of at the end. */
export class Keys {
  readonly data: Mapping;
  readonly #source: Source;
  readonly #offsetOf: (path: Path) => number;
  readonly #taken = new Set<string>();

  constructor(data: Mapping, source: Source, offsetOf: (path: Path) => number) {
    this.data = data;
    this.#source = source;
    this.#offsetOf = offsetOf;
  }

  /** The value of the first key that has one. */
  take(...names: string[]): unknown {
    for (const name of names) this.#taken.add(name);
    return names.map((name) => this.data[name]).find((value) => !isNothing(value));
  }

  text(...names: string[]): string | undefined {
    const value = this.take(...names);
    return value === undefined || (typeof value === 'object' && !(value instanceof Spelled))
      ? undefined
      : String(value).trim();
  }

  /** Values of a list, or the one that stands alone; of a text with commas, its words. */
  list(...names: string[]): unknown[] {
    const value = this.take(...names);
    if (value === undefined) return [];
    if (Array.isArray(value)) return value.filter((each) => !isNothing(each));
    return typeof value === 'string' ? value.split(/\s*,\s*/).filter(Boolean) : [value];
  }

  /** The address that a file named at a path gets. */
  address(path: Path, written: string, kind: 'picture' | 'video' | 'file'): string | undefined {
    return addressOf(this.#source, written, this.#offsetOf(path), kind);
  }

  /** Text at a path with the addresses that its files get. */
  prose(path: Path, written: string): string {
    return withAddresses(written, this.#offsetOf(path), this.#source);
  }

  tell(path: Path, message: string): void {
    this.#source.tell(this.#offsetOf(path), message);
  }

  /** Tells of keys that were not taken, but for those of the tool itself. */
  tellRest(settings: RegExp): void {
    const left = Object.keys(this.data).filter((name) => !this.#taken.has(name));
    const [first] = left.filter((name) => settings.test(name));
    const names = left.filter((name) => settings.test(name)).join(', ');
    if (first !== undefined) this.tell([first], `settings of the tool are left out: ${names}`);
    for (const name of left)
      if (!settings.test(name) && !isNothing(this.data[name]))
        this.tell([name], `the key ${name} is left out: there is none like it`);
  }
}

export const isNothing = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0);

export const textOfValue = (value: unknown): string | undefined =>
  isNothing(value) || (typeof value === 'object' && !(value instanceof Spelled))
    ? undefined
    : String(value).trim();

/** Splits a page into keys and body; the body is a source whose places are still those of the file. */
export function splitPage(
  source: Source,
  file: string,
): { keys: Keys; body: Source } | { diagnostics: readonly Diagnostic[] } {
  const { text } = source.text;
  const { frontMatter, diagnostics } = readFrontMatter(file, text);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (frontMatter === undefined) return { diagnostics: errors };
  const lines = text.split('\n');
  const offsetAt = (line: number, column: number) =>
    lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
  const place = pageSource({ file, text, ...frontMatter });
  const keys = new Keys(frontMatter.data, source, (path) => {
    const { line, column } = place.locateKey(path);
    return offsetAt(line, column);
  });
  for (const { line, column, message } of errors) source.tell(offsetAt(line, column), message);
  return { keys, body: source.with(source.text.slice(frontMatter.bodyStart)) };
}
