import { describe, expect, it } from 'vitest';
import { renderHtmlWithMath, renderProse } from '../../../src/render/prose/prose.ts';
import { block, inline, pageAround } from '../context.ts';

const lazy = 'loading="lazy" decoding="async"';

describe('addresses in HTML', () => {
  it.each([
    ['<a href="a.html">x</a>', 'a.html', 'link'],
    ["<a class=b href='a.html' target=_blank>x</a>", 'a.html', 'link'],
    ['<iframe src=a.html loading=lazy></iframe>', 'a.html', 'resource'],
    ['<object data="a.pdf"></object>', 'a.pdf', 'resource'],
    ['<embed src="a.pdf">', 'a.pdf', 'resource'],
    ['<audio src="a.mp3"></audio>', 'a.mp3', 'resource'],
    ['<audio><source src="a.mp3"></audio>', 'a.mp3', 'resource'],
    ['<video preload="none"><source src="a.mp4" type="video/mp4"></video>', 'a.mp4', 'video'],
    ['<video preload="none" poster="a.jpg"></video>', 'a.jpg', 'poster'],
    ['<video preload="none"><track src="a.vtt"></video>', 'a.vtt', 'resource'],
    ['<svg><image href="a.png"/></svg>', 'a.png', 'poster'],
    ['<svg><use xlink:href="a.svg#b"/></svg>', 'a.svg#b', 'poster'],
    [`<img alt="" src="a.png" ${lazy}>`, 'a.png', 'image'],
    ['<b style="background: url(a.png) no-repeat">x</b>', 'a.png', 'poster'],
    ['<style>\n.a { background: url("a.png") }\n</style>', 'a.png', 'poster'],
    ['<link rel="stylesheet" href="a.css">', 'a.css', 'resource'],
    ['<link rel="canonical" href="a.html">', 'a.html', 'link'],
    ['<script src="a.js"></script>', 'a.js', 'resource'],
    [`<picture><img alt="" src="a.png" ${lazy}></picture>`, 'a.png', 'poster'],
    ['<pre><a href="a.html">x</a></pre>', 'a.html', 'link'],
    ['<model-viewer src="a.glb" alt="b.png"></model-viewer>', 'a.glb', 'resource'],
    ['<model-viewer poster=a.webp class="b.png"></model-viewer>', 'a.webp', 'poster'],
    ['<model-viewer ios-src="a.usdz"></model-viewer>', 'a.usdz', 'resource'],
    [
      '<model-viewer environment-image="neutral" skybox-image="a.hdr"></model-viewer>',
      'a.hdr',
      'resource',
    ],
    ['<lottie-player data-src="go/x"></lottie-player>', 'go/x', 'resource'],
    ['<spline-viewer url="../a.splinecode"></spline-viewer>', '../a.splinecode', 'resource'],
    ['<my-link href="b.md">x</my-link>', 'b.md', 'link'],
    ['<svg><feImage href="a.png"/></svg>', 'a.png', 'poster'],
    ['<input type="image" src="a.png" alt="x">', 'a.png', 'poster'],
    ['<form><button formaction="go/x">x</button></form>', 'go/x', 'link'],
    [`<img alt="" data-src="a.png" ${lazy}>`, 'a.png', 'poster'],
    [`<img alt="" data-srcset="a.png 2x" ${lazy}>`, 'a.png', 'poster'],
    ['<iframe data-src="a.html" loading=lazy></iframe>', 'a.html', 'resource'],
    ['<link rel="preload" as="image" imagesrcset="a.png 2x">', 'a.png', 'poster'],
    ['<style>@import "a.css" print;</style>', 'a.css', 'resource'],
    ['<style>@font-face { src: url(a.woff2) }</style>', 'a.woff2', 'resource'],
    ['<style>p { background: image-set("a.png" 1x) }</style>', 'a.png', 'poster'],
    ['<style>p { --x: url(a.png) }</style>', 'a.png', 'poster'],
  ])('are looked up at their place: %s', (html, url, kind) => {
    const { context, asked } = pageAround();
    expect(renderHtmlWithMath(html, context, [])).toBe(html);
    expect(asked).toEqual([{ url, kind, offset: html.indexOf(url) }]);
  });

  it.each([
    ['<a class=b href=a.png id=c>x</a>', '<a class=b href="../m/b.png" id=c>x</a>'],
    ["<a href='a.png' title='y'>x</a>", '<a href="../m/b.png" title=\'y\'>x</a>'],
    [
      '<b style="color: red; background: url(\'a.png\')">x</b>',
      '<b style="color: red; background: url(\'../m/b.png\')">x</b>',
    ],
    [
      '<style>p { background: url(a.png) }</style>',
      "<style>p { background: url('../m/b.png') }</style>",
    ],
    ['<svg><image width=4 href="a.png" /></svg>', '<svg><image width=4 href="../m/b.png" /></svg>'],
    [
      `<img srcset="a.png 1x, c.png 2x,d.png" src=a.png alt ${lazy}>`,
      `<img srcset="../m/b.png 1x, c.png 2x,d.png" src="../m/b.png" alt ${lazy}>`,
    ],
  ])('are written as they were found: %s', (html, written) => {
    const { context } = pageAround({ 'a.png': { href: '../m/b.png' } });
    expect(renderHtmlWithMath(html, context, [])).toBe(written);
  });

  it('are looked up without character references, and written with them', () => {
    const { context, asked } = pageAround({ 'a?b=1&c=2': { href: 'd?b=1&"c"' } });
    const html = renderHtmlWithMath('<a href="a?b=1&amp;c=2">x</a>', context, []);
    expect(asked[0]?.url).toBe('a?b=1&c=2');
    expect(html).toBe('<a href="d?b=1&amp;&quot;c&quot;">x</a>');
  });

  it('are not sought in comments, scripts and text', () => {
    const { context, asked } = pageAround();
    const html = '<!-- <a href="a"> --><script>"<img src=b>"</script> href="c" <a href="">d</a>';
    expect(renderHtmlWithMath(html, context, [])).toBe(html);
    expect(asked).toEqual([]);
  });
});

describe('addresses in Markdown', () => {
  it('are looked up at their place and written as they were found', () => {
    const { context, asked } = pageAround({
      'a.png': { href: '../m/a.png', width: 4, height: 3 },
      'b_c.md': { href: '../b/index.html' },
    });
    const text = '![a *sign*](a.png "Title") and [b](b_c.md), <https://d.org/>';
    expect(renderProse(inline(text), context)).toBe(
      `<img src="../m/a.png" alt="a sign" title="Title" width="4" height="3" ${lazy}> and <a href="../b/index.html">b</a>, <a href="https://d.org/">https://d.org/</a>`,
    );
    expect(asked).toEqual(
      ['a.png', 'b_c.md', 'https://d.org/'].map((url) => ({
        url,
        kind: url === 'a.png' ? 'image' : 'link',
        offset: text.indexOf(url),
      })),
    );
  });

  it('are found again when they stand there twice', () => {
    const { context, asked } = pageAround();
    renderProse(inline('[a](x) [b](x)'), context);
    expect(asked.map(({ offset }) => offset)).toEqual([4, 11]);
  });
});

describe('pictures, films and frames of an author', () => {
  const answers = { 'a.png': { width: 40, height: 30 }, 'a.mp4#t=27': { width: 64, height: 36 } };

  it.each([
    ['<img src="a.png" alt="">', `<img src="a.png" alt="" width="40" height="30" ${lazy}>`],
    ['<img src=a.png alt=b/>', `<img src=a.png alt=b/ width="40" height="30" ${lazy}>`],
    ['<img src="a.png" alt="" width="20">', `<img src="a.png" alt="" width="20" ${lazy}>`],
    [
      '<img src="a.png" alt="" loading="eager"/>',
      '<img src="a.png" alt="" loading="eager" width="40" height="30" decoding="async"/>',
    ],
    ['<iframe src="x"></iframe>', '<iframe src="x" loading="lazy"></iframe>'],
    [
      '<video src="a.mp4#t=27" preload="auto" autoplay loop></video>',
      '<video src="a.mp4#t=27" preload="metadata" autoplay loop width="64" height="36" muted playsinline></video>',
    ],
    [
      '<video width=9 src="a.mp4#t=27" poster="p.jpg" controls></video>',
      '<video width=9 src="a.mp4#t=27" poster="p.jpg" controls preload="none"></video>',
    ],
    [
      '<video muted preload=none autoplay playsinline></video>',
      '<video muted preload=none autoplay playsinline></video>',
    ],
  ])('load well: %s', (html, written) => {
    expect(renderProse(block(html), pageAround(answers).context)).toContain(written);
  });

  it('need alt text', () => {
    const { context, told } = pageAround();
    renderProse(block('A <img src="a.png" alt=""> and <img src="b.png">'), context);
    expect(told).toEqual([
      { code: 'missing-alt', offset: 31, message: 'a picture without alt text' },
    ]);
  });
});
