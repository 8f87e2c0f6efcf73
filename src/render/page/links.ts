import type { ProjectPage } from '../../content/page.ts';
import { type LinkName, namedLinks } from '../../content/schema/links.ts';
import type { ResolvedReference, ValueRenderer } from '../view.ts';

/** A button: a link, or the promise of one (`soon`), or the name of one that leads nowhere yet. */
export interface LinkView {
  label: string;
  icon?: string;
  link?: ResolvedReference;
  soon?: boolean;
}

/** The buttons of a page: those with a name of their own in their order, then the author's own. */
export function linksOf({ links }: ProjectPage, show: ValueRenderer): LinkView[] {
  if (!links) return [];
  const named = Object.entries(namedLinks).flatMap(([key, face]): LinkView[] => {
    const name = key as LinkName;
    const link = links[name];
    if (links[`${name}_soon`]) return [{ ...face, soon: true }];
    if (links[`${name}_inactive`]) return [face];
    return link ? [{ ...face, link: show.reference(link) }] : [];
  });
  const custom = (links.custom ?? []).map(({ href, text, icon }) => ({
    label: text,
    ...(icon === undefined ? {} : { icon }),
    link: show.reference(href),
  }));
  return [...named, ...custom];
}
