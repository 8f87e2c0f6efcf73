import { readAuthors } from './authors/read-authors.ts';
import { commandsIn, everyNode } from './find.ts';
import { Formulas } from './formulas.ts';
import type { Note } from './notes.ts';
import type { Paper } from './paper.ts';
import { environmentName, lastBraced, type Node, raw } from './parse.ts';
import { writeLine, writeParagraphs, writePlain } from './write-text.ts';
import type { Surroundings } from './writer.ts';

/** A page filled from a paper, and what of the paper it lacks. */
export interface TexPage {
  page: Record<string, unknown>;
  notes: readonly Note[];
}

/** Front matter of a paper; keys in the order in which an author reads them. */
export function pageOfPaper(paper: Paper): TexPage {
  const formulas = new Formulas(paper);
  const around: Surroundings = {
    paper,
    cite: (node) => `\`${raw(node)}\``,
    refer: (command, keys) => `\\${command}{${keys.join(',')}}`,
    formula: (tex, display, node) => formulas.write(tex, display, node),
  };
  const title = titleOf(around);
  const subtitle = lineOf(around, 'subtitle');
  const { authors, organizations } = readAuthors(around);
  const abstract = writeParagraphs(abstractOf(paper), around);
  const keywords = keywordsOf(around);
  const { macros } = formulas;
  const page = {
    title,
    ...(subtitle === undefined ? {} : { subtitle }),
    ...(authors.length === 0 ? {} : { authors }),
    ...(organizations.length === 0 ? {} : { organizations }),
    ...(abstract.length === 0 ? {} : { abstract: abstract.length === 1 ? abstract[0] : abstract }),
    ...(keywords.length === 0 ? {} : { keywords }),
    ...(Object.keys(macros).length === 0 ? {} : { macros }),
  };
  return { page, notes: paper.notes.all() };
}

function titleOf(around: Surroundings): string {
  const title = lineOf(around, 'icmltitle') ?? lineOf(around, 'title');
  if (title !== undefined && title !== '') return title;
  around.paper.tell(around.paper.nodes[0], 'there is no \\title');
  return 'Untitled';
}

/** What a command is about, without line breaks, and not all in bold. */
function lineOf(around: Surroundings, name: string): string | undefined {
  const [node] = commandsIn(around.paper.nodes, name);
  if (node === undefined) return undefined;
  const line = writeLine(lastBraced(node), around).replaceAll(/\s*<br>\s*/g, ' ');
  return line.replace(/^\*\*([^*]+)\*\*$/, '$1').trim();
}

function abstractOf(paper: Paper): readonly Node[] {
  for (const node of everyNode(paper.nodes)) {
    if (node.type === 'environment' && environmentName(node) === 'abstract') return node.content;
    if (node.type === 'macro' && node.content === 'abstract') return lastBraced(node);
  }
  paper.tell(paper.nodes[0], 'there is no abstract');
  return [];
}

function keywordsOf(around: Surroundings): string[] {
  const { nodes } = around.paper;
  const [command] = commandsIn(nodes, 'keywords', 'icmlkeywords');
  const environment = [...everyNode(nodes)].find((node) =>
    /^(?:IEEEkeywords|keywords?)$/.test(environmentName(node)),
  );
  const content =
    command === undefined
      ? environment?.type === 'environment'
        ? environment.content
        : []
      : lastBraced(command);
  return writePlain(content, around)
    .split(/\s*[,;·•]\s*|\s+and\s+/)
    .map((word) => word.replace(/\.$/, '').trim())
    .filter(Boolean);
}
