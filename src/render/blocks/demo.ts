import type { Path } from '../../content/prose.ts';
import { demoOptions } from '../../content/schema/demo.ts';
import { validate } from '../../content/validate.ts';
import type { Words } from '../../words/words.ts';
import type { RenderState, SiteContext } from '../context.ts';
import type { Generator, GeneratorArchitecture } from '../generator.ts';
import { escapeHtml } from '../prose/entities.ts';
import { type SafeHtml, safe } from '../templates.ts';
import type { ResolvedReference } from '../view.ts';

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
  conditions: Generator['conditions'];
  /** Whether it is what visitors see first. */
  leads: boolean;
  /** A frame as a picture: 0 begins at anchor 0, 1 stands right of it. */
  frame(index: number): ResolvedReference;
  /** So many frames in one picture, from anchor 0 on. */
  strip(frames: number): ResolvedReference;
  /** Any tiles side by side in one picture. */
  view(first: number, tiles: number): ResolvedReference;
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
  { context: { report }, show, lang, words, uses }: RenderState,
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
  const isFirst = !uses.has('alis');
  uses.add('alis');
  const { name, bytes, parameters, architecture } = generator;
  const view = (first: number, tiles: number): ResolvedReference => ({
    ...generator.picture(first, tiles),
    path: at,
  });
  const { tilesPerFrame } = architecture;
  return {
    ...architecture,
    name,
    bytes,
    parameters,
    attributes: attributesOf(
      generator,
      themeUrl + (theme.features.alis?.modules?.engine ?? ''),
      isFirst ? wordsOf(words, lang) : undefined,
    ),
    frames,
    caption: caption && show.prose(caption),
    conditions: generator.conditions,
    leads: at[0] === 'teaser',
    frame: (index) => view(index * tilesPerFrame, tilesPerFrame),
    strip: (count) => view(0, count * tilesPerFrame),
    view,
    influence: generator.influence,
  };
}

/** What the scripts of the demo say. */
const wordsOf = ({ live, carousel }: Words, lang: string) => ({ ...live, carousel, lang });

/** @param words for the first demo of a page: one brings them for all */
function attributesOf(
  generator: Generator,
  engine: string,
  words: ReturnType<typeof wordsOf> | undefined,
): SafeHtml {
  const { name, weights, bytes, parameters, architecture, landscape } = generator;
  const attributes = {
    weights,
    'weights-bytes': bytes,
    engine,
    landscape,
    architecture: JSON.stringify(architecture),
    'model-name': name,
    parameters,
    ...(words && { words: JSON.stringify(words) }),
  };
  return safe(
    Object.entries(attributes)
      .map(([key, value]) => `data-${key}="${escapeHtml(String(value))}"`)
      .join(' '),
  );
}
