import { commandsIn, everyNode } from './find.ts';
import { floatKind, type Numbers } from './labels.ts';
import {
  braced,
  environmentName,
  isMacro,
  lastBraced,
  type Macro,
  type Node,
  raw,
} from './parse.ts';
import { type Pictures, picturesIn } from './pictures.ts';
import type { References } from './references.ts';
import { writeTable } from './tables.ts';
import { listingOf } from './text-environments.ts';
import { tellWordsBeside } from './words-beside.ts';
import { writeLine, writePlain } from './write-text.ts';
import type { Surroundings } from './writer.ts';

/** What a float needs besides text. */
export interface FloatContext {
  around: Surroundings;
  numbers: Numbers;
  references: References;
  pictures: Pictures;
}

type Block = Record<string, unknown>;

/** Blocks of a figure or table of a paper, in the order in which they stand there. */
export function writeFloat(node: Node, context: FloatContext): Block[] {
  const { paper } = context.around;
  const content = 'content' in node && Array.isArray(node.content) ? node.content : [];
  const kind = floatKind(node);
  if (kind === 'algorithm') {
    paper.tell(node, 'an algorithm is left out');
    return [];
  }
  const caption = captionOf(content, kind ?? 'figure', context);
  const pictures = picturesIn(content);
  const tables = tablesIn(content).filter(
    (table) => kind === 'table' || picturesIn([table]).length === 0,
  );
  const listings = everyNode(content).flatMap((each) => listingOf(each) ?? []);
  if (pictures.length === 0 && tables.length === 0 && listings.length === 0) {
    const what = everyNode(content)
      .map(environmentName)
      .find((name) => /picture/.test(name));
    paper.tell(
      node,
      `a ${kind ?? 'figure'} is left out: it holds ${what ?? 'no picture, table or listing'}`,
    );
    return [];
  }
  tellWordsBeside(content, tables, context.around);
  const blocks = [
    ...writePictures(tables.length > 0 && kind === 'table' ? [] : pictures, content, context),
    ...tables.map((table) => writeTable(table, context.around)),
    ...listings.map((listing) => ({ type: 'code', content: listing })),
  ];
  const last = blocks.at(-1);
  if (last === undefined || caption === '') return blocks;
  return [...blocks.slice(0, -1), { ...last, caption }];
}

/** Tables, but not those in the cells of another. */
function tablesIn(nodes: readonly Node[]): Node[] {
  const all = everyNode(nodes).filter((node) =>
    /^(?:tabular[xy*]?|longtable)$/.test(environmentName(node)),
  );
  const inner = new Set(
    all.flatMap((table) =>
      'content' in table && Array.isArray(table.content) ? everyNode(table.content) : [],
    ),
  );
  return all.filter((table) => !inner.has(table));
}

/** The caption of the float itself, not of its parts, with its number and an id. */
function captionOf(
  content: readonly Node[],
  kind: string,
  { around, numbers, references }: FloatContext,
): string {
  const caption = ownCaption(content);
  if (caption === undefined) return '';
  const text = writeLine(lastBraced(caption), around);
  const number = numbers.numberOf(caption);
  if (number === undefined) return text;
  const label = labelsIn(content, numbers).find(
    (key) => numbers.labels.get(key)?.number === number,
  );
  const word = caption.content === 'captionof' ? raw(braced(caption)) : kind;
  const named = `${word[0]?.toUpperCase()}${word.slice(1)}&nbsp;${number}.`;
  const head =
    label === undefined ? `**${named}**` : `<b id="${references.idOf(label)}">${named}</b>`;
  return `${head} ${text}`;
}

const labelsIn = (nodes: readonly Node[], numbers: Numbers): string[] =>
  commandsIn(nodes, 'label')
    .map((node) => raw(lastBraced(node)).trim())
    .filter((key) => numbers.labels.has(key));

function ownCaption(nodes: readonly Node[]): Macro | undefined {
  for (const node of nodes) {
    if (isMacro(node, 'caption', 'captionof')) return node;
    if (/^sub(?:figure|table)/.test(environmentName(node))) continue;
    const inner =
      node.type === 'group' || node.type === 'environment' ? ownCaption(node.content) : undefined;
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function writePictures(
  pictures: readonly Node[],
  content: readonly Node[],
  context: FloatContext,
): Block[] {
  const { around } = context;
  const shown = pictures.flatMap((node) => {
    const url = context.pictures.addressOf(node);
    if (environmentName(node) === 'overpic')
      around.paper.tell(node, 'what stands upon the picture is left out');
    const caption = partCaption(node, content, context);
    return url === undefined ? [] : [{ url, ...(caption === '' ? {} : { caption }) }];
  });
  const [only] = shown;
  if (only === undefined) return [];
  const alt = commandsIn(content, 'Description').map((node) =>
    writePlain(lastBraced(node), around),
  )[0];
  const described = alt === undefined ? {} : { alt };
  return [
    shown.length === 1
      ? { type: 'image', ...only, ...described }
      : { type: 'images', urls: shown, ...described },
  ];
}

/** What is said of one picture of several: by an environment around it, or a command that it is an argument of. */
function partCaption(
  picture: Node,
  content: readonly Node[],
  { around, numbers }: FloatContext,
): string {
  const part = everyNode(content).find(
    (node) =>
      (/^sub(?:figure|table)/.test(environmentName(node)) ||
        isMacro(node, 'subfloat', 'subfigure', 'subcaptionbox')) &&
      everyNode([node]).includes(picture),
  );
  if (part === undefined) return '';
  const inner = part.type === 'environment' ? commandsIn(part.content, 'caption')[0] : undefined;
  const said =
    inner === undefined
      ? isMacro(part)
        ? (part.args?.find(({ openMark, content: each }) =>
            part.content === 'subcaptionbox'
              ? openMark === '{'
              : openMark === '[' && each.length > 0,
          )?.content ?? [])
        : []
      : lastBraced(inner);
  const text = writeLine(said, around);
  const letter = inner === undefined ? undefined : numbers.numberOf(inner);
  return [letter === undefined ? '' : `(${letter})`, text].filter(Boolean).join(' ');
}
