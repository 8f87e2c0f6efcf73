import type { Env, Renderer, Token } from 'markdown-it';
import { z } from 'zod';
import { blankCode } from './blank-code.ts';
import { type MarkdownSource, sourceOf } from './markdown-source.ts';

/** What markdown-it-footnote says of a note: its place in the list, and which of the marks for it this is. */
const footnoteMeta = z.object({ id: z.int(), subId: z.int().default(0) });

/** Of each label, the place of its note in the list; -1 where nothing refers to it. */
const footnotesOf = z.object({ refs: z.record(z.string(), z.int()).optional() });

function footnoteAt(tokens: Token[], index: number): { number: number; again: string } {
  const { id, subId } = footnoteMeta.parse(tokens[index]?.meta);
  return { number: id + 1, again: subId > 0 ? `-${subId + 1}` : '' };
}

/** How footnotes are written. */
export const footnoteRules: Renderer['rules'] = {
  footnote_ref(tokens, index, _, env) {
    const { number, again } = footnoteAt(tokens, index);
    const { notes } = sourceOf(env);
    return `<sup class="note-mark"><a id="${notes}-${number}-mark${again}" href="#${notes}-${number}">${number}</a></sup>`;
  },
  footnote_block_open: () => '<ol class="notes">\n',
  footnote_block_close: () => '</ol>\n',
  footnote_open: (tokens, index, _, env) =>
    `<li id="${sourceOf(env).notes}-${footnoteAt(tokens, index).number}">`,
  footnote_close: () => '</li>\n',
  footnote_anchor(tokens, index, _, env) {
    const { number, again } = footnoteAt(tokens, index);
    return ` <a href="#${sourceOf(env).notes}-${number}-mark${again}" aria-label="${number}">↩\ufe0e</a>`;
  },
};

const written =
  /(?:(^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)|)(?<!\\)\[\^([^\]\n]{1,200})\](:?)/gm;

/** Tells of marks without a note, of notes without a mark, and of what is written twice. */
export function tellFootnotes(source: MarkdownSource, { footnotes }: Env): void {
  if (!source.text.includes('[^')) return;
  const { refs = {} } = footnotesOf.parse(footnotes ?? {});
  const defined = new Map(
    Object.entries(refs).map(([key, index]) => [
      source.placeholders.restoreSource(key.slice(1)),
      index,
    ]),
  );
  const seen = new Set<string>();
  for (const { index, 1: start, 2: label = '', 3: colon } of blankCode(
    source.text,
    source.code,
  ).matchAll(written)) {
    const offset = index + (start?.length ?? 0);
    const mark = `[^${source.text.slice(offset + 2, offset + 2 + label.length)}]`;
    const note = start !== undefined && colon === ':';
    if (/\s/.test(label)) {
      if (note) tellSpaces(source, mark, offset);
    } else if (note && defined.has(label)) {
      if (seen.has(label)) tellTwice(source, mark, offset);
      else if (defined.get(label) === -1) tellUnused(source, mark, offset);
      seen.add(label);
    } else if (!defined.has(label)) tellUndefined(source, mark, offset);
  }
}

function tellUnused(source: MarkdownSource, mark: string, offset: number): void {
  const message = `nothing in this text refers to the footnote ${mark}, and it is not shown`;
  source.tell('unused-footnote', offset, message, `write ${mark} where it belongs`);
}

function tellUndefined(source: MarkdownSource, mark: string, offset: number): void {
  const message = `this text has no footnote ${mark}, and the mark stays as it is`;
  const hint = `write ${mark}: and the note below, in the same text; &#91;${mark.slice(1)} if none is meant`;
  source.tell('undefined-footnote', offset, message, hint);
}

function tellTwice(source: MarkdownSource, mark: string, offset: number): void {
  const message = `the footnote ${mark} is written more than once, and only the last is shown`;
  source.tell('duplicate-footnote', offset, message, 'give each note a mark of its own');
}

function tellSpaces(source: MarkdownSource, mark: string, offset: number): void {
  const message = `${mark} is no footnote: its name has a space`;
  source.tell(
    'undefined-footnote',
    offset,
    message,
    `write ${mark.replaceAll(/\s+/g, '-')} at both places`,
  );
}
