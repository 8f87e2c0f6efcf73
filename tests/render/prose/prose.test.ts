import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { plainText, renderHtmlWithMath, renderProse } from '../../../src/render/prose/prose.ts';
import { block, inline, pageAround } from '../context.ts';

const render = (text: string) => renderProse(block(text), pageAround().context);
const renderInline = (text: string) => renderProse(inline(text), pageAround().context);

/** A formula's place in HTML, without what KaTeX writes there. */
const withoutMath = (html: string) =>
  html
    .replace(
      /<span class="katex(?:-display)?">.*?<annotation[^>]*>(.*?)<\/annotation>.*?<\/span>/gs,
      '{$1}',
    )
    .replace(/<span class="unbroken">(\{.*?\}.)<\/span>/g, '$1');

describe('the HTML of an author', () => {
  it.each([
    [
      '<div style="text-align: center;">\n    <video src="a.mp4" preload="none" controls></video>\n</div>',
    ],
    ['<table>\n<tr><td>1</td><td>a_b_c * d * e</td></tr>\n</table>'],
    ['<iframe src="https://www.youtube.com/embed/x" loading="eager" allowfullscreen></iframe>'],
    ['<video src="a.mp4" preload="none"></video> A film of *ours*.'],
    ['<!-- nothing\n\nto see -->'],
    ['<script>\nif (a < b && c) {\n\n    f("$x$ and $y$");\n}\n</script>'],
    ['<style>\n.a > .b { color: red }\n\n.c { margin: 0 }\n</style>'],
    ['<svg viewBox="0 0 1 1">\n\n    <path d="M0 0"/>\n\n</svg>'],
    ['<center>\n<b>bold</b>\n</center>'],
  ])('stays as it is, without a paragraph around it: %s', (html) => {
    expect(render(html)).toBe(html);
  });

  it.each([
    ['a <i>b</i> and <b>c</b>'],
    ['sizes of (&gt;= 1024x1024) at 360° &amp; more'],
    ['δ<sup>z</sup> and file_name_here, 2 * 3 * 4, ~40% of a~b'],
    ['<a href="x.html" target="_blank">link</a>: text'],
    ['a <img src="x"alt="lenient"loading=lazy decoding=async> tag'],
    ['a <code>*b* _c_ $d$ and $e$</code> listing'],
    ['left <span @click="go" :x=1>odd</span> names'],
  ])('stays as it is inside a line: %s', (html) => {
    expect(renderInline(html)).toBe(html);
    expect(render(html)).toBe(`<p>${html}</p>`);
  });

  it('is no code when it is indented, before or after a blank line', () => {
    const html =
      '<div>\n\n        <video preload="none">\n\n            <source src="a.mp4">\n\n    </video>\n</div>';
    const rendered = render(html);
    expect(rendered.replaceAll(/\s+/g, ' ')).toBe(html.replaceAll(/\s+/g, ' '));
  });

  it('may hold Markdown after a blank line, as in CommonMark', () => {
    expect(render('<div class="note">\n\n*Look* here\n\n</div>')).toBe(
      '<div class="note">\n<p><em>Look</em> here</p>\n</div>',
    );
  });
});

describe('text that only looks like Markdown', () => {
  it.each([
    ['1) one\n2) two', '<p>1) one\n2) two</p>'],
    ['more than\n>= 90', '<p>more than\n&gt;= 90</p>'],
    ['A line\n===\nand another', '<p>A line\n===\nand another</p>'],
    ['A line\n\n    indented by four', '<p>A line</p>\n<p>indented by four</p>'],
    ['a < b and c > d', '<p>a &lt; b and c &gt; d</p>'],
    ['*Equal contribution at 3*64*64', '<p>*Equal contribution at 3*64*64</p>'],
    ['&laquo;text&raquo; "quotes" -- and...', '<p>«text» &quot;quotes&quot; -- and...</p>'],
  ])('%j', (text, html) => {
    expect(render(text)).toBe(html);
  });
});

describe('Markdown', () => {
  it.each([
    ['*a* **b** ~~c~~ `d`', '<p><em>a</em> <strong>b</strong> <s>c</s> <code>d</code></p>'],
    ['# Title\n\n- one\n- two', '<h1>Title</h1>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>'],
    ['1. one\n2. two', '<ol>\n<li>one</li>\n<li>two</li>\n</ol>'],
    ['> quoted', '<blockquote>\n<p>quoted</p>\n</blockquote>'],
    [
      '```py\nx = "$1$"\n1) y\n```',
      '<pre><code class="language-py">x = &quot;$1$&quot;\n1) y\n</code></pre>',
    ],
    ['~~~\n\\(x\\)\n~~~', '<pre><code>\\(x\\)\n</code></pre>'],
  ])('%j', (text, html) => {
    expect(render(text)).toBe(html);
  });

  it('has no paragraphs and no lists inside a line', () => {
    expect(renderInline('- *one*')).toBe('- <em>one</em>');
  });

  it('sets tables with formulas in their cells', () => {
    const html = withoutMath(render('| a | $b_1$ |\n|---|--:|\n| \\(c\\) | d |'));
    expect(html).toContain('<th style="text-align:right">{b_1}</th>');
    expect(html).toContain('<td>{c}</td>');
  });
});

describe('formulas', () => {
  it.each([
    ['codes \\(w_l\\) and \\(w_r\\)', 'codes {w_l} and {w_r}'],
    ['\\[a\n\n= b\\]', '{a\n\n= b}'],
    ['$$a\n- b$$', '{a\n- b}'],
    ['$a$, ($b$) and $c$-axis', '{a}, ({b}) and {c}-axis'],
    ['costs $5 and $6', 'costs $5 and $6'],
    ['costs $5, or $6,$7', 'costs $5, or $6,$7'],
    ['\\$a\\$ and $\\$5$', '$a$ and {\\$5}'],
    ['*a \\(x*y*z\\) b*', '<em>a {x*y*z} b</em>'],
    ['a $x<y$ and $y>z$', 'a {x&lt;y} and {y&gt;z}'],
    ['\\(a &lt; b\\)', '{a &lt; b}'],
    ['<b>\\(x\\)</b>', '<b>{x}</b>'],
    ['<a title="\\(x\\)" href="#$a$">b</a>', '<a title="\\(x\\)" href="#$a$">b</a>'],
    ['`\\(x\\)` and ``$`$``', '<code>\\(x\\)</code> and <code>$`$</code>'],
    ['<!-- \\(x\\) --> \\(y\\)', '<!-- \\(x\\) --> {y}'],
    ['[a $b$](https://c.org/?$d$)', '<a href="https://c.org/?$d$">a {b}</a>'],
  ])('%j', (text, html) => {
    expect(withoutMath(renderInline(text))).toBe(html);
  });

  it('keep the comma behind them on their line, where they are of one piece', () => {
    const page = pageAround();
    const html = renderProse(block('\\(w_l\\), \\(a = b\\): \\(c\\) (\\(d\\)).'), page.context);
    expect(html.match(/<span class="unbroken">/g)).toHaveLength(2);
    expect(html).toMatch(
      /^<p><span class="unbroken">.*<\/span>,<\/span> <span class="unbroken">.*:<\/span> /,
    );
  });

  it('stand in blocks of HTML too', () => {
    expect(withoutMath(render('<table>\n<tr><td>\\(\\delta_1\\)</td></tr>\n</table>'))).toBe(
      '<table>\n<tr><td>{\\delta_1}</td></tr>\n</table>',
    );
  });

  it('are noted, so that the page brings what they need', () => {
    const page = pageAround();
    renderProse(block('costs $5 and $6'), page.context);
    expect(page.uses.size).toBe(0);
    renderProse(block('\\(x\\)'), page.context);
    expect(page.uses).toContain('math');
  });

  it.each([
    ['so \\(a + \\foo x\\)', '\\foo x', 'unknown LaTeX command \\foo'],
    ['so \\(\\frac{1\\)', '1\\)', 'the formula ends where } is expected'],
    ['then $a^b^c$', '^c$', 'two superscripts one after the other'],
    ['the \\(w_l are', '\\(w_l are', 'the formula that begins here with \\( has no \\)'],
    ['a \\(b\n\nc\\)', '\\(b\n\nc\\)', 'the formula that begins here with \\( has no \\)'],
    ['$\\href{a}{b}$', '\\href{a}{b}$', '\\href is not allowed in a formula'],
  ])('that are wrong are reported at their place: %j', (text, place, message) => {
    const { context, told } = pageAround();
    renderProse(block(text), context);
    expect(told).toEqual([{ code: 'bad-latex', offset: text.indexOf(place), message }]);
  });
});

describe('renderHtmlWithMath', () => {
  it('sets formulas and leaves everything else', () => {
    const html =
      '<button data-x="\\(a\\)">Resample \\(w_l\\)</button>\n    *not* `\\(b\\)` \\$1 <script>"$c$"</script>';
    expect(withoutMath(renderHtmlWithMath(html, pageAround().context, []))).toBe(
      '<button data-x="\\(a\\)">Resample {w_l}</button>\n    *not* `{b}` $1 <script>"$c$"</script>',
    );
  });
});

describe('plainText', () => {
  it.each([
    ['<b>Aligning</b> &laquo;spaces&raquo;', 'Aligning «spaces»'],
    ['*Codes* \\(w_l\\) with \\(\\delta \\in (-\\infty,+\\infty)\\)', 'Codes wₗ with δ ∈ (-∞, +∞)'],
    ['on LHQ \\(1024^2\\) `a_b` &lt;i&gt;', 'on LHQ 1024² a_b <i>'],
    ['[text](https://a.b) ![picture](c.png)', 'text'],
    ['<p>One.</p><p>Two.</p><video src="a.mp4">no film</video>', 'One. Two.'],
    ['a < b, c > d', 'a < b, c > d'],
  ])('%j', (text, plain) => {
    expect(plainText(block(text))).toBe(plain);
  });
});

const seed = new URL('../../../../shared/seed/alis.md', import.meta.url);
if (!existsSync(seed)) console.info('skipped: ../shared/seed/alis.md is not here');

describe.skipIf(!existsSync(seed))('the seed page', () => {
  const lines = existsSync(seed) ? readFileSync(seed, 'utf8').split('\n') : [];
  const texts = lines.flatMap((line) => /^\s+(?:content|caption): ([^>].*)/.exec(line)?.[1] ?? []);

  it.each(texts)('keeps every character of %s', (text) => {
    const { context, told } = pageAround();
    const html = withoutMath(renderProse(block(text), context));
    const expected = text.replace(/\\\((.*?)\\\)/g, '{$1}');
    expect(html).toBe(`<p>${expected.replaceAll('>= ', '&gt;= ')}</p>`);
    expect(told).toEqual([]);
  });
});

describe('a formula in the title of a link', () => {
  it('stays text, as no element can stand in an attribute', () => {
    const { context } = pageAround();
    const html = renderProse(block('[x]\n\n[x]: https://a.example "t \\(y\\)"'), context);
    expect(html).toContain('title="t (y)"');
  });
});
