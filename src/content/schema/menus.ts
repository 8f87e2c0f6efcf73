import { z } from 'zod';
import { byLanguage } from './language.ts';
import { inlineProse, linkUrl, plain } from './values.ts';

/** What stands at the top of every page of a project: pages of the site, their parts, or addresses. */
export const nav = z
  .array(
    z.union([
      z.strictObject({ title: plain, link: linkUrl }),
      // As buttons of one's own are spelled.
      z
        .strictObject({ text: plain, href: linkUrl })
        .transform(({ text, href }) => ({ title: text, link: href })),
    ]),
  )
  .describe('A menu at the top of the page, each entry a title and a link.');

/** Other works, below the page's own. */
export const related = z
  .array(
    z.strictObject({
      title: plain,
      link: linkUrl,
      text: inlineProse.optional().describe('A few words about it.'),
    }),
  )
  .describe('Related works at the end of the page.');

/** A work in its versions, each with a page of its own. */
export const versions = z
  .array(z.strictObject({ label: plain, link: linkUrl }))
  .describe('Versions of the work, the newest first, this page among them.');

/** The same page in other languages, by their tags. */
export const translations = byLanguage(linkUrl).describe(
  'This page in other languages: a tag, such as de, and the address of the page.',
);
