import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { problemsOf, section, useFolder } from './folder.ts';

const folder = useFolder();

const partials = readdirSync(fileURLToPath(new URL('../../templates/partials', import.meta.url)));

/** A page on which every part stands that a page can have. */
const everything = `---
title: A title
hosts: [example.org]
authors: [{name: Ada, affiliations: [1]}]
organizations: [{name: University, logo: /assets/drawing.svg}]
links: {arxiv: "2104.06954"}
teaser: {type: image, url: /assets/drawing.svg, alt: A}
news: [{date: 2024, text: A}]
sections:
  - title: S
    paragraphs:
      - {type: image, url: /assets/drawing.svg, alt: A, caption: C}
      - {type: video, url: "https://example.org/a.mp4"}
      - {type: code, content: x}
      - {type: callout, content: x}
      - {type: details, summary: x, content: x}
      - {type: carousel, items: [{url: /assets/drawing.svg, alt: A}]}
      - {type: custom_include, file: none.html}
  - {title: S, paragraphs: []}
  - {title: S, paragraphs: []}
bibtex: "@misc{a, title={A title}}"
---
`;

it.each(partials)('a site may have its own %s', async (name) => {
  folder.put(
    'assets/drawing.svg',
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>',
  );
  folder.put('templates/includes/none.html', '{% include "partials/no-demo.njk" %}');
  folder.put('content/a.md', everything);
  folder.put(`templates/partials/${name}`, `<!-- our own ${name} -->`);
  expect(problemsOf(await folder.build())).toEqual([]);
  expect(folder.read('a/index.html')).toContain(`<!-- our own ${name} -->`);
});

it.each([
  ['includes/a.html', '{% include "includes/bad.html" %}'],
  ['includes/a.html', '{% import "includes/bad.html" as bad %}{{ bad.word() }}'],
  ['includes/bad.html', ''],
])('a template in another encoding is told of once, where %s uses it', async (name, text) => {
  folder.put('templates/includes/bad.html', Buffer.from('caf\xe9', 'latin1'));
  if (text) folder.put(`templates/${name}`, text);
  const block = `- {type: custom_include, file: ${name.slice('includes/'.length)}}`;
  folder.put('content/p.md', section(block, block));
  expect(problemsOf(await folder.build())).toEqual(['templates/includes/bad.html:1 encoding']);
});
