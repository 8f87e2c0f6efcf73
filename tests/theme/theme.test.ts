import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import subsetFont from 'subset-font';
import { describe, expect, test } from 'vitest';
import { namedLinks } from '../../src/content/schema/links.ts';
import { slicesOf, themeManifest } from '../../src/render/theme.ts';
import { meanWidth, readMetrics } from '../../src/theme/font-tables.ts';
import { rangesOf } from '../../src/theme/fonts.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'lib/theme/files');
const theme = themeManifest.parse(JSON.parse(readFileSync(join(folder, 'theme.json'), 'utf8')));
const read = (file: string) => readFileSync(join(folder, file), 'utf8');
const all = Object.entries(theme.features);

describe('the manifest', () => {
  test('names every file with its bytes, and nothing but licences is there besides', () => {
    const there = readdirSync(folder).filter((file) => !/^theme\.json$|\.LICENSE\.txt$/.test(file));
    expect(Object.keys(theme.files).sort()).toEqual(there.sort());
    for (const [file, bytes] of Object.entries(theme.files)) {
      expect(statSync(join(folder, file)).size).toBe(bytes);
      expect(file).toMatch(/\.[0-9a-f]{8}\.(css|js|wasm|woff2)$/);
    }
  });

  test.each(all)('%s lists all that its styles and modules refer to', (_, feature) => {
    const urls = feature.styles.flatMap((style) =>
      [...read(style).matchAll(/url\(["']?([^"')]+)["']?\)/g)].map(([, url]) => url),
    );
    const modules = Object.values(feature.modules ?? {});
    const loaded = modules.flatMap(
      (module) => read(module).match(/[\w-]+\.[0-9a-f]{8}\.(?:js|wasm)/g) ?? [],
    );
    expect(
      new Set([...urls.filter((url) => !url?.startsWith('data:')), ...modules, ...loaded]),
    ).toEqual(new Set(feature.files));
    for (const file of [...feature.scripts, ...feature.preload, ...feature.files]) {
      expect(theme.files).toHaveProperty([file]);
    }
  });
});

describe('scripts', () => {
  test.each(all.flatMap(([, { scripts }]) => scripts))('%s runs when opened from disk', (file) => {
    expect(read(file)).not.toMatch(/(^|[;}])\s*(import|export)\b/);
    expect(() => new Function(read(file))).not.toThrow();
  });

  test('of every page are small', () => {
    const [page = ''] = theme.features.page?.scripts ?? [];
    expect(theme.files[page]).toBeLessThan(5_000);
  });
});

test('the engine is a module that its page does not run before it is asked to', () => {
  const { alis } = theme.features;
  const engine = alis?.modules?.engine ?? '';
  expect(read(engine)).toMatch(/export\s*\{[^}]*openEngine/);
  expect(alis?.scripts).not.toContain(engine);
  expect(alis?.files.filter((file) => file.endsWith('.wasm'))).toHaveLength(2);
});

test('the script of the demo takes at most 25 kB beyond Splide, gzip', () => {
  const splide = join(root, 'node_modules/@splidejs/splide/dist/js/splide.min.js');
  const size = (text: string) => gzipSync(text).length;
  const scripts = theme.features.alis?.scripts ?? [];
  expect(scripts.length).toBeGreaterThan(0);
  const all = scripts.reduce((sum, script) => sum + size(read(script)), 0);
  expect(all - size(readFileSync(splide, 'utf8'))).toBeLessThan(25_000);
});

describe('icons', () => {
  test('are there for every link with a name of its own, and for every template', () => {
    const templates = readdirSync(join(root, 'templates'), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(njk|html)$/.test(path))
      .map((path) => readFileSync(join(root, 'templates', path), 'utf8'));
    const named = templates.flatMap((text) =>
      [...text.matchAll(/icon\("([^"]+)"\)/g)].map(([, name]) => name ?? ''),
    );
    expect(named.length).toBeGreaterThan(5);
    for (const name of [...named, ...Object.values(namedLinks).map(({ icon }) => icon)]) {
      expect(theme.icons).toHaveProperty([name]);
    }
  });
});

describe('fonts', () => {
  test('of the core have no more characters than Latin text needs', () => {
    expect(slicesOf(theme, 'Plain text, “quoted” – naïve… 5 × 3 − 1 = 14 €')).toEqual([]);
  });

  test.each([
    ['Skłodowska', 'latin-ext'],
    ['λόγος', 'greek'],
    ['Колмогоров', 'cyrillic'],
    ['Ngô Bảo Châu', 'vietnamese'],
  ])('of %s have a slice of their own', (text, slice) => {
    expect(slicesOf(theme, text)).toContain(slice);
  });

  test('come after the core, for characters that the core has not', () => {
    const [latin = ''] = theme.features['latin-ext']?.styles ?? [];
    expect(read(latin)).toMatch(/unicode-range:U\+1/);
    expect(read(latin)).not.toMatch(/U\+[2-7][0-9a-f][,;}-]/);
  });

  test('of mathematics are of one format', () => {
    const [math = ''] = theme.features.math?.styles ?? [];
    expect(read(math)).not.toMatch(/\.(ttf|woff)\b/);
    expect(theme.features.math?.files.length).toBeGreaterThan(10);
  });

  test('have stand-ins of the same width and height', async () => {
    const [page = ''] = theme.features.page?.styles ?? [];
    const rule = /font-family:'Source Serif 4 fallback'[^}]*/.exec(read(page))?.[0] ?? '';
    const percent = (name: string) =>
      Number(new RegExp(`${name}:([\\d.]+)%`).exec(rule)?.[1]) / 100;
    const original = createRequire(import.meta.url).resolve(
      '@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2',
    );
    const truetype = await subsetFont(readFileSync(original), undefined, {
      targetFormat: 'truetype',
      variationAxes: { wght: 400 },
      keepFeatures: [],
      keepAllGlyphs: true,
      noHinting: true,
    });
    const serif = readMetrics(truetype);
    const adjust = percent('size-adjust');
    expect(adjust * percent('ascent-override')).toBeCloseTo(serif.ascent, 3);
    expect(adjust * percent('descent-override')).toBeCloseTo(serif.descent, 3);
    expect(serif.characters).toContain(0x41);
    expect(serif.letterWidth).toBeGreaterThan(0.3);
    expect(serif.letterWidth).toBeLessThan(0.6);
  });

  test('are measured by how often letters stand in English', () => {
    expect(meanWidth(() => 0.5)).toBeCloseTo(0.5);
    expect(meanWidth((letter) => (letter === 'e' ? 1 : 0))).toBeCloseTo(0.102, 2);
  });
});

test('characters that follow each other are one range', () => {
  expect(rangesOf([1, 2, 3, 7, 9, 10])).toEqual([
    [1, 3],
    [7, 7],
    [9, 10],
  ]);
});
