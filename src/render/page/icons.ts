import { nearest } from '../../content/nearest.ts';
import type { Path } from '../../content/prose.ts';
import type { Report } from '../resolve.ts';
import { type SafeHtml, safe } from '../templates.ts';

type Shapes = Readonly<Record<string, string>>;

/** Icons that authors may name, beside those of the theme. */
export interface IconSets {
  /** The contents of an `<svg>` on a grid of 24 by 24; undefined for a name that no set has. */
  find(name: string): string | undefined;
  names(): Iterable<string>;
}

const noSets: IconSets = { find: () => undefined, names: () => [] };

/** An icon of the theme as a picture that assistive technology passes over; nothing for a name it lacks. */
export function iconFrom(icons: Shapes): (name: string) => SafeHtml {
  return (name) => {
    const shape = Object.hasOwn(icons, name) ? icons[name] : undefined;
    return safe(shape === undefined ? '' : iconHtml(shape));
  };
}

const iconHtml = (shape: string) =>
  `<svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">${shape}</svg>`;

/** The icon that an author names; who names none that there is, is told, and has the name of the nearest. */
export function authorIcon(
  theme: Shapes,
  sets: IconSets | undefined,
  report: Report,
): (name: string, path: Path) => SafeHtml {
  const { find, names } = sets ?? noSets;
  return (name, path) => {
    const shape = spellings(name)
      .map((one) => (Object.hasOwn(theme, one) ? theme[one] : find(one)))
      .find((one) => one !== undefined);
    if (shape !== undefined) return safe(iconHtml(shape));
    const message = `there is no icon "${name}"`;
    report('unknown-icon', { path }, message, hintFor(name, [...Object.keys(theme), ...names()]));
    return safe('');
  };
}

/** How an icon may be called: of a link, `x` is the network and not the cross. */
function spellings(name: string): string[] {
  const plain = name
    .trim()
    .toLowerCase()
    .replace(/^(?:(?:lucide|simple-icons|si|fa[bsr]?|mdi|ri)[:/\s]|(?:i-)?lucide-|si-|fa-)+/, '')
    .replaceAll(/[\s_]+/g, '-');
  const network = ['twitter', 'x'].includes(plain) ? ['x-twitter'] : [];
  return [...network, name, plain, plain.replaceAll('-', '')];
}

function hintFor(name: string, names: readonly string[]): string {
  // Nobody mistypes the first letter, and thousands of names would be compared otherwise.
  const first = name.trim().toLowerCase().charAt(0);
  const meant = nearest(
    name,
    names.filter((one) => one.startsWith(first)),
  );
  if (meant) return `did you mean "${meant}"?`;
  const close = names.filter((one) => one.split('-').includes(name.trim().toLowerCase()));
  const shown = (close.length > 0 ? close : names).slice(0, 8).join(', ');
  return `there are ${shown}, ...: all of lucide.dev and simpleicons.org`;
}
