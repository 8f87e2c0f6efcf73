import { describe, expect, it } from 'vitest';
import { drawing, drawingsApart } from '../../../src/render/blocks/drawing.ts';

/** Behind a selector: it matches in the drawing alone, and weighs nothing. */
const within = ':where([data-drawing="p"], [data-drawing="p"] *)';
const draw = (svg: string, asked: string[] = []) =>
  drawing(svg, 'p', (url, kind) => {
    asked.push(`${kind} ${url}`);
    return { href: `../media/${url}`, local: true };
  });

describe('a drawing in a page', () => {
  it.each([
    ['<?xml version="1.0"?>\n<!DOCTYPE svg>\n<!-- made by x -->\n<svg></svg>', '<svg></svg>'],
    ['\ufeff<svg><a id="a"/></svg>', '<svg><a id="p_a"/></svg>'],
    ["<svg><a id='a'/><use href='#a'/></svg>", "<svg><a id='p_a'/><use href='#p_a'/></svg>"],
    [
      '<svg><g id="a"/><use xlink:href="#a"/></svg>',
      '<svg><g id="p_a"/><use xlink:href="#p_a"/></svg>',
    ],
    ['<svg><g id="a" fill="url(#a)"/></svg>', '<svg><g id="p_a" fill="url(#p_a)"/></svg>'],
    [
      '<svg><g id="a" style="clip-path:url(\'#a\')"/></svg>',
      '<svg><g id="p_a" style="clip-path:url(#p_a)"/></svg>',
    ],
    ['<svg fill="url(#b)"><use href="#b"/></svg>', '<svg fill="url(#b)"><use href="#b"/></svg>'],
    [
      '<svg aria-labelledby="t u"><title id="t">x</title></svg>',
      '<svg aria-labelledby="p_t u"><title id="p_t">x</title></svg>',
    ],
    [
      '<svg><style>.a{fill:#abc}</style><g class="a b"/></svg>',
      `<svg data-drawing="p"><style>.p_a${within}{fill:#abc}</style><g class="p_a b"/></svg>`,
    ],
    [
      '<svg><style>#a, .b > #a{fill:url(#a)} #zz{x:y}</style><g id="a" class="b"/></svg>',
      `<svg data-drawing="p"><style>#p_a${within}, .p_b > #p_a${within}{fill:url(#p_a)} #zz${within}{x:y}</style><g id="p_a" class="p_b"/></svg>`,
    ],
    [
      '<svg><style>.a{color: #abc; stroke-width: .5}</style><g id="abc"/></svg>',
      `<svg data-drawing="p"><style>.p_a${within}{color: #abc; stroke-width: .5}</style><g id="p_abc"/></svg>`,
    ],
    ['<svg data-id="a"><g id="a"/></svg>', '<svg data-id="a"><g id="p_a"/></svg>'],
    ['<svg><text>id="a" .b</text></svg>', '<svg><text>id="a" .b</text></svg>'],
  ])('has names of its own: %s', (svg, html) => {
    expect(draw(svg)).toBe(html);
  });
});

/** The styles of a drawing, with the long tail of its selectors as @. */
const stylesOf = (css: string, rest = '') =>
  draw(`<svg><style>${css}</style>${rest}</svg>`)
    .replace(/^.*<style>(.*)<\/style>.*$/s, '$1')
    .replaceAll(within, '@');

describe('styles of a drawing', () => {
  it.each([
    ['rect{x:1}', 'rect@{x:1}'],
    ['svg rect , *{x:1}', 'svg rect@ , *@{x:1}'],
    ['text::first-line, a:before{x:1}', 'text@::first-line, a@:before{x:1}'],
    ['a:hover:not(.b, c){x:1}', 'a:hover:not(.p_b, c)@{x:1}'],
    ['[id^="x"]{x:1}', '[id^="x"]@{x:1}'],
    [':root{--c:red}', '[data-drawing="p"]@{--c:red}'],
    ['@media print{rect{x:1}}', '@media print{rect@{x:1}}'],
    ['@supports (x:y){@media print{a{x:1}}}', '@supports (x:y){@media print{a@{x:1}}}'],
    [
      '@keyframes go{from{x:1}50%{x:2}to{x:3}} a{animation:go 2s, stop 1s}',
      '@keyframes p_go{from{x:1}50%{x:2}to{x:3}} a@{animation:p_go 2s, stop 1s}',
    ],
    [
      '@-webkit-keyframes go{from{x:1}} a{-webkit-animation-name:go}',
      '@-webkit-keyframes p_go{from{x:1}} a@{-webkit-animation-name:p_go}',
    ],
    [
      '@font-face{font-family:"My Font";src:local(x)} a{font-family:My Font, serif}',
      "@font-face{font-family:'p_My Font';src:local(x)} a@{font-family:'p_My Font', serif}",
    ],
    ['.a &gt; b{x:1}', '.p_a &gt; b@{x:1}'.replace('&gt;', '>')],
    ['<![CDATA[ a > b{x:1} ]]>', ' a > b@{x:1} '],
    ['/* rect{x:1} */ a{x:1}', '/* rect{x:1} */ a@{x:1}'],
    ['a{content:"rect{"}', 'a@{content:"rect{"}'],
    ['.\\31 0{x:1}', '.p_10@{x:1}'],
    ['a{fill:#abc;mask:url(b.svg#c)}', "a@{fill:#abc;mask:url('../media/b.svg#c')}"],
    ['a{x:1', 'a@{x:1'],
  ])('are confined to it: %s', (css, wanted) => {
    expect(stylesOf(css)).toBe(wanted);
  });

  it('in attributes name what its style sheets name', () => {
    const sheet = '@keyframes go{from{x:1}}@font-face{font-family:F;src:local(x)}';
    const html = draw(
      `<svg><style>${sheet}</style><a style="animation: go 1s" font-family="F, serif"/></svg>`,
    );
    expect(html).toContain('<a style="animation: p_go 1s" font-family="&#39;p_F&#39;, serif"/>');
  });
});

describe('what a drawing refers to', () => {
  it.each([
    ['begin="a.click; 2s; b.end+1s"', 'begin="p_a.click; 2s; b.end+1s"'],
    ['end="indefinite"', 'end="indefinite"'],
    ['values="url(#a);url(#b)"', 'values="url(#p_a);url(#b)"'],
    ['class="a"', 'class="a"'],
    ['href="#a"', 'href="#p_a"'],
  ])('of its own is renamed: %s', (attribute, wanted) => {
    expect(draw(`<svg><g id="a"/><set ${attribute}/></svg>`)).toBe(
      `<svg><g id="p_a"/><set ${wanted}/></svg>`,
    );
  });

  it('in other files is looked up', () => {
    const asked: string[] = [];
    const html = draw(
      '<svg><image href="a.png"/><use xlink:href="b.svg#c"/><a href="d.html"/><use href="#e"/><style>a{fill:url(f.svg)}</style></svg>',
      asked,
    );
    expect(asked).toEqual(['poster a.png', 'poster b.svg#c', 'link d.html', 'poster f.svg']);
    expect(html).toContain('<image href="../media/a.png"/><use xlink:href="../media/b.svg#c"/>');
  });
});

it('drawings in a text keep their styles to themselves, and their names', () => {
  const svg =
    '<svg id="a"><style>.x { fill: red; animation: go 1s }\n@keyframes go {}</style><g class="x"/></svg>';
  const names = ['one', 'two'];
  const html = drawingsApart(`<p>${svg}</p>${svg}<svg><path/></svg>`, () => names.shift() ?? '');
  expect(html).toContain('<svg data-drawing="one" id="a">');
  expect(html).toContain('<g class="x"/>');
  expect(html).toContain('animation: one_go 1s');
  expect(html).toContain('@keyframes two_go');
  expect(html).toContain('<svg><path/></svg>');
});
