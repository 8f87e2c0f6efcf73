import { describe, expect, test } from 'vitest';
import { type Given, problems, render } from '../rendering.ts';

const page = (body: string, ...sections: string[]) =>
  ['---', 'title: A title', ...sections, '---', body].join('\n');

/** Problems with ids in a body that begins in line 4. */
const told = (body: string) => problems(render(page(body)).diagnostics);

describe("an id in the author's HTML", () => {
  test.each([
    ['twice', '<b id="one">x</b>\n\n<i id=one>y</i>', 'content/test.md:6:7 duplicate-id'],
    ["of the page's frame", '<p id="content">x</p>', 'content/test.md:4:8 duplicate-id'],
    ['given in braces', '## Steps {#go}\n\n<a id="go"></a>', '4:11'],
    ['of a drawing', '<b id="a">x</b>\n<svg><g id="a"/></svg>', '5:13'],
    ['of two drawings', '<svg id="d"></svg>\n<svg id="d"/>', '5:10'],
    ['in single quotes', "<b id='q'>x</b> <b id='q'>y</b>", '4:24'],
    ['with a reference', '<b id="a&amp;b">x</b>\n<b id="a&#38;b">y</b>', '5:8'],
    ['in code that is shown', '<pre id="k">x</pre>\n<pre><b id="k">x</b></pre>', '5:13'],
    ['in a list', '- <b id="l">x</b>\n- <b id="l">y</b>', '5:10'],
    ['in a table', '| <b id="t">x</b> |\n|---|\n| <b id="t">y</b> |', '6:10'],
    ['of a footnote', 'x[^1] <b id="n">a</b>\n\n[^1]: <b id="n">b</b>', '6:14'],
  ])('%s is told', (_, body, place) => {
    expect(told(body).filter((problem) => problem.includes('duplicate-id'))).toEqual([
      expect.stringContaining(place),
    ]);
  });

  test.each([
    ['once', '<b id="one">x</b>'],
    ['as an address of itself', '<b id="one">x</b> <a href="#one">y</a>'],
    ['in code', '<b id="one">x</b> `<b id="one">`'],
    ['in a comment', '<b id="one">x</b> <!-- <b id="one"> -->'],
    ['with another case', '<b id="one">x</b> <b id="One">x</b>'],
    ['that a heading would have had', '<a id="steps"></a>\n\n## Steps'],
    ['that a heading before it would have had', '## Steps\n\n<a id="steps"></a>'],
    ['without a value', '<b id>x</b> <b id="">x</b> <b id>x</b>'],
    ['with spaces, as drawing programs write', '<svg><g id="Frame 1"/></svg>'],
    ['of a name', '<b id="one">x</b> <b data-id="one">y</b>'],
  ])('%s is in order', (_, body) => {
    expect(told(body)).toEqual([]);
  });

  test('is told between sections, texts and captions', () => {
    const { diagnostics } = render(
      page(
        '<b id="x">x</b>',
        'sections:',
        '  - title: First part',
        '    paragraphs:',
        '      - {type: text, content: <b id="x">y</b>}',
        '      - {type: text, content: <b id="first-part">y</b>}',
      ),
    );
    expect(problems(diagnostics)).toEqual([
      'content/test.md:6:38 duplicate-id',
      'content/test.md:7:38 duplicate-id',
    ]);
  });

  test('of an include is told where the include is named', () => {
    const templates: Given['templates'] = { 'includes/a.html': '<p>x</p>\n<p id="x">y</p>' };
    const { diagnostics } = render(
      page(
        '',
        'sections:',
        '  - paragraphs:',
        '      - {type: custom_include, file: a.html}',
        '      - {type: custom_include, file: a.html}',
      ),
      { templates },
    );
    expect(problems(diagnostics)).toEqual(['content/test.md:6:38 duplicate-id']);
  });

  test('of a drawing is told with the way to keep drawings apart', () => {
    const [first] = render(page('<svg id="d"></svg>\n<svg id="d"></svg>')).diagnostics;
    expect(first?.hint).toContain('inline: true');
  });
});
