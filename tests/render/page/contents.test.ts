import { describe, expect, it } from 'vitest';
import { between, render } from '../rendering.ts';

const links = (text: string) => {
  const { html } = render(text);
  if (!html.includes('<nav class="contents"')) return [];
  const list = between(html, '<nav class="contents"', '</nav>');
  return [...list.matchAll(/<a href="([^"]*)">(.*?)<\/a>/gs)].map(([, href, title]) => [
    href,
    title,
  ]);
};
const sections = (...titles: string[]) =>
  `sections:\n${titles.map((title) => `  - title: ${title}`).join('\n')}`;

describe('the list of contents', () => {
  it('names titled sections, headings of the text, and the BibTeX', () => {
    const yaml = sections('"[Method](https://a.org) and *more*"', 'Results');
    expect(
      links(`---\ntitle: T\n${yaml}\nbibtex: "@misc{a, title={T}}"\n---\n## Data\n\n### Below\n`),
    ).toEqual([
      ['#method-and-more', 'Method and <em>more</em>'],
      ['#results', 'Results'],
      ['#data', 'Data'],
      ['#bibtex', 'BibTeX'],
    ]);
  });

  it.each([
    ['two sections', sections('A', 'B')],
    ['an author who wants none', `toc: false\n${sections('A', 'B', 'C')}`],
  ])('is not there with %s', (_, yaml) => {
    expect(links(`---\ntitle: T\n${yaml}\n---\n`)).toEqual([]);
  });
});
