import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openInstalled } from '../check/browser.ts';
import { checkSite } from '../check/check.ts';
import { defineCommand } from '../cli/define-command.ts';
import { exitCodes } from '../cli/failures.ts';
import { flag } from '../cli/options.ts';
import type { BuildReport } from '../site/report.ts';
import { build } from './build.ts';
import { countProblems } from './format-summary.ts';
import { printReport, progress, reportFormat } from './print-report.ts';
import { siteFolder } from './site-folder.ts';
import { siteUrl } from './site-url.ts';

export const command = defineCommand({
  name: 'check',
  summary: 'says all that is wrong with the site, and writes nothing',
  description: `Builds the site in root (default: here) into a temporary folder, and looks at all of it: links and fragments, ids, headings,
alt texts, tags, other hosts, weight against budget:, what Google Scholar and cards of shared links need, colours.`,
  operands: ['[root]'],
  options: {
    external: flag('asks other hosts whether what is linked to is there'),
    browser: flag('opens the pages in Chrome and runs axe on them'),
    url: siteUrl,
    strict: flag('warnings are errors'),
    drafts: flag('pages with published: false too'),
    format: reportFormat,
  },
  async run({ options, operands: [folder = '.'] }) {
    const root = siteFolder(folder);
    const temporary = mkdtempSync(join(tmpdir(), 'pagescape-check-'));
    const onProgress = progress();
    try {
      const { url, strict, drafts } = options;
      const report = await build(
        { root, out: join(temporary, 'dist'), base: '/', url, strict, drafts, onProgress },
        (site) =>
          checkSite(site, {
            external: options.external,
            browser: options.browser ? openInstalled : undefined,
            onProgress,
          }),
      );
      printReport(options.format, report, { root, summary: summaryOf(report) });
      return report.ok ? exitCodes.done : exitCodes.content;
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
  },
});

function summaryOf({ pages, diagnostics, milliseconds }: BuildReport): string {
  const found = countProblems(diagnostics).join(', ') || 'nothing wrong';
  const seen = pages.length === 1 ? '1 page' : `${pages.length} pages`;
  return `${found} in ${seen} (${(milliseconds / 1000).toFixed(2)} s)`;
}
