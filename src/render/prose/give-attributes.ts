import type { Env, Token } from 'markdown-it';
import { type Bearer, judge, type WrittenAttributes } from './attributes.ts';
import { sourceOf } from './markdown-source.ts';

/** Gives a token what it may have of the attributes, and tells of the rest. */
export function give(token: Token, written: WrittenAttributes, bearer: Bearer, env: Env): void {
  const source = sourceOf(env);
  const start = source.offsetOfAttributes(written.source);
  const { given, refused } = judge(written, bearer);
  for (const { offset, message, hint } of refused)
    source.tell('bad-attribute', start + offset, message, hint);
  for (const [name, value] of given) {
    const { offset = 0 } = written.items.find((item) => item.name === name) ?? {};
    if (name === 'id' && !source.claimId(value, start + offset)) continue;
    if (name === 'class') token.attrJoin(name, value);
    else token.attrSet(name, value);
  }
}
