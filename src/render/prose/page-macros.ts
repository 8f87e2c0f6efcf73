import type { ProjectPage } from '../../content/page.ts';
import { Prose } from '../../content/prose.ts';
import { macrosAfter } from '../math/definitions.ts';
import { hasDefinitions, type Macros, type MacrosAt, macrosFrom } from '../math/macros.ts';
import { codeBlocks, dialectOf } from './dialects.ts';
import { decodeEntities } from './entities.ts';
import { scan } from './scan.ts';
import { texSource } from './tex-source.ts';

/** Worked out once for a page, which never changes. */
const known = new WeakMap<ProjectPage, MacrosAt>();

/** The macros of a page: those of its data, and what its formulas define for those after them. */
export function macrosOf(page: ProjectPage): MacrosAt {
  const macros = known.get(page) ?? findMacros(page);
  known.set(page, macros);
  return macros;
}

function findMacros(page: ProjectPage): MacrosAt {
  let macros = macrosFrom(page.macros);
  if (!hasDefinitions(page.source.text)) {
    const everywhere = macros;
    return () => everywhere;
  }
  const starts = new Map<string, Macros>();
  for (const prose of prosesOf(page)) {
    starts.set(JSON.stringify(prose.path), macros);
    macros = definedIn(prose, macros);
  }
  // Texts that are not the page's own, such as includes, may use all of them.
  const all = macros;
  return (path) => starts.get(JSON.stringify(path)) ?? all;
}

function definedIn(prose: Prose, before: Macros): Macros {
  const { text } = prose;
  if (!hasDefinitions(text)) return before;
  return scan(text, true, codeBlocks(text, dialectOf(prose))).reduce(
    (macros, piece) =>
      piece.kind === 'math'
        ? macrosAfter(decodeEntities(texSource(text, piece).tex), macros)
        : macros,
    before,
  );
}

/** What a reader meets before the rest, in this order; the Markdown after the front matter comes last. */
const first = [
  'title',
  'subtitle',
  'conference',
  'authors',
  'tldr',
  'links',
  'teaser',
  'informal_summary',
];

function* prosesOf(page: ProjectPage): Generator<Prose> {
  const { source: _, body, ...data } = page;
  const order = (key: string) => (first.includes(key) ? first.indexOf(key) : first.length);
  const entries = Object.entries(data).sort(([one], [other]) => order(one) - order(other));
  for (const [, value] of entries) yield* prosesIn(value);
  if (body) yield body;
}

function* prosesIn(value: unknown): Generator<Prose> {
  if (value instanceof Prose) yield value;
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) yield* prosesIn(inner);
}
