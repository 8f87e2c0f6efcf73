import type { Person } from '../../people.ts';
import { emailsIn, matched, withoutEmails } from './emails.ts';
import { legendOf } from './legend.ts';
import type { Token } from './tokens.ts';

/** A list of authors as it is read line by line. */
export interface Lines {
  people: Person[];
  legend: Map<string, string>;
  /** Lines that say neither who nor where. */
  left: string[];
}

/** Texts of tokens: on one line without markup for a name, with markup for a note. */
export interface Write {
  plain(token: Extract<Token, { kind: 'text' | 'note' }>): string;
  prose(token: Extract<Token, { kind: 'text' | 'note' }>): string;
}

/** Signs that LaTeX gives to notes, in their order. */
const noteSigns = ['*', '†', '‡', '§', '¶', '‖'];

/**
 * Reads names, institutions and addresses that are told apart by lines, commas and marks alone, as in the styles of NeurIPS,
 * CVPR, ACL, AAAI, IEEE and Springer.
 */
export function readLines(tokens: readonly Token[], write: Write): Lines {
  const state: Lines = { people: [], legend: new Map(), left: [] };
  const notes: { text: string }[] = [];
  const emails: string[] = [];
  const lines = splitAt(tokens, ['line', 'and']);
  const namesAreMarked = lines.find(firstInk)?.some(({ kind }) => kind === 'mark') === true;
  const marked =
    namesAreMarked || lines.some((line) => firstInk(line)?.kind === 'mark' && line.some(hasText));
  for (const block of splitAt(tokens, ['and'])) {
    const from = state.people.length;
    const places: string[] = [];
    for (const line of splitAt(flattened(block), ['line'])) readLine(line, from, places);
    giveEmails(from);
    state.people.splice(
      from,
      state.people.length,
      ...state.people
        .slice(from)
        .map((person) =>
          places.length === 0
            ? person
            : { ...person, institutions: [...person.institutions, places.join(', ')] },
        ),
    );
  }
  notes.forEach(({ text }, index) => {
    const sign = noteSigns[index % noteSigns.length] ?? '*';
    if (!state.legend.has(sign)) state.legend.set(sign, text);
  });
  return state;

  function readLine(line: readonly Token[], from: number, places: string[]): void {
    const first = firstInk(line);
    if (first === undefined) return;
    if (first.kind === 'mark' && line.some(hasText)) {
      readLegend(line);
      return;
    }
    const text = textOf(line);
    const named = state.people.length > from;
    if (/@/.test(text) || (named && /^(?:https?:\/\/|www\.)\S+$/.test(text))) {
      const found = emailsIn(text);
      if (found.length > 0) emails.push(...found);
      else state.left.push(text);
      takeTokens(line, state.people.length - 1);
    } else if (!named || (marked && line.some(({ kind }) => kind === 'mark'))) readNames(line);
    else {
      if (text !== '') places.push(text.replace(/[,;.]\s*$/, ''));
      takeTokens(line, state.people.length - 1);
    }
  }

  /** Institutions, or notes, each behind the marks that lead to it. */
  function readLegend(line: readonly Token[]): void {
    for (const { marks, text } of legendOf(line, write.plain)) {
      const said = withoutEmails(text);
      emails.push(...emailsIn(text));
      if (said !== '') for (const mark of marks) state.legend.set(mark, said);
    }
  }

  function readNames(line: readonly Token[]): void {
    let name = '';
    const close = () => {
      const said = name.replace(/^\s*(?:and\s|&)|[,;]\s*$/g, '').trim();
      const signs = /[*∗†‡§¶‖]+$/.exec(said)?.[0] ?? '';
      const marks = [...signs.replaceAll('∗', '*')];
      const bare = said.slice(0, said.length - signs.length).trim();
      if (bare !== '') state.people.push({ name: bare, marks, institutions: [], notes: [] });
      name = '';
    };
    for (const token of line) {
      if (token.kind === 'gap') close();
      else if (token.kind !== 'text') {
        close();
        takeToken(token, state.people.length - 1);
      } else {
        const parts = write
          .plain(token)
          .split(/\s*[,;]\s*(?:and\s+|&\s*)?|\s+and\s+|\s+&\s+|^and\s+/);
        parts.forEach((part, index) => {
          if (index > 0) close();
          name = `${name} ${part}`;
        });
      }
    }
    close();
  }

  function takeTokens(line: readonly Token[], index: number): void {
    for (const token of line)
      if (token.kind !== 'text' && token.kind !== 'mark') takeToken(token, index);
  }

  /** What belongs to the author before it. */
  function takeToken(token: Token, index: number): void {
    const person = state.people[index];
    if (person === undefined) return;
    const change = (changed: Partial<Person>) => {
      state.people[index] = { ...person, ...changed };
    };
    if (token.kind === 'mark') change({ marks: [...person.marks, ...token.marks] });
    else if (token.kind === 'email') change({ email: token.text });
    else if (token.kind === 'orcid') change({ orcid: token.text });
    else if (token.kind === 'link') change({ link: token.text });
    else if (token.kind === 'note') {
      const text = write.prose(token);
      notes.push({ text });
      change({ notes: [...person.notes, text] });
    } else if (token.kind === 'noteMark') {
      const text = notes[token.number - 1]?.text;
      if (text !== undefined) change({ notes: [...person.notes, text] });
      else change({ marks: [...person.marks, noteSigns[token.number - 1] ?? '*'] });
    }
  }

  /** Gives the addresses of a block to its authors: in their order, or by their names where some have none. */
  function giveEmails(from: number): void {
    const people = state.people.slice(from);
    const given = emails.length === people.length ? emails : matched(people, emails);
    given.forEach((email, index) => {
      const person = state.people[from + index];
      if (email !== undefined && person !== undefined)
        state.people[from + index] = { ...person, email };
    });
    state.left.push(...emails.filter((email) => !given.includes(email)));
    emails.length = 0;
  }

  function textOf(line: readonly Token[]): string {
    return line
      .map((token) => {
        if (token.kind === 'text') return write.plain(token);
        if (token.kind === 'email' || token.kind === 'link') return token.text;
        return '';
      })
      .join(' ')
      .replaceAll(/\s+/g, ' ')
      .trim();
  }

  function hasText(token: Token): boolean {
    return token.kind === 'text' && write.plain(token) !== '';
  }

  function firstInk(line: readonly Token[]): Token | undefined {
    return line.find((token) => token.kind !== 'gap' && (token.kind !== 'text' || hasText(token)));
  }
}

function splitAt(tokens: readonly Token[], kinds: readonly Token['kind'][]): Token[][] {
  const parts: Token[][] = [[]];
  for (const token of tokens)
    if (kinds.includes(token.kind)) parts.push([]);
    else parts.at(-1)?.push(token);
  return parts;
}

/**
 * The blocks of the IEEE, whose names and institutions stand apart already, as lines. An institution that a mark leads to is
 * one line, however many it is written in.
 */
const flattened = (tokens: readonly Token[]): Token[] =>
  tokens.flatMap((token): Token[] => {
    if (token.kind !== 'names' && token.kind !== 'institution') return [token];
    const comma: Token = { kind: 'text', nodes: [{ type: 'string', content: ', ' }] };
    const joined =
      token.kind === 'institution' && token.tokens.some(({ kind }) => kind === 'mark')
        ? token.tokens.map((each) => (each.kind === 'line' ? comma : each))
        : token.tokens;
    return [{ kind: 'line' }, ...joined, { kind: 'line' }];
  });
