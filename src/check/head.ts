import { posix } from 'node:path';
import type { Diagnostic } from '../content/diagnostics.ts';
import type { Path } from '../content/prose.ts';
import { measureImage } from '../media/measure-image.ts';
import type { FinishedPage } from '../site/output/new-site.ts';
import { fileFor, targetOf } from './links.ts';
import type { Said, SiteText, SiteView } from './site-view.ts';

/** What search engines for papers, and previews of shared links, will miss. */
export function headProblems(view: SiteView): Diagnostic[] {
  const speaking = view.texts.flatMap((text) => {
    const { page } = text;
    // A page that says nothing to machines does so on purpose.
    const isSilent = !page || page.page.layout === 'redirect' || page.page.disable_seo;
    return isSilent ? [] : [{ page, tags: tagsOf(text) }];
  });
  return speaking.flatMap(({ page, tags }) =>
    [...scholarFaults(page, tags, view), ...cardFaults(page, tags, view)].map(({ path, ...said }) =>
      view.problemOf(page, path, said),
    ),
  );
}

const knowsUrl = ({ site }: SiteView) => site.settings.site.url !== undefined;

type Fault = Said & { path: Path };
type Tags = ReadonlyMap<string, readonly string[]>;

function tagsOf({ html }: SiteText): Tags {
  const tags = new Map<string, string[]>();
  for (const { name, attributes } of html?.elements ?? []) {
    const key = attributes.property ?? attributes.name;
    if (name !== 'meta' || key === undefined) continue;
    const content = attributes.content?.trim() ?? '';
    if (content !== '') tags.set(key, [...(tags.get(key) ?? []), content]);
  }
  return tags;
}

/**
 * Google Scholar takes a page for a paper's by its title, authors, date and PDF, which lies in the same folder or
 * below. https://scholar.google.com/intl/en/scholar/inclusion.html#indexing
 */
function* scholarFaults(
  { page, report }: FinishedPage,
  tags: Tags,
  view: SiteView,
): Generator<Fault> {
  const fault = (key: string, message: string, hint: string): Fault => ({
    code: 'scholar-tags',
    path: [key],
    message: `Google Scholar will not list this page: ${message}`,
    hint,
  });
  if (!page.authors && page.bibtex === undefined) return;
  if (!tags.has('citation_title')) yield fault('title', 'it has no title', 'write title:');
  if (!tags.has('citation_author'))
    yield fault('authors', 'it names no author', 'write authors: and a list of names');
  const [date] = tags.get('citation_publication_date') ?? [];
  if (date === undefined)
    yield fault('date', 'it has no date of publication', 'write date: 2026-03-14');
  const [pdf] = tags.get('citation_pdf_url') ?? [];
  if (pdf === undefined) {
    const isNamed = page.links?.pdf ?? page.links?.paper;
    const hint = 'write links: {pdf: paper.pdf}, a file beside the page';
    if (!isNamed) yield fault('links', 'it names no PDF', hint);
    return;
  }
  const target = targetOf(pdf, report.output, view.base);
  const folder = posix.dirname(report.output);
  const isBeside =
    target.kind === 'inside' && (folder === '.' || target.path.startsWith(`${folder}/`));
  if (isBeside) return;
  const hint = `put it beside the page, as ${posix.join('content', page.slug, 'paper.pdf')}`;
  yield {
    ...fault('links', `its PDF, ${pdf}, does not lie in the folder of the page`, hint),
    path: ['links', page.links?.pdf ? 'pdf' : 'paper'],
  };
}

/** Smaller pictures are not shown large, and smaller than 200 pixels not at all. */
const smallestCard = { width: 600, height: 315 };

/** https://ogp.me, and what the large networks ask of the picture. */
function* cardFaults({ report }: FinishedPage, tags: Tags, view: SiteView): Generator<Fault> {
  const fault = (key: string, message: string, hint: string): Fault => ({
    code: 'social-card',
    path: [key],
    message: `the card of a shared link ${message}`,
    hint,
  });
  if (!tags.has('og:title')) yield fault('title', 'has no title', 'write title:');
  if (!tags.has('og:description'))
    yield fault('description', 'says nothing about the page', 'write description:, or an abstract');
  const [image] = tags.get('og:image') ?? [];
  if (image === undefined) {
    if (knowsUrl(view)) yield fault('teaser', 'has no picture', 'write social_image: picture.png');
    return;
  }
  const target = targetOf(image, report.output, view.base);
  const file = target.kind === 'inside' ? fileFor(target.path, view.paths) : undefined;
  const size = file === undefined ? undefined : measureImage(view.site.read(file));
  if (size?.format === 'svg' || size?.format === 'avif') {
    const hint = 'write og: {image: picture.png}, a PNG or JPEG of 1200 by 630 pixels';
    yield fault(
      'teaser',
      `has a picture that networks do not show: ${size.format.toUpperCase()}`,
      hint,
    );
  } else if (size && (size.width < smallestCard.width || size.height < smallestCard.height)) {
    const message = `has a picture of ${size.width} by ${size.height} pixels, which is shown small or not at all`;
    yield fault('teaser', message, 'write og: {image: picture.png}, of 1200 by 630 pixels');
  }
}
