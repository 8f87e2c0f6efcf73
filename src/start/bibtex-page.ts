import { type BibtexEntry, parseBibtex } from '../render/citation/bibtex.ts';
import { fieldText } from '../render/citation/citation.ts';
import { latexToText } from '../render/citation/latex-text.ts';
import { fullName, parseNames } from '../render/citation/names.ts';

/** What front matter says of the work that an entry cites; keys in the order in which an author reads them. */
export function pageOfEntry(entry: BibtexEntry, text: string): Record<string, unknown> {
  const { people } = parseNames(entry.fields.get('author')?.value ?? '');
  const links = linksOf(entry);
  const venue = venueOf(entry);
  const date = /\d{4}/.exec(fieldText(entry, 'year', 'date'))?.[0];
  return {
    title: latexToProse(entry.fields.get('title')?.value ?? entry.key),
    ...(venue === '' ? {} : { conference: venue }),
    ...(date === undefined ? {} : { date }),
    ...(people.length === 0 ? {} : { authors: people.map((name) => ({ name: fullName(name) })) }),
    ...(Object.keys(links).length === 0 ? {} : { links }),
    ...(fieldText(entry, 'abstract') === ''
      ? {}
      : { abstract: latexToProse(entry.fields.get('abstract')?.value ?? '') }),
    bibtex: entryAlone(entry, text),
  };
}

/** A text of LaTeX as an author writes it here: letters for accents, formulas as they are, signs of Markdown escaped. */
export function latexToProse(latex: string): string {
  const pieces = latex.split(/(?<!\\)\$((?:[^$\\]|\\[\s\S])+)\$/);
  return pieces.map((piece, i) => (i % 2 === 1 ? `\\(${piece}\\)` : words(piece))).join('');
}

/** White space at the ends parts a word from the formula beside it. */
function words(latex: string): string {
  // A backslash before a bracket would begin a formula.
  const text = latexToText(latex)
    .replaceAll(/[\\*_`<>$&]/g, '\\$&')
    .replaceAll('[', '&#91;');
  const before = /^[{}]*\s/.test(latex) ? ' ' : '';
  return text === '' ? before : `${before}${text}${/\s[{}]*$/.test(latex) ? ' ' : ''}`;
}

function venueOf(entry: BibtexEntry): string {
  const field = ['booktitle', 'journal', 'journaltitle', 'school', 'institution', 'publisher'];
  const name = field.find((each) => fieldText(entry, each) !== '');
  if (name === undefined || /^arxiv/i.test(fieldText(entry, name))) return '';
  const venue = latexToProse(entry.fields.get(name)?.value ?? '').trim();
  const year = /\d{4}/.exec(fieldText(entry, 'year', 'date'))?.[0];
  return year === undefined || /\d{4}/.test(venue) ? venue : `${venue} ${year}`;
}

/** Where the work is read: only addresses and numbers that leave no doubt. */
export function linksOf(entry: BibtexEntry): Record<string, string> {
  const links: Record<string, string> = {};
  const doi = /10\.\d{4,}\/\S+/.exec(raw(entry, 'doi'))?.[0];
  const arxiv = arxivNumber(entry);
  if (arxiv !== undefined) links.arxiv = `https://arxiv.org/abs/${arxiv}`;
  if (doi !== undefined) links.doi = `https://doi.org/${doi}`;
  const url = /https?:\/\/\S+/.exec(raw(entry, 'url'))?.[0].replace(/[{}]+$/, '');
  if (url === undefined || !URL.canParse(url)) return links;
  const { hostname } = new URL(url);
  if (/(^|\.)arxiv\.org$/.test(hostname)) links.arxiv ??= url;
  else if (/(^|\.)doi\.org$/.test(hostname)) links.doi ??= url;
  else if (/(^|\.)openreview\.net$/.test(hostname)) links.openreview = url;
  else if (/(^|\.)github\.com$/.test(hostname)) links.github = url;
  else links.paper = url;
  return links;
}

const raw = (entry: BibtexEntry, name: string) =>
  (entry.fields.get(name)?.value ?? '').replaceAll(/\\([_%#&])/g, '$1');

function arxivNumber(entry: BibtexEntry): string | undefined {
  const kind = fieldText(entry, 'archiveprefix', 'eprinttype');
  const number = /(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})(?:v\d+)?/;
  if (kind === '' || /^arxiv$/i.test(kind)) {
    const found = number.exec(raw(entry, 'eprint'))?.[0];
    if (found !== undefined) return found;
  }
  return /arxiv[:\s]*(\d{4}\.\d{4,5}(?:v\d+)?)/i.exec(raw(entry, 'journal'))?.[1];
}

/** The entry as it is written; anew where it needs others of its file, or stands on one line. */
function entryAlone(entry: BibtexEntry, text: string): string {
  const written = text.slice(entry.start, entry.end);
  if (!entry.fields.has('crossref') && parseBibtex(written).problems.length === 0) return written;
  const fields = [...entry.fields].filter(([name]) => name !== 'crossref');
  const lines = fields.map(([name, { value }]) => `  ${name}={${value}}`);
  return `@${entry.type}{${entry.key},\n${lines.join(',\n')}\n}`;
}
