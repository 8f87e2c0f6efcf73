import { describe, expect, it } from 'vitest';
import { renderYaml } from '../rendering.ts';

const files = { 'clear.png': { local: true, width: 40, height: 30, alpha: true } } as const;
const clear = '{url: clear.png, alt: a}';
const bare = '{url: clear.png, alt: a, plate: false}';

/** For each picture of a page with these lines, whether it gets a light ground in the dark. */
function plates(yaml: string): boolean[] {
  const { html, diagnostics } = renderYaml(`title: A\n${yaml}`, { files });
  expect(diagnostics).toEqual([]);
  return [...html.matchAll(/<img [^>]*>/g)].map(([tag]) => tag.includes(' data-alpha'));
}

const section = (block: string) => plates(`sections: [{paragraphs: [${block}]}]`);

describe('a light ground behind a picture that the page shows through', () => {
  it.each([
    ['{type: image, url: clear.png, alt: a}', [true]],
    ['{type: image, url: clear.png, alt: a, plate: false}', [false]],
    [`{type: images, urls: [${clear}, ${bare}]}`, [true, false]],
    [
      `{type: images, plate: false, urls: [${clear}, {url: clear.png, alt: a, plate: true}]}`,
      [false, true],
    ],
    [`{type: carousel, items: [${clear}, ${bare}]}`, [true, false]],
    [`{type: carousel, plate: false, items: [${clear}, ${clear}]}`, [false, false]],
    [`{type: comparison, before: ${clear}, after: ${bare}}`, [true, false]],
    [`{type: comparison, plate: false, before: ${clear}, after: ${clear}}`, [false, false]],
  ])('is there unless the author refuses it: %s', (block, expected) => {
    expect(section(block)).toEqual(expected);
  });

  it('may be refused for the teaser', () => {
    expect(plates('teaser: {type: image, url: clear.png, alt: a}')).toEqual([true]);
    expect(plates('teaser: {type: image, url: clear.png, alt: a, plate: false}')).toEqual([false]);
  });

  it('is a matter of its own for logos, of which one may be for dark pages', () => {
    const logos = (keys: string) => {
      const { html } = renderYaml(
        `title: A\norganizations: [{name: O, logo: clear.png, ${keys}}]`,
        { files },
      );
      return [/<span class="(logo[^"]*)"/.exec(html)?.[1], html.includes('data-alpha')];
    };
    expect(logos('')).toEqual(['logo', false]);
    expect(logos('plate: false')).toEqual(['logo is-bare', false]);
    expect(logos('logo_dark: clear.png')).toEqual(['logo has-dark', false]);
  });
});
