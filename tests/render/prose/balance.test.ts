import { describe, expect, it } from 'vitest';
import { renderProse } from '../../../src/render/prose/prose.ts';
import { block, inline, pageAround } from '../context.ts';

function show(text: string, prose = inline) {
  const page = pageAround();
  return { html: renderProse(prose(text), page.context), told: page.told };
}

describe('a tag without its end', () => {
  it.each([
    ['Every <b>column.', 'Every <b>column.</b>', 6],
    ['<em>a <b>b</em>', '<em>a <b>b</em></b>', 6],
    ['a <i class="star"/> b', 'a <i class="star"/> b</i>', 2],
    ['a List<T > of', 'a List<T > of</t>', 6],
    ['see <a href="x">x', 'see <a href="x">x</a>', 4],
    ['<code>x', '<code>x</code>', 0],
    ['<textarea> a <b> c', '<textarea> a <b> c</textarea>', 0],
    ['<svg><g/><title>x</svg>', '<svg><g/><title>x</svg></title>', 9],
  ])('ends with its text: %s', (text, html, offset) => {
    const shown = show(text);
    expect(shown.html).toBe(html);
    expect(shown.told.map(({ code, offset }) => [code, offset])).toEqual([
      ['unbalanced-tag', offset],
    ]);
  });

  it('ends after those that begin in it', () => {
    expect(show('<div>\n\n<section>\n\na', block).html).toBe(
      '<div>\n<section>\n<p>a</p></section></div>',
    );
  });

  it.each([
    ['a </b> c', 'a  c'],
    ['a</div></section>', 'a'],
    ['<b>a</b></b>', '<b>a</b>'],
  ])('nor an end without its beginning, which is left out: %s', (text, html) => {
    const shown = show(text);
    expect(shown.html).toBe(html);
    expect(new Set(shown.told.map(({ code }) => code))).toEqual(new Set(['unbalanced-tag']));
  });

  it.each([
    ['<b><i>crossed</b></i>'],
    ['<ul><li>a<li>b</ul>'],
    ['<table><tr><td>a<td>b</table>'],
    ['a<br>b<br/>c<img src="x" alt="" loading="lazy" decoding="async">'],
    ['<svg><path d="M0 0"/><use href="#a"/></svg>'],
    ['`<b>` and \\<b>'],
    ['<B>a</b>'],
    ['1 < 2 and <3'],
    ['<!-- <b> --> a'],
  ])('is none in %s', (text) => {
    expect(show(text).told).toEqual([]);
  });
});

describe('a comment', () => {
  it.each([
    ['a <!-- b', 'a &lt;!-- b'],
    ['<!-- b\n\nc', '&lt;!-- b\n\nc'],
  ])('without an end is text: %j', (text, html) => {
    const shown = show(text);
    expect(shown.html).toBe(html);
    expect(shown.told.map(({ code }) => code)).toEqual(['unbalanced-tag']);
  });

  it.each(['<!-->', '<!--->', '<!---->'])('is whole: %s', (comment) => {
    expect(show(`a ${comment} *b*`)).toEqual({ html: `a ${comment} <em>b</em>`, told: [] });
  });
});
