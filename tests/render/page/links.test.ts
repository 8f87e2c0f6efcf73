import { expect, it } from 'vitest';
import { between, problems, renderYaml } from '../rendering.ts';

const yaml = (icon: string) =>
  `title: T\nlinks:\n  custom: [{text: A, href: "https://a.org", icon: ${icon}}]`;

it.each(['arxiv', 'GitHub'])('an icon is found by its name: %s', (icon) => {
  const { html, diagnostics } = renderYaml(yaml(icon));
  expect(diagnostics).toEqual([]);
  expect(between(html, 'href="https://a.org"', '</a>')).toContain('<svg class="icon"');
});

it.each([
  ['trophy', 'there are arxiv, github, copy, ...: all of lucide.dev and simpleicons.org'],
  ['gihub', 'did you mean "github"?'],
  ['constructor', 'there are arxiv, github, copy, ...: all of lucide.dev and simpleicons.org'],
])('an unknown icon is said: %s', (icon, hint) => {
  const { html, diagnostics } = renderYaml(yaml(icon));
  expect(problems(diagnostics)).toEqual(['content/test.md:4:51 unknown-icon']);
  expect(diagnostics[0]?.hint).toBe(hint);
  expect(between(html, 'href="https://a.org"', '</a>')).not.toContain('<svg');
});

it('several buttons of a kind stand in their order, with words, icons and pictures of their own', () => {
  const { html, diagnostics } = renderYaml(`title: T
links:
  code: {url: github.com/a/b, icon: github}
  video:
    - https://a.org/1
    - {url: https://a.org/2, text: Talk, thumbnail: a.png}
  arxiv: [2104.06954, {url: 2104.06955, text: Supplement}]`);
  expect(diagnostics).toEqual([]);
  const buttons = between(html, '<nav class="links"', '</nav>').match(
    /href="[^"]*"|[A-Z]\w+(?=<)/gi,
  );
  expect(buttons).toEqual([
    ...['href="https://a.org/2"', 'Talk'],
    ...['href="https://arxiv.org/abs/2104.06954"', 'arXiv'],
    ...['href="https://arxiv.org/abs/2104.06955"', 'Supplement'],
    ...['href="https://github.com/a/b"', 'Code'],
    ...['href="https://a.org/1"', 'Video'],
  ]);
  expect(between(html, 'href="https://a.org/2"', '</a>')).toContain('<img src="a.png" alt=""');
});

it('a button of a kind without an address is said', () => {
  const { diagnostics } = renderYaml('title: T\nlinks:\n  video: [{text: Talk}]');
  expect(problems(diagnostics)).toEqual(['content/test.md:4:11 missing-key']);
});
