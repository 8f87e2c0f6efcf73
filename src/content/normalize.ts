import { isMapping, type Mapping } from './data.ts';
import type { Finding } from './diagnostics.ts';
import type { Path } from './prose.ts';

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
  const problems: Finding[] = [];
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
      if (before.length !== place.length) problems.push({ code, path: [name], message, hint });
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
  normalizeTeaser(data, problems);
  normalizeSections(data, problems);
  return { data, problems, writtenAt: (path) => writtenAt(places, path) };
}

function writtenAt(places: Map<string, Path>, [key, ...rest]: Path): Path {
  return key === undefined ? [] : [...(places.get(String(key)) ?? [key]), ...rest];
}

/** Entries with what is empty left undefined: a key without a value says nothing, but it may be mistyped. */
function entriesOf(mapping: Mapping): [string, unknown][] {
  return Object.entries(mapping).map(([key, value]) => [key, filled(key, value)]);
}

/** Keys whose values mean something when they are empty, and the cells of tables. */
const mayBeEmpty = new Set(['alt', 'with', 'header', 'rows', 'macros']);

function filled(key: string, value: unknown): unknown {
  if (mayBeEmpty.has(key)) return value ?? undefined;
  if (Array.isArray(value)) {
    const items = value.map((item) => filled('', item) ?? (Array.isArray(item) ? [] : omitted));
    return items.every((item) => item === omitted) ? undefined : items;
  }
  if (isMapping(value)) return Object.fromEntries(entriesOf(value));
  return isEmpty(value) ? undefined : value;
}

function normalizeTeaser(data: Mapping, problems: Finding[]): void {
  const { teaser } = data;
  if (!isMapping(teaser)) return;
  let type = teaser.type;
  if (type === undefined) {
    type =
      teaser.content !== undefined ? 'custom' : teaser.video_url !== undefined ? 'video' : 'image';
    const message = 'the teaser has no type';
    const hint = `write type: ${type} (image, video or custom)`;
    problems.push({ code: 'missing-type', path: ['teaser'], message, hint });
  }
  const { url, ...rest } = teaser;
  const known = url !== undefined && (type === 'image' || type === 'video');
  const named = known ? { [type === 'image' ? 'img_url' : 'video_url']: url } : teaser;
  data.teaser = withHost({ ...(known ? rest : {}), ...named, type }, 'video_url');
}

function normalizeSections(data: Mapping, problems: Finding[]): void {
  const { sections } = data;
  if (typeof sections === 'string') {
    data.sections = [{ paragraphs: [{ type: 'text', content: sections }] }];
  } else if (Array.isArray(sections)) {
    data.sections = sections.map((section, index) => {
      if (!isMapping(section) || !Array.isArray(section.paragraphs)) return section;
      const path = ['sections', index, 'paragraphs'];
      return { ...section, paragraphs: normalizeBlocks(section.paragraphs, path, problems) };
    });
  }
}

function normalizeBlocks(blocks: unknown[], path: Path, problems: Finding[]): unknown[] {
  return blocks.map((block, index) => normalizeBlock(block, [...path, index], problems));
}

function normalizeBlock(block: unknown, path: Path, problems: Finding[]): unknown {
  if (typeof block === 'string') {
    const message = 'this paragraph is bare text; it is read as a block of type text';
    const hint = 'write "- type: text" and the text below it, behind "content:"';
    problems.push({ code: 'missing-type', path, message, hint });
    return normalizeBlock({ type: 'text', content: block }, path, problems);
  }
  if (!isMapping(block)) return block;
  if (block.type === undefined && block.content !== undefined) {
    const message = 'this paragraph has content but no type; it is read as text';
    const hint =
      'write "- type: text" and below it "content:" without a dash, so that they are one item';
    problems.push({ code: 'missing-type', path, message, hint });
    return { ...block, type: 'text' };
  }
  if (ofContent.has(block.type) && block.content === undefined && block.title === undefined) {
    const message = `a block of type ${block.type} without content shows nothing`;
    const hint = 'write content: below it, or take the item out';
    problems.push({ code: 'empty-paragraph', path, message, hint });
    return omitted;
  }
  if (block.type === 'mini-title' && 'title' in block && !(block.content !== undefined)) {
    const { title, ...rest } = block;
    return { ...rest, content: title };
  }
  if (block.type === 'video') return withHost(block, 'url');
  if (block.type === 'videos') return normalizeVideos(block);
  if (block.type === 'columns' && Array.isArray(block.columns)) {
    const columns = block.columns.map((column, index) =>
      Array.isArray(column)
        ? normalizeBlocks(column, [...path, 'columns', index], problems)
        : column,
    );
    return { ...block, columns };
  }
  return block;
}

/** Blocks that show nothing but their content. */
const ofContent = new Set<unknown>(['text', 'mini-title', 'warning', 'code']);

/** Stands for a block that renders nothing, and is taken out before validation. */
export const omitted = Symbol('omitted');

const isEmpty = (value: unknown) =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

function normalizeVideos(block: Mapping): Mapping {
  const { urls, ...rest } = block;
  const videos = rest.videos ?? urls;
  if (!Array.isArray(videos)) return block;
  const hosted = videos.map((video) =>
    typeof video === 'string'
      ? onHost(block.host, video)
      : isMapping(video)
        ? withHost({ ...video, host: block.host }, 'url', true)
        : video,
  );
  return { ...rest, videos: hosted };
}

/** The mapping with `host` put before its url, as `host` + `url` means. */
function withHost(mapping: Mapping, key: string, drop = false): Mapping {
  const { host, ...rest } = mapping;
  const url = mapping[key];
  if (typeof url !== 'string') return drop ? rest : mapping;
  const hosted = { ...rest, [key]: onHost(host, url) };
  return drop || host === undefined ? hosted : { ...hosted, host };
}

function onHost(host: unknown, url: string): string {
  if (typeof host !== 'string' || /^([a-z][a-z+.-]*:|\/\/)/i.test(url)) return url;
  return `${host.replace(/\/$/, '')}/${url.replace(/^\//, '')}`;
}
