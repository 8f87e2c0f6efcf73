import { describe, expect, it } from 'vitest';
import { uniqueIds } from '../../../src/render/page/ids.ts';
import { renderProse } from '../../../src/render/prose/prose.ts';
import { block, pageAround } from '../context.ts';

describe('footnotes', () => {
  it('stand below their text, each with a way back', () => {
    const { context, told } = pageAround();
    const html = renderProse(
      block('A[^a] and B[^b], A again[^a].\n\n[^a]: *One*.\n[^b]: Two.'),
      context,
    );
    expect(html).toContain(
      'A<sup class="note-mark"><a id="fn-1-mark" href="#fn-1">1</a></sup> and B<sup class="note-mark"><a id="fn-2-mark" href="#fn-2">2</a></sup>, A again<sup class="note-mark"><a id="fn-1-mark-2" href="#fn-1">1</a></sup>.',
    );
    expect(html).toContain('<li id="fn-1"><p><em>One</em>. <a href="#fn-1-mark"');
    expect(html).toContain('<a href="#fn-1-mark-2"');
    expect(html).not.toContain('[^');
    expect(told).toEqual([]);
  });

  it('of one text have other ids than those of another', () => {
    const { context } = pageAround();
    const page = { ...context, headingId: uniqueIds(new Set()) };
    const ids = [1, 2].flatMap(() =>
      [...renderProse(block('A[^1]\n\n[^1]: x'), page).matchAll(/ id="([^"]*)"/g)].map(
        ([, id]) => id,
      ),
    );
    expect(ids).toEqual(['fn-1-mark', 'fn-1', 'fn-2-1-mark', 'fn-2-1']);
  });

  it('may hold paragraphs, code and formulas', () => {
    const html = renderProse(
      block('A[^1]\n\n[^1]: x $y$\n\n    ~~~\n    $z$\n    ~~~'),
      pageAround().context,
    );
    expect(html).toMatch(/<li id="fn-1"><p>x <span class="katex/);
    expect(html).toContain('<pre><code>$z$\n</code></pre>');
  });

  it('that nothing refers to are told of', () => {
    const { context, told } = pageAround();
    renderProse(block('A\n\n[^lost]: x'), context);
    expect(told.map(({ code, offset }) => [code, offset])).toEqual([['unused-footnote', 3]]);
  });

  it.each(['x^2 [^', 'a[^ b]', 'a[^none]', '`[^1]`'])('are none in %s', (text) => {
    expect(renderProse(block(text), pageAround().context)).not.toContain('note-mark');
  });
});

describe('headings', () => {
  it('have ids of their words that nothing else has', () => {
    const { context } = pageAround();
    const page = { ...context, headingId: uniqueIds(new Set(['data'])) };
    const html = renderProse(block('# Data\n\n## `a_b` & *c* $x$\n\n### Über 日本\n\n## ?'), page);
    expect([...html.matchAll(/<h\d id="([^"]*)"/g)].map(([, id]) => id)).toEqual([
      'data-2',
      'a-b-c-x',
      'uber-日本',
      'section',
    ]);
  });
});

describe('emphasis beside Chinese, Japanese and Korean marks', () => {
  it.each([
    ['**「重要」**です', '<strong>「重要」</strong>です'],
    ['これは**強調。**です', 'これは<strong>強調。</strong>です'],
    ['**스크립트(script)**라고', '<strong>스크립트(script)</strong>라고'],
    ['中文**（括号）**文字', '中文<strong>（括号）</strong>文字'],
  ])('is seen: %s', (text, html) => {
    expect(renderProse(block(text), pageAround().context)).toBe(`<p>${html}</p>`);
  });
});
