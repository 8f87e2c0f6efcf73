import { type Authors, type Person, resolvePeople } from '../../people.ts';
import { type Source, shortened } from '../source.ts';
import type { Row, Token } from './author-rows.ts';

/** Who wrote the page's work, and where it appeared, as its head says. */
export interface Head extends Authors {
  readonly conference?: string;
}

export const venue =
  /\b(?:CVPR|ICCV|ECCV|WACV|BMVC|3DV|NeurIPS|NIPS|ICLR|ICML|AAAI|IJCAI|ACL|EMNLP|NAACL|SIGGRAPH|TOG|TPAMI|IJCV|CoRL|RSS|ICRA|IROS|RA-L|INTERSPEECH|ICASSP|MICCAI|KDD|CHI|UIST|COLM|TMLR|JMLR|Conference|Journal|Proceedings|Transactions|Workshop|arXiv|preprint|under review|accepted|Oral|Spotlight)\b/i;
export const institution =
  /universit|institut|college|laborator|\blabs?\b|research|\binc\b|academy|school|departm|cent(?:er|re)\b|google|meta\b|microsoft|nvidia|adobe|apple|amazon|deepmind|openai|tencent|alibaba|bytedance|huawei|samsung|\bsony\b|\bintel\b|\bETH\b|\bEPFL\b|\bMIT\b|KAIST|KAUST|\bUC\b|\bUCLA?\b|\bCNRS\b|inria|berkeley|stanford|max planck|fraunhofer/i;
const remark =
  /equal|contribut|correspond|intern\b|work (?:was )?done|project lead|advis|supervis/i;

/** Reads names, institutions, notes and the venue, told apart by lines, marks and links. */
export function readHead(rows: readonly Row[], source: Source): Head {
  const people: Person[] = [];
  const legend = new Map<string, string>();
  const places: string[] = [];
  const venues: string[] = [];
  for (const row of rows) readRow(row);
  const named = people.map((person) => ({
    ...person,
    institutions: [...person.institutions, ...(placesOfAll() ? places : [])],
  }));
  if (!placesOfAll())
    for (const place of places)
      tellLeft(rows[0], `"${shortened(place)}" stands among the authors, and is left out`);
  const offset = rows[0]?.offset ?? 0;
  const resolved = resolvePeople(named, legend, (person, mark) =>
    source.tell(offset, `nothing says what the mark ${mark} of ${person.name} stands for`),
  );
  const conference = venues.join(', ');
  return { ...resolved, ...(conference === '' ? {} : { conference }) };

  function readRow(row: Row): void {
    const { tokens } = row;
    const text = plainOf(tokens);
    const first = tokens.find((token) => token.kind !== 'text' || /[\p{L}\p{N}]/u.test(token.text));
    if (text === '') return;
    const links = tokens.some(({ kind }) => kind === 'link');
    if (first?.kind === 'mark') for (const [mark, said] of legendOf(tokens)) legend.set(mark, said);
    else if (people.length > 0 && remark.test(text) && !links) noteOpenMark(row, text);
    else if (venue.test(text) && !links && !institution.test(text))
      venues.push(text.replace(/^\((.*)\)$/, '$1'));
    else if (people.length > 0 && venue.test(text) && /\d{4}/.test(text))
      venues.push(text.replace(/^\((.*)\)$/, '$1'));
    else if (/\S@\S/.test(text))
      tellLeft(row, `"${shortened(text)}" stands among the authors, and is left out`);
    else if (isNames(row, text)) people.push(...namesOf(tokens, row));
    else places.push(...(text.length > 150 ? [text] : splitPlaces(text)));
  }

  function isNames(row: Row, text: string): boolean {
    if (institution.test(text) && people.length > 0) return false;
    if (people.length === 0) return text.length < 2000;
    const marked = row.tokens.some(({ kind }) => kind === 'mark');
    return (
      places.length === 0 &&
      legend.size === 0 &&
      (marked || row.tokens.some(({ kind }) => kind === 'link'))
    );
  }

  /** Institutions without marks are those of everybody. */
  function placesOfAll(): boolean {
    return ![...legend.values()].some((text) => !remark.test(text));
  }

  function noteOpenMark(row: Row, text: string): void {
    const open = [...new Set(people.flatMap(({ marks }) => marks))].filter(
      (mark) => !legend.has(mark) && !/^\d+$/.test(mark),
    );
    const [only] = open;
    if (open.length === 1 && only !== undefined) legend.set(only, text);
    else tellLeft(row, `"${shortened(text)}" stands among the authors, and is left out`);
  }

  function tellLeft(row: Row | undefined, message: string): void {
    source.tell(row?.offset ?? 0, message);
  }

  function namesOf(tokens: readonly Token[], row: Row): Person[] {
    const found: Person[] = [];
    let name = '';
    const close = (link?: string) => {
      const bare = name
        .replaceAll(/\s+/g, ' ')
        .replaceAll(/^[\s.…,;·•|&]+|[\s,;·•|&(]+$/g, '')
        .trim();
      name = '';
      if (!/\p{L}/u.test(bare)) return;
      const address = link === undefined ? undefined : personLink(link, bare, row);
      found.push({
        name: bare,
        marks: [],
        institutions: [],
        notes: [],
        ...(address === undefined ? {} : { link: address }),
      });
    };
    for (const token of tokens) {
      if (token.kind === 'text') {
        const parts = token.text.split(/\s*[,;·•|]\s*|\s+and\s+|\s+&\s+|(?:\u00a0\s*){2,}/);
        parts.forEach((part, index) => {
          if (index > 0) close();
          name += part;
        });
        continue;
      }
      if (token.kind === 'link') {
        close();
        name = token.text;
        close(token.href);
        continue;
      }
      close();
      const last = found.at(-1);
      if (last !== undefined)
        found[found.length - 1] = { ...last, marks: [...last.marks, ...token.marks] };
    }
    close();
    return found;
  }

  function personLink(href: string, name: string, row: Row): string | undefined {
    if (href === '' || href.startsWith('#')) return undefined;
    if (/^(?:https?:|mailto:)\S+$/.test(href)) return href;
    if (/^\/\/\S+$/.test(href)) return `https:${href}`;
    source.tell(row.offset, `the link of ${name} is left out: ${shortened(href)}`);
    return undefined;
  }
}

/** Texts behind marks. */
function legendOf(tokens: readonly Token[]): [string, string][] {
  const entries: [string, string][] = [];
  let marks: readonly string[] = [];
  let text = '';
  const close = () => {
    const said = trimmed(text);
    if (said !== '') for (const mark of marks) entries.push([mark, said]);
    text = '';
  };
  for (const token of tokens)
    if (token.kind === 'mark') {
      const goesOn = trimmed(text) === '' && marks.length > 0;
      close();
      marks = goesOn ? [...marks, ...token.marks] : token.marks;
    } else text += token.text;
  close();
  return entries;
}

const plainOf = (tokens: readonly Token[]): string =>
  trimmed(tokens.map((token) => (token.kind === 'mark' ? '' : token.text)).join(''));

const trimmed = (text: string): string =>
  text.replaceAll(/\s+/g, ' ').replaceAll(/^[\s,;·•|]+|[\s,;·•|]+$/g, '');

const splitPlaces = (text: string): string[] =>
  text
    .split(/(?:\u00a0\s*){2,}|\s+[·•|]\s+|;\s*/)
    .map(trimmed)
    .filter(Boolean);
