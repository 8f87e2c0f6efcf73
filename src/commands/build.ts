import { join, relative, resolve } from 'node:path';
import { withoutUrl } from '../check/without-url.ts';
import { defineCommand } from '../cli/define-command.ts';
import { exitCodes, MachineError, UsageError } from '../cli/failures.ts';
import { flag, parsed, text } from '../cli/options.ts';
import { buildSite } from '../site/build.ts';
import { BusyOutputError } from '../site/output/lock.ts';
import type { NewSite } from '../site/output/new-site.ts';
import { ForeignOutputError } from '../site/output/staging.ts';
import type { BuildReport } from '../site/report.ts';
import { formatSummary } from './format-summary.ts';
import { printReport, progress, reportFormat } from './print-report.ts';
import { siteFolder } from './site-folder.ts';
import { siteUrl } from './site-url.ts';

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
    url: siteUrl,
    preview: flag('a preview: search engines are told to pass over it, and nobody is counted'),
    strict: flag('warnings are errors'),
    drafts: flag('pages with published: false too'),
    format: reportFormat,
  },
  async run({ options, operands: [folder = '.'] }) {
    const root = siteFolder(folder);
    const out = resolve(options.out ?? join(root, 'dist'));
    if (!relative(out, root).startsWith('..'))
      throw new UsageError(`--out ${options.out} holds the sources themselves`);
    const inspect = options.preview ? undefined : async (site: NewSite) => withoutUrl(site);
    const report = await build({ ...options, root, out, onProgress: progress() }, inspect);
    const shownOut = relative(process.cwd(), out) || '.';
    printReport(options.format, report, { root, summary: formatSummary(report, shownOut) });
    return report.ok ? exitCodes.done : exitCodes.content;
  },
});

/** `/x`, `x` and `/x/` are one path, which begins and ends with a slash. */
function basePath(given: string): string {
  if (/^[a-z][a-z\d+.-]*:|[?#\\]/i.test(given))
    throw new UsageError(`is a path on the host, such as /project, not ${given}`);
  return new URL(`/${given}/`.replaceAll(/\/+/g, '/'), 'http://host').pathname;
}

/** Builds a site; what stands in its way is told as what was typed, or as the machine's. */
export async function build(...given: Parameters<typeof buildSite>): Promise<BuildReport> {
  try {
    return await buildSite(...given);
  } catch (error) {
    if (error instanceof ForeignOutputError) throw new UsageError(error.message);
    if (error instanceof BusyOutputError) throw new MachineError(error.message);
    throw error;
  }
}
