import type { ProjectPage } from '../content/page.ts';
import { referencesIn } from '../content/written-in.ts';
import { collectPage } from '../render/collect.ts';
import { prefixOf } from './addresses.ts';
import { factsFor } from './anonymous/published.ts';
import type { BuildOptions, SiteFacts } from './build-context.ts';
import { pageContext } from './page-context.ts';

/**
 * Finds out all that pages will ask for, before any of them is rendered: addresses are looked up, pictures
 * and videos measured, landscapes drawn, pictures made smaller.
 */
export async function gatherFacts(
  pages: readonly ProjectPage[],
  site: SiteFacts,
  onProgress?: BuildOptions['onProgress'],
): Promise<void> {
  for (const page of pages) {
    // What is wrong is said when the page is rendered.
    collectPage(page, pageContext(page.source, prefixOf(page.slug), factsFor(page, site)).site);
  }
  const { source, site: said } = site.settings;
  const { resolve } = pageContext(source, '', site).site;
  for (const reference of referencesIn(said)) resolve(reference);
  await site.generators.draw(onProgress);
  await site.files.convert(onProgress);
}
