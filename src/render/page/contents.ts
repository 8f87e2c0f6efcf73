import type { ProjectPage } from '../../content/page.ts';
import { withoutLinks } from '../prose/prose.ts';
import { type SafeHtml, safe } from '../templates.ts';
import type { SectionView } from './sections.ts';

/** A part of a page that can be linked to. */
export interface ContentsItem {
  id: string;
  title: SafeHtml;
}

/** A list is of use from so many sections on. */
const fewest = 3;

/** The sections of a page for its list of contents: none where there are few, or where its author wants none. */
export function contentsOf(
  { toc }: Pick<ProjectPage, 'toc'>,
  sections: readonly Pick<SectionView, 'id' | 'title'>[],
  body: SafeHtml | undefined,
): ContentsItem[] {
  if (toc === false) return [];
  const titled = sections.flatMap(({ id, title }) => (title ? [{ id, title: label(title) }] : []));
  const items = [...titled, ...headingsIn(String(body ?? ''))];
  return items.length < fewest ? [] : items;
}

const headingsIn = (html: string): ContentsItem[] =>
  [...html.matchAll(/<h2 id="([^"]+)"[^>]*>(.*?)<\/h2>/gs)].map(([, id = '', title = '']) => ({
    id,
    title: label(title),
  }));

/** Words for a link to be around, which have no ids of their own. */
const label = (title: SafeHtml | string) =>
  safe(withoutLinks(String(title)).replaceAll(/\sid="[^"]*"/g, ''));
