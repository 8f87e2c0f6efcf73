import { z } from 'zod';
import { blockProse, inlineProse, linkUrl } from './values.ts';

/** What a callout is for, from a remark by the way to a danger; the same that GitHub's alerts have. */
export const calloutKinds = ['note', 'tip', 'important', 'caution', 'warning'] as const;
export type CalloutKind = (typeof calloutKinds)[number];

const notice = {
  content: blockProse,
  title: inlineProse.optional().describe('In the place of the word for its kind.'),
};

/** Blocks of text that stand apart from the text around them. */
export const remarks = [
  z
    .strictObject({
      type: z.literal('callout'),
      kind: z.enum(calloutKinds).optional().describe('What it is for; note when left out.'),
      ...notice,
    })
    .describe('A notice beside the text: a note, a tip, a warning.'),

  z.strictObject({ type: z.literal('warning'), ...notice }).describe('A callout of kind warning.'),

  z
    .strictObject({
      type: z.literal('quote'),
      content: blockProse,
      author: inlineProse.optional().describe('Who said it, and where.'),
      link: linkUrl.optional().describe('Where it can be read.'),
    })
    .describe('What somebody else has said.'),
] as const;
