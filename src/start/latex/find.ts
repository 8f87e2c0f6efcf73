import { isMacro, type Macro, type Node } from './parse.ts';

const known = new WeakMap<readonly Node[], readonly Node[]>();

/** Nodes and all that stands in them, in the order in which they are written. */
export function everyNode(nodes: readonly Node[]): readonly Node[] {
  const found = known.get(nodes);
  if (found !== undefined) return found;
  const all: Node[] = [];
  collect(nodes, all);
  known.set(nodes, all);
  return all;
}

function collect(nodes: readonly Node[], all: Node[]): void {
  for (const node of nodes) {
    all.push(node);
    if ('args' in node) for (const { content } of node.args ?? []) collect(content, all);
    if ('content' in node && Array.isArray(node.content)) collect(node.content, all);
  }
}

/** All commands of these names. */
export function commandsIn(nodes: readonly Node[], ...names: string[]): Macro[] {
  const wanted = new Set(names);
  return everyNode(nodes).filter(
    (node): node is Macro => isMacro(node) && wanted.has(node.content),
  );
}
