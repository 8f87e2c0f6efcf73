import { readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { defineCommand } from '../cli/define-command.ts';
import {
  aboutNamedFile,
  exitCodes,
  InputError,
  MachineError,
  UsageError,
} from '../cli/failures.ts';
import { choice, flag, parsed, text } from '../cli/options.ts';
import { buildSite } from '../site/build.ts';
import { BusyOutputError } from '../site/output/lock.ts';
import { ForeignOutputError } from '../site/output/staging.ts';
import type { BuildReport, Progress } from '../site/report.ts';
import { type DiagnosticContext, formatGithub, formatPretty } from './format-diagnostics.ts';
import { formatSummary } from './format-summary.ts';

export const command = defineCommand({
  name: 'build',
  summary: 'content/ becomes a site in dist/',
  description:
    'Turns content/ in root (default: here) into a site. The last site stands until the new one is whole.',
  operands: ['[root]'],
  options: {
    out: text('DIR', 'where the site goes (default: root/dist)'),
    base: parsed(
      'PATH',
      'where on its host the site will stand, such as /project; for the not-found page alone',
      {
        fallback: '/',
        read: basePath,
      },
    ),
    strict: flag('warnings are errors'),
    drafts: flag('pages with published: false too'),
    format: choice(['pretty', 'json', 'github'], 'how problems are shown; github: as annotations'),
  },
  async run({ options, operands: [folder = '.'] }) {
    const root = resolve(folder);
    if (!isFolder(root)) throw new UsageError(`there is no folder ${folder}`);
    const out = resolve(options.out ?? join(root, 'dist'));
    if (!relative(out, root).startsWith('..'))
      throw new UsageError(`--out ${options.out} holds the sources themselves`);
    const report = await build({ ...options, root, out, onProgress: progress() });
    const context = problemContext(root);
    printers[options.format](report, context, out);
    return report.ok ? exitCodes.done : exitCodes.content;
  },
});

/** How problems of the site in `root` are shown on this terminal. */
export const problemContext = (root: string): DiagnosticContext => ({
  root,
  here: process.cwd(),
  linesOf: linesIn(root),
  colors: process.stderr.isTTY === true && process.env.NO_COLOR === undefined,
});

/** `/x`, `x` and `/x/` are one path, which begins and ends with a slash. */
function basePath(given: string): string {
  if (/^[a-z][a-z\d+.-]*:|[?#\\]/i.test(given))
    throw new UsageError(`is a path on the host, such as /project, not ${given}`);
  return new URL(`/${given}/`.replaceAll(/\/+/g, '/'), 'http://host').pathname;
}

export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    if (aboutNamedFile(error, path) instanceof InputError) return false;
    throw error;
  }
}

async function build(options: Parameters<typeof buildSite>[0]): Promise<BuildReport> {
  try {
    return await buildSite(options);
  } catch (error) {
    if (error instanceof ForeignOutputError) throw new UsageError(error.message);
    if (error instanceof BusyOutputError) throw new MachineError(error.message);
    throw error;
  }
}

type Print = (report: BuildReport, context: DiagnosticContext, out: string) => void;

const printers: Record<'pretty' | 'json' | 'github', Print> = {
  pretty(report, context, out) {
    if (report.diagnostics.length > 0) console.error(formatPretty(report.diagnostics, context));
    console.log(formatSummary(report, relative(context.here, out) || '.'));
  },
  github(report, context, out) {
    if (report.diagnostics.length > 0) console.log(formatGithub(report.diagnostics, context));
    console.log(formatSummary(report, relative(context.here, out) || '.'));
  },
  json({ ok, pages, diagnostics, milliseconds }) {
    console.log(JSON.stringify({ ok, pages, diagnostics, milliseconds }, null, 2));
  },
};

/** Shows on a terminal how far long work is; says nothing into a pipe. */
function progress(): Progress | undefined {
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
