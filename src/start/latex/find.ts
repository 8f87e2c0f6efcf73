import { isMacro, type Macro, type Node } from './parse.ts';

/** Nodes and all that stands in them, in the order in which they are written. */
export function* everyNode(nodes: readonly Node[]): Generator<Node> {
  for (const node of nodes) {
    yield node;
    if ('args' in node) for (const { content } of node.args ?? []) yield* everyNode(content);
    if ('content' in node && Array.isArray(node.content)) yield* everyNode(node.content);
  }
}

/** All commands of these names. */
export function commandsIn(nodes: readonly Node[], ...names: string[]): Macro[] {
  const wanted = new Set(names);
  return [...everyNode(nodes)].filter(
    (node): node is Macro => isMacro(node) && wanted.has(node.content),
  );
}
