import type { Token } from 'markdown-it';
import { escapeHtml } from './entities.ts';

/** What an attribute may stand on. */
export type Bearer = 'heading' | 'picture' | 'link' | 'code' | 'span' | 'block' | 'listing';

/** `{#id .class key="value"}`, as it is written. */
export interface WrittenAttributes {
  /** With its braces. */
  source: string;
  items: readonly WrittenAttribute[];
}

interface WrittenAttribute {
  /** Of its first character, counted from the brace. */
  offset: number;
  name: string;
  value: string;
}

/** An attribute for HTML. */
export type Attribute = readonly [name: string, value: string];

/** What of the written attributes a bearer gets, and why it does not get the others. */
export interface JudgedAttributes {
  given: readonly Attribute[];
  refused: readonly { offset: number; message: string; hint: string }[];
}

const item = String.raw`(?:#[\p{L}\p{N}_][\p{L}\p{N}_:-]*|\.-?[\p{L}_][\p{L}\p{N}_:/-]*|[a-z][\w:-]*=(?:"[^"\n]*"|'[^'\n]*'|[^\s"'{}=<>]+))`;
const attributes = new RegExp(
  String.raw`\{:?[ \t]*${item}(?:(?:[ \t]+|(?=[#.]))${item})*[ \t]*\}`,
  'iuy',
);
const items = new RegExp(item, 'giu');

/**
 * Attributes that begin at a brace of a text. Only ids, classes, and keys with values may stand in the braces, so
 * that `{x}`, `{a, b}` and `{1, ..., n}` are text.
 */
export function attributesAt(text: string, start: number): WrittenAttributes | undefined {
  if (text[start] !== '{') return undefined;
  attributes.lastIndex = start;
  const [source] = attributes.exec(text) ?? [];
  if (source === undefined) return undefined;
  return {
    source,
    items: [...source.matchAll(items)].map(({ 0: written, index: offset }) => {
      if (written.startsWith('#')) return { offset, name: 'id', value: written.slice(1) };
      if (written.startsWith('.')) return { offset, name: 'class', value: written.slice(1) };
      const equals = written.indexOf('=');
      const value = written.slice(equals + 1).replace(/^(["'])(.*)\1$/, '$2');
      return { offset, name: written.slice(0, equals).toLowerCase(), value };
    }),
  };
}

/** Whether they can be meant as attributes, and not as a formula such as `{n=5}`. */
export const areMeant = ({ items }: WrittenAttributes): boolean =>
  items.some(({ name }) => Object.hasOwn(values, name) || name.startsWith('data-'));

interface Rule {
  form: RegExp;
  hint: string;
  /** Where it may stand; everywhere, if this is left out. */
  on?: readonly Bearer[];
}

const anything = { form: /^/, hint: '' };
const size: Rule = {
  form: /^\d+(?:\.\d+)?(?:px|%|r?em|vw|ch|cm|mm|in|pt)?$/,
  hint: 'write pixels or a part of the line: width=300, width=50%',
  on: ['picture'],
};

const values: Readonly<Record<string, Rule>> = {
  id: { form: /^\S+$/, hint: 'an id has no spaces' },
  class: anything,
  title: anything,
  lang: { form: /^[a-z]{2,8}(?:-[a-z\d]{1,8})*$/i, hint: 'write a language: lang=de' },
  dir: { form: /^(?:ltr|rtl|auto)$/, hint: 'write dir=ltr or dir=rtl' },
  width: size,
  height: size,
  alt: { ...anything, on: ['picture'] },
  loading: {
    form: /^(?:lazy|eager)$/,
    hint: 'write loading=lazy or loading=eager',
    on: ['picture'],
  },
  target: { form: /^_(?:blank|self|parent|top)$/, hint: 'write target=_blank', on: ['link'] },
  rel: { ...anything, on: ['link'] },
  hreflang: { ...anything, on: ['link'] },
  download: { ...anything, on: ['link'] },
};

/** Sorts out what a bearer may have. */
export function judge({ items }: WrittenAttributes, bearer: Bearer): JudgedAttributes {
  const given = new Map<string, string>();
  const refused: JudgedAttributes['refused'][number][] = [];
  for (const { offset, name, value } of items) {
    const rule = Object.hasOwn(values, name) ? values[name] : undefined;
    if (!rule && !/^(?:data|aria)-./.test(name)) {
      const message = `${name} is no attribute that Markdown gives here, and is left out`;
      refused.push({ offset, message, hint: hintFor(name) });
    } else if (rule?.on && !rule.on.includes(bearer)) {
      const message = `${name} belongs to a ${rule.on.join(' or ')}, and is left out here`;
      const hint = `write it right behind the ${rule.on[0]}, without a space between`;
      refused.push({ offset, message, hint });
    } else if (rule && !rule.form.test(value)) {
      const message = `${name} cannot be "${value}", and is left out`;
      refused.push({ offset, message, hint: rule.hint });
    } else if (name === 'class' && given.has(name)) {
      given.set(name, `${given.get(name)} ${value}`);
    } else if (given.has(name)) {
      const message = `${name} is written twice, and the second is left out`;
      refused.push({ offset, message, hint: `write ${name} once` });
    } else given.set(name, value);
  }
  return { given: [...given], refused };
}

const hintFor = (name: string) =>
  name === 'style'
    ? 'write a class and its style in <style>; for a picture, width=50%'
    : name.startsWith('on') || name === 'href' || name === 'src'
      ? 'write the element in HTML'
      : 'write #id, .class, lang, dir, title, for pictures width, for links target; the rest in HTML';

/** Attributes as HTML, each behind a space. */
export const attributesHtml = (given: readonly Attribute[]): string =>
  given.map(([name, value]) => ` ${name}="${escapeHtml(value)}"`).join('');

/** HTML of one element, with attributes for that element; classes come beside its own. */
export function withAttributes(html: string, given: readonly Attribute[]): string {
  const [start = ''] = /^<[a-z][a-z\d]*/i.exec(html) ?? [];
  if (given.length === 0 || start === '') return html;
  const own = /^ class="([^"]*)"/.exec(html.slice(start.length));
  const classes = given.filter(([name]) => name === 'class').map(([, value]) => value);
  const others = given.filter(([name]) => name !== 'class');
  const all = [...(own ? [own[1] ?? ''] : []), ...classes.map(escapeHtml)].join(' ');
  const rest = html.slice(start.length + (own?.[0].length ?? 0));
  return `${start}${all ? ` class="${all}"` : ''}${attributesHtml(others)}${rest}`;
}

/** Width and height of a picture as HTML has them: pixels in attributes, all else in its style. */
export function pictureSize(given: readonly Attribute[]): {
  pixels: { width?: number; height?: number };
  style: string;
} {
  const pixels: { width?: number; height?: number } = {};
  const style: string[] = [];
  for (const [name, value] of given) {
    if (name !== 'width' && name !== 'height') continue;
    if (/^[\d.]+(?:px)?$/.test(value)) pixels[name] = Math.round(Number.parseFloat(value));
    else style.push(`${name}: ${value}`);
  }
  return { pixels, style: style.join('; ') };
}

/** What the author gave a token in braces. */
export const ownAttributes = (token: Token | undefined): Attribute[] =>
  (token?.attrs ?? [])
    .filter(([name]) => !['href', 'src', 'alt', 'title'].includes(name))
    .map(([name, value]) => [name, String(value)]);
