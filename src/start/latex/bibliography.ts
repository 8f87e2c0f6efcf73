import { type BibtexEntry, parseBibtex } from '../../render/citation/bibtex.ts';
import { parseNames } from '../../render/citation/names.ts';
import { linksOf } from '../bibtex-page.ts';
import { commandsIn, everyNode } from './find.ts';
import type { Paper } from './paper.ts';
import { bracketed, environmentName, isMacro, lastBraced, type Node, raw } from './parse.ts';
import { writeLine, writePlain } from './write-text.ts';
import type { Surroundings } from './writer.ts';

/** A work that a paper cites. */
export interface Work {
  /** As a text names it: `Example et al.`, and the year; or the number that it has in the list. */
  authors: string;
  year: string;
  /** As the list has it, in Markdown. */
  text: string;
}

/** Works by the key by which a paper cites them: from BibTeX, else from the list that BibTeX has made. */
export function readBibliography(
  paper: Paper,
  read: (path: string) => string | undefined,
  around: Surroundings,
): (key: string) => Work | undefined {
  const entries = new Map<string, BibtexEntry>();
  for (const node of commandsIn(paper.nodes, 'bibliography', 'addbibresource'))
    for (const name of raw(lastBraced(node)).split(/\s*,\s*/)) {
      const text = read(name.endsWith('.bib') ? name : `${name}.bib`);
      for (const entry of parseBibtex(text ?? '').entries)
        if (!entries.has(entry.key)) entries.set(entry.key, entry);
    }
  const listed = readList(paper.nodes, around);
  const made = entries.size === 0 && listed.size === 0 ? read(`${paper.name}.bbl`) : undefined;
  const bbl = made === undefined ? listed : readList(paper.parse(made), around);
  const works = new Map<string, Work>();
  return (key) => {
    const known = works.get(key) ?? bbl.get(key);
    const entry = entries.get(key);
    if (known !== undefined || entry === undefined) return known;
    const work = workOf(entry, paper, around);
    works.set(key, work);
    return work;
  };
}

/** More authors than these are "et al." in the list. */
const mostAuthors = 12;

function workOf(entry: BibtexEntry, paper: Paper, around: Surroundings): Work {
  const field = (...names: string[]) => {
    const value = names.map((name) => entry.fields.get(name)?.value).find(Boolean);
    return value === undefined ? '' : writeLine(paper.parse(value), around);
  };
  const { people, others } = parseNames(
    entry.fields.get('author')?.value ?? entry.fields.get('editor')?.value ?? '',
  );
  const [first, second] = people.map(({ family }) => family);
  const several = people.length > 2 || others ? `${first} et al.` : `${first} and ${second}`;
  const year = /\d{4}/.exec(field('year', 'date'))?.[0] ?? 'n.d.';
  const names = people
    .slice(0, mostAuthors)
    .map(({ given, family, suffix }) => [given, family, suffix].filter(Boolean).join(' '));
  const list = people.length > mostAuthors || others ? [...names, 'et al.'] : names;
  const title = field('title').replace(/\.$/, '');
  const links = linksOf(entry);
  const link = links.doi ?? links.arxiv ?? Object.values(links)[0];
  const venue = field(
    'booktitle',
    'journal',
    'journaltitle',
    'school',
    'institution',
    'publisher',
    'howpublished',
  );
  const parts = [
    list.join(', ').replace(/\.$/, ''),
    link === undefined ? title : `[${title}](<${link}>)`,
    venue === '' ? year : `${/^[\\<]/.test(venue) ? venue : `*${venue}*`}, ${year}`,
  ];
  return {
    authors: people.length === 0 ? title : people.length === 1 && !others ? (first ?? '') : several,
    year,
    text: `${parts.filter(Boolean).join('. ')}.`,
  };
}

/** Works of a list that stands in the paper or that BibTeX has made. */
function readList(nodes: readonly Node[], around: Surroundings): Map<string, Work> {
  const works = new Map<string, Work>();
  const list = everyNode(nodes).find((node) => environmentName(node) === 'thebibliography');
  if (list?.type !== 'environment') return works;
  let text: Node[] = [];
  let close = () => {};
  for (const node of list.content)
    if (isMacro(node, 'bibitem')) {
      close();
      text = [];
      const [key, number, label] = [raw(lastBraced(node)), works.size + 1, bracketed(node) ?? []];
      close = () => {
        const [, authors = '', year = ''] =
          /^(.*?)\s*\((\d{4}[a-z]?|n\.d\.)\)/.exec(writePlain(label, around)) ?? [];
        works.set(key, {
          authors: authors === '' ? String(number) : authors,
          year,
          text: writeLine(text, around),
        });
      };
    } else if (!isMacro(node, 'newblock')) text.push(node);
  close();
  return works;
}
