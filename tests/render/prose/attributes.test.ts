import { describe, expect, it } from 'vitest';
import { renderProse } from '../../../src/render/prose/prose.ts';
import { block, pageAround } from '../context.ts';

function rendered(text: string) {
  const { context, told } = pageAround({ 'a.png': { width: 800, height: 400 } });
  return { html: renderProse(block(text), context), told };
}

describe('attributes in braces', () => {
  it.each([
    ['## Words {#here .wide lang=de}', '<h2 id="here" class="wide" lang="de">Words</h2>'],
    ['## Words ## {#here}', '<h2 id="here">Words</h2>'],
    [
      '[x](y.html){target=_blank .button}',
      '<p><a href="y.html" target="_blank" class="button">x</a></p>',
    ],
    [
      '[two *words*]{.small lang="fr"}',
      '<p><span class="small" lang="fr">two <em>words</em></span></p>',
    ],
    ['`x`{.python}', '<p><code class="python">x</code></p>'],
    ['[words]{#fig-one}', '<p><span id="fig-one">words</span></p>'],
    ['## Words {#sec-one}', '<h2 id="sec-one">Words</h2>'],
    ['One.\n{: .lead #first}', '<p class="lead" id="first">One.</p>'],
    ['> One.\n{.lead}', '<blockquote class="lead">\n<p>One.</p>\n</blockquote>'],
    ['- one\n- two\n{.plain}', '<ul class="plain">\n<li>one</li>\n<li>two</li>\n</ul>'],
    [
      '```python {#code .wide}\nx\n```',
      '<pre class="wide" id="code"><code class="language-python">x\n</code></pre>',
    ],
    ['```{.python #code}\nx\n```', '<pre id="code"><code class="language-python">x\n</code></pre>'],
  ])('are given: %j', (text, html) => {
    const { html: got, told } = rendered(text);
    expect(got).toBe(html);
    expect(told).toEqual([]);
  });

  it.each([
    ['{width=300}', 'width="300" height="150"'],
    ['{width=50%}', 'width="800" height="400" style="width: 50%"'],
    ['{height=100px}', 'width="200" height="100"'],
  ])('set the size of a picture: %s', (written, size) => {
    expect(rendered(`![b](a.png)${written}`).html).toContain(`alt="b" ${size} loading`);
  });

  it.each([
    'The set {x} and {a, b}, {1, ..., n}, {x=1, y=2}.',
    'Of the set {n=5}.',
    '{ x | x > 1 } {} { } {:}',
    'An object {"a": 1} and {...props}.',
  ])('leave other braces as they are: %s', (text) => {
    const { html, told } = rendered(text);
    const shown = text.replaceAll('>', '&gt;').replaceAll('"', '&quot;');
    expect(html).toBe(`<p>${shown}</p>`);
    expect(told).toEqual([]);
  });

  it('leave a heading with a formula in braces as it is', () => {
    expect(rendered('## The case {n=5}').html).toBe('<h2>The case {n=5}</h2>');
    expect(rendered('## Braces \\{#id}').html).toBe('<h2>Braces {#id}</h2>');
  });

  it.each([
    ['![b](a.png){width=50% foo=1}', 22, 'foo is no attribute'],
    ['[x](y){width=3 .a}', 7, 'width belongs to a picture'],
    ['![b](a.png){width=wide}', 12, 'width cannot be "wide"'],
    ['Words {.red} here', 6, '{.red} is on nothing'],
    ['![b](a.png) {width=50%}', 12, '{width=50%} is on nothing'],
    ['A\n\n{.alone}', 3, '{.alone} is on nothing'],
    ['```python title="x"\n```', 10, '"title="x"" behind the language'],
    ['[x](y){onclick="z()" .a}', 7, 'onclick is no attribute'],
    ['[x]{style="color: red"}', 3, 'stays as it is'],
  ])('that cannot be given are told of: %s', (text, offset, message) => {
    const { told } = rendered(text);
    expect(told.map((one) => [one.code, one.offset])).toEqual([['bad-attribute', offset]]);
    expect(told[0]?.message).toContain(message);
  });
});

describe('marks of footnotes', () => {
  it.each([
    ['A[^none].', 'undefined-footnote', 1],
    ['A[^a].\n\n[^a]: One.\n\n[^a]: Two.', 'duplicate-footnote', 20],
    ['A.\n\n[^my note]: hello', 'undefined-footnote', 4],
    ['A[^b].\n\n[^a]: One.\n', 'unused-footnote', 8],
  ])('that lead nowhere are told of: %j', (text, code, offset) => {
    expect(rendered(text).told.map((one) => [one.code, one.offset])).toContainEqual([code, offset]);
  });

  it.each(['`[^1]`', '~~~\n[^1]\n~~~', 'A &#91;^1] b'])('are none in %j', (text) => {
    expect(rendered(text).told).toEqual([]);
  });
});
