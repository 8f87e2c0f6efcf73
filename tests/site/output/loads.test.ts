import { describe, expect, test } from 'vitest';
import { loadsIn } from '../../../src/site/output/loads.ts';

const loaded = (html: string) => loadsIn(html).map(({ what, url }) => `${what} ${url}`);

describe('a browser loads', () => {
  test.each<[string, string[]]>([
    ['<script src=" a.js "></script>', ['script a.js']],
    ['<script type="module" src="a.js"></script>', ['script a.js']],
    [
      '<script type=module>import x from "https://e.org/x.js"</script>',
      ['script https://e.org/x.js'],
    ],
    [
      '<script>import("//e.org/x.js"); fetch(`https://e.org/y`)</script>',
      ['script //e.org/x.js', 'script https://e.org/y'],
    ],
    [
      '<script type=importmap>{"imports": {"x": "https://e.org/x.js"}}</script>',
      ['script https://e.org/x.js'],
    ],
    ['<iframe src="a"></iframe><frameset><frame src="b"></frameset>', ['frame a', 'frame b']],
    ['<iframe srcdoc="<img src=&quot;a.png&quot;>"></iframe>', ['picture a.png']],
    ['<img src="a" srcset="b 1x, c 2x">', ['picture a', 'picture b', 'picture c']],
    [
      '<picture><source srcset="a, b 300w"><img src="c"></picture>',
      ['picture a', 'picture b', 'picture c'],
    ],
    ['<input type="image" src="a">', ['picture a']],
    ['<object data="a"></object><embed src="b">', ['file a', 'file b']],
    ['<link rel="stylesheet" href="a"><link rel="ICON" href="b">', ['style sheet a', 'picture b']],
    [
      '<link rel="preconnect" href="a"><link rel="preload" as="image" imagesrcset="b 1x">',
      ['file a', 'picture b'],
    ],
    ['<video src="a" poster="b"></video>', ['picture b', 'video a']],
    ['<video src="a" preload="none" autoplay></video>', ['video a']],
    ['<video preload="none" data-autoplay><source src="a"></video>', ['video a']],
    ['<audio controls><source src="a"></audio>', ['sound a']],
    ['<video preload=none src=a><track default src="b"></video>', ['file b']],
    [
      '<svg><image href="a"/><use xlink:href="b#c"/><feImage href="d"/><script href="e"></script></svg>',
      ['picture a', 'picture b#c', 'picture d', 'script e'],
    ],
    ['<svg><rect fill="url(a#b)"/></svg>', ['picture a#b']],
    ['<p style="background: url(\'a b.png\')">', ['picture a b.png']],
    [
      '<style>@import "a.css"; @import url(b.css) print;</style>',
      ['style sheet a.css', 'style sheet b.css'],
    ],
    [
      '<style>@font-face { src: url("a.woff2") format("woff2") }\np { background: url(b.png) }</style>',
      ['font a.woff2', 'picture b.png'],
    ],
    [
      '<style>p { background: image-set("a.png" 1x, url(b.png) 2x) }</style>',
      ['picture a.png', 'picture b.png'],
    ],
    ['<model-viewer src="a" poster="b"></model-viewer>', ['file a', 'file b']],
    ['<noscript><img src="a"></noscript>', ['picture a']],
    ['<table background="a"><tr><td background="b"></table>', ['picture a', 'picture b']],
  ])('%s', (html, wanted) => {
    expect(loaded(html)).toEqual(wanted);
  });
});

describe('a browser waits, or does not ask', () => {
  test.each([
    ['for a click', '<a href="a">x</a><form action="b"></form><area href="c">'],
    ['for a video to be played', '<video src="a" preload="none" controls></video>'],
    ['for its sources too', '<audio preload="NONE"><source src="a"></audio>'],
    ['for a subtitle to be chosen', '<video preload="none"><track src="a"></video>'],
    ['for data', '<script type="application/json" src="a">{"x": "https://e.org"}</script>'],
    ['for what a template holds', '<template><img src="a"><style>@import "b";</style></template>'],
    ['for relations alone', '<link rel="canonical" href="a"><link rel="alternate" href="b">'],
    ['for what is commented out', '<!-- <img src="a"> --><style>/* @import "a"; */</style>'],
    ['for other inputs', '<input src="a">'],
    ['for text', '<pre>&lt;img src="a"></pre><p title="url(a)">import "https://e.org"</p>'],
    ['for an address that a script only holds', '<script>const x = "https://e.org/a"</script>'],
  ])('%s', (_, html) => {
    expect(loaded(html)).toEqual([]);
  });
});
