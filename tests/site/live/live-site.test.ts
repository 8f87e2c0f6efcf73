import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { beforeAll, expect, it } from 'vitest';
import { randomWeights } from '../../../src/alis/backends/random-weights.ts';
import { configOf } from '../../alis/support.ts';
import { page, useFolder } from '../folder.ts';
import { filesUnder, type LiveFolder, liveFolder } from './live-folder.ts';

const folder = useFolder();

const weights = [1, 2].map((seed) =>
  randomWeights(
    configOf(
      { padding: 'neighbour', noise: 'field', channel_base: 64, channel_max: 4 },
      { name: `Hills ${seed}`, img_resolution: 16 },
    ),
    seed,
  ),
);
const pictures: Buffer[] = [];
beforeAll(async () => {
  for (const background of ['#246', '#a52'])
    pictures.push(
      await sharp({ create: { width: 40, height: 20, channels: 3, background } })
        .png()
        .toBuffer(),
    );
});

/** What a page may say: each line leans on something else in the site. */
const lines = [
  'abstract: A sentence. Another one.',
  'date: 2021-10-11',
  'published: false',
  'teaser: {type: image, url: /assets/photo.png, alt: A}',
  'favicon_url: /icon.svg',
  'abstract: "[there](b.md#results) and [here](#results) and [up](/)"',
  'abstract: "[data](/assets/data.csv), [entry](/assets/paper.bib), [own](own.txt)"',
  'abstract: \\(\\own + x^2\\)',
  'sections: [{title: Results, paragraphs: [{type: image, url: /assets/photo.png, alt: A}]}]',
  'sections: [{title: A, paragraphs: [{type: custom_include, file: i.html}]}]',
  'sections: [{title: A, paragraphs: [{type: custom_include, file: demo.html}]}]',
  'sections: [{title: A, paragraphs: [{type: image, url: fig.svg, alt: A, inline: true}]}]',
  'bibtex: "@misc{x, title={A title}}"',
  'layout: redirect\nredirect_to: b.md',
  'abstract: \\(x^\\)',
  'nonsense: 1',
];
const text = fc.subarray(lines, { maxLength: 2 }).map((given) => page(...given));

type Edit = { path: string; content: () => string | Uint8Array | undefined };
const gone = () => undefined;
const at = (path: string, contents: fc.Arbitrary<string | undefined>): fc.Arbitrary<Edit> =>
  contents.map((content) => ({ path, content: () => content }));
const oneOf = (...contents: (string | undefined)[]) => fc.constantFrom(...contents);
const bytesAt = (path: string, values: () => readonly Uint8Array[]): fc.Arbitrary<Edit> =>
  fc.nat(2).map((index) => ({ path, content: index === 2 ? gone : () => values()[index] }));
const svg = (id: string) => `<svg xmlns="http://www.w3.org/2000/svg" id="${id}"/>`;

const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 4, arbitrary: at('content/a.md', text) },
  { weight: 3, arbitrary: at('content/b.md', fc.option(text, { nil: undefined })) },
  at('content/sub/c.md', fc.option(text, { nil: undefined })),
  at('content/index.md', fc.option(text, { nil: undefined })),
  at('content/own.txt', oneOf('1', '2', undefined)),
  at('content/left.html', oneOf('<p>', undefined)),
  at(
    'templates/includes/i.html',
    oneOf('<b>1</b>', '<img src="/assets/photo.png" alt="">', '{% if %}', undefined),
  ),
  at('templates/includes/demo.html', oneOf('{{ picture(alis().frame(0), alt="F") }}', undefined)),
  at('templates/includes/other.html', oneOf('1', undefined)),
  at('templates/partials/footer.njk', oneOf('<footer>1</footer>', '<footer>2</footer>', undefined)),
  at(
    'site.yml',
    oneOf(
      'title: T',
      'url: https://example.org/',
      'favicon_url: /icon.svg',
      'macros: {own: y}',
      'lang: de',
      undefined,
    ),
  ),
  at('public/icon.svg', oneOf(svg('a'), svg('b'), undefined)),
  at('public/feed.xml', oneOf('<feed/>', undefined)),
  at('public/a/index.html', oneOf('<p>', undefined)),
  at('assets/data.csv', oneOf('1,2', '3,4', undefined)),
  at('assets/paper.bib', oneOf('@misc{x}', undefined)),
  at('content/fig.svg', oneOf(svg('a'), svg('b'), undefined)),
  bytesAt('assets/photo.png', () => pictures),
  bytesAt('assets/models/a.safetensors', () => weights),
  bytesAt('assets/models/b.safetensors', () => weights.toReversed()),
);

function apply(live: LiveFolder, { path, content }: Edit): void {
  const data = content();
  if (data === undefined) live.remove(path);
  else live.put(path, data);
}

/** The files and problems of a fresh build of the whole site; nothing where it has an error. */
async function fresh() {
  const { ok, diagnostics } = await folder.build({ drafts: true, preview: true });
  return ok ? { files: filesUnder(join(folder.root, 'dist')), diagnostics } : undefined;
}

it('gives after any edits what a fresh build of everything gives', {
  timeout: 240_000,
}, async () => {
  let compared = 0;
  const edits = fc.array(fc.array(edit, { minLength: 1, maxLength: 4 }), {
    minLength: 6,
    maxLength: 12,
  });
  await fc.assert(
    fc.asyncProperty(edits, async (steps) => {
      for (const path of ['content', 'templates', 'public', 'assets', 'site.yml', 'dist'])
        liveFolderAt().remove(path);
      folder.put('content/a.md', page());
      const live = liveFolderAt();
      await live.update();
      for (const step of steps) {
        for (const one of step) apply(live, one);
        await live.update();
        const whole = await fresh();
        if (!whole) continue;
        compared++;
        expect((await live.live.finish()).diagnostics).toEqual(whole.diagnostics);
        const contents = await live.contents();
        expect([...contents.keys()].sort()).toEqual([...whole.files.keys()].sort());
        for (const [path, bytes] of whole.files)
          expect(contents.get(path)?.equals(bytes), path).toBe(true);
      }
    }),
    // Many random sites have an error and are not compared: these edits leave enough that are.
    { seed: 23, numRuns: 3 },
  );
  expect(compared).toBeGreaterThan(5);
});

const liveFolderAt = () => liveFolder(folder);

it('renders the pages that depend on a change, and no others', async () => {
  folder.put('content/a.md', page('abstract: "[data](/assets/x.csv) [b](b.md)"'));
  folder.put(
    'content/b.md',
    page('sections: [{title: A, paragraphs: [{type: custom_include, file: i.html}]}]'),
  );
  folder.put(
    'content/c.md',
    page('sections: [{title: A, paragraphs: [{type: code, content: x}]}]'),
  );
  folder.put('templates/includes/i.html', '1');
  folder.put('assets/x.csv', '1');
  const live = liveFolderAt();
  expect(await live.update()).toHaveLength(3);
  const after = async (path: string, content?: string) => {
    if (content === undefined) live.remove(path);
    else live.put(path, content);
    return live.update();
  };
  expect(await after('content/a.md', page('abstract: "[data](/assets/x.csv) [b](b.md)!"'))).toEqual(
    ['content/a.md'],
  );
  expect(await after('assets/x.csv', '2')).toEqual(['content/a.md']);
  expect(await after('assets/unused.csv', '2')).toEqual([]);
  expect(await after('templates/includes/i.html', '2')).toEqual(['content/b.md']);
  expect(await after('templates/blocks/code.njk', 'own')).toEqual(['content/c.md']);
  expect(await after('content/d.md', page())).toEqual(['content/d.md']);
  expect(await after('content/b.md')).toEqual(['content/a.md']);
  expect(await after('site.yml', 'title: A')).toHaveLength(3);
  expect(await after('site.yml', 'title: A')).toEqual([]);
});
