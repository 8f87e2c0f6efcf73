import { type BibtexEntry, parseBibtex } from '../citation/bibtex.ts';

/** Fields that say what a work is, and not who wrote it or where it lies. */
const kept = new Set(
  'title subtitle booktitle booksubtitle journal journaltitle year month date volume number pages series edition language abstract keywords'.split(
    ' ',
  ),
);

/** BibTeX with anonymous authors, without addresses, notes and what stands between its entries. */
export function anonymousBibtex(text: string): string {
  return parseBibtex(text).entries.map(anonymousEntry).join('\n\n');
}

function anonymousEntry({ type, fields }: BibtexEntry, index: number): string {
  const own = [...fields].filter(([name]) => kept.has(name));
  const year =
    /\d{4}/.exec(fields.get('year')?.value ?? fields.get('date')?.value ?? '')?.[0] ?? '';
  const letter = index === 0 ? '' : String.fromCharCode(97 + index);
  const lines = [
    ...own.filter(([name]) => name === 'title'),
    ['author', { value: 'Anonymous Authors' }] as const,
    ...own.filter(([name]) => name !== 'title'),
  ].map(([name, { value }]) => `  ${name}={${value}}`);
  return `@${type}{anonymous${year}${letter},\n${lines.join(',\n')}\n}`;
}
