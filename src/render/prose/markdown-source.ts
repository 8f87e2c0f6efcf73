import type { Env } from 'markdown-it';
import type { Code } from '../../content/diagnostics.ts';
import type { CalloutKind } from '../../content/schema/remarks.ts';
import type { Resolved } from '../resolve.ts';
import type { Range } from './pieces.ts';
import type { Placeholders } from './placeholders.ts';
import type { Writer } from './writer.ts';

/** The text that is rendered: what the rules of Markdown look things up in, and tell of. */
export class MarkdownSource {
  readonly text: string;
  /** Its blocks of code. */
  readonly code: readonly Range[];
  readonly placeholders: Placeholders;
  /** Whether words in brackets may have attributes. */
  readonly hasSpans: boolean;
  readonly #writer: Writer;
  #notes: string | undefined;
  /** Addresses before this offset of the text have been looked up. */
  #addressAt = 0;
  /** Where the last of each attributes stood, by their source. */
  readonly #attributesAt = new Map<string, number>();

  constructor(text: string, code: readonly Range[], placeholders: Placeholders, writer: Writer) {
    this.text = text;
    this.code = code;
    this.placeholders = placeholders;
    this.#writer = writer;
    this.hasSpans = text.includes(']{');
  }

  tell(code: Code, offset: number, message: string, hint: string): void {
    this.#writer.tell(code, offset, message, hint);
  }

  /** Told of a picture, at most so many CSS pixels wide. */
  shown(href: string, width: number): void {
    this.#writer.shown(href, width);
  }

  /** Whether elements say where they were written. */
  get saysPlaces(): boolean {
    return this.#writer.placeAt !== undefined;
  }

  /** The attribute of an element that was written at an offset. */
  placeAt(offset: number): string {
    return this.#writer.placeAt?.(offset) ?? '';
  }

  listing(code: string, language: string): string | undefined {
    return this.#writer.listing?.(code, language);
  }

  /** A callout around `calloutContent`, with a title of its own in HTML if there is one. */
  callout(kind: CalloutKind, title: string): string | undefined {
    return this.#writer.callout?.(kind, title);
  }

  headingId(words: string): string | undefined {
    return this.#writer.headingId?.(words);
  }

  /** Whether an id that the author has written can be had: it stands once on a page. */
  claimId(id: string, offset: number): boolean {
    return this.#writer.claimId?.(id, offset) ?? true;
  }

  /** Names the footnotes of this text apart from those of the page's other texts. */
  get notes(): string {
    this.#notes ??= this.headingId('fn') ?? 'fn';
    return this.#notes;
  }

  /** Where attributes stand: those that are written alike, one after another. */
  offsetOfAttributes(source: string): number {
    const written = this.placeholders.restoreSource(source);
    const last = this.#attributesAt.get(written);
    const found = this.text.indexOf(written, last === undefined ? 0 : last + written.length);
    const offset = found < 0 ? (last ?? 0) : found;
    this.#attributesAt.set(written, offset);
    return offset;
  }

  lookUp(written: string, kind: 'image' | 'link'): Resolved {
    const url = this.placeholders.restoreSource(written);
    // Markdown encodes what its author need not.
    const form = [url, decoded(url)].find((one) => this.text.includes(one, this.#addressAt));
    if (form === undefined) return this.#writer.lookUp(url, kind);
    const offset = this.text.indexOf(form, this.#addressAt);
    this.#addressAt = offset + form.length;
    return this.#writer.lookUp(url, kind, offset);
  }
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

export function sourceOf(env?: Env): MarkdownSource {
  if (env?.source instanceof MarkdownSource) return env.source;
  throw new TypeError('Markdown is rendered without its source');
}
