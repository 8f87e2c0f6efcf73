import type { Env, Token } from 'markdown-it';
import { attributesAt } from './attributes.ts';
import { give } from './give-attributes.ts';
import { sourceOf } from './markdown-source.ts';

/** Reads what stands behind the marks of a fence: its language, then attributes. Of the rest nothing is shown. */
export function giveToListing(fence: Token, env: Env): void {
  const source = sourceOf(env);
  const info = source.placeholders.restoreSource(fence.info).trim();
  const [, language = '', rest = ''] = /^([^\s{]*)\s*(.*)$/s.exec(info) ?? [];
  fence.info = language;
  if (rest === '') return;
  const written = attributesAt(rest, 0);
  if (written && written.source === rest) {
    const [first] = language === '' ? written.items.filter(({ name }) => name === 'class') : [];
    fence.info = first?.value ?? language;
    give(
      fence,
      { ...written, items: written.items.filter((one) => one !== first) },
      'listing',
      env,
    );
    return;
  }
  const offset = source.offsetOfAttributes(info);
  const [cell, name = ''] = /^\{+\s*=?([\w+-]*)[^}]*\}+(?=\s|$)/.exec(rest) ?? [];
  if (language === '' && cell !== undefined) {
    fence.info = name;
    const message = `${cell} is a cell of Quarto, R or Jupyter: it is shown as code, and not run`;
    source.tell('foreign-syntax', offset, message, `write ${fence.markup}${name}`);
    return;
  }
  const message = `"${rest}" behind the language of a listing is not shown`;
  const hint = 'take it out; attributes stand in braces: {#id .class}';
  source.tell('bad-attribute', offset + info.length - rest.length, message, hint);
}
