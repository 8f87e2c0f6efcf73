import Markdown, { type Env } from 'markdown-it';
import { z } from 'zod';
import { blankCode } from './blank-code.ts';
import type { MarkdownSource } from './markdown-source.ts';

/** What markdown-it keeps of the addresses that a text gives names to, by their names. */
const referencesOf = z.record(z.string(), z.object({ href: z.string() })).optional();

const { normalizeReference } = new Markdown().utils;

const label = String.raw`(?:[^[\]\\\n]|\\.|\n(?![ \t]*\n)){1,200}`;
/** Not an index such as a[i][j], nor a footnote or a citation. */
const link = new RegExp(
  String.raw`(?<![\w\]\\])(!?)\[(?![\^@])(${label})\]\[(?![\^@])((?:${label})?)\](?![[(:])`,
  'g',
);
/** `[1][2, 3]` */
const isCitation = /^\[[\d, –-]+\]\[[\d, –-]+\]$/;
const picture = new RegExp(String.raw`(?<![\w\]\\])!\[(${label})\](?![[(:{])`, 'g');
const definition = new RegExp(
  String.raw`(^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)\[(${label})\]:`,
  'gm',
);
const bracketed = new RegExp(String.raw`(?<!\\)\[(${label})\]`, 'g');

/** Tells of links by names that no address has, and of addresses that are not shown. */
export function tellReferences(source: MarkdownSource, { references }: Env): void {
  const { text } = source;
  if (!text.includes('][') && !text.includes(']:') && !text.includes('![')) return;
  const defined = new Map(
    Object.entries(referencesOf.parse(references) ?? {}).map(([name, { href }]) => [
      nameOf(source.placeholders.restoreSource(name)),
      href,
    ]),
  );
  const words = blankCode(text, source.code);
  const writtenAt = (index: number, length: number) => text.slice(index, index + length);
  for (const { index, 0: all, 2: first = '', 3: second = '' } of words.matchAll(link)) {
    const written = writtenAt(index, all.length);
    const name = second || first;
    const offset = index + all.lastIndexOf(second ? `${second}]` : `${first}]`);
    const meant = writtenAt(offset, name.length);
    if (!isCitation.test(written) && !defined.has(nameOf(meant)))
      tellUndefined(source, written, meant, index);
  }
  for (const { index, 0: all, 1: name = '' } of words.matchAll(picture)) {
    const meant = writtenAt(index + 2, name.length);
    if (!defined.has(nameOf(meant)))
      tellUndefined(source, writtenAt(index, all.length), meant, index);
  }
  if (defined.size > 0) tellDefinitions(source, words, defined);
}

const nameOf = (written: string) => normalizeReference(written.replaceAll(/\s+/g, ' ').trim());

function tellDefinitions(
  source: MarkdownSource,
  words: string,
  defined: ReadonlyMap<string, string>,
): void {
  const places = new Map<string, number[]>();
  for (const { index, 1: before = '', 2: written = '' } of words.matchAll(definition)) {
    const at = index + before.length;
    const name = nameOf(source.text.slice(at + 1, at + 1 + written.length));
    if (defined.has(name)) places.set(name, [...(places.get(name) ?? []), at]);
  }
  const uses = new Map<string, number>();
  for (const [, written = ''] of source.text.matchAll(bracketed))
    uses.set(nameOf(written), (uses.get(nameOf(written)) ?? 0) + 1);
  for (const [name, [first = 0, ...others]] of places) {
    const mark = source.text.slice(first, source.text.indexOf(']', first) + 1);
    for (const offset of others) {
      const message = `${mark} is given an address more than once, and this one is not used`;
      source.tell('duplicate-reference', offset, message, 'give each address a name of its own');
    }
    // `[//]: # (words)` is a comment to those who know Markdown well.
    const isComment = ['#', '', '<>'].includes(defined.get(name) ?? '');
    if (isComment || (uses.get(name) ?? 0) > others.length + 1) continue;
    const message = `nothing in this text refers to ${mark}, and the line is not shown`;
    const hint = `write [words]${mark} where it belongs; \\${mark}: where it is text`;
    source.tell('unused-reference', first, message, hint);
  }
}

function tellUndefined(
  source: MarkdownSource,
  written: string,
  name: string,
  offset: number,
): void {
  const message = `this text gives [${name}] no address, and ${written} stays as it is`;
  const hint = `write [${name}]: and the address in a line of its own, or (address) instead`;
  source.tell('undefined-reference', offset, message, hint);
}
