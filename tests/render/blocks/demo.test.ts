import { describe, expect, test } from 'vitest';
import type { FindGenerator } from '../../../src/render/generator.ts';
import { between, problems, renderYaml } from '../rendering.ts';

/** A generator of frames of 64 by 64 pixels whose pictures are named after their tiles. */
const generator: FindGenerator = ({ landscape }) => ({
  name: 'Little "hills"',
  weights: '../media/hills.safetensors',
  bytes: 2_400_000,
  parameters: 1_200_000,
  architecture: { rows: 64, tileWidth: 32, tilesPerFrame: 2, tilesPerAnchor: 4 },
  conditions: [
    { group: 'hour', name: 'day' },
    { group: 'land', name: 'water' },
    { group: 'hour', name: 'aurora' },
  ],
  landscape,
  picture: (first, tiles) => ({
    href: `../media/${first}-${tiles}.png`,
    local: true,
    width: 32 * tiles,
    height: 64,
    sources: [{ type: 'image/avif', srcset: `../media/${first}-${tiles}.avif 64w` }],
  }),
  influence: (anchor, first, tiles) => [0, anchor, first, tiles / 16],
});

const none: FindGenerator = () => ({
  code: 'no-weights',
  message: 'there is no generator to run',
  hint: 'put one there',
});

const demo = (include: string, find: FindGenerator = generator) =>
  renderYaml(`title: A\nsections:\n  - paragraphs:\n      - {type: custom_include, ${include}}`, {
    generator: find,
    templates: {
      'includes/any.html': '{% set demo = alis() %}{{ demo.frame(2).href }} {{ demo.attributes }}',
    },
  });

describe('the demo', () => {
  test('shows frames, the first six by themselves', () => {
    const { html, diagnostics, uses } = demo('file: alis/carousel.html');
    expect(diagnostics).toEqual([]);
    expect(uses).toContain('alis');
    const figure = between(html, '<figure', '</figure>');
    const pictures = [...figure.matchAll(/<img src="..\/media\/(\d+)-(\d+).png" alt="([^"]+)"/g)];
    let next = 0;
    for (const [, first, tiles] of pictures) {
      expect(Number(first)).toBe(next);
      next += Number(tiles);
    }
    expect(next).toBe(6 * 2);
    expect(new Set(pictures.map(([, , , alt]) => alt)).size).toBe(pictures.length);
    expect(figure).toContain('<source type="image/avif" srcset="../media/0-');
  });

  test.each([
    ['carousel', 2],
    ['panorama', 1],
    ['equivariance', 1],
    ['alignment', 1],
  ])('%s is whole without a script', (name, fewest) => {
    const { html, diagnostics } = demo(
      `file: alis/${name}.html, with: {frames: 3, caption: "From \\\\(w_l\\\\), see [that](x.md)"}`,
    );
    expect(diagnostics).toEqual([]);
    const figure = between(html, `data-alis="${name}"`, '</figure>');
    expect(figure.match(/<img [^>]*alt="[^"]+"/g)?.length).toBeGreaterThanOrEqual(fewest);
    const caption = between(figure, '<figcaption>', '</figcaption>');
    expect(caption).toContain('class="katex"');
    expect(caption).toContain('<a href="x.md">that</a>');
    expect(figure).not.toMatch(/\\\(|\\\[/);
    // Nothing that only a script can do is offered before it is there.
    const visible = figure.replace(/<div[^>]* hidden>.*?<\/div>/gs, '');
    expect(visible).not.toMatch(/<(button|input)/);
  });

  test('offers what a scene can be asked for, one group after the other', () => {
    const { html } = demo('file: alis/panorama.html');
    const offers = [
      ...html.matchAll(/data-ask="([^"]+)" data-group="([^"]+)" aria-pressed="false">([^<]+)</g),
    ];
    expect(offers.map(([, name, group, label]) => [group, name, label])).toEqual([
      ['hour', 'day', 'Day'],
      ['hour', 'aurora', 'aurora'],
      ['land', 'water', 'Water'],
    ]);
  });

  test('may be the teaser, whose picture does not wait', () => {
    const { html, diagnostics, uses } = renderYaml(
      `title: A
teaser: {type: custom_include, file: alis/panorama.html, poster: card.jpg, with: {landscape: 5, frames: 3}}
sections:
  - paragraphs:
      - {type: custom_include, file: alis/carousel.html, with: {landscape: 5}}`,
      { generator, files: { 'card.jpg': { href: '../media/card.jpg', width: 1200, height: 630 } } },
    );
    expect(diagnostics).toEqual([]);
    expect(uses).toContain('alis');
    const first = html.indexOf('data-alis="panorama"');
    expect(first).toBeGreaterThan(html.indexOf('<main'));
    expect(first).toBeLessThan(html.indexOf('data-alis="carousel"'));
    expect(html.match(/data-landscape="5"/g)).toHaveLength(2);
    expect(between(html, 'data-alis="panorama"', '</figure>')).toContain('fetchpriority="high"');
    // Words for all parts come once.
    expect(html.match(/ data-words="/g)).toHaveLength(1);
  });

  test('tells its script all it must know', () => {
    const { html } = demo("file: any.html, with: {landscape: '7@0.8'}");
    expect(html).toContain('../media/4-2.png data-weights="../media/hills.safetensors"');
    for (const attribute of [
      'data-weights-bytes="2400000"',
      'data-landscape="7@0.8"',
      'data-model-name="Little &quot;hills&quot;"',
      'data-parameters="1200000"',
      'data-engine="../theme/engine.js"',
    ])
      expect(html).toContain(attribute);
    const [, architecture = ''] = /data-architecture="([^"]+)"/.exec(html) ?? [];
    expect(JSON.parse(architecture.replaceAll('&quot;', '"'))).toEqual({
      rows: 64,
      tileWidth: 32,
      tilesPerFrame: 2,
      tilesPerAnchor: 4,
    });
  });

  test('is left out with a warning at its name where there is no generator', () => {
    const { html, diagnostics, uses } = demo('file: alis/carousel.html', none);
    expect(problems(diagnostics)).toEqual(['content/test.md:5:38 no-weights']);
    expect(html).not.toContain('data-alis');
    expect(html).toContain('demo-note');
    expect(uses).not.toContain('alis');
  });

  test('tells of a problem with an option at the option', () => {
    const { diagnostics } = demo(
      'file: alis/panorama.html, with: {model: hils.safetensors}',
      () => ({
        option: 'model',
        code: 'missing-file',
        message: 'there are no weights',
      }),
    );
    expect(problems(diagnostics)).toEqual(['content/test.md:5:72 missing-file']);
  });

  test('names the option that a misspelt one was meant to be, and says what another must be', () => {
    const { html, diagnostics } = demo(
      'file: alis/carousel.html, with: {landscap: 8, frames: many}',
    );
    expect(diagnostics).toMatchObject([
      { code: 'wrong-type', line: 5, message: 'frames should be a number, not "many"' },
      {
        code: 'unknown-key',
        line: 5,
        message: '"landscap" is not a key of this include; it is ignored',
        hint: 'did you mean "landscape"?',
      },
    ]);
    expect(html).toContain('data-landscape="7"');
  });
});

test('a finished picture in an include is not looked up again', () => {
  const { html, diagnostics } = renderYaml(
    `title: A
teaser: {type: image, url: a.jpg, alt: An a}
sections: [{paragraphs: [{type: custom_include, file: a.html}]}]`,
    {
      templates: { 'includes/a.html': '{{ picture(page.teaser.img_url, alt="Again") }}' },
      files: { 'a.jpg': { href: '../media/a.jpg' }, '../media/a.jpg': { href: 'twice.jpg' } },
    },
  );
  expect(diagnostics).toEqual([]);
  expect(html).toContain('<img src="../media/a.jpg" alt="Again"');
});
