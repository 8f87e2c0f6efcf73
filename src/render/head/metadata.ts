import type { ProjectPage } from '../../content/page.ts';
import { type Path, type Prose, Reference } from '../../content/prose.ts';
import { linksNamed } from '../../content/schema/links.ts';
import { pageUrl } from '../addresses.ts';
import type { BibtexEntry } from '../citation/bibtex.ts';
import { fieldText, yearsOf } from '../citation/citation.ts';
import { citedName, fullName, parseNames } from '../citation/names.ts';
import { twinsOf } from '../page/menus.ts';
import { thumbnailOf } from '../page/thumbnail.ts';
import { escapeHtml } from '../prose/entities.ts';
import { macrosOf } from '../prose/page-macros.ts';
import { plainText } from '../prose/prose.ts';
import type { Report, Resolve, Resolved } from '../resolve.ts';
import type { MakeCard } from './social-card.ts';

/** An element of a page's head. `text` needs no escaping inside a script. */
export interface HeadTag {
  tag: 'meta' | 'link' | 'script';
  attributes: Record<string, string>;
  text?: string;
}

export interface MetadataContext {
  resolve: Resolve;
  /** Whether the page is seen before it is published: search engines are to pass over it. */
  preview?: boolean;
  report?: Report;
  card?: MakeCard | undefined;
  /** Colour of marks on the card, as CSS writes it. */
  accent?: string;
  /** Where the site will stand. Without it, tags that need whole addresses are left out. */
  siteUrl?: string;
  siteTitle?: string;
  lang?: string;
  /** The page's own BibTeX entry: what the page does not say itself is taken from there. */
  entry?: BibtexEntry | undefined;
}

/** What machines should know about a page: for search engines, Google Scholar, previews of links. */
export function metadataOf(page: ProjectPage, context: MetadataContext): HeadTag[] {
  reportHiddenPictures(page, context);
  const own = ownTags(page, context);
  const unlisted = [meta('name', 'robots', 'noindex')];
  if (page.disable_seo) return [...unlisted, ...own];
  const facts = factsOf(page, context);
  const derived = [
    ...(context.preview ? unlisted : []),
    ...general(page, facts, context),
    ...openGraph(page, facts, context),
    ...(facts.authors.length > 0 ? [...scholar(page, facts, context), jsonLd(facts)] : []),
  ];
  const taken = new Set(own.map(keyOf));
  return [...derived.filter((tag) => !taken.has(keyOf(tag))), ...own];
}

/** The tags as they stand in a head. */
export function headHtml(tags: readonly HeadTag[]): string {
  return tags
    .map(({ tag, attributes, text }) => {
      const written = Object.entries(attributes).map(
        ([name, value]) => ` ${name}="${escapeHtml(value)}"`,
      );
      return `<${tag}${written.join('')}>${tag === 'script' ? `${text ?? ''}</script>` : ''}`;
    })
    .join('\n');
}

const meta = (by: 'name' | 'property', key: string, content: string): HeadTag => ({
  tag: 'meta',
  attributes: { [by]: key, content },
});

/** Open Graph's properties are sometimes written as names; either way it is the same tag. */
const keyOf = ({ attributes }: HeadTag) => attributes.property ?? attributes.name ?? '';

/** Tags for the values that are there. */
function metas(
  by: 'name' | 'property',
  values: readonly (readonly [string, string | undefined])[],
) {
  return values.flatMap(([key, value]) => (value ? [meta(by, key, value)] : []));
}

interface Facts {
  title: string;
  description: string;
  abstract: string;
  authors: { name: string; url?: string; orcid?: string; affiliations: string[] }[];
  /** 2021, 2021-10 or 2021-10-11. */
  date: string;
  venue: string;
  doi: string;
  arxiv: string;
  keywords: string[];
  lang: string;
  /** Whole addresses; undefined when they are not known. */
  url: string | undefined;
  image: string | undefined;
  /** The same, where it was made for the page. */
  card: Resolved | undefined;
  pdf: string | undefined;
}

function factsOf(page: ProjectPage, context: MetadataContext): Facts {
  const { entry } = context;
  const textOf = (prose: Prose) => plainText(prose, macrosOf(page));
  const abstract = (page.informal_summary ?? []).map(textOf).filter(Boolean).join(' ');
  const title = page.title ? textOf(page.title) : fieldText(entry, 'title');
  const venue = page.conference ? textOf(page.conference) : fieldText(entry, 'booktitle');
  const authors = authorsOf(page, context);
  const { og, links } = page;
  const arxivLink = linksNamed('arxiv', links)[0]?.url.url ?? '';
  const doi = fieldText(entry, 'doi') || (linksNamed('doi', links)[0]?.url.url ?? '');
  return {
    title,
    abstract,
    description:
      page.description ??
      og?.description ??
      shorten(
        (page.tldr && textOf(page.tldr)) ||
          abstract ||
          (page.subtitle ? textOf(page.subtitle) : ''),
        200,
      ),
    authors,
    date: dateOf(page, entry),
    venue,
    doi: /10\.\d{4,9}\/\S+/.exec(doi)?.[0] ?? '',
    arxiv: arxivIdOf(arxivLink) || arxivIdOf(fieldText(entry, 'eprint', 'journal', 'url')),
    keywords: page.keywords ?? [],
    lang: page.lang ?? context.lang ?? '',
    url: pageUrlOf(page, context),
    ...imageOf(page, { title, venue, authors }, context),
    pdf: wholeAddress(
      (linksNamed('pdf', links)[0] ?? linksNamed('paper', links)[0])?.url,
      page,
      context,
    ),
  };
}

/** The picture of a card: the author's, else one that is made, else what the page shows first. */
function imageOf(
  page: ProjectPage,
  words: Pick<Facts, 'title' | 'venue' | 'authors'>,
  context: MetadataContext,
): Pick<Facts, 'image' | 'card'> {
  const { og, social_image: own } = page;
  const alone = (reference: Reference | undefined) => ({
    image: wholeAddress(reference, page, context),
    card: undefined,
  });
  if (own instanceof Reference) return alone(og?.image ?? own);
  const isTagged = page.meta_tags?.some(({ property, name }) =>
    /^og:image$/.test(property ?? name ?? ''),
  );
  if (og?.image || own === false || isTagged) return alone(og?.image);
  const picture = thumbnailOf(page);
  const isElsewhere = picture && isWhole(context.resolve(picture).href);
  if (!context.siteUrl || !context.card || isElsewhere || words.title === '') return alone(picture);
  const card = context.card({
    title: words.title,
    venue: words.venue,
    authors: words.authors.map(({ name }) => name),
    picture,
    accent: context.accent ?? '',
  });
  if ('href' in card) return { image: wholeHref(card.href, page, context.siteUrl), card };
  const at = { path: ['title'] };
  const message = `the picture for shared links has no words: our fonts lack ${card.lacks.slice(0, 5).join(' ')}`;
  const hint = 'write social_image: and a picture of 1200 by 630 pixels, or social_image: false';
  context.report?.('card-letters', at, message, hint);
  return alone(picture);
}

type Author = Extract<NonNullable<ProjectPage['authors']>[number], { orcid?: unknown }>;

function authorsOf(page: ProjectPage, { entry, resolve }: MetadataContext): Facts['authors'] {
  if (!page.authors) {
    const { people } = parseNames(entry?.fields.get('author')?.value ?? '');
    return people.map((person) => ({ name: fullName(person), affiliations: [] }));
  }
  const organizations = page.common_organizations?.map(({ name }) => name) ?? [];
  return page.authors.map((author) => {
    const { name, link, orcid, affiliations = [], org = [] }: Author = author;
    const indices = [...affiliations.map((number) => number - 1), ...org];
    const { href } = link ? resolve(link) : { href: '' };
    return {
      name,
      ...(isWhole(href) ? { url: href } : {}),
      ...(orcid ? { orcid: orcid.replace(/^https?:\/\/orcid\.org\//, '') } : {}),
      affiliations: indices.flatMap((index) => organizations[index] ?? []),
    };
  });
}

function dateOf(page: ProjectPage, entry: BibtexEntry | undefined): string {
  const cited = /\d{4}/.exec(fieldText(entry, 'year', 'date'))?.[0];
  return page.date ?? yearsOf(page)[0] ?? cited ?? '';
}

/** An identifier such as 2104.06954 or math.GT/0309136 in an address or a note. */
function arxivIdOf(text: string): string {
  const found =
    /(?:arxiv\.org\/(?:abs|pdf|html)\/|arxiv:\s*|^)((?:[a-z-]+(?:\.[A-Z]{2})?\/)?\d{4}\.?\d{3,5})/i;
  return found.exec(text)?.[1] ?? '';
}

const isWhole = (address: string) => /^https?:\/\//i.test(address);

function pageUrlOf({ slug, og }: ProjectPage, { siteUrl }: MetadataContext): string | undefined {
  if (og?.url && isWhole(og.url)) return og.url;
  if (!siteUrl) return undefined;
  return pageUrl(siteUrl, slug);
}

/** The address with its host; undefined for a file of the site when nobody knows where the site stands. */
function wholeAddress(
  reference: Reference | undefined,
  page: ProjectPage,
  { resolve, siteUrl }: MetadataContext,
): string | undefined {
  if (!reference) return undefined;
  return wholeHref(resolve(reference).href, page, siteUrl);
}

/** The same of a page, as its own canonical address has it. */
function wholePage(
  reference: Reference | undefined,
  page: ProjectPage,
  context: MetadataContext,
): string | undefined {
  const { resolve, siteUrl } = context;
  const slug = reference && resolve(reference).slug;
  return slug !== undefined && siteUrl
    ? pageUrl(siteUrl, slug)
    : wholeAddress(reference, page, context);
}

function wholeHref(
  href: string,
  { slug }: ProjectPage,
  siteUrl: string | undefined,
): string | undefined {
  if (isWhole(href)) return href;
  const base = siteUrl && pageUrl(siteUrl, slug);
  return base && URL.canParse(href, base) ? new URL(href, base).href : undefined;
}

/** The beginning of a text, up to a word's end, in at most so many characters. */
function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length);
  return `${cut.slice(0, cut.lastIndexOf(' ')).replace(/[\s,;:.–—-]+$/, '')}…`;
}

function general(page: ProjectPage, facts: Facts, context: MetadataContext): HeadTag[] {
  const { keywords, versions = [], translations } = page;
  const { description, url, lang } = facts;
  const link = (attributes: Record<string, string>): HeadTag => ({ tag: 'link', attributes });
  // Of several versions, search engines are to show the newest.
  const newest = wholePage(versions[0]?.link, page, context) ?? url;
  const canonical = url ? [link({ rel: 'canonical', href: newest ?? url })] : [];
  const twins = twinsOf(translations).flatMap(([hreflang, reference]) => {
    const href = wholePage(reference, page, context);
    return href === undefined ? [] : [link({ rel: 'alternate', hreflang, href })];
  });
  const own =
    url && twins.length > 0 ? [link({ rel: 'alternate', hreflang: lang || 'en', href: url })] : [];
  const words = keywords?.join(', ');
  return [
    ...metas('name', [
      ['description', description],
      ['keywords', words],
    ]),
    ...canonical,
    ...own,
    ...twins,
  ];
}

const cardTags = ({ width, height }: Resolved, title: string) =>
  [
    ['og:image:width', String(width)],
    ['og:image:height', String(height)],
    ['og:image:alt', title],
  ] as const;

/** https://ogp.me */
function openGraph(page: ProjectPage, facts: Facts, context: MetadataContext): HeadTag[] {
  const { og } = page;
  const { title, description, url, image, card } = facts;
  return [
    ...metas('property', [
      ['og:type', og?.type ?? 'article'],
      ['og:title', og?.title ?? title],
      ['og:description', og?.description ?? description],
      ['og:url', url],
      ['og:site_name', context.siteTitle],
      ['og:image', image],
      ...(card ? cardTags(card, title) : []),
      ['og:video', wholeAddress(og?.video, page, context)],
    ]),
    meta('name', 'twitter:card', image ? 'summary_large_image' : 'summary'),
  ];
}

/** https://scholar.google.com/intl/en/scholar/inclusion.html#indexing */
function scholar(page: ProjectPage, facts: Facts, { entry }: MetadataContext): HeadTag[] {
  const { title, authors, date, venue, doi, arxiv, abstract, keywords, lang, pdf, url } = facts;
  const journal = entry?.type === 'article' && !page.conference ? fieldText(entry, 'journal') : '';
  const [firstPage, lastPage] = fieldText(entry, 'pages').split(/[-–—]+/);
  // Scholar wants a whole date or a year.
  const published = date.length === 10 ? date.replaceAll('-', '/') : date.slice(0, 4);
  return metas('name', [
    ['citation_title', title],
    ...authors.flatMap(({ name, affiliations, orcid }) => [
      ['citation_author', citedName(name)] as const,
      ...affiliations.map((institution) => ['citation_author_institution', institution] as const),
      ['citation_author_orcid', orcid] as const,
    ]),
    ['citation_publication_date', published],
    ['citation_conference_title', journal ? '' : venue],
    ['citation_journal_title', /arxiv/i.test(journal) ? '' : journal],
    ['citation_volume', fieldText(entry, 'volume')],
    ['citation_issue', fieldText(entry, 'number')],
    ['citation_firstpage', firstPage],
    ['citation_lastpage', lastPage],
    ['citation_doi', doi],
    ['citation_arxiv_id', arxiv],
    ['citation_pdf_url', pdf],
    ['citation_abstract_html_url', url],
    ['citation_abstract', abstract],
    ['citation_keywords', keywords.join('; ')],
    ['citation_language', lang],
  ]);
}

/** https://schema.org/ScholarlyArticle */
function jsonLd(facts: Facts): HeadTag {
  const { title, description, abstract, date, venue, doi, arxiv, keywords, lang, url, image } =
    facts;
  const sameAs = [doi && `https://doi.org/${doi}`, arxiv && `https://arxiv.org/abs/${arxiv}`];
  const article = {
    '@context': 'https://schema.org',
    '@type': 'ScholarlyArticle',
    headline: title,
    author: facts.authors.map(({ name, url: link, orcid, affiliations }) => ({
      '@type': 'Person',
      name,
      url: link,
      sameAs: orcid && `https://orcid.org/${orcid}`,
      affiliation: orUndefined(
        affiliations.map((organization) => ({ '@type': 'Organization', name: organization })),
      ),
    })),
    datePublished: date || undefined,
    isPartOf: venue ? { '@type': 'PublicationIssue', name: venue } : undefined,
    description: description || undefined,
    abstract: abstract || undefined,
    keywords: orUndefined(keywords),
    inLanguage: lang || undefined,
    image,
    url,
    sameAs: orUndefined(sameAs.filter(Boolean)),
  };
  // So that no text can end the script.
  const text = JSON.stringify(article).replaceAll('<', '\\u003c');
  return { tag: 'script', attributes: { type: 'application/ld+json' }, text };
}

const orUndefined = <Item>(items: Item[]) => (items.length > 0 ? items : undefined);

/** Tags that the author wrote: what is said there is said nowhere else. */
function ownTags(page: ProjectPage, context: MetadataContext): HeadTag[] {
  const named = (page.meta_tags ?? []).flatMap(({ property, name, content, path }) => {
    const key = property ?? name ?? '';
    if (key === '') return [];
    const value = wholeContent(key, content, [...path, 'content'], page, context);
    return [meta(property === undefined ? 'name' : 'property', key, value)];
  });
  if (!page.disable_seo) return named;
  const taken = new Set(named.map(keyOf));
  const { og } = page;
  const graph = metas('property', [
    ['og:type', og?.type],
    ['og:title', og?.title],
    ['og:description', og?.description],
    ['og:url', og?.url],
    ['og:image', wholeAddress(og?.image, page, context)],
    ['og:video', wholeAddress(og?.video, page, context)],
  ]);
  return [...graph.filter((tag) => !taken.has(keyOf(tag))), ...named];
}

/** Cards show pictures by whole addresses alone: without one, the author's would be left out in silence. */
function reportHiddenPictures(
  page: ProjectPage,
  { siteUrl, resolve, report }: MetadataContext,
): void {
  if (siteUrl || !report) return;
  const { og, meta_tags = [] } = page;
  const inTags = meta_tags.flatMap(({ property, name, content, path }) => {
    const kind = kindOf(property ?? name ?? '');
    return kind ? [new Reference(content, kind, [...path, 'content'])] : [];
  });
  for (const reference of [og?.image, og?.video, ...inTags]) {
    if (!reference || isWhole(resolve(reference).href)) continue;
    const message = 'no card shows this: cards take whole addresses, and the site has none yet';
    const hint = 'write url: https://... in site.yml, or build with --url';
    report('hidden-card', { path: reference.path }, message, hint);
  }
}

/** What a tag's content is the address of. */
function kindOf(key: string): 'poster' | 'video' | undefined {
  const kind = /^(?:og|twitter):(image|video)(?::(?:url|secure_url))?$/.exec(key)?.[1];
  if (kind === 'image') return 'poster';
  return kind === 'video' ? kind : undefined;
}

/** A picture or film of this site that a tag names, as a whole address where that is known. */
function wholeContent(
  key: string,
  content: string,
  path: Path,
  page: ProjectPage,
  context: MetadataContext,
): string {
  const kind = kindOf(key);
  if (!kind || isWhole(content)) return content;
  return wholeAddress(new Reference(content, kind, path), page, context) ?? content;
}
