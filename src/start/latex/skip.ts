import type { Node } from './parse.ts';

/** Index of the first node from here on that is no white space. */
export function skipSpace(nodes: readonly Node[], from: number): number {
  let at = from;
  while (nodes[at]?.type === 'whitespace') at++;
  return at;
}

/** Index behind groups, which are what a command that is not known is about. */
export function behindGroups(nodes: readonly Node[], from: number): number {
  let at = from;
  while (nodes[at]?.type === 'group') at++;
  return at;
}

/** Index behind what TeX reads as a number or length: `=-1`, `2pt plus 1pt`. */
export function behindLength(nodes: readonly Node[], from: number): number {
  let at = from;
  for (; ; at++) {
    const node = nodes[at];
    const text = node?.type === 'string' ? node.content : '';
    if (!/^[=\-\d.]+(?:pt|em|ex|mm|cm|in)?$|^(?:pt|em|ex|mm|cm|in|plus|minus)$/.test(text))
      return at;
  }
}
