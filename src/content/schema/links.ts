import { z } from 'zod';
import type { Words } from '../../words/words.ts';
import type { Placed } from '../placed.ts';
import type { Reference } from '../prose.ts';
import { icon } from './icon.ts';
import { addresses } from './identifiers.ts';
import { flag, imageUrl, linkUrl, listOf, plain, referTo, withScheme } from './values.ts';

/** A button's icon, and what is on it: a name that is the same in every language, or one of the words for links. */
type Face = { icon: string } & ({ label: string } | { word: keyof Words['links'] });

/** Links with a key of their own, in the order they are shown. */
export const namedLinks = {
  pdf: { word: 'paper', icon: 'file-text' },
  paper: { word: 'paper', icon: 'file-text' },
  arxiv: { label: 'arXiv', icon: 'arxiv' },
  openreview: { label: 'OpenReview', icon: 'message-square' },
  doi: { label: 'DOI', icon: 'bookmark' },
  supp: { word: 'supplement', icon: 'files' },
  github: { word: 'code', icon: 'github' },
  code: { word: 'code', icon: 'code' },
  colab: { label: 'Colab', icon: 'googlecolab' },
  demo: { word: 'demo', icon: 'play' },
  try: { word: 'try', icon: 'hand' },
  data: { word: 'data', icon: 'database' },
  models: { word: 'models', icon: 'box' },
  huggingface: { label: 'Hugging Face', icon: 'huggingface' },
  video: { word: 'video', icon: 'video' },
  youtube: { label: 'YouTube', icon: 'youtube' },
  slides: { word: 'slides', icon: 'presentation' },
  poster: { word: 'poster', icon: 'image' },
  blog: { word: 'blog', icon: 'notebook-pen' },
  cite: { word: 'cite', icon: 'quote' },
} as const satisfies Record<string, Face>;

export type LinkName = keyof typeof namedLinks;

/** One optional key for each named link, with `suffix` behind the name. */
function keysFor<Suffix extends string, Value extends z.ZodType>(
  suffix: Suffix,
  schemaFor: (name: string) => Value,
) {
  const entries = Object.keys(namedLinks).map((name) => [
    `${name}${suffix}`,
    schemaFor(name).optional(),
  ]);
  return Object.fromEntries(entries) as Record<`${LinkName}${Suffix}`, z.ZodOptional<Value>>;
}

/** Whether the link may stand on an anonymous page. */
const anonymous = flag
  .optional()
  .describe('Shown on an anonymous page too: it leads to nobody by name.');

const addressIn = (name: string, written: string) => {
  const text = written.trim();
  return addresses[name]?.(text) ?? withScheme(text);
};

const look = {
  text: plain.optional().describe('In the place of its usual name.'),
  icon: icon.optional(),
  thumbnail: imageUrl.optional().describe('A small picture of what it leads to.'),
};

/** A button of a kind, with what its author says of it. */
const button = (name: string) =>
  z.strictObject({ url: plain, ...look, anonymous }).transform(({ url, anonymous, ...rest }) => ({
    ...rest,
    url: referTo(addressIn(name, url), 'link', anonymous),
  }));

const address = (name: string) =>
  plain.transform((written) => referTo(addressIn(name, written), 'link'));

/**
 * An address, or the identifier that stands for one: `arxiv: 2104.06954`; with what is said of it, a mapping; several of
 * a kind in a list.
 */
const namedLink = (name: string) =>
  z.union([
    address(name),
    button(name).transform(({ url, ...rest }) =>
      Object.values(rest).every((value) => value === undefined) ? url : [{ ...rest, url }],
    ),
    z.array(z.union([address(name).transform((url) => ({ url })), button(name)])).min(1),
  ]);

const customLink = z.strictObject({
  href: linkUrl,
  ...look,
  text: plain,
  anonymous,
});

/**
 * `arxiv: https://...` is a button; `arxiv_soon: true` says that there will be one, and
 * `arxiv_inactive: true` shows one that leads nowhere yet. So for every named link.
 */
export const links = z.strictObject({
  ...keysFor('', namedLink),
  ...keysFor('_soon', () => flag),
  ...keysFor('_inactive', () => flag),
  custom: listOf(customLink).optional(),
});

type Links = Placed<z.output<typeof links>>;

/** A button as its author describes it. */
export interface DescribedLink {
  url: Reference;
  text?: string | undefined;
  icon?: string | Reference | undefined;
  thumbnail?: Reference | undefined;
}

/** All buttons of a kind, in their order. */
export function linksNamed(name: LinkName, links: Links | undefined): DescribedLink[] {
  const link = links?.[name];
  if (link === undefined) return [];
  return Array.isArray(link) ? link : [{ url: link }];
}
