import { type Diagnostic, diagnostic } from '../content/diagnostics.ts';
import type { SiteFacts } from './build-context.ts';
import { leftOut } from './input/left-out.ts';
import type { SiteInput } from './input/read-site-input.ts';
import { missingWords } from './missing-words.ts';
import type { Assembly } from './output/assembly.ts';
import { deadFragments } from './output/fragments.ts';
import { renderLists } from './output/lists.ts';
import type { WrittenPage } from './site-page.ts';
import { oneWayLinks } from './twins.ts';

/**
 * Writes what a site has beside its pages, once these have been added.
 * @param base path of the site on its host
 * @param cacheProblem why nothing can be kept for the next build, if so
 * @returns all that is wrong with the site and its pages
 */
export async function finishSite(
  site: Assembly,
  input: SiteInput,
  written: readonly WrittenPage[],
  facts: SiteFacts,
  base: string,
  cacheProblem: string | undefined,
): Promise<Diagnostic[]> {
  const ofSite = await site.finish(renderLists(site.lists, input.pages, base, facts));
  const used = written.flatMap(({ dependencies }) => dependencies.files.map(({ file }) => file));
  return [
    ...input.diagnostics,
    ...missingWords(input),
    ...ofSite,
    ...(cacheProblem === undefined ? [] : [cacheUnusable(cacheProblem)]),
    ...written.flatMap(({ diagnostics }) => diagnostics),
    ...oneWayLinks(input.pages, facts.lookup, facts.settings.site.lang),
    ...deadFragments(written.map(({ linked }) => linked)),
    ...leftOut(input.others, new Set(used)),
  ];
}

const cacheUnusable = (problem: string): Diagnostic =>
  diagnostic(
    'cache-unusable',
    '.cache',
    { line: 1, column: 1 },
    `what was made for this site cannot be kept for the next build: ${problem}`,
    'delete .cache, or give this user the right to write there',
  );
