import type { MappedText, SourceFile } from '../text/mapped-text.ts';
import { Notes } from '../text/notes.ts';
import { withoutConditionals } from './conditionals.ts';
import { type Definition, type Definitions, type Theorem, takeDefinitions } from './definitions.ts';
import { joinSource, type ReadFile } from './join-source.ts';
import { type Node, parserFor, raw, structural } from './parse.ts';

/** A paper as it was read: its nodes, and what its commands mean. */
export interface Paper {
  /** Of the main file, without its ending. */
  readonly name: string;
  readonly notes: Notes;
  readonly nodes: readonly Node[];
  readonly theorems: ReadonlyMap<string, Theorem>;
  /** Commands of the paper's own. */
  readonly definitions: readonly Definition[];
  definition(name: string): Definition | undefined;
  parse(text: string): Node[];
  /** LaTeX with what commands without arguments stand for: an address, a list of keys. */
  expand(tex: string): string;
  /** Notes something about a node; one that a command stands for has no place, and is told of the last that has. */
  tell(node: Node | undefined, message: string): void;
  /** LaTeX of a node, as its author wrote it; of a formula without its dollars. */
  texOf(node: Node): string;
}

/** Reads a paper from its main file. */
export function readPaper(main: SourceFile, read: ReadFile): Paper {
  const notes = new Notes();
  const joined = withoutConditionals(joinSource(main, read, notes.tell));
  const { rest, definitions, theorems } = takeDefinitions(joined);
  const parse = parserFor(definitions);
  const nodes = parse(rest.text);
  let lastPlace = 0;
  return {
    name: main.name.replace(/\.[^.]*$/, ''),
    notes,
    nodes,
    theorems,
    definitions: [...definitions.values()],
    definition: (name) => (structural.has(name) ? undefined : definitions.get(name)),
    parse: (text) => withoutPlaces(parse(text)),
    expand: (tex) => expand(tex, definitions),
    tell(node, message) {
      lastPlace = node?.position?.start.offset ?? lastPlace;
      notes.tell(rest, lastPlace, message);
    },
    texOf: (node) => texIn(rest, node),
  };
}

/** What stands in the source; a node of a definition is printed. The parser gives commands an end before their arguments. */
function texIn(source: MappedText, node: Node): string {
  const { position } = node;
  if (position === undefined || node.type === 'macro')
    return node.type === 'inlinemath' || node.type === 'displaymath'
      ? raw(node.content)
      : raw(node);
  const written = source.text.slice(position.start.offset, position.end.offset);
  if (node.type !== 'inlinemath' && node.type !== 'displaymath') return written;
  return written.replace(/^(?:\$\$?|\\[([])([\s\S]*?)(?:\$\$?|\\[)\]])$/, '$1');
}

/** Takes the places from nodes, which count in another text than the paper's. */
function withoutPlaces(nodes: Node[]): Node[] {
  for (const node of nodes) {
    delete node.position;
    if ('content' in node && Array.isArray(node.content)) withoutPlaces(node.content);
    if ('args' in node) for (const { content } of node.args ?? []) withoutPlaces(content);
  }
  return nodes;
}

function expand(tex: string, definitions: Definitions, depth = 0): string {
  const expanded = tex.replaceAll(/\\([a-zA-Z]+)\s*(?:\{\})?/g, (written, name: string) => {
    const definition = definitions.get(name);
    return definition?.arguments === 0 ? definition.body : written;
  });
  return expanded === tex || depth > 10 ? tex : expand(expanded, definitions, depth + 1);
}
