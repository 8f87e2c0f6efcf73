import type { Edit } from '../../text/mapped-text.ts';
import type { Source } from '../source.ts';
import { masked } from './masked.ts';

/** A form of markup that becomes another, before a body is read. */
export interface Rewriting {
  readonly form: RegExp;
  /** What takes its place; undefined where it stays. */
  readonly write: (found: RegExpExecArray, tell: (message: string) => void) => string | undefined;
  /** Whether it is looked for in code and formulas too. */
  readonly everywhere?: boolean;
}

/** Rewrites a body one form after the other; what is told has its place in the file. */
export function rewrite(body: Source, rewritings: readonly Rewriting[]): Source {
  let { text } = body;
  for (const { form, write, everywhere } of rewritings) {
    const read = everywhere === true ? text.text : masked(text.text);
    const edits: Edit[] = [];
    const at = body.with(text);
    for (const found of read.matchAll(new RegExp(form.source, `g${form.flags.replace('g', '')}`))) {
      const end = found.index + found[0].length;
      // Groups are those of what is written, and not of what hides it.
      const written = text.text.slice(found.index, end);
      const whole = new RegExp(form.source, form.flags.replace('g', '')).exec(written) ?? found;
      const replacement = write(whole, (message) => at.tell(found.index, message));
      if (replacement !== undefined) edits.push({ start: found.index, end, replacement });
    }
    text = text.edited(edits);
  }
  return body.with(text);
}

/** Names and values as they stand in a shortcode, tag or fence; values without a name by their number. */
export function attributesIn(text: string): Map<string, string> {
  const found = new Map<string, string>();
  let count = 0;
  for (const [, name, double, single, bare, alone] of text.matchAll(
    /(?:([\w:-]+)\s*=\s*)(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s"']+))|("[^"]*"|'[^']*'|[^\s"'=]+)/g,
  )) {
    const value = double ?? single ?? bare;
    if (name !== undefined) found.set(name, (value ?? '').replaceAll(/\\(["'])/g, '$1'));
    else if (alone !== undefined) found.set(String(count++), alone.replace(/^(["'])(.*)\1$/, '$2'));
  }
  return found;
}

/** An element with these attributes; those without a value are left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | undefined>>,
  content?: string,
): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([key, value]) => ` ${key}="${escaped(value ?? '')}"`)
    .join('');
  return content === undefined ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

export const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('\n', '&#10;');
