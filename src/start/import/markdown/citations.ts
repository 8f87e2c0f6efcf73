import { type BibtexEntry, parseBibtex } from '../../../render/citation/bibtex.ts';
import { fieldText } from '../../../render/citation/citation.ts';
import { fullName, parseNames } from '../../../render/citation/names.ts';
import { latexToProse, linksOf } from '../../bibtex-page.ts';
import type { Rewriting } from './rewrite.ts';

/** Citations in the manner of pandoc, as links into a list of what is cited. */
export class Citations {
  readonly #entries: ReadonlyMap<string, BibtexEntry>;
  readonly #cited = new Map<string, BibtexEntry>();

  constructor(bibtex: string) {
    const entries = bibtex === '' ? [] : parseBibtex(bibtex).entries;
    this.#entries = new Map(entries.map((entry) => [entry.key, entry]));
  }

  /** `[see @key, p. 3; @other]`, and `@key` in a sentence. */
  readonly rewriting: Rewriting = {
    form: /\[[^[\]\n]*?(?<![\w.])-?@[\w:.#$%&+?<>~/-]*\w[^[\]]*\]|(?<![\w@/\\.["])@[\w:.-]*\w(?![\w{])/,
    write: ([all], tell) => {
      const inBrackets = all.startsWith('[');
      const shown = (inBrackets ? all.slice(1, -1) : all).replaceAll(
        /-?@([\w:.#$%&+?~/-]*\w)/g,
        (written, key: string) => {
          const word = crossReference(key);
          if (word !== undefined) return `[${word}](#${key})`;
          const entry = this.#entries.get(key);
          if (entry === undefined)
            tell(`the bibliography has no ${key}; it stands as it is written`);
          else this.#cited.set(key, entry);
          return entry === undefined ? `\`${written}\`` : this.#link(entry, inBrackets);
        },
      );
      return inBrackets && !/^\[(?:Figure|Table|Section|Equation)\]\(#[^)]*\)$/.test(shown)
        ? `(${shown})`
        : shown;
    },
  };

  /** What is cited, as a Markdown list; nothing where nothing is. */
  list(): string {
    return [...this.#cited.values()]
      .map((entry) => `- <span id="${idOf(entry)}">${textOf(entry)}</span>`)
      .sort((one, other) => one.localeCompare(other, 'en'))
      .join('\n');
  }

  #link(entry: BibtexEntry, inBrackets: boolean): string {
    const { people, others } = parseNames(entry.fields.get('author')?.value ?? '');
    const [first, second] = people.map(({ family }) => family);
    const title = latexToProse(entry.fields.get('title')?.value ?? entry.key);
    const names =
      first === undefined
        ? title
        : people.length > 2 || others
          ? `${first} et al.`
          : second === undefined
            ? first
            : `${first} and ${second}`;
    const year = yearOf(entry);
    return `[${inBrackets ? `${names}, ${year}` : `${names} (${year})`}](#${idOf(entry)})`;
  }
}

/** What a reference to a part of the same page is called. */
const crossReference = (key: string): string | undefined =>
  ({ fig: 'Figure', tbl: 'Table', sec: 'Section', eq: 'Equation' })[
    /^(fig|tbl|sec|eq)-/.exec(key)?.[1] ?? ''
  ];

const idOf = ({ key }: BibtexEntry): string => `ref-${key.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}`;

const yearOf = (entry: BibtexEntry): string =>
  /\d{4}/.exec(fieldText(entry, 'year', 'date'))?.[0] ?? 'n.d.';

function textOf(entry: BibtexEntry): string {
  const { people, others } = parseNames(entry.fields.get('author')?.value ?? '');
  const names = [...people.map(fullName), ...(others ? ['et al.'] : [])]
    .join(', ')
    .replace(/\.$/, '');
  const title = latexToProse(entry.fields.get('title')?.value ?? entry.key);
  const [link] = Object.values(linksOf(entry));
  const venue = ['booktitle', 'journal', 'journaltitle', 'publisher', 'institution', 'school']
    .map((name) => entry.fields.get(name)?.value)
    .find((value) => value !== undefined);
  const where = venue === undefined ? '' : `*${latexToProse(venue).trim()}*, `;
  const parts = [
    names,
    link === undefined ? title : `[${title}](<${link}>)`,
    where + yearOf(entry),
  ];
  return `${parts.filter(Boolean).join('. ')}.`;
}
