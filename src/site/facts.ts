import type { ProjectPage } from '../content/page.ts';
import { collectPage } from '../render/collect.ts';
import { prefixOf } from './addresses.ts';
import type { BuildContext } from './build-context.ts';
import { pageContext } from './page-context.ts';

type Facts = Parameters<typeof pageContext>[2];

/**
 * Finds out all that pages will ask for, before any of them is rendered: addresses are looked up, pictures
 * and videos measured, landscapes drawn, pictures made smaller.
 */
export async function gatherFacts(
  pages: readonly ProjectPage[],
  site: Facts,
  onProgress: BuildContext['options']['onProgress'],
): Promise<void> {
  for (const page of pages) {
    // What is wrong is said when the page is rendered.
    collectPage(page, pageContext(page.source, prefixOf(page.slug), site).site);
  }
  await site.generators.draw(onProgress);
  await site.files.convert(onProgress);
}
