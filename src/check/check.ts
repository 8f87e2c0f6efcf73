import type { Diagnostic } from '../content/diagnostics.ts';
import type { NewSite } from '../site/output/new-site.ts';
import type { Progress } from '../site/report.ts';
import { browserProblems, type OpenBrowser } from './browser.ts';
import { lowContrast } from './contrast.ts';
import { externalProblems } from './external.ts';
import { foreignHostsOfFiles } from './foreign.ts';
import { headProblems } from './head.ts';
import { deadLinks } from './links.ts';
import { viewOf } from './site-view.ts';
import { structureProblems } from './structure.ts';
import { overBudget } from './weight.ts';
import { withoutUrl } from './without-url.ts';

export interface CheckOptions {
  /** Whether other hosts are asked for what the site links to. */
  readonly external: boolean;
  /** Opens the browser in which pages are looked at, if they are to be. */
  readonly browser: OpenBrowser | undefined;
  readonly onProgress?: Progress | undefined;
}

/** All that is wrong with a built site and that no part of the build sees. */
export async function checkSite(
  site: NewSite,
  { external, browser, onProgress }: CheckOptions,
): Promise<Diagnostic[]> {
  const view = viewOf(site);
  const told = site.pages.flatMap(({ diagnostics }) => diagnostics);
  const tell = (task: string) => (done: number, total: number) =>
    onProgress?.({ task, done, total });
  return [
    ...deadLinks(view),
    ...structureProblems(view, told),
    ...foreignHostsOfFiles(view),
    ...withoutUrl(site),
    ...headProblems(view),
    ...overBudget(view),
    ...lowContrast(view),
    ...(external ? await externalProblems(view, asking, tell('addresses')) : []),
    ...(browser ? await browserProblems(view, browser, tell('pages')) : []),
  ];
}

const asking = { patience: 15_000, hostsAtOnce: 6, pause: 250 };
