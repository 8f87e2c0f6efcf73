import { isDeepStrictEqual } from 'node:util';
import type { ProjectPage } from '../../content/page.ts';
import type { ReadSite } from '../../content/read-site.ts';
import type { TemplateSource, TemplateSources } from '../../render/templates.ts';
import type { SiteFacts } from '../build-context.ts';
import type { SiteFile } from '../files.ts';
import type { Target } from '../input/lookup.ts';
import type { PageOutput } from '../output/page-output.ts';
import { renderForSite, type WrittenPage } from '../site-page.ts';

/** What every page is made of beside its own text and its own questions. Two that are equal give equal pages. */
export interface SharedGround {
  templates: TemplateSources;
  /** Names of the site's own weights. */
  weights: readonly string[];
  /** What `site.yml` says, and the address of the icon that it names. */
  settings: ReadSite;
  icon: string | undefined;
}

/** A page as it was rendered, and all that it was made of: it is the same as long as these are. */
export interface HeldPage {
  page: ProjectPage;
  output: PageOutput;
  written: WrittenPage;
  ground: SharedGround;
  templates: ReadonlyMap<string, TemplateSource | undefined>;
  targets: ReadonlyMap<string, Target>;
  files: readonly SiteFile[];
  asksGenerator: boolean;
  /** Whether `output` has no error. */
  isGood: boolean;
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
  const { built, output, written } = renderForSite(page, facts, root);
  const { rendered, questions, asksGenerator } = built;
  const { diagnostics } = output;
  const isGood = !diagnostics.some(({ severity }) => severity === 'error');
  const shown = !isGood && last?.isGood ? last : { output, written, isGood };
  return {
    page,
    output: { ...shown.output, diagnostics },
    written: { ...shown.written, diagnostics },
    isGood: shown.isGood,
    ground,
    templates: new Map([...rendered.templates].map((name) => [name, ground.templates.get(name)])),
    targets: questions.targets,
    files: [...questions.files.values()],
    asksGenerator,
  };
}

/** Whether a page would be rendered to the very same bytes and problems once more. */
export function isCurrent(
  held: HeldPage,
  page: ProjectPage,
  { lookup, files }: Pick<SiteFacts, 'lookup' | 'files'>,
  ground: SharedGround,
): boolean {
  const { ground: last } = held;
  return (
    held.page === page &&
    last.settings === ground.settings &&
    last.icon === ground.icon &&
    (!held.asksGenerator || isDeepStrictEqual(last.weights, ground.weights)) &&
    [...held.templates].every(([name, source]) =>
      isSameSource(source, ground.templates.get(name)),
    ) &&
    (!missesInclude(held) || hasSameNames(last.templates, ground.templates)) &&
    [...held.targets].every(([url, target]) =>
      isSameTarget(target, lookup(url, page.source.file)),
    ) &&
    held.files.every(
      ({ content, kind }, index) =>
        typeof content !== 'string' ||
        files.add(content, kind, page.anonymous ? 'anonymous' : undefined) === held.files[index],
    )
  );
}

const isSameSource = (one: TemplateSource | undefined, other: TemplateSource | undefined) =>
  one?.text === other?.text && one?.file === other?.file;

/** Until names change, looking an address up again gives the very same answer. */
const isSameTarget = (one: Target, other: Target) => one === other || isDeepStrictEqual(one, other);

/** The hint for an include that is not there depends on those that are. */
const missesInclude = ({ output }: HeldPage) =>
  output.diagnostics.some(({ code }) => code === 'include-not-found');

const hasSameNames = (one: TemplateSources, other: TemplateSources) =>
  isDeepStrictEqual([...one.keys()], [...other.keys()]);
