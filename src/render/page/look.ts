import type { Finding } from '../../content/diagnostics.ts';
import type { ProjectPage } from '../../content/page.ts';
import { type Path, Reference } from '../../content/prose.ts';
import type { SiteContext } from '../context.ts';
import type { Resolved } from '../resolve.ts';
import { accentColours, faintAccents, hexOf, ourAccent } from './accent.ts';

type Theme = NonNullable<ProjectPage['theme']>;

/** A picture as templates know it: nobody wrote it into the page itself. */
type Shown = Resolved & { path: Path };

/** How a page looks other than ours do. */
export interface Look {
  /** Rules that come after our styles. */
  style: string;
  /** Addresses of style sheets that come after these. */
  sheets: string[];
  /** Whose letters text is set in, if not in our serif. */
  font: 'sans' | 'own' | undefined;
  /** Address of the font that the first screen needs, if it is an author's. */
  preload: string | undefined;
  bands: boolean;
  logo: { logo: Shown; logo_dark?: Shown; logo_height?: number; alt: string } | undefined;
}

/** The accent of a page on paper, as hex. */
export function accentOf(page: Pick<ProjectPage, 'theme'>, site: SiteContext): string {
  const { accent } = themeOf(page, site);
  return accent ? hexOf(accent.light) : ourAccent;
}

/** What the page says of its looks, and the site where the page does not. */
const themeOf = (page: Pick<ProjectPage, 'theme'>, site: SiteContext): Partial<Theme> => ({
  ...site.defaults?.theme,
  ...page.theme,
});

export function lookOf(page: Pick<ProjectPage, 'theme'>, site: SiteContext): Look {
  const { resolve } = site;
  const { accent, font, logo, css, bands, width } = themeOf(page, site);
  const named = typeof font === 'string' ? font : undefined;
  const files = typeof font === 'object' ? facesOf(font, resolve) : [];
  const rules = [
    ...(accent ? [accentRules(accent)] : []),
    ...(width === undefined ? [] : [`--measure:${width}`]),
    ...(files.length > 0 ? [familyRules] : []),
  ];
  const faces = files.map(({ rule }) => rule).join('');
  return {
    // Paper is black and white, whatever the screen is.
    style: faces + (rules.length > 0 ? `@media screen{:root{${rules.join(';')}}}` : ''),
    sheets: css ? [resolve(css).href] : [],
    font: files.length > 0 ? 'own' : named === 'sans' ? 'sans' : undefined,
    preload: files[0]?.href,
    bands: bands === true,
    logo: logo && {
      alt: site.title ?? '',
      logo: { ...resolve(logo.light), path: [] },
      ...('dark' in logo && logo.dark ? { logo_dark: { ...resolve(logo.dark), path: [] } } : {}),
      ...('height' in logo && logo.height ? { logo_height: logo.height } : {}),
    },
  };
}

function accentRules(accent: NonNullable<Theme['accent']>): string {
  const { light, dark, tints } = accentColours(accent);
  return `--accent:light-dark(${light},${dark});--accent-tint:light-dark(${tints.light},${tints.dark})`;
}

const family = 'Own, "Own fallback", system-ui, sans-serif';
const familyRules = `--serif:${family};--display:${family};--sans:${family}`;

type Files = Exclude<NonNullable<Theme['font']>, string>;

/** `@font-face` rules of the files that are fonts. */
function facesOf(files: Files, resolve: SiteContext['resolve']): { href: string; rule: string }[] {
  const faces = [
    [files.regular, 'normal', '400'],
    ['bold' in files ? files.bold : undefined, 'normal', '600'],
    ['italic' in files ? files.italic : undefined, 'italic', '400'],
  ] as const;
  return faces.flatMap(([reference, style, weight]) => {
    if (!(reference instanceof Reference)) return [];
    const { href, font } = resolve(reference);
    if (!font) return [];
    const weights = font.weights || weight;
    const face = `@font-face{font-family:Own;font-style:${style};font-weight:${weights};font-display:swap;src:url("${href}")}`;
    const isFirst = style === 'normal' && weight === '400';
    return [{ href, rule: isFirst ? face + fallbackRule(font.fallback) : face }];
  });
}

const fallbackRule = ({
  size,
  ascent,
  descent,
  lineGap,
}: NonNullable<Resolved['font']>['fallback']) =>
  `@font-face{font-family:"Own fallback";src:local("Arial"),local("Liberation Sans"),local("Helvetica");size-adjust:${size}%;ascent-override:${ascent}%;descent-override:${descent}%;line-gap-override:${lineGap}%}`;

/** What is wrong with looks beside their addresses. */
export function findingsOf({ theme }: Pick<ProjectPage, 'theme'>): Finding[] {
  const accent = theme?.accent;
  if (!accent) return [];
  const isPair = 'path' in accent && 'dark' in accent;
  return faintAccents(accent).map(({ scheme, contrast, better }) => ({
    code: 'low-contrast',
    path: isPair ? [...accent.path, scheme] : accent.path,
    message: `the accent is hard to read: its contrast is ${contrast.toFixed(1)}:1 in the ${scheme} scheme, and should be 4.5:1`,
    hint: `write "${better}", which is the nearest that is not`,
  }));
}
