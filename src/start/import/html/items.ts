import type { Block } from '../draft.ts';

/** What a page is made of, in the order in which it is read. */
export type Item = HeadingItem | TextItem | BlockItem;

export interface HeadingItem {
  readonly kind: 'heading';
  /** 1 to 6. */
  readonly level: number;
  readonly title: string;
  /** By which links lead there. */
  readonly id?: string;
  readonly offset: number;
}

export interface TextItem {
  readonly kind: 'text';
  /** Markdown. */
  readonly text: string;
  /** Whether it says something of the picture or video before it. */
  readonly caption: boolean;
  readonly offset: number;
}

export interface BlockItem {
  readonly kind: 'block';
  readonly block: Block;
  readonly offset: number;
}

/** Whether a block has a place for a caption that is still empty. */
const takesCaption = ({ type, caption }: Block): boolean =>
  caption === undefined &&
  /^(?:image|images|video|videos|carousel|comparison|youtube|table|code)$/.test(type);

/** Gives captions to what they stand below, and puts texts beside each other into one. */
export function joined(items: readonly Item[]): Item[] {
  const all: Item[] = [];
  for (const item of items) {
    const last = all.at(-1);
    if (item.kind === 'text' && item.caption && last?.kind === 'block' && takesCaption(last.block))
      all[all.length - 1] = { ...last, block: { ...last.block, caption: oneLine(item.text) } };
    else if (item.kind === 'text' && last?.kind === 'text' && last.caption === item.caption)
      all[all.length - 1] = { ...last, text: `${last.text}\n\n${item.text}` };
    else all.push(item);
  }
  return all;
}

const oneLine = (text: string): string => text.replaceAll(/\s*\n\s*/g, ' ');

/** Blocks of what stands below a heading; smaller headings stand among them. */
export const blocksOf = (items: readonly Item[]): Block[] =>
  joined(items.map((item) => (item.kind === 'text' ? { ...item, caption: false } : item))).map(
    (item): Block => {
      if (item.kind === 'heading') return { type: 'mini-title', content: item.title };
      return item.kind === 'text' ? { type: 'text', content: item.text } : item.block;
    },
  );

/** Pictures, or videos, that stand side by side, as one block; nothing where they are not all of one kind. */
export function sideBySide(blocks: readonly Block[]): Block | undefined {
  const [first] = blocks;
  if (first === undefined || blocks.length < 2) return undefined;
  if (blocks.every(({ type }) => type === 'image')) {
    const { max_width: width } = first;
    const urls = blocks.map(({ type: _, max_width: __, ...picture }) => picture);
    return { type: 'images', urls, ...(width === undefined ? {} : { max_width: width }) };
  }
  if (!blocks.every(({ type }) => type === 'video')) return undefined;
  const videos = blocks.map(({ url, poster, caption, label }) => ({
    url,
    ...(poster === undefined ? {} : { poster }),
    ...(label === undefined ? {} : { label }),
    ...(caption === undefined ? {} : { caption }),
  }));
  const of = (key: string) => (blocks.every((block) => block[key] === true) ? { [key]: true } : {});
  const { width } = first;
  return {
    type: 'videos',
    videos,
    ...(width === undefined ? {} : { video_width: width }),
    ...of('autoplay'),
    ...of('loop'),
    ...of('no_controls'),
  };
}
