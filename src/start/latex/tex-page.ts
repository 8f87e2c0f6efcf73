import type { Note } from '../text/notes.ts';
import { readAuthors } from './authors/read-authors.ts';
import { readBibliography } from './bibliography.ts';
import { bodyOf } from './body.ts';
import { Citations } from './citations.ts';
import { commandsIn, everyNode } from './find.ts';
import { Formulas } from './formulas.ts';
import type { ReadFile } from './join-source.ts';
import { Numbers } from './labels.ts';
import type { Paper } from './paper.ts';
import { environmentName, lastBraced, type Node } from './parse.ts';
import { type HasFile, type Picture, Pictures } from './pictures.ts';
import { References } from './references.ts';
import { writeLine, writeParagraphs, writePlain } from './write-text.ts';
import type { Surroundings } from './writer.ts';

/** A page filled from a paper, and what of the paper it lacks. */
export interface TexPage {
  page: Record<string, unknown>;
  pictures: readonly Picture[];
  notes: readonly Note[];
}

/** Files of a paper, by their paths from the folder of its main file. */
export interface PaperFiles {
  read: ReadFile;
  has: HasFile;
}

/**
 * Front matter of a paper; keys in the order in which an author reads them.
 * @param folder address at which the page's pictures will be
 */
export function pageOfPaper(paper: Paper, files: PaperFiles, folder: string): TexPage {
  const formulas = new Formulas(paper);
  const numbers = new Numbers(paper.nodes, paper.theorems);
  const references = new References(paper, numbers);
  const pictures = new Pictures(paper, files.has, folder);
  const around: Surroundings = {
    paper,
    cite: (node) => citations.cite(node, around),
    refer: (command, keys, node) => references.refer(command, keys, node),
    formula: (tex, display, node) => formulas.write(tex, display, node),
  };
  const citations = new Citations(paper, readBibliography(paper, files.read, around));

  const title = titleOf(around);
  const subtitle = lineOf(around, 'subtitle');
  const { authors, organizations } = readAuthors(around);
  const abstract = writeParagraphs(abstractOf(paper), around);
  const keywords = keywordsOf(around);
  const { teaser, sections } = bodyOf({ around, numbers, references, pictures });
  const list = citations.list();
  const cited =
    list === '' ? [] : [{ title: 'References', paragraphs: [{ type: 'text', content: list }] }];
  const { macros } = formulas;
  const page = {
    title,
    ...(subtitle === undefined ? {} : { subtitle }),
    ...(authors.length === 0 ? {} : { authors }),
    ...(organizations.length === 0 ? {} : { organizations }),
    ...(abstract.length === 0 ? {} : { abstract: abstract.length === 1 ? abstract[0] : abstract }),
    ...(keywords.length === 0 ? {} : { keywords }),
    ...(teaser === undefined ? {} : { teaser }),
    ...(Object.keys(macros).length === 0 ? {} : { macros }),
    ...(sections.length + cited.length === 0 ? {} : { sections: [...sections, ...cited] }),
  };
  const resolved = mapTexts(page, (text) => references.resolve(text, formulas));
  return { page: { ...resolved }, pictures: pictures.all(), notes: paper.notes.all() };
}

/** A value with all of its texts changed. */
function mapTexts<Value>(value: Value, change: (text: string) => string): Value;
function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((each: unknown) => mapTexts(each, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, mapTexts(each, change)]),
  );
}

function titleOf(around: Surroundings): string {
  const title = lineOf(around, 'icmltitle') ?? lineOf(around, 'title');
  if (title !== undefined && title !== '') return title;
  around.paper.tell(around.paper.nodes[0], 'there is no \\title');
  return 'Untitled';
}

/** What a command is about, without line breaks and the bold type that a title has anyway. */
function lineOf(around: Surroundings, name: string): string | undefined {
  const [node] = commandsIn(around.paper.nodes, name);
  if (node === undefined) return undefined;
  const line = writeLine(lastBraced(node), around).replaceAll(/\s*<br>\s*/g, ' ');
  return line.replace(/^(?:\*\*([^*]+)\*\*|<strong>(.*?)<\/strong>)/, '$1$2').trim();
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
  const environment = everyNode(nodes).find((node) =>
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
