import type { Code } from '../../content/diagnostics.ts';
import type { Path } from '../../content/prose.ts';
import { demoOptions } from '../../content/schema/demo.ts';
import { validate } from '../../content/validate.ts';
import type { Gathering, SiteContext } from '../page/page.ts';
import { escapeHtml } from '../prose/entities.ts';
import type { Resolved } from '../resolve.ts';
import { type SafeHtml, safe } from '../templates.ts';
import type { Located } from '../view.ts';

/** A generator that a page may run, and its landscape as it is before it runs. */
export interface Generator {
  name: string;
  /** Address of its weights as the page writes it, and how long they are. */
  weights: string;
  bytes: number;
  parameters: number;
  architecture: GeneratorArchitecture;
  /** The landscape in the characters that links carry. */
  landscape: string;
  /** So many tiles side by side, from tile `first` on. */
  picture(first: number, tiles: number): Resolved;
  /**
   * How strongly columns of these tiles, evenly spaced, listen to an anchor: the mean change of their pixels when the anchor
   * is drawn anew, as a share of the greatest. Empty while it is not known yet.
   */
  influence(anchor: number, first: number, tiles: number): readonly number[];
}

/** Sizes that a script must know before the weights are here. */
export interface GeneratorArchitecture {
  rows: number;
  /** In columns. */
  tileWidth: number;
  tilesPerFrame: number;
  /** Between neighbouring anchors. */
  tilesPerAnchor: number;
}

/** Why a page has no generator, and which of the author's options is the reason. */
export interface GeneratorProblem {
  option?: 'model' | 'landscape';
  code: Code;
  message: string;
  hint?: string;
}

/** Finds the weights that an author names, or those that there are. */
export type FindGenerator = (request: {
  model: string | undefined;
  landscape: string;
}) => Generator | GeneratorProblem;

/** What the templates of a demo are given. */
export interface Demo extends GeneratorArchitecture {
  name: string;
  bytes: number;
  parameters: number;
  /** For the element around the demo: all that its script must know. */
  attributes: SafeHtml;
  /** How many frames to show. */
  frames: number;
  caption: SafeHtml | undefined;
  /** A frame as a picture: 0 begins at anchor 0, 1 stands right of it. */
  frame(index: number): Located;
  /** So many frames in one picture, from anchor 0 on. */
  strip(frames: number): Located;
  /** Any tiles side by side in one picture. */
  view(first: number, tiles: number): Located;
  influence: Generator['influence'];
}

/**
 * The demo that an include asks for with `given`; undefined, and told to the author, when there is no generator for it.
 * @param at of the include's block
 */
export function demoOf(
  given: Record<string, unknown>,
  at: Path,
  { theme, themeUrl, generator: find }: SiteContext,
  { context: { report }, show, uses }: Gathering,
): Demo | undefined {
  const written: Path = [...at, 'with'];
  const { value: options, findings } = validate(demoOptions, given, {
    subject: 'this include',
    base: written,
  });
  for (const { code, path, message, hint } of findings) report(code, { path }, message, hint);

  const { model, landscape = '7', frames = 6, caption } = options ?? {};
  const generator = find({ model, landscape });
  if ('code' in generator) {
    const { option, code, message, hint } = generator;
    const named = option !== undefined && options?.[option] !== undefined;
    report(code, { path: named ? [...written, option] : [...at, 'file'] }, message, hint);
    return undefined;
  }
  uses.add('alis');
  const { name, bytes, parameters, architecture } = generator;
  const view = (first: number, tiles: number): Located => ({
    ...generator.picture(first, tiles),
    path: at,
  });
  const { tilesPerFrame } = architecture;
  return {
    ...architecture,
    name,
    bytes,
    parameters,
    attributes: attributesOf(generator, themeUrl + (theme.features.alis?.modules?.engine ?? '')),
    frames,
    caption: caption && show.prose(caption),
    frame: (index) => view(index * tilesPerFrame, tilesPerFrame),
    strip: (count) => view(0, count * tilesPerFrame),
    view,
    influence: generator.influence,
  };
}

function attributesOf(generator: Generator, engine: string): SafeHtml {
  const { name, weights, bytes, parameters, architecture, landscape } = generator;
  const attributes = {
    weights,
    'weights-bytes': bytes,
    engine,
    landscape,
    architecture: JSON.stringify(architecture),
    'model-name': name,
    parameters,
  };
  return safe(
    Object.entries(attributes)
      .map(([key, value]) => `data-${key}="${escapeHtml(String(value))}"`)
      .join(' '),
  );
}
