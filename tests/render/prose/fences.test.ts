import { describe, expect, it } from 'vitest';
import { bodyPath, Prose } from '../../../src/content/prose.ts';
import { plainText, renderProse } from '../../../src/render/prose/prose.ts';
import { block, pageAround } from '../context.ts';

const body = (text: string) => new Prose(text, 'block', bodyPath);

function show(text: string, prose = block) {
  const page = pageAround();
  return { html: renderProse(prose(text), page.context), told: page.told, asked: page.asked };
}

/** Each would be a formula, a tag, an address or an error anywhere else. */
const trap = 'Use \\( to open, $\\frac{1$ and <img src="/none.png"> or <b>';
const shown = 'Use \\( to open, $\\frac{1$ and &lt;img src=&quot;/none.png&quot;&gt; or &lt;b&gt;';

describe('code', () => {
  it.each([
    ['~~~\nX\n~~~'],
    ['~~~tex\nX\n~~~'],
    ['~~~ tex {.a}\nX\n~~~~~'],
    ['```\nX\n```'],
    ['````\n```\nX\n````'],
    ['~~~\n```\nX\n~~~'],
    ['   ~~~\n   X\n   ~~~'],
    ['~~~\nX\n'],
    ['> ~~~\n> X\n> ~~~\n\nafter'],
    ['> ~~~\n> X\n\nafter a quotation that ends'],
    ['- a\n\n  ~~~\n  X\n  ~~~\n- b'],
    ['1. a\n   ```\n   X\n   ```'],
    ['a\n~~~\nX\n~~~\nb'],
    ['<div>\n\n~~~\nX\n~~~\n\n</div>'],
  ])('is shown as it is written: %j', (text) => {
    const { html, told, asked } = show(text.replace('X', trap));
    expect(html).toContain(`${shown}\n</code></pre>`);
    expect(told.filter(({ code }) => code !== 'unclosed-fence')).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('ends where it ends', () => {
    expect(show('~~~\na\n~~~\n*b* `c`').html).toBe(
      '<pre><code>a\n</code></pre>\n<p><em>b</em> <code>c</code></p>',
    );
  });

  it('is none in the middle of a line', () => {
    expect(show('a ~~~ *b* ~~~').html).toBe('<p>a ~~~ <em>b</em> ~~~</p>');
  });

  it('may be indented in the Markdown of a page, and in no other text', () => {
    expect(show(`a\n\n    ${trap}`, body)).toEqual({
      html: `<p>a</p>\n<pre><code>${shown}\n</code></pre>`,
      told: [],
      asked: [],
    });
    expect(show('a\n\n    b').html).toBe('<p>a</p>\n<p>b</p>');
  });

  it('is no formula that is indented', () => {
    expect(show('a\n\n    $$x$$\n    b', body).html).toMatch(/^<p>a<\/p>\n<p><span class="katex/);
  });

  it('names its language as it is written', () => {
    expect(show('``` c\\+\\+ $x$ $y$\na\n```').html).toBe(
      '<pre><code class="language-c++">a\n</code></pre>',
    );
    expect(show('~~~ $x$"<b>\na\n~~~').html).toBe(
      '<pre><code class="language-$x$&quot;&lt;b&gt;">a\n</code></pre>',
    );
  });

  it('is part of the text for machines', () => {
    expect(plainText(block('~~~\n$a$ <b>\n~~~'))).toBe('$a$ <b>');
  });
});

describe('a heading', () => {
  it('may be underlined in the Markdown of a page, and in no other text', () => {
    expect(show('A\n===\n\nB\n---', body).html).toBe('<h1>A</h1>\n<h2>B</h2>');
    expect(show('A\n===').html).toBe('<p>A\n===</p>');
  });
});

describe('attributes of Markdown', () => {
  it.each([
    ['[x]\n\n[x]: https://a.example "t \\(y\\)"', 't (y)'],
    ["[x]\n\n[x]: https://a.example\n  't $y$ <b>\"'", 't $y$ &lt;b&gt;&quot;'],
    ['[x](https://a.example "t \\(y\\)")', 't (y)'],
    ['[x](https://a.example (t $y$))', 't $y$'],
    ['> [x]: https://a.example "$y$"\n\n[x]', '$y$'],
  ])('hold no formula: %j', (text, title) => {
    const { html, told } = show(text);
    expect(html).toContain(`<a href="https://a.example" title="${title}">x</a>`);
    expect(told).toEqual([]);
  });

  it('hold no formula in the words of a picture', () => {
    expect(show('![$x$ and `y`](a.png)').html).toContain('alt="$x$ and y"');
  });
});
