import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import subsetFont from 'subset-font';
import { type FontMetrics, meanWidth, readMetrics } from './font-tables.ts';
import type { ThemeFiles } from './theme-files.ts';

const require = createRequire(import.meta.url);

/** A cut of a typeface, as a page asks for it. */
interface Face {
  /** Name of the family in styles. */
  family: string;
  /** Name of the file, and the package and file it is taken from, for one subset of characters. */
  name: string;
  source: (subset: string) => string;
  style: 'normal' | 'italic';
  /** Places on the axes of the variable font. */
  axes: Record<string, number>;
  /** Whether the first screen needs it. */
  preload?: boolean;
  /** Whether it is made for characters beyond the core too; what a cut lacks, the next family gives. */
  slices: boolean;
}

const serif = (kind: string) => (subset: string) =>
  `@fontsource-variable/source-serif-4/files/source-serif-4-${subset}-${kind}.woff2`;
const sans = (kind: string) => (subset: string) =>
  `@fontsource-variable/source-sans-3/files/source-sans-3-${subset}-${kind}.woff2`;

const faces: Face[] = [
  {
    family: 'Source Serif 4',
    name: 'source-serif',
    source: serif('wght-normal'),
    style: 'normal',
    axes: { wght: 400 },
    preload: true,
    slices: true,
  },
  {
    family: 'Source Serif 4',
    name: 'source-serif-semibold',
    source: serif('wght-normal'),
    style: 'normal',
    axes: { wght: 600 },
    slices: true,
  },
  {
    family: 'Source Serif 4',
    name: 'source-serif-italic',
    source: serif('wght-italic'),
    style: 'italic',
    axes: { wght: 400 },
    slices: true,
  },
  {
    // The cut for large sizes: finer strokes, closer letters.
    family: 'Source Serif 4 Display',
    name: 'source-serif-display',
    source: serif('opsz-normal'),
    style: 'normal',
    axes: { opsz: 60, wght: 400 },
    slices: false,
  },
  {
    family: 'Source Sans 3',
    name: 'source-sans',
    source: sans('wght-normal'),
    style: 'normal',
    axes: { wght: 400 },
    slices: true,
  },
  {
    family: 'Source Sans 3',
    name: 'source-sans-semibold',
    source: sans('wght-normal'),
    style: 'normal',
    axes: { wght: 600 },
    slices: true,
  },
  {
    family: 'Source Sans 3',
    name: 'source-sans-italic',
    source: sans('wght-italic'),
    style: 'italic',
    axes: { wght: 400 },
    slices: true,
  },
];

/** Characters beyond the core, by the names Fontsource gives its subsets. */
const slices = ['latin-ext', 'greek', 'cyrillic', 'vietnamese'];

/** The figures are tabular; proportional ones, for text, are a feature. */
const features = ['kern', 'liga', 'pnum', 'ccmp', 'locl', 'mark', 'mkmk'];

/**
 * System fonts that stand in until ours are there, with the widths of their letters from a to z and of
 * the space in thousandths of an em (Adobe Font Metrics of Times and Helvetica, which Times New Roman,
 * Arial and the Liberation fonts share).
 */
const times = {
  local: ['Times New Roman', 'Liberation Serif', 'Times'],
  widths:
    '444 500 444 500 444 333 500 500 278 278 500 278 778 500 500 500 500 333 389 278 500 500 722 500 500 444 250',
};
const helvetica = {
  local: ['Arial', 'Liberation Sans', 'Helvetica'],
  widths:
    '556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 278',
};
const fallbacks = [
  { family: 'Source Serif 4', ...times },
  { family: 'Source Serif 4 Display', ...times },
  { family: 'Source Sans 3', ...helvetica },
];

export interface Fonts {
  /** Every file. */
  names: string[];
  /** `@font-face` rules of the characters that every page has, and of the fallbacks. */
  core: string;
  preload: string[];
  files: string[];
  /** Rules, files and characters of each slice beyond them. */
  slices: { name: string; css: string; files: string[]; ranges: [number, number][] }[];
}

/** Cuts the fonts of the theme out of their variable originals. */
export async function makeFonts(files: ThemeFiles): Promise<Fonts> {
  const core: Cut[] = [];
  for (const face of faces) core.push(await cut(face, 'latin', files, []));
  const known = core[0]?.metrics.characters ?? [];
  const fonts: Fonts = {
    names: [],
    core: [...core.map(({ css }) => css), ...fallbackRules(core)].join('\n'),
    preload: core.filter(({ face }) => face.preload).map(({ file }) => file),
    files: core.map(({ file }) => file),
    slices: [],
  };
  for (const slice of slices) {
    const cuts: Cut[] = [];
    for (const face of faces.filter((face) => face.slices)) {
      if (isThere(face.source(slice))) cuts.push(await cut(face, slice, files, known));
    }
    const characters = cuts.flatMap(({ metrics }) => metrics.characters);
    const beyond = [...new Set(characters)]
      .filter((character) => !known.includes(character))
      .sort((a, b) => a - b);
    fonts.slices.push({
      name: slice,
      css: cuts.map(({ css }) => css).join('\n'),
      files: cuts.map(({ file }) => file),
      ranges: rangesOf(beyond),
    });
  }
  fonts.names.push(...files.bytes.keys());
  return fonts;
}

interface Cut {
  face: Face;
  file: string;
  css: string;
  metrics: FontMetrics;
}

async function cut(
  face: Face,
  subset: string,
  files: ThemeFiles,
  except: readonly number[],
): Promise<Cut> {
  const original = readFileSync(require.resolve(face.source(subset)));
  const options = { variationAxes: face.axes, keepFeatures: features, noHinting: true };
  const whole = { ...options, keepAllGlyphs: true, targetFormat: 'truetype' } as const;
  const metrics = readMetrics(await subsetFont(original, undefined, whole));
  const characters = metrics.characters.filter((character) => !except.includes(character));
  const text = String.fromCodePoint(...characters);
  const file = files.add(
    `${face.name}${subset === 'latin' ? '' : `-${subset}`}.woff2`,
    await subsetFont(original, text, { ...options, targetFormat: 'woff2' }),
  );
  // The core needs no range: a slice, which comes later, takes the characters it has.
  const range = except.length === 0 ? '' : `;unicode-range:${unicodeRange(characters)}`;
  const css = `@font-face{font-family:'${face.family}';font-style:${face.style};font-weight:${face.axes.wght};font-display:swap;src:url(${file}) format('woff2')${range}}`;
  return { face, file, css, metrics };
}

const unicodeRange = (characters: readonly number[]) =>
  rangesOf(characters)
    .map(([first, last]) => (first === last ? `U+${hex(first)}` : `U+${hex(first)}-${hex(last)}`))
    .join(',');

const hex = (character: number) => character.toString(16);

function isThere(path: string): boolean {
  try {
    require.resolve(path);
    return true;
  } catch {
    return false;
  }
}

/** Consecutive characters as ranges [first, last]. */
export function rangesOf(characters: readonly number[]): [number, number][] {
  const ranges: [number, number][] = [];
  for (const character of characters) {
    const last = ranges.at(-1);
    if (last && character === last[1] + 1) last[1] = character;
    else ranges.push([character, character]);
  }
  return ranges;
}

/** System fonts set as wide and as high as ours, so that nothing moves when ours arrive. */
function fallbackRules(core: readonly Cut[]): string[] {
  return fallbacks.map(({ family, local, widths }) => {
    const regular = core.find(({ face }) => face.family === family)?.metrics;
    if (!regular) throw new Error(`${family} is not among the faces`);
    const thousandths = widths.split(' ').map(Number);
    const width = meanWidth((letter) => {
      const index = letter === ' ' ? 26 : letter.charCodeAt(0) - 97;
      return (thousandths[index] ?? 0) / 1000;
    });
    const adjust = regular.letterWidth / width;
    const sources = local.map((name) => `local('${name}')`).join(',');
    const percent = (value: number) => `${(100 * value).toFixed(2)}%`;
    return `@font-face{font-family:'${family} fallback';src:${sources};size-adjust:${percent(adjust)};ascent-override:${percent(regular.ascent / adjust)};descent-override:${percent(regular.descent / adjust)};line-gap-override:${percent(regular.lineGap / adjust)};unicode-range:U+0-2ff,U+2000-22ff}`;
  });
}
