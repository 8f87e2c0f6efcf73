import { z } from 'zod';
import type { Placed } from '../placed.ts';
import { analytics } from './analytics.ts';
import { budget } from './budget.ts';
import { hosts } from './hosts.ts';
import { language, ownWords } from './language.ts';
import { licence } from './licence.ts';
import { nav, related, versions } from './menus.ts';
import { theme } from './theme.ts';
import {
  blockProse,
  flag,
  inlineProse,
  linkUrl,
  listOf,
  macros,
  plain,
  posterUrl,
  siteAddress,
} from './values.ts';

/** What `site.yml` may say: what all pages of a site share. */
export const siteSchema = z.strictObject({
  title: plain.optional().describe('Of the whole site, above the list of its projects.'),
  description: inlineProse.optional().describe('A sentence below the title.'),
  lang: language.optional().describe('Language of pages that do not name their own; en otherwise.'),
  words: ownWords
    .optional()
    .describe('Words of the page itself, by language, in the place of ours.'),
  url: siteAddress
    .optional()
    .describe(
      'Where the site will stand, for machines that need whole addresses; otherwise --url says it.',
    ),
  favicon_url: linkUrl.optional(),
  social_image: z
    .union([flag, posterUrl])
    .optional()
    .describe('A picture for shared links of all pages; false: none.'),
  theme: theme.optional(),
  macros: macros.optional().describe('LaTeX commands for the formulas of all pages.'),
  math: z.enum(['katex', 'mathml']).optional(),
  budget: budget.optional(),
  hosts: hosts.optional(),
  anonymous: flag.optional().describe('`true` makes every page anonymous, and the site.'),
  anonymous_keep: listOf(plain)
    .optional()
    .describe('Words that are no sign of the authors, though they look like one.'),
  footer: z
    .union([flag, blockProse])
    .optional()
    .describe('Text at the end of every page; `false`: no line there at all.'),
  licence: licence.optional().describe('Of the pages: CC-BY-4.0 or another of SPDX, or words.'),
  analytics: analytics.optional(),
  nav: nav.optional(),
  related: related.optional(),
  versions: versions.optional(),
});

export type SiteData = Partial<Placed<z.output<typeof siteSchema>>>;
