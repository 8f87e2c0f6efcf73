import { isEmpty, isMapping, type Mapping } from './data.ts';
import type { Finding } from './diagnostics.ts';
import { type Notes, normalizeSections, normalizeTeaser, omitted } from './normalize-blocks.ts';
import { type Path, pathKey } from './prose.ts';

/** Front matter in one spelling, and where each part of it was written. */
export interface NormalData {
  data: Mapping;
  writtenAt: (path: Path) => Path;
  problems: Finding[];
}

/** Names that keys had in older pages, and have now. */
export const olderNames: Record<string, string> = {
  abstract: 'informal_summary',
  categories: 'keywords',
  license: 'licence',
  organizations: 'common_organizations',
  short_description: 'informal_summary',
};

/** Names of the guide for keys that the data calls otherwise. */
export const guideNames: Record<string, string> = {
  common_organizations: 'organizations',
  informal_summary: 'abstract',
};

/**
 * Brings every accepted spelling to the one the schema describes: keys under `project:`, older names,
 * `null` for nothing, blocks without a type.
 */
export function normalize(raw: Mapping): NormalData {
  const notes: Notes = { problems: [], renamed: new Map() };
  const places = new Map<string, Path>();
  const values = new Map<string, unknown>();

  function take(key: string, value: unknown, place: Path): void {
    const name = Object.hasOwn(olderNames, key) ? (olderNames[key] ?? key) : key;
    const before = places.get(name);
    if (value === undefined && before) return;
    if (before && values.get(name) !== undefined) {
      const message = `"${key}" is written both at the top level and under project:`;
      const hint = 'keep one of the two; the one under project: counts';
      const code = 'key-in-both-places';
      if (before.length !== place.length)
        notes.problems.push({ code, path: [name], message, hint });
    }
    places.set(name, place);
    values.set(name, value);
  }

  const { project, ...top } = raw;
  for (const [key, value] of entriesOf(top)) take(key, value, [key]);
  if (isMapping(project)) {
    for (const [key, value] of entriesOf(project)) take(key, value, ['project', key]);
  } else if (!isEmpty(project)) {
    take('project', project, ['project']);
  }

  const data: Mapping = Object.fromEntries(values);
  normalizeTeaser(data, notes);
  normalizeSections(data, notes);
  numberAffiliations(data);
  const { problems } = notes;
  return { data, problems, writtenAt: (path) => writtenAt(places, withOwnNames(path, notes)) };
}

/** The path with the keys that its author wrote. */
const withOwnNames = (path: Path, { renamed }: Notes): Path =>
  renamed.size === 0
    ? path
    : path.map((step, index) => renamed.get(pathKey(path.slice(0, index + 1))) ?? step);

function writtenAt(places: Map<string, Path>, [key, ...rest]: Path): Path {
  return key === undefined ? [] : [...(places.get(String(key)) ?? [key]), ...rest];
}

/** Entries with what is empty left undefined: a key without a value says nothing, but it may be mistyped. */
function entriesOf(mapping: Mapping): [string, unknown][] {
  return Object.entries(mapping).map(([key, value]) => [key, filled(key, value)]);
}

/** Keys whose values mean something when they are empty, and the cells of tables. */
const mayBeEmpty = new Set(['alt', 'with', 'header', 'rows', 'macros']);

/** Lists of which an empty item is one that was forgotten. */
const mayNotLackItems = new Set(['items', 'tabs', 'cards', 'people']);

function filled(key: string, value: unknown): unknown {
  if (mayBeEmpty.has(key)) return value ?? undefined;
  if (Array.isArray(value)) {
    const nothing = mayNotLackItems.has(key) ? {} : omitted;
    const items = value.map((item) => filled('', item) ?? (Array.isArray(item) ? [] : nothing));
    return items.every((item) => item === omitted) ? undefined : items;
  }
  if (isMapping(value)) return Object.fromEntries(entriesOf(value));
  return isEmpty(value) ? undefined : value;
}

/** Affiliations by the names of organizations, as their numbers. */
function numberAffiliations(data: Mapping): void {
  const { authors, common_organizations: organizations } = data;
  if (!Array.isArray(authors) || !Array.isArray(organizations)) return;
  const names = organizations.map((one) => (isMapping(one) ? one.name : one));
  const numbered = (name: unknown) => {
    const index = typeof name === 'string' ? names.indexOf(name) : -1;
    return index < 0 ? name : index + 1;
  };
  data.authors = authors.map((author) => {
    if (!isMapping(author) || author.affiliations === undefined) return author;
    const { affiliations } = author;
    const numbers = Array.isArray(affiliations)
      ? affiliations.map(numbered)
      : numbered(affiliations);
    return { ...author, affiliations: numbers };
  });
}
