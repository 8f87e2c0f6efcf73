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
