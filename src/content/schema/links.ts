import { z } from 'zod';
import type { Words } from '../../words/words.ts';
import { icon } from './icon.ts';
import { addresses } from './identifiers.ts';
import { flag, linkUrl, listOf, plain, referTo, withScheme } from './values.ts';

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

/** An address, or the identifier that stands for one: `arxiv: 2104.06954`; with what is said of it, a mapping. */
const namedLink = (name: string) =>
  z.union([
    plain.transform((written) => referTo(addressIn(name, written), 'link')),
    z
      .strictObject({ url: plain, anonymous })
      .transform((link) => referTo(addressIn(name, link.url), 'link', link.anonymous)),
  ]);

const customLink = z.strictObject({
  href: linkUrl,
  text: plain,
  icon: icon.optional(),
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
