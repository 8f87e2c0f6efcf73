import { describe, expect, test } from 'vitest';
import { findInclude } from '../../../src/render/blocks/includes.ts';
import { problems, renderYaml } from '../rendering.ts';

const names = new Set([
  'includes/alis/carousel.html',
  'includes/alis/frames.njk',
  'includes/note.njk',
  'layouts/page.njk',
]);

describe('an include', () => {
  test.each([
    ['alis/carousel.html', 'includes/alis/carousel.html'],
    ['./alis/carousel.html', 'includes/alis/carousel.html'],
    ['alis/frames.html', 'includes/alis/frames.njk'],
    ['note', 'includes/note.njk'],
  ])('%s is found', (file, found) => {
    expect(findInclude(file, names)).toBe(found);
  });

  test.each([
    '../layouts/page.njk',
    'alis/../../layouts/page.njk',
    '/etc/passwd',
    'C:/secrets',
    'c:\\secrets',
    'alis\\carousel.html',
    'https://example.org/x.html',
  ])('%s is outside', (file) => {
    expect(findInclude(file, names)).toMatchObject({ code: 'include-outside' });
  });

  test.each([
    ['alis/carusel.html', 'did you mean alis/carousel.html?'],
    ['something/else.html', 'put it into templates/includes/something/else.html'],
    ['', 'put it into templates/includes/'],
  ])('%j is not found', (file, hint) => {
    expect(findInclude(file, names)).toMatchObject({ code: 'include-not-found', hint });
  });

  test('gets the page and its own values, and may hold math', () => {
    const { html, diagnostics, uses } = renderYaml(
      `title: A & B
sections:
  - paragraphs:
      - {type: custom_include, file: a.html, with: {colour: "<red>", title: own}}`,
      {
        templates: {
          'includes/a.html':
            '<p>{{ page.title }} {{ colour }} {{ title }} \\(w_l\\) {{ icon("copy") }}</p>',
        },
      },
    );
    expect(diagnostics).toEqual([]);
    expect(html).toContain('<p>A &amp; B &lt;red&gt; own <span class="katex">');
    expect(uses).toContain('math');
  });

  test('shows numbers as they were spelled, and may calculate with them', () => {
    const { html } = renderYaml(
      'sections: [{paragraphs: [{type: custom_include, file: a.html, with: {a: 1.10, b: 007, c: False, d: 0.0}}]}]\ntitle: T',
      {
        templates: {
          'includes/a.html': '<p>{{ a }} {{ b }} {{ b + 1 }} {{ "yes" if c or d else "no" }}</p>',
        },
      },
    );
    expect(html).toContain('<p>1.10 007 8 no</p>');
  });

  test('that is not there is an error at its name, and the page is told in whole', () => {
    const { diagnostics } = renderYaml(`title: A
sections:
  - paragraphs:
      - {type: custom_include, file: nothing.html}
      - {type: custom_include, file: ../page.html}`);
    expect(problems(diagnostics)).toEqual([
      'content/test.md:5:38 include-not-found',
      'content/test.md:6:38 include-outside',
    ]);
  });
});
