import { z } from 'zod';
import { date } from './date.ts';
import { icon } from './icon.ts';
import { blockProse, imageUrl, inlineProse, linkUrl, plain, plate } from './values.ts';

const card = z.strictObject({
  title: inlineProse,
  content: blockProse.optional(),
  link: linkUrl.optional().describe('Where the whole card leads.'),
  icon: icon.optional(),
  image: imageUrl.optional().describe('A picture above the title.'),
  alt: plain.optional().describe('What the picture shows; nothing for an ornament.'),
  plate: plate.optional(),
});

const person = z.union([
  plain.transform((name) => ({ name })),
  z.strictObject({
    name: plain,
    role: inlineProse.optional(),
    link: linkUrl.optional(),
    photo: imageUrl.optional(),
  }),
]);

/** What has happened, in any order: the newest is shown first. */
export const news = z
  .array(
    z.strictObject({
      date: date.describe('2021, 2021-10 or 2021-10-11.'),
      text: blockProse,
      link: linkUrl.optional(),
    }),
  )
  .min(1);

/** Blocks that are lists of things of one kind. */
export const lists = [
  z
    .strictObject({ type: z.literal('cards'), cards: z.array(card).min(1) })
    .describe('Things side by side, each with a title, and a link perhaps.'),

  z
    .strictObject({ type: z.literal('people'), people: z.array(person).min(1) })
    .describe('People with name, role and photo.'),

  z
    .strictObject({
      type: z.literal('news'),
      items: news.optional().describe("Other news than the page's own."),
    })
    .describe("The page's news, here and not above its sections; or others."),
] as const;
