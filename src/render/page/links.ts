import { nearest } from '../../content/nearest.ts';
import type { ProjectPage } from '../../content/page.ts';
import { type LinkName, namedLinks } from '../../content/schema/links.ts';
import type { Words } from '../../words/words.ts';
import type { Report } from '../resolve.ts';
import type { ResolvedReference, ValueRenderer } from '../view.ts';

type Icons = Readonly<Record<string, string>>;

/** A button: a link, or the promise of one (`soon`), or the name of one that leads nowhere yet. */
export interface LinkView {
  label: string;
  icon?: string;
  link?: ResolvedReference;
  soon?: boolean;
}

/** The buttons of a page: those with a name of their own in their order, then the author's own. */
export function linksOf(
  { links }: ProjectPage,
  show: ValueRenderer,
  words: Words['links'],
  icons: Icons,
  report: Report,
): LinkView[] {
  if (!links) return [];
  const named = Object.entries(namedLinks).flatMap(([key, face]): LinkView[] => {
    const name = key as LinkName;
    const link = links[name];
    const { icon } = face;
    const button = { icon, label: 'word' in face ? words[face.word] : face.label };
    if (links[`${name}_soon`]) return [{ ...button, soon: true }];
    if (links[`${name}_inactive`]) return [button];
    return link ? [{ ...button, link: show.reference(link) }] : [];
  });
  const custom = (links.custom ?? []).map(({ href, text, icon, path }) => {
    const known = icon === undefined ? undefined : iconNamed(icon, icons);
    if (icon !== undefined && known === undefined) {
      const message = `there is no icon "${icon}"`;
      report('unknown-icon', { path: [...path, 'icon'] }, message, hintFor(icon, icons));
    }
    return {
      label: text,
      ...(known === undefined ? {} : { icon: known }),
      link: show.reference(href),
    };
  });
  return [...named, ...custom];
}

/** The icon an author means: of a link, `x` is the network and not the cross. */
function iconNamed(name: string, icons: Icons): string | undefined {
  const plain = name.trim().toLowerCase();
  const network = ['twitter', 'x'].includes(plain) ? ['x-twitter'] : [];
  return [...network, name, plain].find((one) => Object.hasOwn(icons, one));
}

function hintFor(name: string, icons: Icons): string {
  const names = Object.keys(icons);
  const meant = nearest(name, names);
  if (meant) return `did you mean "${meant}"?`;
  const shown = names.slice(0, 8).join(', ');
  return `there are ${shown}${names.length > 8 ? ', ...' : ''}`;
}
