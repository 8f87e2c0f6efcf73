import { commandsIn } from '../find.ts';
import type { Paper } from '../paper.ts';
import { braced, bracketed, lastBraced, type Macro, type Node, raw } from '../parse.ts';
import { type Lines, readLines, type Write } from './author-lines.ts';
import { emailsIn, matched, withoutEmails } from './emails.ts';
import { splitMarks, tokensOf } from './tokens.ts';

type WritePlain = (nodes: readonly Node[]) => string;

const about = ['affil', 'affiliation', 'address', 'altaffiliation', 'additionalaffiliation'];
const commands = [
  'author',
  ...about,
  ...'email ead orcid authornote authornotemark equalcont cortext fntext tnotetext'.split(' '),
];

/**
 * Reads a list in which every author has a command, as in authblk and the classes of ACM, Elsevier, Springer Nature and APS. An
 * institution without a mark is that of the authors since the one before.
 */
export function readCommands(
  nodes: readonly Node[],
  paper: Paper,
  write: Write,
  plain: WritePlain,
): Lines {
  const state: Lines = { people: [], legend: new Map(), left: [] };
  const notes: string[] = [];
  let first = 0;
  let closed = false;
  for (const node of commandsIn(nodes, ...commands)) {
    const content = lastBraced(node);
    const text = () => plain(content).replaceAll(/\s+([,.;])/g, '$1');
    const change = (changed: Partial<(typeof state.people)[number]>) => {
      const person = state.people.at(-1);
      if (person) state.people[state.people.length - 1] = { ...person, ...changed };
    };
    const addNote = (note: string) =>
      change({ notes: [...(state.people.at(-1)?.notes ?? []), note] });
    if (node.content === 'author') {
      if (closed) first = state.people.length;
      closed = false;
      const marks = marksOf(node);
      const read = readLines(tokensOf(content, paper), write);
      state.people.push(
        ...read.people.map((person) => ({ ...person, marks: [...marks, ...person.marks] })),
      );
      for (const [mark, meaning] of read.legend) state.legend.set(mark, meaning);
      state.left.push(...read.left);
    } else if (about.includes(node.content)) {
      const written = institutionOf(content, plain);
      const name = withoutEmails(written);
      const emails = /@/.test(written) ? emailsIn(raw(content).replaceAll(/\\([{}])/g, '$1')) : [];
      const given = matched(state.people, emails);
      given.forEach((email, index) => {
        const person = state.people[index];
        if (person !== undefined && email !== undefined) state.people[index] = { ...person, email };
      });
      state.left.push(...emails.filter((email) => !given.includes(email)));
      const marks = marksOf(node);
      if (name !== '') for (const mark of marks) state.legend.set(mark, name);
      if (marks.length > 0 || name === '') continue;
      closed = true;
      state.people.splice(
        first,
        state.people.length,
        ...state.people
          .slice(first)
          .map((person) => ({ ...person, institutions: [...person.institutions, name] })),
      );
    } else if (node.content === 'email' || node.content === 'ead') {
      const [email] = emailsIn(raw(content));
      if (email !== undefined) change({ email });
    } else if (node.content === 'orcid') change({ orcid: raw(content) });
    else if (node.content === 'authornote' || node.content === 'equalcont') {
      notes.push(text());
      addNote(text());
    } else if (node.content === 'authornotemark') {
      const number = Number(raw(bracketed(node) ?? [])) || notes.length;
      const note = notes[number - 1];
      if (note !== undefined) addNote(note);
    } else for (const mark of marksOf(node)) state.legend.set(mark, text());
  }
  return state;
}

/** What stands in brackets: `1,2,*`, or the names that Elsevier gives to institutions. */
function marksOf(node: Macro): string[] {
  const written = raw(bracketed(node) ?? []);
  return /^[\s\w,-]*$/.test(written)
    ? written.split(/[\s,]+/).filter(Boolean)
    : splitMarks(written);
}

/** Of an institution in parts, what it is called and its department; streets and towns stay behind. */
function institutionOf(content: readonly Node[], plain: WritePlain): string {
  const parts = commandsIn(content, 'department', 'institution', 'orgdiv', 'orgname');
  if (parts.length > 0) return parts.map((part) => plain(lastBraced(part))).join(', ');
  const [, organization] =
    /organization\s*=\s*\{((?:[^{}]|\{[^{}]*\})*)\}/.exec(raw(content)) ?? [];
  return organization ?? plain(content).replace(/[,;.]$/, '');
}

/** Reads the lists of ICML, in which words take the place of marks. */
export function readIcml(
  nodes: readonly Node[],
  paper: Paper,
  write: Write,
  plain: WritePlain,
): Lines {
  const state: Lines = { people: [], legend: new Map(), left: [] };
  const signs = new Map(
    commandsIn(nodes, 'icmlsetsymbol')
      .map((node) => [raw(braced(node)).trim(), splitMarks(raw(lastBraced(node)))] as const)
      .filter(([word]) => word !== 'equal'),
  );
  for (const node of commandsIn(nodes, 'icmlauthor')) {
    const [person] = readLines(tokensOf(braced(node), paper), write).people;
    const words = raw(lastBraced(node)).split(/\s*,\s*/);
    const marks = words.filter(Boolean).flatMap((word) => signs.get(word) ?? [word]);
    if (person) state.people.push({ ...person, marks: [...person.marks, ...marks] });
  }
  for (const node of commandsIn(nodes, 'icmlaffiliation'))
    state.legend.set(raw(braced(node)).trim(), plain(lastBraced(node)));
  for (const node of commandsIn(nodes, 'icmlcorrespondingauthor')) {
    const name = plain(braced(node));
    const [email] = emailsIn(raw(lastBraced(node)));
    const index = state.people.findIndex((person) => person.name === name);
    const person = state.people[index];
    if (person === undefined) state.left.push(name);
    else
      state.people[index] = {
        ...person,
        marks: [...person.marks, 'corresponding'],
        ...(email === undefined ? {} : { email }),
      };
  }
  return state;
}
