import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { renderPage } from '../../src/render/page/page.ts';
import { pageOf, render, siteWith } from './rendering.ts';

const golden = fileURLToPath(new URL('../golden/', import.meta.url));
const attribute = / data-pagescape-at="([^"]*)"/g;

/** Elements by their first words, and the line of the file that each says it was written in. */
function places(text: string, templates: Record<string, string> = {}): string[] {
  const { page } = pageOf(text);
  const { html } = renderPage(page, { ...siteWith({ templates }), places: true });
  return [...html.matchAll(/<([a-z]\w*)([^>]*) data-pagescape-at="([^"]*)"/g)].map(
    ([, tag, , at = '']) => {
      const [path = '', offset] = at.split('@');
      const steps = path.split('/').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
      const { line } = page.source.locate(
        path === '' ? [] : steps,
        offset === undefined ? undefined : Number(offset),
      );
      return `${tag} ${line}`;
    },
  );
}

it.each(readdirSync(golden).filter((name) => name.endsWith('.md')))(
  'adds attributes to elements, and nothing else: %s',
  (name) => {
    const text = readFileSync(golden + name, 'utf8');
    const { page } = pageOf(text);
    const { html, diagnostics } = renderPage(page, { ...siteWith(), places: true });
    const plain = renderPage(page, siteWith());
    expect(html.replaceAll(attribute, '')).toBe(plain.html);
    expect(diagnostics).toEqual(plain.diagnostics);
    expect(html).toMatch(attribute);
    expect(render(text).html).not.toContain('data-pagescape');
  },
);

it('says the line of titles, blocks, captions, pictures of many, and paragraphs', () => {
  const text = `---
title: A title
abstract:
  - One.
  - Two *words*.
sections:
  - title: First
    paragraphs:
      - type: images
        caption: A caption
        urls:
          - {url: a.png, alt: A}
          - {url: b.png, alt: B}
bibtex: "@misc{x}"
---
A paragraph.

- an item
- another \\(x\\)

> quoted
`;
  expect(places(text)).toEqual([
    'body 2',
    'h1 2',
    'p 4',
    'p 5',
    'h2 7',
    'figure 9',
    'img 12',
    'img 13',
    'figcaption 10',
    'p 16',
    'li 18',
    'li 19',
    'blockquote 21',
    'p 21',
    'div 14',
  ]);
});

it('finds the element that holds a text, whatever template it stands in', () => {
  const layout =
    '<main title="{{ page.title }}"><br>{{ page.title }}<b>x</b> {{ page.subtitle | upper }}</main>';
  const text = '---\ntitle: "*a*"\nsubtitle: b\n---\n';
  expect(places(text, { 'layouts/page.njk': layout })).toEqual(['body 2', 'main 2']);
});
