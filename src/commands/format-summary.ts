import type { Diagnostic } from '../content/diagnostics.ts';
import type { BuildReport, PageBytes } from '../site/report.ts';

const columns: { head: string; key: keyof PageBytes }[] = [
  { head: 'HTML', key: 'html' },
  { head: 'CSS', key: 'css' },
  { head: 'JS', key: 'js' },
  { head: 'fonts', key: 'fonts' },
  { head: 'pictures', key: 'pictures' },
  { head: 'on demand', key: 'onDemand' },
];

/** More pages than this are summed up in one line. */
const mostRows = 30;

/** Each page with what it weighs, and how the build ended. */
export function formatSummary(report: BuildReport, out: string): string {
  const { ok, pages, diagnostics, milliseconds } = report;
  const problems = countProblems(diagnostics);
  const time = `${(milliseconds / 1000).toFixed(2)} s`;
  if (!ok) {
    const ending = `nothing was written, and what was in ${out} still stands`;
    return `${problems.join(', ')}; ${ending} (${time})`;
  }
  const ending = [`${count(pages.length, 'page').join(' ')} in ${out}`, ...problems].join(', ');
  return [...table(pages), `${ending} (${time})`].join('\n');
}

/** `2 errors`, `1 warning`: what there is of each severity. */
export function countProblems(diagnostics: readonly Diagnostic[]): string[] {
  return (['error', 'warning', 'note'] as const).flatMap((severity) => {
    const number = diagnostics.filter((problem) => problem.severity === severity).length;
    return number === 0 ? [] : [count(number, severity).join(' ')];
  });
}

const count = (number: number, noun: string): [number, string] => [
  number,
  number === 1 ? noun : `${noun}s`,
];

function table(pages: BuildReport['pages']): string[] {
  const rows = pages.slice(0, mostRows).map(({ output, bytes }) => [output, bytes] as const);
  if (pages.length > mostRows) {
    const rest = pages.slice(mostRows).map(({ bytes }) => bytes);
    const total = { html: 0, css: 0, js: 0, fonts: 0, pictures: 0, onDemand: 0 };
    for (const bytes of rest) for (const { key } of columns) total[key] += bytes[key];
    rows.push([`and ${rest.length} more`, total]);
  }
  const width = Math.max(...rows.map(([name]) => name.length), 'page'.length);
  const line = (name: string, cells: string[]) =>
    `${name.padEnd(width)}  ${cells.map((cell) => cell.padStart(9)).join(' ')}`.trimEnd();
  return [
    line(
      'page',
      columns.map(({ head }) => head),
    ),
    ...rows.map(([name, bytes]) =>
      line(
        name,
        columns.map(({ key }) => formatBytes(bytes[key])),
      ),
    ),
    '',
  ];
}

/** `0`, `812 B`, `14.6 kB`, `2.6 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes === 0) return '–';
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
