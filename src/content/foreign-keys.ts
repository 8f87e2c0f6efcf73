import { nearest } from './nearest.ts';
import type { Path } from './prose.ts';
import { namedLinks } from './schema/links.ts';

/**
 * Keys of other tools' front matter, and what their authors write here instead. `links: pdf` stands for
 * the key `pdf` below `links`; an empty text for what has no counterpart.
 * https://jekyllrb.com/docs/front-matter, https://gohugo.io/content-management/front-matter,
 * https://quarto.org/docs/reference/formats/html.html, https://docs.astro.build/en/guides/markdown-content
 */
const ofPages: Record<string, string> = {
  author: 'authors',
  creators: 'authors',
  contributors: 'authors',
  affiliations: 'organizations',
  affiliation: 'organizations',
  institutions: 'organizations',
  institution: 'organizations',
  institutes: 'organizations',
  author_notes: 'notes: of an author',
  publication: 'conference',
  publication_short: 'conference',
  venue: 'conference',
  journal: 'conference',
  booktitle: 'conference',
  event: 'conference',
  year: 'date',
  pubDate: 'date',
  publishDate: 'date',
  pubDatetime: 'date',
  issued: 'date',
  updated: 'date',
  lastmod: 'date',
  modified: 'date',
  last_modified_at: 'date',
  tags: 'keywords',
  tag: 'keywords',
  topics: 'keywords',
  subject: 'keywords',
  category: 'keywords',
  summary: 'abstract',
  excerpt: 'abstract',
  tagline: 'subtitle',
  headline: 'title',
  name: 'title',
  'short-title': 'subtitle',
  lead: 'subtitle',
  image: 'teaser',
  thumbnail: 'teaser',
  cover: 'teaser',
  banner: 'teaser',
  hero: 'teaser',
  heroImage: 'teaser',
  featured_image: 'teaser',
  header: 'teaser',
  favicon: 'favicon_url',
  language: 'lang',
  locale: 'lang',
  draft: 'published: false',
  hidden: 'published: false',
  unlisted: 'published: false',
  redirect: 'layout: redirect, and redirect_to',
  redirect_from: 'layout: redirect on a page of the old name',
  aliases: 'layout: redirect on a page of the old name',
  bibliography: 'bibtex, with the entries themselves',
  citation: 'bibtex',
  cite: 'bibtex',
  references: 'bibtex',
  noindex: 'disable_seo',
  ogImage: 'og: image',
  canonical_url: 'og: url',
  canonicalURL: 'og: url',
  content: 'sections, or text below the front matter',
  body: 'sections, or text below the front matter',
  url_pdf: 'links: pdf',
  url_code: 'links: code',
  url_dataset: 'links: data',
  url_poster: 'links: poster',
  url_slides: 'links: slides',
  url_video: 'links: video',
  url_project: 'links: custom',
  url_source: 'links: code',
  dataset: 'links: data',
  paperurl: 'links: pdf',
  paper_url: 'links: pdf',
  slidesurl: 'links: slides',
  code_url: 'links: code',
  project_url: 'links: custom',
  permalink: '',
  slug: '',
  url: '',
  weight: '',
  type: '',
  format: '',
  theme: '',
  css: '',
  jupyter: '',
  execute: '',
  engine: '',
  output: '',
  editor: '',
  featured: '',
  publication_types: '',
  img: 'teaser',
  image_alt: 'teaser, with alt',
  'date-modified': 'date',
  lastUpdated: 'date',
  isCJKLanguage: 'lang',
  ogDescription: 'og: description',
  canonical: 'og: url',
  external_link: 'links: custom',
  importance: '',
  related_publications: '',
  giscus_comments: '',
  pretty_table: '',
  mathjax: '',
  katex: '',
  csl: '',
  series: '',
  menu: '',
  nav: '',
  nav_order: '',
  sidebar: '',
  pagination: '',
  comments: '',
};

const ofAuthors: Record<string, string> = {
  url: 'link',
  website: 'link',
  homepage: 'link',
  href: 'link',
  affiliation: 'affiliations, and its number or name',
  institution: 'affiliations, and its number or name',
  organization: 'affiliations, and its number or name',
  affil: 'affiliations, and its number or name',
  equal_contrib: 'equal',
  'equal-contributor': 'equal',
  equally: 'equal',
  note: 'notes',
  footnote: 'notes',
  mail: 'email',
  correspondence: 'corresponding',
};

const ofBlocks: Record<string, string> = {
  src: 'url',
  path: 'url',
  image: 'url',
  href: 'url',
  text: 'content',
  body: 'content',
  markdown: 'content',
  description: 'caption',
  width: 'max_width',
  lang: 'language',
};

const ofOrganizations: Record<string, string> = { url: 'link', website: 'link', image: 'logo' };

const ofSections: Record<string, string> = {
  name: 'title',
  heading: 'title',
  content: 'paragraphs, with a block of type text',
  text: 'paragraphs, with a block of type text',
  blocks: 'paragraphs',
  anchor: 'id',
};

/**
 * What to write instead of a key of another tool's, in the mapping at `path`.
 * @param known keys of that mapping
 */
export function counterpartOf(
  path: Path,
  key: string,
  known: readonly string[],
): string | undefined {
  const table = tableAt(path);
  const target = Object.hasOwn(table, key) ? table[key] : linkTo(path, key);
  if (target === '') return 'it has no meaning here: take it out';
  if (target === undefined) return undefined;
  const [name = ''] = target.split(/[:,]/);
  // One type of block may lack what others have.
  if (path.includes('paragraphs') && !known.includes(name)) return undefined;
  if (name === 'links') return `write ${target.slice('links: '.length)}: below links:`;
  return /[:,]/.test(target) ? `write ${target}` : `write ${target}:`;
}

/** The same for a key that resembles one of another tool's, or holds it: `shortsummary`. */
export function nearCounterpartOf(
  path: Path,
  key: string,
  known: readonly string[],
): string | undefined {
  const others = Object.keys(tableAt(path)).filter((other) => tableAt(path)[other] !== '');
  const lower = key.toLowerCase();
  const held = others.find((other) => other.length > 4 && lower.includes(other.toLowerCase()));
  const close = nearest(key, others) ?? held;
  return close === undefined ? undefined : counterpartOf(path, close, known);
}

/** Links that other tools keep at the top. */
const linkTo = (path: Path, key: string) =>
  path.length === 0 && Object.hasOwn(namedLinks, key) ? `links: ${key}` : undefined;

function tableAt(path: Path): Record<string, string> {
  const [top] = path;
  const item = typeof path.at(-1) === 'number';
  if (path.length === 0) return ofPages;
  if (top === 'authors' && item) return ofAuthors;
  if (top === 'common_organizations' && item) return ofOrganizations;
  if (top === 'sections' && path.length === 2) return ofSections;
  return top === 'sections' || top === 'teaser' ? ofBlocks : {};
}
