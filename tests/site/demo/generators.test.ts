import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { randomWeights } from '../../../src/alis/backends/random-weights.ts';
import { referenceBackend } from '../../../src/alis/backends/reference/index.ts';
import { parsePanorama } from '../../../src/alis/latent/panorama.ts';
import { headLength } from '../../../src/alis/model/safetensors.ts';
import { readModel } from '../../../src/alis/model/weights.ts';
import { toBytes } from '../../../src/alis/tile/pixels.ts';
import { stripMaker } from '../../../src/alis/tile/tiles.ts';
import { buildSite } from '../../../src/site/build.ts';
import type { BuildOptions } from '../../../src/site/build-context.ts';
import { siteCache } from '../../../src/site/cache.ts';
import { siteGenerators } from '../../../src/site/demo/generators.ts';
import { siteFiles } from '../../../src/site/files.ts';
import { lookupIn } from '../../../src/site/input/lookup.ts';
import { sourceTree } from '../../../src/site/input/source-tree.ts';
import { configOf } from '../../alis/support.ts';

let weights: Uint8Array;
let others: Uint8Array;
beforeAll(() => {
  const config = configOf(
    { padding: 'neighbour', noise: 'field', channel_base: 256, channel_max: 24 },
    { name: 'Hills', img_resolution: 64 },
  );
  weights = randomWeights(config, 1, 'F16');
  others = randomWeights(config, 2, 'F16');
});

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pagescape-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function put(path: string, data: string | Uint8Array): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), data);
}

/** A page of one section with these includes, the first on line 6. */
const page = (...includes: string[]) =>
  [
    '---',
    'title: A title',
    'sections:',
    '  - title: S',
    '    paragraphs:',
    ...includes.map((include) => `      - {type: custom_include, ${include}}`),
    '---',
    '',
  ].join('\n');

const build = (options: Partial<BuildOptions> = {}) =>
  buildSite({ root, out: join(root, 'dist'), base: '/', strict: false, drafts: false, ...options });

const read = (path: string) => readFileSync(join(root, 'dist', path), 'utf8');
const told = ({ diagnostics }: Awaited<ReturnType<typeof build>>) =>
  diagnostics.map(({ line, column, code }) => `${line}:${column} ${code}`);
const media = () => readdirSync(join(root, 'dist/media')).sort();
const attribute = (html: string, name: string) =>
  [...html.matchAll(new RegExp(`${name}="([^"]+)"`, 'g'))].map(([, value]) => value);

/** A template that shows so many frames as the author says. */
const frames =
  '{% set demo = alis() %}{% for index in range(demo.frames) %}{{ picture(demo.frame(index), alt="F") }}{% endfor %}';

describe('the demo on a page', () => {
  it('of two pages shares one copy of the weights, and shows what they make', async () => {
    put('assets/models/hills.safetensors', weights);
    put('content/one.md', page('file: alis/carousel.html', 'file: alis/panorama.html'));
    put('content/lab/two.md', page('file: alis/carousel.html, with: {frames: 2}'));
    const report = await build({ strict: true });
    expect(report).toMatchObject({ ok: true, diagnostics: [] });
    const [name = '', ...more] = media().filter((file) => file.endsWith('.safetensors'));
    expect(more).toEqual([]);
    expect(name).toMatch(/^hills\.[\da-f]{8}\.safetensors$/);
    expect(readFileSync(join(root, 'dist/media', name)).equals(weights)).toBe(true);

    const html = read('one/index.html');
    expect(attribute(html, 'data-weights')).toEqual([`../media/${name}`, `../media/${name}`]);
    expect(attribute(html, 'data-weights-bytes')[0]).toBe(String(weights.length));
    expect(attribute(html, 'data-model-name')[0]).toBe('Hills');
    const [engine = ''] = attribute(html, 'data-engine');
    expect(statSync(join(root, 'dist/one', engine)).size).toBeGreaterThan(10_000);
    expect(attribute(read('lab/two/index.html'), 'data-weights')).toEqual([`../../media/${name}`]);
    expect(report.pages[0]?.bytes.onDemand).toBeGreaterThan(weights.length);
  });

  it('shows exactly the pixels that the generator makes', async () => {
    put('assets/models/hills.safetensors', weights);
    put('templates/includes/frames.html', frames);
    put('content/one.md', page("file: frames.html, with: {landscape: '5@0.9~1.2'}"));
    await build();
    const model = readModel(weights);
    const backend = referenceBackend(model);
    const strip = stripMaker(model);
    const posters = [
      ...read('one/index.html').matchAll(/<img src="([^"]+)"[^>]*width="64" height="64"/g),
    ];
    expect(posters).toHaveLength(6);
    for (const [frame, [, address = '']] of posters.slice(0, 2).entries()) {
      const { data, info } = await sharp(join(root, 'dist/one', address))
        .ensureAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true });
      expect(info).toMatchObject({ width: 64, height: 64 });
      for (const half of [0, 1]) {
        const request = {
          panorama: parsePanorama('5@0.9~1.2'),
          tile: 2 * frame + half,
          resolution: 64,
        };
        const expected = toBytes(await backend.planes(strip(request)));
        let worst = 0;
        for (const [offset, value] of expected.entries()) {
          const [row, along] = [Math.floor(offset / (32 * 4)), offset % (32 * 4)];
          const shown = data[row * 64 * 4 + half * 32 * 4 + along] ?? Number.NaN;
          worst = Math.max(worst, Math.abs(shown - value));
        }
        // Backends differ by rounding, at most to the next byte.
        expect(worst).toBeLessThanOrEqual(1);
      }
    }
  });

  it('says how strongly each column listens: most at the anchor, not at all beyond its neighbours', async () => {
    put('assets/models/hills.safetensors', weights);
    put('templates/includes/shares.html', '{{ alis().influence(1, -4, 16) | dump | safe }}');
    put('content/one.md', page('file: shares.html'));
    await build();
    const shares: number[] = JSON.parse(/\[[\d.,]+\]/.exec(read('one/index.html'))?.[0] ?? '');
    // In half the resolution.
    expect(shares).toHaveLength(16 * 16);
    expect(Math.max(...shares)).toBe(1);
    // Anchor 1 stands after 8 of these tiles; with the padding it is heard a tile or two beyond 4 on either side.
    expect(Math.max(...shares.slice(0, 2 * 16), ...shares.slice(14 * 16))).toBe(0);
    const mean = (from: number, to: number) =>
      shares.slice(from * 16, to * 16).reduce((sum, share) => sum + share, 0);
    expect(mean(7, 9)).toBeGreaterThan(mean(4, 6));
    expect(mean(7, 9)).toBeGreaterThan(mean(10, 12));
  });

  it('is rendered once, until weights, landscape or range change', async () => {
    put('assets/models/hills.safetensors', weights);
    put('templates/includes/frames.html', `${frames}{{ demo.influence(1, 0, 4) | length }}`);
    put('content/one.md', page('file: frames.html'));
    const rendered: string[] = [];
    const onProgress = ({ task, total }: { task: string; total: number }) => {
      if (task === 'landscapes') rendered.push(`${total}`);
    };
    const first = await build({ onProgress });
    expect(rendered).toEqual(Array(7).fill('7'));
    const [html, files] = [read('one/index.html'), media()];

    rendered.length = 0;
    const second = await build({ onProgress });
    expect(rendered).toEqual([]);
    expect(second.pages).toEqual(first.pages);
    expect([read('one/index.html'), media()]).toEqual([html, files]);

    put('content/one.md', page('file: frames.html, with: {frames: 7}'));
    await build({ onProgress });
    expect(rendered).toEqual(['1']);
    rendered.length = 0;
    put('content/one.md', page('file: frames.html, with: {landscape: 8}'));
    await build({ onProgress });
    expect(rendered).toHaveLength(7);
    rendered.length = 0;
    put('assets/models/hills.safetensors', others);
    await build({ onProgress });
    expect(rendered).toHaveLength(7);
  });

  it.each(['models/b.safetensors', '/assets/models/b.safetensors', 'b.safetensors'])(
    'takes the weights that are named: %s',
    async (model) => {
      put('assets/models/a.safetensors', weights);
      put('assets/models/b.safetensors', others);
      put('content/one.md', page(`file: alis/equivariance.html, with: {model: ${model}}`));
      expect(told(await build())).toEqual([]);
      expect(media().filter((file) => file.endsWith('.safetensors'))).toEqual([
        expect.stringMatching(/^b\./),
      ]);
    },
  );

  it('tells where it stands what is wrong with its options, and what to write', async () => {
    put('assets/models/hills.safetensors', weights);
    put('assets/models/no-head.safetensors', 'no weights at all');
    put('assets/models/no-cut.safetensors', weights.subarray(0, -100));
    put('assets/models/no-bare.safetensors', weights.subarray(0, headLength(weights) - 1));
    symlinkSync(tmpdir(), join(root, 'assets/models/out'));
    put(
      'content/one.md',
      page(
        'file: alis/carousel.html, with: {model: models/hill.safetensors}',
        'file: alis/carousel.html, with: {model: models/no-head.safetensors}',
        'file: alis/carousel.html, with: {model: models/no-cut.safetensors}',
        'file: alis/carousel.html, with: {model: models/no-bare.safetensors}',
        'file: alis/carousel.html, with: {landscape: seven}',
        "file: alis/carousel.html, with: {landscape: '7@3'}",
        'file: alis/carousel.html, with: {frames: 0}',
        'file: alis/carousel.html, with: {frame: 4}',
      ),
    );
    const report = await build();
    expect(told(report)).toEqual([
      '6:72 missing-file',
      '7:72 broken-weights',
      '8:72 broken-weights',
      '9:72 broken-weights',
      '10:76 wrong-type',
      '11:77 wrong-type',
      '12:73 wrong-type',
      '13:72 unknown-key',
    ]);
    expect(report.diagnostics.map(({ hint }) => hint)).toMatchObject([
      'did you mean models/hills.safetensors?',
      expect.stringContaining('alis:convert'),
      expect.stringContaining('alis:convert'),
      expect.stringContaining('alis:convert'),
      expect.stringContaining('such as 7'),
      expect.stringContaining('such as 7'),
      undefined,
      'did you mean "frames"?',
    ]);
    expect(report.diagnostics[2]?.message).toContain('assets/models/no-cut.safetensors');
    expect(existsSync(join(root, 'dist'))).toBe(false);
  });

  it('never publishes weights from outside the site', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'elsewhere-'));
    writeFileSync(join(outside, 'secret.safetensors'), weights);
    mkdirSync(join(root, 'assets/models'), { recursive: true });
    symlinkSync(join(outside, 'secret.safetensors'), join(root, 'assets/models/x.safetensors'));
    put(
      'content/one.md',
      page(
        'file: alis/carousel.html',
        `file: alis/carousel.html, with: {model: ../../${outside}/secret.safetensors}`,
      ),
    );
    const report = await build();
    expect(told(report)).toEqual(['6:38 outside-root', '7:72 outside-root']);
    rmSync(outside, { recursive: true });
  });
});

it('a site without weights runs those of this package, and says so when there are none', () => {
  put('content/one.md', page());
  const tree = sourceTree(root);
  const given = { tree, files: siteFiles(root), cache: siteCache(root, 'alis') };
  const show = () => ({ href: 'here', local: true });
  const lookup = lookupIn(tree, new Set<string>());
  const find = (shipped: string | undefined) =>
    siteGenerators({ ...given, shipped }).forPage({ file: 'content/one.md', lookup, show })({
      model: undefined,
      landscape: '7',
    });
  expect(find(undefined)).toMatchObject({ code: 'no-weights', hint: expect.any(String) });
  put('shipped.safetensors', weights);
  expect(find(join(root, 'shipped.safetensors'))).toMatchObject({ name: 'Hills', weights: 'here' });
  put('assets/models/own.safetensors', others);
  expect(find('/nowhere')).toMatchObject({ bytes: others.length });
});

const seed = fileURLToPath(new URL('../../../../shared/seed/alis.md', import.meta.url));
if (!existsSync(seed)) console.warn(`No ${seed}: only our own pages are tested.`);

it.skipIf(!existsSync(seed))('the first page of this kind has its demo as it stands', async () => {
  put('assets/models/hills.safetensors', weights);
  put('content/alis.md', readFileSync(seed));
  const report = await build();
  expect(report.ok).toBe(true);
  expect(read('alis/index.html').match(/data-alis="carousel"/g)).toHaveLength(1);
});
