import { z } from 'zod';
import type { Placed } from '../placed.ts';
import { block, slides } from './blocks.ts';
import { budget } from './budget.ts';
import { date } from './date.ts';
import { hosts } from './hosts.ts';
import { email, orcid } from './identifiers.ts';
import { language } from './language.ts';
import { licence } from './licence.ts';
import { links } from './links.ts';
import { news } from './lists.ts';
import { nav, related, translations, versions } from './menus.ts';
import { roles } from './roles.ts';
import { theme } from './theme.ts';
import {
  anyValues,
  blockProse,
  flag,
  imageUrl,
  inlineProse,
  linkUrl,
  listOf,
  macros,
  pageAddress,
  pixels,
  plain,
  plate,
  posterUrl,
  videoUrl,
  wholeNumbers,
  words,
} from './values.ts';

const author = z.union([
  plain.transform((name) => ({ name })),
  z.strictObject({
    name: plain,
    link: linkUrl.optional(),
    affiliations: wholeNumbers.optional().describe('Organizations, counted from 1.'),
    org: wholeNumbers.optional().describe('Organizations, counted from 0 (older pages).'),
    equal: flag.optional().describe('Contributed equally with the others so marked.'),
    equal_contribution: flag.optional().describe('The same as equal.'),
    corresponding: flag.optional(),
    email: email.optional(),
    orcid: orcid.optional(),
    roles: roles.optional().describe('What they did: roles of CRediT, or others.'),
    notes: listOf(inlineProse).optional().describe('Explained in one line below the authors.'),
  }),
]);

const organization = z.union([
  plain.transform((name) => ({ name })),
  z.strictObject({
    name: plain,
    link: linkUrl.optional(),
    logo: imageUrl.optional(),
    logo_dark: imageUrl.optional().describe('The logo to show on a dark page.'),
    logo_height: pixels.optional(),
    plate: plate.optional(),
  }),
]);

const section = z.strictObject({
  title: inlineProse.optional(),
  id: plain.optional().describe('For links to the section; made from the title when left out.'),
  paragraphs: z.array(block).optional(),
});

/** Of each type of teaser, the key without which it would show nothing. */
const shown = {
  image: 'img_url',
  video: 'video_url',
  custom: 'content',
  custom_include: 'file',
  carousel: 'items',
} as const;

const teaser = z
  .strictObject({
    type: z.enum(['image', 'video', 'custom', 'custom_include', 'carousel']),
    url: plain.optional(),
    img_url: imageUrl.optional().describe('Of a teaser of type image.'),
    video_url: videoUrl.optional(),
    host: plain.optional(),
    content: blockProse.optional().describe('Of a teaser of type custom.'),
    file: plain.optional().describe('Of a teaser of type custom_include: a living demo, for one.'),
    with: anyValues.optional().describe('Values that template may use.'),
    alt: plain.optional(),
    poster: posterUrl.optional(),
    caption: inlineProse.optional(),
    max_width: pixels.optional(),
    loop: flag.optional(),
    autoplay: flag.optional(),
    no_controls: flag.optional(),
    inline: flag.optional(),
    plate: plate.optional(),
    items: slides.items.optional().describe('Of a teaser of type carousel.'),
    label: slides.label,
    per_page: slides.per_page,
  })
  .superRefine((teaser, context) => {
    const key = shown[teaser.type];
    if (teaser[key] === undefined)
      context.addIssue({ code: 'custom', params: { needs: [key.endsWith('_url') ? 'url' : key] } });
  });

const metaTag = z.strictObject({
  property: plain.optional(),
  name: plain.optional(),
  content: plain,
});

const openGraph = z.strictObject({
  title: plain.optional(),
  description: plain.optional(),
  image: posterUrl.optional(),
  url: pageAddress.optional(),
  type: plain.optional(),
  video: videoUrl.optional(),
});

/** What an author may write in front matter: the one source of types, validation and JSON Schema. */
export const pageSchema = z.strictObject({
  title: inlineProse.optional(),
  subtitle: inlineProse.optional(),
  authors: z.array(author).optional(),
  equal_text: inlineProse
    .optional()
    .describe('What the star of authors with equal: true means, in the place of our words.'),
  common_organizations: z.array(organization).optional().describe('Where the authors work.'),
  informal_summary: listOf(blockProse).optional().describe('The abstract, in paragraphs.'),
  tldr: inlineProse.optional().describe('The work in a sentence or two, below the authors.'),
  conference: inlineProse.optional().describe('Where the work appeared.'),
  date: date.optional().describe('Of publication: 2021, 2021-10 or 2021-10-11.'),
  links: links.optional(),
  news: news.optional().describe('What has happened: each with date: and text:.'),
  teaser: teaser.optional(),
  sections: z.array(section).optional(),
  bibtex: plain.optional(),
  keywords: words.optional(),
  description: plain.optional().describe('For search engines; taken from the abstract otherwise.'),
  lang: language.optional().describe('Language of the page: en, de, pt-BR, ...'),
  published: flag.optional().describe('`false` leaves the page out, unless drafts are built.'),
  layout: plain.optional().describe('`redirect` sends visitors on to redirect_to.'),
  redirect_to: linkUrl.optional(),
  favicon_url: linkUrl.optional(),

  theme: theme.optional(),
  macros: macros.optional().describe('LaTeX commands for the formulas of this page.'),
  math: z.enum(['katex', 'mathml']).optional().describe('mathml: no fonts, drawn by the browser.'),
  toc: flag.optional().describe('`false`: no list of contents in the margin.'),
  footer: z
    .union([flag, blockProse])
    .optional()
    .describe('Text at the end of the page; `false`: no line there at all.'),
  licence: licence.optional().describe('Of the page: CC-BY-4.0 or another of SPDX, or words.'),
  nav: nav.optional(),
  related: related.optional(),
  versions: versions.optional(),
  translations: translations.optional(),
  disable_seo: flag.optional().describe('No tags that tell machines who wrote the page.'),
  anonymous: flag
    .optional()
    .describe('`true` leaves out all that tells who wrote the page, and looks for what is left.'),
  anonymous_keep: listOf(plain)
    .optional()
    .describe('Words that are no sign of the authors, though they look like one.'),
  social_image: z
    .union([flag, posterUrl])
    .optional()
    .describe('A picture for shared links, in the place of the one that is made; false: none.'),
  og: openGraph.optional(),
  meta_tags: z.array(metaTag).optional(),
  budget: budget.optional(),
  hosts: hosts.optional(),
  data_host: plain.optional().describe('A place to keep an address that other keys repeat.'),

  load_splidejs: flag.optional().describe('Accepted from older pages: a carousel brings its own.'),
  load_glidejs: flag.optional().describe('Accepted from older pages and ignored.'),
  load_boostrap: flag.optional().describe('Accepted from older pages and ignored.'),
  ghabri_style: flag.optional().describe('Accepted from older pages and ignored.'),
});

export type PageData = Placed<z.output<typeof pageSchema>>;
