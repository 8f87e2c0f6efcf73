import { isDeepStrictEqual } from 'node:util';
import type { Diagnostic } from '../../content/diagnostics.ts';
import type { ProjectPage } from '../../content/page.ts';
import type { ReadSite } from '../../content/read-site.ts';
import type { Resolved } from '../../render/resolve.ts';
import type { TemplateSource, TemplateSources } from '../../render/templates.ts';
import { factsFor } from '../anonymous/published.ts';
import type { SiteFacts } from '../build-context.ts';
import { freshPage, withLoads } from '../built-page.ts';
import type { Lookup, Target } from '../input/lookup.ts';
import { filesOf, outputOf, type PageOutput } from '../output/page-output.ts';
import type { SiteFile } from '../site-file.ts';
import { type WrittenPage, writtenPage } from '../site-page.ts';

/** What every page is made of beside its own text. Two that are equal give equal pages. */
export interface SharedGround {
  templates: TemplateSources;
  lookup: Lookup;
  /** Another object when any file has been forgotten. */
  files: object;
  /** Names of the site's own weights. */
  weights: readonly string[];
  /** What `site.yml` says, and what has become of the addresses in it. */
  settings: ReadSite;
  named: readonly Resolved[];
}

/** A page as it was rendered, and all that it was made of: it is the same as long as these are. */
export interface HeldPage {
  page: ProjectPage;
  /** The page and what lies beside it, as they are shown. */
  files: PageOutput['files'];
  /** What the whole site has to know of it: found out when that is put together. */
  finish: () => { output: PageOutput; written: WrittenPage };
  /** Whether what is shown has no error. */
  isGood: boolean;
  ground: SharedGround;
  templates: ReadonlyMap<string, TemplateSource | undefined>;
  missesInclude: boolean;
  targets: ReadonlyMap<string, Target>;
  asked: readonly SiteFile[];
  asksGenerator: boolean;
}

/**
 * Renders a page whose facts have been gathered.
 * @param last how it was before: where it has come to have an error, it stays so, and the error is told
 */
export function renderHeld(
  page: ProjectPage,
  facts: SiteFacts,
  ground: SharedGround,
  root: string,
  last: HeldPage | undefined,
): HeldPage {
  const fresh = freshPage(page, facts);
  const { rendered, questions, asksGenerator, diagnostics } = fresh;
  const isGood = !diagnostics.some(({ severity }) => severity === 'error');
  const finish = once(() => {
    const built = withLoads(fresh, facts);
    return { output: outputOf(built, facts), written: writtenPage(built, root) };
  });
  const shown =
    !isGood && last?.isGood
      ? { files: last.files, finish: once(() => telling(last.finish(), diagnostics)), isGood: true }
      : { files: filesOf(fresh), finish, isGood };
  return {
    page,
    ...shown,
    ground,
    templates: new Map([...rendered.templates].map((name) => [name, ground.templates.get(name)])),
    missesInclude: diagnostics.some(({ code }) => code === 'include-not-found'),
    targets: questions.targets,
    asked: [...questions.files.values()],
    asksGenerator,
  };
}

/** A page as it was, with the problems that it has now. */
const telling = (
  { output, written }: ReturnType<HeldPage['finish']>,
  diagnostics: readonly Diagnostic[],
) => ({ output: { ...output, diagnostics }, written: { ...written, diagnostics } });

/** Makes a value when it is first asked for. */
function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  let maker: (() => Value) | undefined = make;
  return () => {
    if (!made && maker) made = { value: maker() };
    // What it was made of need not be kept.
    maker = undefined;
    if (!made) throw new Error('a value was asked for while it was made');
    return made.value;
  };
}

/** Whether a page would be rendered to the very same bytes and problems once more. */
export function isCurrent(
  held: HeldPage,
  page: ProjectPage,
  facts: SiteFacts,
  ground: SharedGround,
): boolean {
  const { ground: last } = held;
  return (
    held.page === page &&
    last.settings === ground.settings &&
    isDeepStrictEqual(last.named, ground.named) &&
    (!held.asksGenerator || isDeepStrictEqual(last.weights, ground.weights)) &&
    (last.templates === ground.templates || hasSameTemplates(held, ground.templates)) &&
    (last.lookup === ground.lookup || hasSameTargets(held, ground.lookup)) &&
    (last.files === ground.files || hasSameFiles(held, factsFor(page, facts)))
  );
}

function hasSameTemplates(
  { templates, missesInclude, ground }: HeldPage,
  now: TemplateSources,
): boolean {
  for (const [name, source] of templates) {
    const other = now.get(name);
    if (source?.text !== other?.text || source?.file !== other?.file) return false;
  }
  // The hint for an include that is not there depends on those that are.
  return !missesInclude || isDeepStrictEqual([...ground.templates.keys()], [...now.keys()]);
}

function hasSameTargets({ page, targets }: HeldPage, lookup: Lookup): boolean {
  for (const [url, target] of targets)
    if (!isDeepStrictEqual(target, lookup(url, page.source.file))) return false;
  return true;
}

function hasSameFiles({ asked }: HeldPage, { files }: SiteFacts): boolean {
  return asked.every(
    (file) => typeof file.content !== 'string' || files.add(file.content, file.kind) === file,
  );
}
