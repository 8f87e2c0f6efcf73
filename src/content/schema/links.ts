import { z } from 'zod';
import { addresses } from './identifiers.ts';
import { flag, linkUrl, listOf, plain, referTo, withScheme } from './values.ts';

/** Links with a name of their own, in the order they are shown: the words on the button and its icon. */
export const namedLinks = {
  pdf: { label: 'Paper', icon: 'file-text' },
  paper: { label: 'Paper', icon: 'file-text' },
  arxiv: { label: 'arXiv', icon: 'arxiv' },
  openreview: { label: 'OpenReview', icon: 'message-square' },
  doi: { label: 'DOI', icon: 'bookmark' },
  supp: { label: 'Supplement', icon: 'files' },
  github: { label: 'Code', icon: 'github' },
  code: { label: 'Code', icon: 'code' },
  colab: { label: 'Colab', icon: 'googlecolab' },
  demo: { label: 'Demo', icon: 'play' },
  data: { label: 'Data', icon: 'database' },
  models: { label: 'Models', icon: 'box' },
  huggingface: { label: 'Hugging Face', icon: 'huggingface' },
  video: { label: 'Video', icon: 'video' },
  youtube: { label: 'YouTube', icon: 'youtube' },
  slides: { label: 'Slides', icon: 'presentation' },
  poster: { label: 'Poster', icon: 'image' },
  blog: { label: 'Blog', icon: 'notebook-pen' },
} as const;

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

/** An address, or the identifier that stands for one: `arxiv: 2104.06954`. */
const namedLink = (name: string) =>
  plain.transform((written) => {
    const text = written.trim();
    return referTo(addresses[name]?.(text) ?? withScheme(text), 'link');
  });

const customLink = z.strictObject({
  href: linkUrl,
  text: plain,
  icon: plain.optional().describe("One of the theme's icons."),
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
