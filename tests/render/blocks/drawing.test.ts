import { describe, expect, it } from 'vitest';
import { drawing } from '../../../src/render/blocks/drawing.ts';

describe('a drawing in a page', () => {
  it.each([
    ['<?xml version="1.0"?>\n<!DOCTYPE svg>\n<!-- made by x -->\n<svg></svg>', '<svg></svg>'],
    ['\ufeff<svg><a id="a"/></svg>', '<svg><a id="p-a"/></svg>'],
    ["<svg><a id='a'/><use href='#a'/></svg>", "<svg><a id='p-a'/><use href='#p-a'/></svg>"],
    [
      '<svg><g id="a"/><use xlink:href="#a"/></svg>',
      '<svg><g id="p-a"/><use xlink:href="#p-a"/></svg>',
    ],
    ['<svg><g id="a" fill="url(#a)"/></svg>', '<svg><g id="p-a" fill="url(#p-a)"/></svg>'],
    [
      '<svg><g id="a" style="clip-path:url(\'#a\')"/></svg>',
      '<svg><g id="p-a" style="clip-path:url(\'#p-a\')"/></svg>',
    ],
    ['<svg fill="url(#b)"><use href="#b"/></svg>', '<svg fill="url(#b)"><use href="#b"/></svg>'],
    [
      '<svg aria-labelledby="t u"><title id="t">x</title></svg>',
      '<svg aria-labelledby="p-t u"><title id="p-t">x</title></svg>',
    ],
    [
      '<svg><style>.a{fill:#abc}</style><g class="a b"/></svg>',
      '<svg><style>.p-a{fill:#abc}</style><g class="p-a b"/></svg>',
    ],
    [
      '<svg><style>#a, .b > #a{fill:url(#a)} #zz{x:y}</style><g id="a" class="b"/></svg>',
      '<svg><style>#p-a, .p-b > #p-a{fill:url(#p-a)} #zz{x:y}</style><g id="p-a" class="p-b"/></svg>',
    ],
    [
      '<svg><style>.a{color: #abc; stroke-width: .5}</style><g id="abc"/></svg>',
      '<svg><style>.p-a{color: #abc; stroke-width: .5}</style><g id="p-abc"/></svg>',
    ],
    ['<svg data-id="a"><g id="a"/></svg>', '<svg data-id="a"><g id="p-a"/></svg>'],
    ['<svg><text>id="a" .b</text></svg>', '<svg><text>id="a" .b</text></svg>'],
  ])('has names of its own: %s', (svg, html) => {
    expect(drawing(svg, 'p')).toBe(html);
  });
});
