import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Diagnostic } from '../../content/diagnostics.ts';
import type { ProjectPage } from '../../content/page.ts';
import type { ReadSite } from '../../content/read-site.ts';
import { referencesIn } from '../../content/written-in.ts';
import type { Resolved } from '../../render/resolve.ts';
import { createTemplates } from '../../render/templates.ts';
import { inOrder } from '../build.ts';
import type { SiteFacts } from '../build-context.ts';
import { siteCache } from '../cache.ts';
import { siteGenerators } from '../demo/generators.ts';
import { shippedWeights, weightsIn } from '../demo/weights.ts';
import { gatherFacts } from '../facts.ts';
import { siteFiles } from '../files.ts';
import { finishSite } from '../finish-site.ts';
import { lookupIn } from '../input/lookup.ts';
import type { SiteInput } from '../input/read-site-input.ts';
import { sourceTree } from '../input/source-tree.ts';
import { socialCards } from '../media/social-cards.ts';
import { assembly } from '../output/assembly.ts';
import { themeFiles } from '../output/theme.ts';
import { pageContext } from '../page-context.ts';
import type { Change } from './change.ts';
import { type HeldPage, isCurrent, renderHeld, type SharedGround } from './held-page.ts';
import { liveInput } from './live-input.ts';
import { memorySink, type SiteContents } from './memory-sink.ts';

/** A site that is held in memory, and brought up to date after changes in its folder. */
export interface LiveSite {
  /**
   * Renders again the pages that depend on what has changed, and no others.
   * @returns these pages
   */
  update(changes: readonly Change[]): Promise<readonly HeldPage[]>;
  /** The whole site as of the last update, with its lists and files, and all that is wrong with it. */
  finish(): Promise<FinishedSite>;
}

export interface FinishedSite {
  contents: SiteContents;
  diagnostics: Diagnostic[];
}

interface LiveOptions {
  places?: boolean;
  url?: string | undefined;
}

/**
 * @param root folder of the site; its drafts belong to it
 * @param options.places whether elements say where they were written
 * @param options.url where the site will stand, unless `site.yml` says it
 */
export function liveSite(root: string, { places = false, url }: LiveOptions = {}): LiveSite {
  const tree = sourceTree(root);
  const files = siteFiles(root);
  const cache = siteCache(root, 'alis');
  const theme = themeFiles();
  const cards = socialCards(theme, siteCache(root, 'media'));
  const read = liveInput(tree, url);
  const held = new Map<string, HeldPage>();
  let last: { input: SiteInput; facts: SiteFacts } | undefined;
  let pending: readonly Change[] = [];
  /** Stands for all that is known of files: another one when some of it has been forgotten. */
  let known = {};
  let finished: Promise<FinishedSite> | undefined;

  function factsFor(input: SiteInput, changes: readonly Change[]): SiteFacts {
    if (files.forget(changes.map(({ path }) => join(root, path)))) known = {};
    const areContents = changes.every(({ kind }) => kind === 'content');
    const keepsNames = areContents && slugsOf(last?.input) === slugsOf(input);
    const keepsTemplates = isDeepStrictEqual(last?.input.templates, input.templates);
    return {
      settings: input.settings,
      lookup:
        (keepsNames && last?.facts.lookup) || lookupIn(tree, new Set(input.pages.map(slugOf))),
      files,
      generators: siteGenerators({ tree, files, shipped: shippedWeights, cache }),
      templates: (keepsTemplates && last?.facts.templates) || createTemplates(input.templates),
      cards,
      theme,
      preview: true,
      places,
    };
  }

  const groundOf = ({ templates, settings }: SiteInput, facts: SiteFacts): SharedGround => ({
    templates,
    settings,
    lookup: facts.lookup,
    files: known,
    weights: weightsIn(tree),
    named: namedIn(settings, facts),
  });

  async function update(since: readonly Change[]): Promise<readonly HeldPage[]> {
    // What an update that failed was told of is still to be seen to.
    pending = [...pending, ...since];
    const changes = pending;
    const input = read(changes);
    const facts = factsFor(input, changes);
    const ground = groundOf(input, facts);
    const stale = input.pages.filter((page) => {
      const before = held.get(fileOf(page));
      const isStale = !before || !isCurrent(before, page, facts, ground);
      if (!isStale) held.set(fileOf(page), { ...before, ground });
      return isStale;
    });
    await gatherFacts(stale, facts);
    const rendered = stale.map((page) =>
      renderHeld(page, facts, ground, root, held.get(fileOf(page))),
    );
    for (const each of rendered) held.set(fileOf(each.page), each);
    const present = new Set(input.pages.map(fileOf));
    for (const file of held.keys()) if (!present.has(file)) held.delete(file);
    last = { input, facts };
    pending = [];
    finished = undefined;
    return rendered;
  }

  async function finish(): Promise<FinishedSite> {
    if (!last) return { contents: new Map(), diagnostics: [] };
    const { input, facts } = last;
    const { sink, contents } = memorySink();
    const site = assembly(input, tree, { ...facts, options: { root, base }, sink });
    const pages = input.pages.flatMap((page) => held.get(fileOf(page))?.finish() ?? []);
    for (const { output } of pages) site.add(output);
    // What is wrong with the last good form of a page is said of a text that is not there any more.
    const broken = new Set(input.diagnostics.filter(isError).map(({ file }) => file));
    const written = pages.map((page) =>
      broken.has(fileOf(page.output.page)) ? { ...page.written, diagnostics: [] } : page.written,
    );
    const problem = files.cacheProblem ?? cache.problem;
    const found = await finishSite(site, input, written, facts, base, problem);
    return { contents, diagnostics: inOrder(found) };
  }

  return {
    update,
    finish() {
      finished ??= finish();
      return finished;
    },
  };
}

/** What has become of the addresses in `site.yml`. */
function namedIn({ site, source }: ReadSite, facts: SiteFacts): Resolved[] {
  const { resolve } = pageContext(source, '', facts).site;
  return referencesIn(site).map(resolve);
}

const isError = ({ severity }: Diagnostic) => severity === 'error';

/** Where the site stands on its host. */
const base = '/';

const fileOf = ({ source }: ProjectPage) => source.file;

const slugOf = ({ slug }: ProjectPage) => slug;

const slugsOf = (input: SiteInput | undefined) => input?.pages.map(slugOf).join('\n');
