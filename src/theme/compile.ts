import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Theme } from '../render/theme.ts';
import { bundleModule, bundleScript, bundleStyle } from './client.ts';
import type { Fonts } from './fonts.ts';
import { makeIcons } from './icons.ts';
import { makeKatex } from './katex.ts';
import { type ThemeFiles, themeFiles } from './theme-files.ts';

/** Makes the theme's files and `theme.json`, which names them, in `folder`, with fonts cut before. */
export async function compileTheme(folder: string, fontsFolder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const files = themeFiles(folder);
  const nothing = { styles: [], scripts: [], preload: [], files: [] };
  const style = async (name: string, before = '', after = '') =>
    files.add(`${name}.css`, before + (await bundleStyle(`styles/${name}.css`)) + after);
  const script = async (name: string, path = `scripts/${name}.ts`) =>
    files.add(`${name}.js`, await bundleScript(path));

  const engine = await addModule(files, 'engine', 'demo/session/engine.ts');
  const fonts: Fonts = JSON.parse(readFileSync(join(fontsFolder, 'fonts.json'), 'utf8'));
  for (const name of fonts.names) files.copy(name, fontsFolder);
  const katex = makeKatex(files);
  const features: Theme['features'] = {
    page: {
      styles: [await style('page', `${fonts.core}\n`)],
      scripts: [await script('page')],
      preload: fonts.preload,
      files: fonts.files,
    },
    math: { ...nothing, styles: [await style('math', katex.css)], files: katex.files },
    code: { ...nothing, styles: [await style('code')] },
    comparison: { ...nothing, styles: [await style('comparison')] },
    youtube: { ...nothing, styles: [await style('youtube')] },
    callout: { ...nothing, styles: [await style('callout')] },
    quote: { ...nothing, styles: [await style('quote')] },
    gallery: { ...nothing, styles: [await style('gallery')] },
    contents: {
      ...nothing,
      styles: [await style('contents')],
      scripts: [await script('contents')],
    },
    contributions: { ...nothing, styles: [await style('contributions')] },
    cards: { ...nothing, styles: [await style('cards')] },
    people: { ...nothing, styles: [await style('people')] },
    news: { ...nothing, styles: [await style('news')] },
    details: { ...nothing, styles: [await style('details')], scripts: [await script('details')] },
    tabs: { ...nothing, styles: [await style('tabs')], scripts: [await script('tabs')] },
    analytics: { ...nothing, scripts: [await script('analytics')] },
    projects: { ...nothing, styles: [await style('projects')] },
    carousel: {
      ...nothing,
      styles: [await style('carousel')],
      scripts: [await script('carousel')],
    },
    alis: {
      ...nothing,
      styles: [await style('demo')],
      scripts: [await script('demo', 'demo/demo.ts')],
      files: engine,
      modules: { engine: engine[0] },
    },
  };
  for (const slice of fonts.slices) {
    features[slice.name] = {
      ...nothing,
      styles: [files.add(`${slice.name}.css`, slice.css)],
      files: slice.files,
      ranges: slice.ranges,
    };
  }
  const theme: Theme = { files: Object.fromEntries(files.bytes), features, icons: makeIcons() };
  writeFileSync(join(folder, 'theme.json'), JSON.stringify(theme));
  copyLicences(folder);
}

const require = createRequire(import.meta.url);

/** Fonts are handed on with the licences that they came with. */
function copyLicences(folder: string): void {
  for (const [family, from] of [
    ['source-sans', '@fontsource-variable/source-sans-3'],
    ['source-serif', '@fontsource-variable/source-serif-4'],
    ['KaTeX', 'katex'],
  ] as const) {
    const source = join(dirname(require.resolve(`${from}/package.json`)), 'LICENSE');
    copyFileSync(source, join(folder, `${family}.LICENSE.txt`));
  }
}

/** Adds a module and what it loads, under names with a hash, by which the module then calls them. */
async function addModule(
  files: ThemeFiles,
  name: string,
  path: string,
): Promise<[string, ...string[]]> {
  let { code, assets } = await bundleModule(path);
  const names: string[] = [];
  for (const [asset, content] of assets) {
    const hashed = files.add(asset, content);
    code = code.replaceAll(asset, hashed);
    names.push(hashed);
  }
  return [files.add(`${name}.js`, code), ...names];
}

// Made beside the last one and put in its place when it is whole: a build may be reading it.
const folder = (path: string) => fileURLToPath(new URL(`../../lib/theme/${path}`, import.meta.url));
await compileTheme(folder('next'), folder('fonts'));
// Belongs to no site: `pagescape dev` adds it to the pages that it serves.
mkdirSync(folder('dev'), { recursive: true });
writeFileSync(join(folder('dev'), 'dev.js'), await bundleScript('dev/dev.ts'));
rmSync(folder('files'), { recursive: true, force: true });
renameSync(folder('next'), folder('files'));
