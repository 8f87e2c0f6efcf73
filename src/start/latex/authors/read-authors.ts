import { commandsIn, everyNode } from '../find.ts';
import type { Paper } from '../paper.ts';
import { bracketed, isMacro, lastBraced, type Node } from '../parse.ts';
import { writeLine, writePlain } from '../write-text.ts';
import type { Surroundings } from '../writer.ts';
import { readCommands, readIcml } from './author-commands.ts';
import { type Lines, readLines, type Write } from './author-lines.ts';
import { type Authors, type Person, resolvePeople } from './people.ts';
import { type Token, tokensOf } from './tokens.ts';

/** Authors and institutions of a paper, in whichever of the usual styles they are written. */
export function readAuthors(around: Surroundings): Authors {
  const { paper } = around;
  const { nodes } = paper;
  const write: Write = {
    plain: (token) => writePlain(token.nodes, around),
    prose: (token) => writeLine(token.nodes, around),
  };
  const [author] = commandsIn(nodes, 'author', 'icmlauthor');
  const lines = readStyle();
  readFootnotes(lines, around, write);
  for (const text of lines.left)
    paper.tell(author, `"${text}" stands among the authors, and is left out`);
  if (lines.people.length === 0) paper.tell(author, 'no authors were found');
  return resolvePeople(lines.people.map(sound), lines.legend, (person, mark) =>
    paper.tell(author, `nothing says what the mark ${mark} of ${person.name} stands for`),
  );

  function readStyle(): Lines {
    const plain = (each: readonly Node[]) => writePlain(each, around);
    if (commandsIn(nodes, 'icmlauthor').length > 0) return readIcml(nodes, paper, write, plain);
    const authors = commandsIn(nodes, 'author');
    const apart = commandsIn(nodes, 'affil', 'affiliation', 'address').length > 0;
    if (authors.length > 1 || apart || authors.some((each) => bracketed(each) !== undefined))
      return readCommands(nodes, paper, write, plain);
    const tokens = authors.flatMap((each) => tokensOf(lastBraced(each), paper));
    const lines = readLines([...tokens, { kind: 'line' }, ...affiliationsBehind(paper)], write);
    for (const [number, institution] of institutesOf(paper, write))
      lines.legend.set(number, institution);
    return lines;
  }
}

/** What AAAI has behind its list of authors. */
function affiliationsBehind(paper: Paper): Token[] {
  const all = [...everyNode(paper.nodes)];
  const at = all.findIndex((node) => isMacro(node, 'affiliations'));
  const next = all.slice(at + 1).find(({ type }) => type !== 'whitespace');
  return at >= 0 && next?.type === 'group' ? tokensOf(next.content, paper) : [];
}

/** Springer's lecture notes number what stands between `\and`. */
function institutesOf(paper: Paper, write: Write): [string, string][] {
  const [institute] = commandsIn(paper.nodes, 'institute');
  if (institute === undefined) return [];
  const found: string[] = [];
  let text = '';
  for (const token of [...tokensOf(lastBraced(institute), paper), { kind: 'and' } as const]) {
    if (token.kind === 'text') text += ` ${write.plain(token)}`;
    else if (token.kind === 'and') {
      found.push(
        text
          .replaceAll(/\s+/g, ' ')
          .replace(/[\s,]+$/, '')
          .trim(),
      );
      text = '';
    } else if (token.kind === 'line') text += ',';
  }
  return found.map((name, index) => [String(index + 1), name.replaceAll(/,(?:\s*,)+/g, ',')]);
}

/** What notes at the foot of the first page say of marks: `$^*$ Equal contribution`. */
function readFootnotes(lines: Lines, around: Surroundings, write: Write): void {
  const signs = new Set(lines.people.flatMap(({ marks }) => marks));
  const open = [...signs].filter((mark) => !lines.legend.has(mark) && !/^\w+$/.test(mark));
  for (const node of commandsIn(around.paper.nodes, 'footnotetext', 'blfootnote', 'thanks')) {
    const tokens = tokensOf(lastBraced(node), around.paper);
    const found = readLines([{ kind: 'line' }, ...tokens], write).legend;
    for (const [mark, text] of found) if (!lines.legend.has(mark)) lines.legend.set(mark, text);
    const text = writeLine(lastBraced(node), around);
    const [, sign = '', said = ''] = /^\\?([*†‡§¶‖])\s*(.+)$/.exec(text) ?? [];
    if (sign !== '' && !lines.legend.has(sign)) lines.legend.set(sign, said);
    const [only] = open;
    if (open.length === 1 && only !== undefined && /equal/i.test(text) && !lines.legend.has(only))
      lines.legend.set(only, text);
  }
}

/** Without what would be no address or number on a page. */
function sound({ email, orcid, link, ...person }: Person): Person {
  const address = email?.replaceAll('\\', '').trim();
  const number = /\d{4}-\d{4}-\d{4}-\d{3}[\dX]/.exec(orcid ?? '')?.[0];
  const url = link?.replaceAll('\\', '').trim();
  return {
    ...person,
    ...(address !== undefined && /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(address)
      ? { email: address }
      : {}),
    ...(number === undefined ? {} : { orcid: number }),
    ...(url !== undefined && /^https?:\/\/\S+$/.test(url) ? { link: url } : {}),
  };
}
