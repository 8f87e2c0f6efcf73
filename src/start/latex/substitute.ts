import type { Definition } from './definitions.ts';
import type { Macro, Node } from './parse.ts';
import { raw } from './parse.ts';

/** What a command of the author's stands for, with its arguments in their places. */
export function substitute(
  definition: Definition,
  node: Macro,
  parse: (text: string) => Node[],
): Node[] {
  return parse(substituteText(definition, node));
}

export function substituteText({ body, default: fallback }: Definition, node: Macro): string {
  const given = (node.args ?? []).map(({ openMark, content }) =>
    openMark === '' ? fallback : raw(content),
  );
  return body.replaceAll(/#(\d)/g, (_, number: string) => given[Number(number) - 1] ?? '');
}
