import { isMapping } from './data.ts';
import type { Finding } from './diagnostics.ts';
import { months } from './months.ts';
import type { Path } from './prose.ts';

/** Front matter in one spelling, and where each part of it was written. */
export interface NormalData {
  data: Record<string, unknown>;
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

/**
 * Brings every accepted spelling to the one the schema describes: keys under `project:`, older names,
 * `null` for nothing, blocks without a type.
 */
export function normalize(raw: Record<string, unknown>): NormalData {
  const problems: Finding[] = [];
  const places = new Map<string, Path>();
  const values = new Map<string, unknown>();

  function take(key: string, value: unknown, place: Path): void {
    const name = Object.hasOwn(olderNames, key) ? (olderNames[key] ?? key) : key;
    const before = places.get(name);
    if (before) {
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
  } else if (project !== undefined && project !== null) {
    take('project', project, ['project']);
  }

  const data: Record<string, unknown> = Object.fromEntries(values);
  if (typeof data.date === 'string') data.date = isoDate(data.date);
  normalizeTeaser(data, problems);
  normalizeSections(data, problems);
  return { data, problems, writtenAt: (path) => writtenAt(places, path) };
}

function writtenAt(places: Map<string, Path>, [key, ...rest]: Path): Path {
  return key === undefined ? [] : [...(places.get(String(key)) ?? [key]), ...rest];
}

/** Entries that say something: a key without a value is as good as no key. */
const entriesOf = (mapping: Record<string, unknown>) =>
  Object.entries(withoutNulls(mapping)).filter(([, value]) => value !== undefined);

function withoutNulls(mapping: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(mapping).filter(([, value]) => value !== null);
  return Object.fromEntries(entries.map(([key, value]) => [key, deepWithoutNulls(value)]));
}

function deepWithoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(deepWithoutNulls);
  return isMapping(value) ? withoutNulls(value) : value;
}

/** A date such as `12 April 2021` or `19 Jun 2020` as 2021-04-12; any other text as it is. */
function isoDate(text: string): string {
  const [, day = '', name = '', year = ''] =
    /^\s*(\d\d?) (\p{L}{3,9}) (\d{4})\s*$/u.exec(text) ?? [];
  const month = months.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  if (month === 0) return text;
  return `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function normalizeTeaser(data: Record<string, unknown>, problems: Finding[]): void {
  const { teaser } = data;
  if (!isMapping(teaser)) return;
  let type = teaser.type;
  if (type === undefined) {
    type = 'content' in teaser ? 'custom' : 'video_url' in teaser ? 'video' : 'image';
    const message = 'the teaser has no type';
    const hint = `write type: ${type} (image, video or custom)`;
    problems.push({ code: 'missing-type', path: ['teaser'], message, hint });
  }
  const { url, ...rest } = teaser;
  const known = url !== undefined && (type === 'image' || type === 'video');
  const named = known ? { [type === 'image' ? 'img_url' : 'video_url']: url } : teaser;
  data.teaser = withHost({ ...(known ? rest : {}), ...named, type }, 'video_url');
}

function normalizeSections(data: Record<string, unknown>, problems: Finding[]): void {
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
  if (block.type === undefined && 'content' in block) {
    const message = 'this paragraph has content but no type; it is read as text';
    const hint =
      'write "- type: text" and below it "content:" without a dash, so that they are one item';
    problems.push({ code: 'missing-type', path, message, hint });
    return { ...block, type: 'text' };
  }
  if (block.type === 'text' && isEmpty(block.content)) {
    const message = 'a text paragraph without content shows nothing';
    const hint = 'write content: below it, or take the item out';
    problems.push({ code: 'empty-paragraph', path, message, hint });
    return omitted;
  }
  if (block.type === 'mini-title' && 'title' in block && !('content' in block)) {
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

/** Stands for a block that renders nothing, and is taken out before validation. */
export const omitted = Symbol('omitted');

const isEmpty = (value: unknown) =>
  value === undefined || (typeof value === 'string' && value.trim() === '');

function normalizeVideos(block: Record<string, unknown>): Record<string, unknown> {
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
function withHost(
  mapping: Record<string, unknown>,
  key: string,
  drop = false,
): Record<string, unknown> {
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
