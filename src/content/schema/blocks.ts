import { z } from 'zod';
import type { Placed } from '../placed.ts';
import { lists } from './lists.ts';
import { figure, media } from './media.ts';
import { remarks } from './remarks.ts';
import {
  anyValues,
  blockProse,
  cell,
  flag,
  imageUrl,
  inlineProse,
  needsOneOf,
  pixels,
  plain,
  plate,
  posterUrl,
  valued,
  videoUrl,
} from './values.ts';

/**
 * One entry for each type of block: what an author may write in it. A type is this entry, the template
 * of its name in `templates/blocks`, and its place in the guide; nothing else names it.
 */
const plainBlock = z.discriminatedUnion('type', [
  z
    .strictObject({
      type: z.literal('text'),
      content: blockProse,
    })
    .describe('Paragraphs: HTML, Markdown and math.'),

  z
    .strictObject({
      type: z.literal('mini-title'),
      content: inlineProse,
    })
    .describe('A small heading inside a section.'),

  needsOneOf(
    z.strictObject({
      type: z.literal('table'),
      content: blockProse.optional().describe('The table in HTML or Markdown.'),
      header: z.array(cell).optional().describe('Or: the heads of the columns ...'),
      rows: z.array(z.array(cell)).optional().describe('... and its rows, cell by cell.'),
      ...figure,
    }),
    'content',
    'rows',
  ).describe('A table, which scrolls in itself where the screen is narrow.'),

  ...media,

  ...remarks,

  ...lists,

  z
    .strictObject({
      type: z.literal('custom_include'),
      file: plain.describe('A template in templates/includes.'),
      with: anyValues.optional().describe('Values the template may use.'),
    })
    .describe("A template of the site's own."),

  z
    .strictObject({
      type: z.literal('code'),
      content: plain,
      language: plain.optional().describe('For colours: python, bash, json, cpp, ...'),
      caption: inlineProse.optional(),
    })
    .describe('A listing with a copy button.'),

  z
    .strictObject({
      type: z.literal('teaser'),
    })
    .describe("The page's teaser, here and not at the top."),

  z
    .strictObject({
      type: z.literal('bibtex'),
      content: plain.optional(),
    })
    .describe("The page's BibTeX, here and not at the end; or another."),
]);

const fragmentId = plain
  .refine((id) => /^\S+$/.test(id), {
    message: 'an id has no spaces',
    params: { hint: 'write id: how-it-works, or leave it out' },
  })
  .describe('For links to it; made from its words when left out.');

/** How the videos among several things play. */
const playing = {
  autoplay: flag.optional().describe('Videos play muted while they are seen.'),
  loop: flag.optional(),
  no_controls: flag.optional(),
};

const columns = z
  .strictObject({
    type: z.literal('columns'),
    get columns() {
      return z.array(z.array(block)).min(1).max(4);
    },
  })
  .describe('Blocks side by side, one list for each column.');

const details = z
  .strictObject({
    type: z.literal('details'),
    summary: inlineProse.describe('The line that is always there.'),
    open: flag.optional().describe('Open from the beginning.'),
    content: blockProse.optional().describe('A text ...'),
    get paragraphs() {
      return z.array(block).min(1).optional();
    },
  })
  .describe('A line that opens what is below it.');

const tab = z.strictObject({
  title: inlineProse,
  id: fragmentId.optional(),
  content: blockProse.optional().describe('A text ...'),
  get paragraphs() {
    return z.array(block).min(1).optional();
  },
});

const tabs = z
  .strictObject({
    type: z.literal('tabs'),
    label: plain.optional().describe('What one chooses, for those who cannot see it.'),
    tabs: z.array(needsOneOf(tab, 'content', 'paragraphs')).min(1),
  })
  .describe('Blocks of which one is seen at a time.');

const wholeSlide = z.strictObject({
  url: imageUrl.optional(),
  video: videoUrl.optional(),
  poster: posterUrl.optional(),
  alt: plain.optional(),
  caption: inlineProse.optional(),
  plate: plate.optional(),
  get paragraphs() {
    return z.array(block).min(1).optional();
  },
});

const slide = z.union([
  imageUrl.transform((url) => ({ url })),
  needsOneOf(wholeSlide, 'url', 'video', 'paragraphs'),
]);

/** What a carousel has, as a block and as a teaser. */
export const slides = {
  items: z.array(slide).min(1).describe('Pictures, videos, or blocks of any type.'),
  label: plain.optional().describe('What the slides show, for those who cannot see them.'),
  per_page: valued(z.int().min(1).max(6))
    .optional()
    .describe('Slides seen at once on a wide screen.'),
};

const carousel = z
  .strictObject({
    type: z.literal('carousel'),
    ...slides,
    ...playing,
    plate: plate.optional(),
    ...figure,
  })
  .describe('Slides to leaf through.');

const exhibit = z.strictObject({
  title: inlineProse.optional().describe('Chosen by it, where there is no thumbnail.'),
  id: fragmentId.optional(),
  thumbnail: imageUrl.optional().describe('Of a picture that has none: the picture itself.'),
  url: imageUrl.optional(),
  video: videoUrl.optional(),
  poster: posterUrl.optional(),
  alt: plain.optional(),
  caption: inlineProse.optional(),
  plate: plate.optional(),
  get paragraphs() {
    return z.array(block).min(1).optional();
  },
});
const shownExhibit = needsOneOf(exhibit, 'url', 'video', 'paragraphs');

const gallery = z
  .strictObject({
    type: z.literal('gallery'),
    items: z.array(needsOneOf(shownExhibit, 'title', 'thumbnail', 'url', 'poster')).min(1),
    label: plain.optional().describe('What one chooses, for those who cannot see it.'),
    ...playing,
    plate: plate.optional(),
    max_width: pixels.optional().describe('Widest what is shown gets, in CSS pixels.'),
  })
  .describe('Pictures, videos or blocks, of which thumbnails choose the one that is seen.');

const wholeDetails = needsOneOf(details, 'content', 'paragraphs');

/** The type of `block`, said here: blocks hold blocks, and the compiler would write all of it at each place. */
export type BlockSchema = z.ZodDiscriminatedUnion<
  [
    ...typeof plainBlock.options,
    typeof carousel,
    typeof gallery,
    typeof columns,
    typeof wholeDetails,
    typeof tabs,
  ],
  'type'
>;

/** Anything that may stand in a section. */
export const block: BlockSchema = z.discriminatedUnion('type', [
  ...plainBlock.options,
  carousel,
  gallery,
  columns,
  wholeDetails,
  tabs,
]);

export type Block = Placed<z.output<typeof block>>;
export type BlockType = Block['type'];

/** Names of all block types. */
export const blockTypes: readonly BlockType[] = block.options.map(({ shape }) => shape.type.value);
