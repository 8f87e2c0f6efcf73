import type { Diagnostic } from '../content/diagnostics.ts';
import type { NewSite } from '../site/output/new-site.ts';
import type { Progress } from '../site/report.ts';
import { browserProblems } from './browser.ts';
import { lowContrast } from './contrast.ts';
import { externalProblems } from './external.ts';
import { headProblems } from './head.ts';
import { deadLinks } from './links.ts';
import { viewOf } from './site-view.ts';
import { structureProblems } from './structure.ts';
import { overBudget } from './weight.ts';

export interface CheckOptions {
  /** Whether other hosts are asked for what the site links to. */
  readonly external: boolean;
  /** Whether pages are opened in a browser. */
  readonly browser: boolean;
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
    ...headProblems(view),
    ...overBudget(view),
    ...lowContrast(view),
    ...(external ? await externalProblems(view, asking, tell('addresses')) : []),
    ...(browser ? await browserProblems(view, tell('pages')) : []),
  ];
}

const asking = { patience: 15_000, atOnce: 6 };
