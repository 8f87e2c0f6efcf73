import { type Authors, type Person, resolvePeople } from '../../people.ts';
import { commandsIn, everyNode } from '../find.ts';
import type { Paper } from '../paper.ts';
import { bracketed, isMacro, lastBraced, type Node } from '../parse.ts';
import { substitute } from '../substitute.ts';
import { writeLine, writePlain } from '../write-text.ts';
import type { Surroundings } from '../writer.ts';
import { readCommands, readIcml } from './author-commands.ts';
import { type Lines, readLines, type Write } from './author-lines.ts';
import { emailsIn } from './emails.ts';
import { legendOf } from './legend.ts';
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
  const all = everyNode(paper.nodes);
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
  const { paper } = around;
  const names = ['footnotetext', 'blfootnote', 'thanks', 'printAffiliationsAndNotice'];
  const open = [...new Set(lines.people.flatMap(({ marks }) => marks))].filter(
    (mark) => !lines.legend.has(mark) && !/^\w+$/.test(mark),
  );
  const nodes = withNotesOfCommands(paper);
  for (const node of commandsIn(nodes, ...names)) {
    const entries = legendOf(tokensOf(lastBraced(node), paper), write.plain);
    const explained = entries.some(({ marks }) => marks.length > 0);
    for (const { marks, text } of entries) {
      const [, sign, said = text] = /^([*†‡§¶‖])\s*(.+)$/.exec(text) ?? [];
      const meant = [...marks, ...(sign === undefined ? [] : [sign])];
      const [only] = open;
      if (
        !explained &&
        meant.length === 0 &&
        open.length === 1 &&
        only !== undefined &&
        /equal/i.test(said)
      )
        meant.push(only);
      for (const mark of meant) if (!lines.legend.has(mark)) lines.legend.set(mark, said);
    }
  }
}

/** The paper, and what its own commands for notes stand for. */
function withNotesOfCommands(paper: Paper): readonly Node[] {
  const own = everyNode(paper.nodes).flatMap((node) => {
    const definition = isMacro(node) ? paper.definition(node.content) : undefined;
    return isMacro(node) && definition && /\\(?:bl)?footnote|\\thanks/.test(definition.body)
      ? substitute(definition, node, paper.parse)
      : [];
  });
  return [...paper.nodes, ...own];
}

/** Without what would be no address or number on a page. */
function sound({ email, orcid, link, ...person }: Person): Person {
  const [told, ...others] = [...new Set(person.notes.flatMap(emailsIn))];
  const found = email ?? (others.length === 0 ? told : undefined);
  const address = found?.replaceAll('\\', '').trim();
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
