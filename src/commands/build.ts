import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { buildSite } from '../site/build.ts';
import { NotOurFolder } from '../site/output/staging.ts';
import type { BuildReport, Progress } from '../site/report.ts';
import { readArguments, UsageError, withUsage } from './arguments.ts';
import { type DiagnosticContext, formatGithub, formatPretty } from './format-diagnostics.ts';
import { formatSummary } from './format-summary.ts';

const usage = `usage: pagescape build [root] [options]

Turns content/ in root (default: here) into a site.

  --out DIR      where the site goes (default: root/dist); the last site stands until the new one is whole
  --base PATH    where on its host the site will stand, such as /project/ (for the not-found page alone:
                 all other addresses are relative)
  --strict       warnings are errors
  --drafts       pages with published: false too
  --format NAME  pretty, json, or github (annotations in a workflow)

Exit code: 0 built, 1 errors in content, 2 wrong usage.`;

const options = {
  out: { type: 'string' },
  base: { type: 'string', default: '/' },
  strict: { type: 'boolean', default: false },
  drafts: { type: 'boolean', default: false },
  format: { type: 'string', default: 'pretty' },
  help: { type: 'boolean', short: 'h' },
} as const;

export function run(args: string[]): Promise<number> {
  return withUsage(usage, async () => {
    const { values, positionals } = readArguments(args, options, 1);
    if (values.help) {
      console.log(usage);
      return 0;
    }
    const root = resolve(positionals[0] ?? '.');
    if (!existsSync(root)) throw new UsageError(`there is no folder ${positionals[0]}`);
    const print = printers[values.format];
    if (!print) throw new UsageError(`--format is ${Object.keys(printers).join(', ')}`);

    const out = resolve(values.out ?? join(root, 'dist'));
    if (!relative(out, root).startsWith('..'))
      throw new UsageError(`--out ${values.out} holds the sources themselves`);
    const report = await build({ root, out, ...values, onProgress: progress() });
    const context: DiagnosticContext = {
      root,
      here: process.cwd(),
      linesOf: linesIn(root),
      colors: process.stderr.isTTY === true && process.env.NO_COLOR === undefined,
    };
    print(report, context, out);
    return report.ok ? 0 : 1;
  });
}

async function build(options: Parameters<typeof buildSite>[0]): Promise<BuildReport> {
  try {
    return await buildSite(options);
  } catch (error) {
    if (error instanceof NotOurFolder) throw new UsageError(error.message);
    throw error;
  }
}

type Print = (report: BuildReport, context: DiagnosticContext, out: string) => void;

const printers: Record<string, Print> = {
  pretty(report, context, out) {
    if (report.diagnostics.length > 0) console.error(formatPretty(report.diagnostics, context));
    console.log(formatSummary(report, relative(context.here, out) || '.'));
  },
  github(report, context, out) {
    if (report.diagnostics.length > 0) console.log(formatGithub(report.diagnostics, context));
    console.log(formatSummary(report, relative(context.here, out) || '.'));
  },
  json(report) {
    console.log(JSON.stringify(report, null, 2));
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
