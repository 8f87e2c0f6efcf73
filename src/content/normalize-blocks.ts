import { isEmpty, isMapping, type Mapping } from './data.ts';
import type { Finding } from './diagnostics.ts';
import { type Path, pathKey } from './prose.ts';

/** What is noted while data is brought to its normal form. */
export interface Notes {
  problems: Finding[];
  /** What an author called a key that has another name in the data, by its path there. */
  renamed: Map<string, string>;
}

/** Stands for a part that shows nothing, and is taken out before validation. */
export const omitted = Symbol('omitted');

export function normalizeTeaser(data: Mapping, notes: Notes): void {
  const { teaser } = data;
  if (!isMapping(teaser)) return;
  let type = teaser.type;
  if (type === undefined) {
    type = typeOfTeaser(teaser);
    const message = 'the teaser has no type';
    const hint = `write type: ${type} (image, video, carousel, custom or custom_include)`;
    notes.problems.push({ code: 'missing-type', path: ['teaser'], message, hint });
  }
  const { url, ...rest } = teaser;
  const known = url !== undefined && (type === 'image' || type === 'video');
  const name = type === 'image' ? 'img_url' : 'video_url';
  if (known) notes.renamed.set(pathKey(['teaser', name]), 'url');
  const named = known ? { [name]: url } : teaser;
  const whole = withHost({ ...(known ? rest : {}), ...named, type }, 'video_url');
  data.teaser = withBlocksInside(whole, ['teaser'], notes);
}

function typeOfTeaser({ content, file, video_url, items }: Mapping): string {
  if (items !== undefined) return 'carousel';
  if (content !== undefined) return 'custom';
  if (file !== undefined) return 'custom_include';
  return video_url !== undefined ? 'video' : 'image';
}

export function normalizeSections(data: Mapping, notes: Notes): void {
  const { sections } = data;
  if (typeof sections === 'string') {
    data.sections = [{ paragraphs: [{ type: 'text', content: sections }] }];
  } else if (Array.isArray(sections)) {
    data.sections = sections.map((section, index) => {
      if (isMapping(section) && Object.values(section).every(isHollow)) {
        const message = 'this section has no title and no paragraphs, and shows nothing';
        const hint = 'write title: and paragraphs:, or take the item out';
        const path = ['sections', index];
        notes.problems.push({ code: 'empty-paragraph', path, message, hint });
        return omitted;
      }
      if (!isMapping(section) || !Array.isArray(section.paragraphs)) return section;
      const path = ['sections', index, 'paragraphs'];
      return { ...section, paragraphs: normalizeBlocks(section.paragraphs, path, notes) };
    });
  }
}

function normalizeBlocks(blocks: unknown[], path: Path, notes: Notes): unknown[] {
  return blocks.map((block, index) => normalizeBlock(block, [...path, index], notes));
}

function normalizeBlock(block: unknown, path: Path, notes: Notes): unknown {
  if (typeof block === 'string') {
    const message = 'this paragraph is bare text; it is read as a block of type text';
    const hint = 'write "- type: text" and the text below it, behind "content:"';
    notes.problems.push({ code: 'missing-type', path, message, hint });
    return normalizeBlock({ type: 'text', content: block }, path, notes);
  }
  if (!isMapping(block)) return block;
  if (block.type === undefined && block.content !== undefined) {
    const message = 'this paragraph has content but no type; it is read as text';
    const hint =
      'write "- type: text" and below it "content:" without a dash, so that they are one item';
    notes.problems.push({ code: 'missing-type', path, message, hint });
    return { ...block, type: 'text' };
  }
  if (ofContent.has(block.type) && block.content === undefined && block.title === undefined) {
    const message = `a block of type ${block.type} without content shows nothing`;
    const hint = 'write content: below it, or take the item out';
    notes.problems.push({ code: 'empty-paragraph', path, message, hint });
    return omitted;
  }
  const filling = block.type === 'table' ? 'rows' : 'columns';
  const { header, content, [filling]: held } = block;
  if (held !== undefined && [held, header, content].every(isHollow)) {
    const message = `a block of type ${block.type} with empty ${filling} shows nothing`;
    const hint = `write what ${filling}: hold, or take the item out`;
    notes.problems.push({ code: 'empty-paragraph', path, message, hint });
    return omitted;
  }
  if (block.type === 'mini-title' && block.title !== undefined && block.content === undefined) {
    const { title, content: _, ...rest } = block;
    notes.renamed.set(pathKey([...path, 'content']), 'title');
    return { ...rest, content: title };
  }
  if (block.type === 'video') return withHost(block, 'url');
  if (block.type === 'videos') return normalizeVideos(block, path, notes);
  return withBlocksInside(block, path, notes);
}

/** Whether a value says nothing, nor does anything in it. */
const isHollow = (value: unknown): boolean =>
  isEmpty(value) || (Array.isArray(value) && value.every(isHollow));

/** A block with those that it holds: in columns, below it, or below its items. */
function withBlocksInside(block: Mapping, path: Path, notes: Notes): Mapping {
  const entries = Object.entries(block).map(([key, value]) => {
    if (!Array.isArray(value)) return [key, value];
    const at = [...path, key];
    if (key === 'paragraphs') return [key, normalizeBlocks(value, at, notes)];
    const items = value.map((item, index) => {
      if (key === 'columns' && Array.isArray(item))
        return normalizeBlocks(item, [...at, index], notes);
      if (!isMapping(item) || !Array.isArray(item.paragraphs)) return item;
      return withBlocksInside(item, [...at, index], notes);
    });
    return [key, items];
  });
  return Object.fromEntries(entries);
}

/** Blocks that show nothing but their content. */
const ofContent = new Set<unknown>(['text', 'mini-title', 'callout', 'warning', 'quote', 'code']);

function normalizeVideos(block: Mapping, path: Path, { renamed }: Notes): Mapping {
  const { urls, ...rest } = block;
  const videos = rest.videos ?? urls;
  if (!Array.isArray(videos)) return block;
  if (rest.videos === undefined) renamed.set(pathKey([...path, 'videos']), 'urls');
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
