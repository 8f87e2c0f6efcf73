import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { choice } from '../cli/options.ts';
import type { BuildReport, Progress } from '../site/report.ts';
import { type DiagnosticContext, formatGithub, formatPretty } from './format-diagnostics.ts';
import { formatSarif } from './format-sarif.ts';

/** The option `--format` of commands that report problems. */
export const reportFormat = choice(
  ['pretty', 'json', 'github', 'sarif'],
  'how problems are shown; github: as annotations, sarif: for code scanning',
);

type Format = ReturnType<typeof reportFormat.read>;

/** How a report ends where a person reads it, and the site that it is about. */
interface About {
  root: string;
  summary: string;
}

/** Prints a report: problems for people go to stderr, what machines read to stdout. */
export function printReport(format: Format, report: BuildReport, { root, summary }: About): void {
  printers[format](report, problemContext(root), summary);
}

/** How problems of the site in `root` are shown on this terminal. */
export const problemContext = (root: string): DiagnosticContext => ({
  root,
  here: process.cwd(),
  linesOf: linesIn(root),
  colors: process.stderr.isTTY === true && process.env.NO_COLOR === undefined,
});

type Print = (report: BuildReport, context: DiagnosticContext, summary: string) => void;

const printers: Record<Format, Print> = {
  pretty({ diagnostics }, context, summary) {
    if (diagnostics.length > 0) console.error(formatPretty(diagnostics, context));
    console.log(summary);
  },
  github({ diagnostics }, context, summary) {
    if (diagnostics.length > 0) console.log(formatGithub(diagnostics, context));
    console.log(summary);
  },
  json({ ok, pages, diagnostics, milliseconds }) {
    console.log(JSON.stringify({ ok, pages, diagnostics, milliseconds }, null, 2));
  },
  sarif({ diagnostics }, context) {
    console.log(JSON.stringify(formatSarif(diagnostics, context), null, 2));
  },
};

/** Shows on a terminal how far long work is; says nothing into a pipe. */
export function progress(): Progress | undefined {
  if (!process.stderr.isTTY) return undefined;
  return ({ task, done, total }) => {
    process.stderr.write(done < total ? `\r\x1b[K${task} ${done}/${total}` : '\r\x1b[K');
  };
}

/** Reads files for messages, each once. */
function linesIn(root: string): DiagnosticContext['linesOf'] {
  const read = new Map<string, string[] | undefined>();
  return (file) => {
    if (!read.has(file)) read.set(file, linesOf(join(root, file)));
    return read.get(file);
  };
}

function linesOf(path: string): string[] | undefined {
  try {
    return readFileSync(path, 'utf8').split(/\r?\n/);
  } catch {
    return undefined;
  }
}
