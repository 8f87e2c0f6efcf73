import type { ProjectPage } from '../../content/page.ts';
import type { Path } from '../../content/prose.ts';
import {
  type DescribedLink,
  type LinkName,
  linksNamed,
  namedLinks,
} from '../../content/schema/links.ts';
import type { Words } from '../../words/words.ts';
import type { ResolvedReference, ValueRenderer } from '../view.ts';

/** A button: a link, or the promise of one (`soon`), or the name of one that leads nowhere yet. */
export interface LinkView {
  label: string;
  icon?: string;
  /** In its place, what the author has chosen. */
  chosen?: string | ResolvedReference;
  thumbnail?: ResolvedReference;
  /** Where the author wrote the button. */
  path: Path;
  link?: ResolvedReference;
  soon?: boolean;
}

/** The buttons of a page: those with a name of their own in their order, then the author's own. */
export function linksOf(
  { links }: ProjectPage,
  show: ValueRenderer,
  words: Words['links'],
): LinkView[] {
  if (!links) return [];
  const named = Object.entries(namedLinks).flatMap(([key, face]): LinkView[] => {
    const name = key as LinkName;
    const { icon } = face;
    const button = {
      icon,
      path: [...links.path, name],
      label: 'word' in face ? words[face.word] : face.label,
    };
    if (links[`${name}_soon`]) return [{ ...button, soon: true }];
    if (links[`${name}_inactive`]) return [button];
    return linksNamed(name, links).map(({ url, text, ...look }) => ({
      ...button,
      ...lookOf(look, show),
      ...(text === undefined ? {} : { label: text }),
      link: show.reference(url),
    }));
  });
  const custom = (links.custom ?? []).map(({ href, text, path, ...look }) => ({
    label: text,
    ...lookOf(look, show),
    link: show.reference(href),
    path,
  }));
  return [...named, ...custom];
}

/** The icon and the thumbnail that the author has chosen. */
const lookOf = (
  { icon, thumbnail }: Pick<DescribedLink, 'icon' | 'thumbnail'>,
  show: ValueRenderer,
) => ({
  ...(icon === undefined ? {} : { chosen: typeof icon === 'string' ? icon : show.reference(icon) }),
  ...(thumbnail === undefined ? {} : { thumbnail: show.reference(thumbnail) }),
});
