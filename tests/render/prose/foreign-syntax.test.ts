import { describe, expect, it } from 'vitest';
import { foreignSyntaxIn } from '../../../src/render/prose/foreign-syntax.ts';
import { block } from '../context.ts';

describe('markup of other tools is said', () => {
  it.each([
    ['a {{< figure src="a.png" >}} b', 2, 'shortcode', '![what it shows]'],
    ['{{% callout note %}}\ntext\n{{% /callout %}}', 0, 'shortcode', 'warning'],
    ['{{< video a.mp4 >}}', 0, 'shortcode', 'type video'],
    ['x\n{% include figure.liquid path="a" %}', 2, 'Liquid', 'custom_include'],
    ['{%- highlight python -%}', 0, 'Liquid', '```'],
    ['{{ site.title }}', 0, 'template', 'the value itself'],
    ['::: {.callout-note}\ntext\n:::', 0, 'Quarto', 'warning'],
    ['a\n\n::::{grid} 2', 3, 'MyST', '<div'],
    ['$$x$$ {#eq-one}', 6, 'label', 'take it out'],
    ['see [@vaswani2017; @other, p. 3]', 4, 'citation', 'link'],
    ['as @vaswani2017attention says', 3, 'reference', 'link'],
    ['see @fig:method and', 4, 'reference', 'link'],
    ["import A from './a.astro'\n\nText", 0, 'MDX', 'take it out'],
    ['export const a = 1', 0, 'MDX', 'take it out'],
    ['<Figure src="a.png" />', 0, 'JSX', '![what it shows]'],
    ['a <Astro.Image x={1}/>', 2, 'JSX', 'instead'],
    ['![[picture.png]]', 0, 'Obsidian', '![what it shows]'],
    ['!!! note "Title"\n    text', 0, 'MkDocs', 'warning'],
    ['> [!WARNING]\n> text', 0, 'GitHub', 'warning'],
    ['.. figure:: a.png', 0, 'reStructuredText', '![what it shows]'],
    ['as \\cite{a} has \\\\', 3, 'LaTeX', 'link'],
    ['\\textbf{bold}', 0, 'LaTeX', '**bold**'],
    ['a \\href{x}{y}', 2, 'LaTeX', '[words]'],
    ['half of \\alpha and', 8, 'LaTeX', '$\\alpha$'],
    ['a \\mathcal{O} b', 2, 'LaTeX', 'in a formula'],
    ['[TOC]', 0, 'contents', 'take it out'],
    ['a [[Other page|words]]', 2, 'wiki', '(page.md)'],
    ['*[HTML]: words', 0, 'abbreviation', '<abbr'],
    ['a ==marked== b', 2, 'marked', '<mark>'],
  ])('%j', (text, offset, message, hint) => {
    const [found] = foreignSyntaxIn(block(text));
    expect(found?.offset).toBe(offset);
    expect(found?.message).toContain(message);
    expect(found?.hint).toContain(hint);
    expect(found?.hint.length).toBeLessThan(120);
  });

  it('each at its place', () => {
    const found = foreignSyntaxIn(block('[@a] and {{ b }},\n[@c]'));
    expect(found.map(({ offset }) => offset)).toEqual([0, 9, 18]);
  });
});

it.each([
  '`{{ a }}` and ``{% a ` b %}``',
  '```\n{{< a >}}\n::: x\nimport a from "b"\n```',
  '~~~\n[@a]\n~~~',
  '$\\textbf{a} {{b}} {%}$ and \\(\\text{@fig:x}\\)',
  '$$\\cite{a}$$',
  '<pre>{{ a }}</pre> <code>[@a]</code>',
  'a == b, a === b, x[[1, 2]](y), \\\\alpha and C:\\sigma',
  '`[[a]]` and $[[a]]$',
  '<!-- {{ a }} -->',
  'mail ada@example2021.org or @ada or @iccv2021',
  'https://example.org/@ada2021 and a/@b2020',
  '<IMG src="a"> <DIV>a</DIV> <a href="x">A</a>',
  'important: import this',
  'a set {a, b} of {x: y}',
  'Wow!!! note that',
  'x ... y :: z',
  '[^1] and [a](b) and [!] and ![a](b)',
  'C:\\temp and \\_ and \\*',
  '# Heading {#id}',
])('%j is our own', (text) => {
  expect(foreignSyntaxIn(block(text))).toEqual([]);
});

it.each(['{{', '{%', '[@', '`', '``a', '<A', '@fig:', '{#fig-', '\\cite', '$', '![['])(
  'a text full of %j is read soon',
  (unit) => {
    expect(foreignSyntaxIn(block(`{{ ${unit.repeat(20_000)}`)).length).toBeLessThan(40_000);
  },
);
