import { describe, expect, test } from 'vitest';
import { renderIndex, renderNotFound } from '../../../src/render/page/index-page.ts';
import { renderPage } from '../../../src/render/page/page.ts';
import { between, pageOf, problems, render, renderYaml, siteWith } from '../rendering.ts';

describe('what an author writes', () => {
  test('is never run as a template', () => {
    const { html, diagnostics } = render(`---
title: "{{ 7 * 7 }} {% raw %}"
authors: ["{{ page }}"]
sections:
  - title: "{{ 7 * 7 }}"
    paragraphs: [{type: text, content: "{% include 'x' %} {{ 7 * 7 }}"}]
---
{{ 7 * 7 }}
`);
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(['foreign-syntax']));
    expect(html).not.toContain('49');
    expect(html.match(/\{\{ 7 \* 7 \}\}/g)?.length).toBeGreaterThanOrEqual(4);
  });

  test('may be HTML in titles, and is text in names', () => {
    const { html } = renderYaml(`title: "A <script>let x</script><i>b</i>"
authors: ["<b>Ada</b> & Bob"]`);
    expect(html).toContain('<h1>A <script>let x</script><i>b</i></h1>');
    expect(html).toContain('<title>A b</title>');
    expect(html).toContain('&lt;b&gt;Ada&lt;/b&gt; &amp; Bob');
  });
});

describe('titles', () => {
  test('of more than 50 characters are marked', () => {
    const short = 'x'.repeat(50);
    const { html } = renderYaml(`title: ${short}\nsections: [{title: ${short}x}]`);
    expect(html).toContain(`<h1>${short}</h1>`);
    expect(html).toContain(`<h2 id="${short}x" class="long-title">`);
  });

  test('may be missing or empty, and leave no empty heading behind', () => {
    const { html } = renderYaml('sections: [{title: ""}, {title: "<b></b>"}, {}]');
    expect(html).not.toMatch(/<h\d/);
    expect(html).toContain('<title>test</title>');
  });

  test('keep the order of headings', () => {
    const { html } = renderYaml(`title: One
sections:
  - {title: Two, paragraphs: [{type: mini-title, content: Three}]}
  - {paragraphs: [{type: mini-title, content: Two again}]}`);
    expect(html.match(/<h\d/g)).toEqual(['<h1', '<h2', '<h3', '<h2']);
  });
});

describe('pictures', () => {
  test('without alt are a warning at their address, and nothing is invented', () => {
    const { html, diagnostics } = renderYaml(`title: A
sections:
  - paragraphs:
      - {type: image, url: a.jpg}
      - {type: image, url: b.jpg, alt: ""}
      - {type: images, urls: [c.jpg, {url: d.jpg, alt: D}]}
      - {type: carousel, items: [e.jpg]}
      - {type: comparison, before: f.jpg, after: {url: g.jpg, alt: G}}`);
    expect(problems(diagnostics)).toEqual([
      'content/test.md:5:28 missing-alt',
      'content/test.md:7:31 missing-alt',
      'content/test.md:8:34 missing-alt',
      'content/test.md:9:36 missing-alt',
    ]);
    expect(html).toContain('<img src="a.jpg" alt=""');
  });

  test('load lazily, save for the first one and the teaser', () => {
    const pictures = '[{type: image, url: a.jpg, alt: A}, {type: image, url: b.jpg, alt: B}]';
    const sections = `sections: [{paragraphs: ${pictures}}]`;
    const lazy = /src="(\w)\.jpg"[^>]*loading="lazy"/g;
    const without = renderYaml(sections).html;
    expect([...without.matchAll(lazy)].map(([, name]) => name)).toEqual(['b']);
    const teased = renderYaml(`teaser: {type: image, url: t.jpg, alt: T}\n${sections}`).html;
    expect([...teased.matchAll(lazy)].map(([, name]) => name)).toEqual(['a', 'b']);
    expect(teased).toMatch(/src="t\.jpg"[^>]*fetchpriority="high"/);
  });
});

describe('links', () => {
  test('that do not lead anywhere yet are no links', () => {
    const { html } = renderYaml(`links:
  arxiv: https://arxiv.org/abs/1
  arxiv_inactive: true
  github_soon: true
  data_soon: false
  data: https://example.org/data`);
    const list = between(html, '<nav class="links"', '</nav>');
    expect(list.match(/href="[^"]*"/g)).toEqual(['href="https://example.org/data"']);
    expect(list.replaceAll(/<[^>]*>/g, '').match(/\w+/g)).toEqual([
      'arXiv',
      'Code',
      'soon',
      'Data',
    ]);
  });
});

describe('the head', () => {
  test('links what the page uses, and nothing else', () => {
    const { html, uses } = renderYaml('title: Plain');
    expect([...uses]).toEqual(['page']);
    expect(html.match(/theme\/[\w.]+/g)).toEqual([
      'theme/serif.woff2',
      'theme/page.css',
      'theme/page.js',
    ]);
    const rich = renderYaml(`title: λ
sections:
  - paragraphs:
      - {type: text, content: \\(x\\)}
      - {type: carousel, items: [{url: a.jpg, alt: A}]}`);
    expect([...rich.uses].sort()).toEqual(['carousel', 'greek', 'math', 'page']);
    expect(rich.html.match(/theme\/\w+\.(?:css|js)/g)).toEqual([
      'theme/page.css',
      'theme/math.css',
      'theme/carousel.css',
      'theme/greek.css',
      'theme/page.js',
      'theme/carousel.js',
    ]);
  });

  test('names the language', () => {
    expect(renderYaml('lang: de').html).toContain('<html lang="de">');
    expect(renderYaml('title: A').html).toContain('<html lang="en">');
  });
});

test('the footer can be switched off, and is for pages without their makers', () => {
  expect(renderYaml('title: A').html).toContain('<footer');
  expect(renderYaml('footer: false').html).not.toContain('<footer');
  expect(renderYaml('disable_seo: true').html).not.toContain('<footer');
});

test('a redirect leads on without a script, and says where to', () => {
  const { html, diagnostics } = renderYaml('layout: redirect\nredirect_to: /epigraf?a=1&b=2');
  expect(diagnostics).toEqual([]);
  expect(html).toContain('<meta http-equiv="refresh" content="0; url=/epigraf?a=1&amp;b=2">');
  expect(html).toContain('<link rel="canonical" href="/epigraf?a=1&amp;b=2">');
  expect(html).toContain('<a href="/epigraf?a=1&amp;b=2">');
});

test('BibTeX is returned as a file for each entry shown', () => {
  const { files } = renderYaml(`bibtex: "@misc{a, title = {A}}"
sections: [{paragraphs: [{type: bibtex, content: "@misc{b, title = {B}}"}]}]`);
  expect(files).toEqual([
    { name: 'citation.bib', text: '@misc{b, title = {B}}\n' },
    { name: 'citation-2.bib', text: '@misc{a, title = {A}}\n' },
  ]);
});

test('an address that is no YouTube video is an error where it stands', () => {
  const { diagnostics } = renderYaml(`title: A
sections:
  - paragraphs:
      - {type: youtube, url: "https://vimeo.com/1234"}`);
  expect(problems(diagnostics)).toEqual(['content/test.md:5:31 wrong-type']);
});

test('a YouTube video begins where its address says', () => {
  const { html } = renderYaml(`title: A
sections:
  - paragraphs:
      - {type: youtube, url: "https://youtu.be/abcdefghi-_?t=1m30s"}`);
  expect(html).toContain(
    'href="https://www.youtube.com/watch?v=abcdefghi-_&amp;t=90s" data-youtube="abcdefghi-_" data-start="90"',
  );
});

describe("the author's templates", () => {
  const page = 'title: A\nsections: [{paragraphs: [{type: text, content: "*Words*"}]}]';

  test('stand in for ours of the same name', () => {
    const templates = { 'blocks/text.njk': '<p class="theirs">{{ block.content }}</p>' };
    const { html } = renderYaml(page, { templates });
    expect(html).toContain('<p class="theirs"><p><em>Words</em></p></p>');
  });

  test('with a mistake are an error at their line', () => {
    const templates = { 'blocks/text.njk': '\n\n  {{ block.content.nothing() }}' };
    const { html, diagnostics } = renderYaml(page, { templates });
    expect(html).toBe('');
    expect(problems(diagnostics)).toEqual(['templates/blocks/text.njk:3:27 template-error']);
    const unclosed = { 'blocks/text.njk': 'a\n{% if %}' };
    expect(problems(renderYaml(page, { templates: unclosed }).diagnostics)).toEqual([
      'templates/blocks/text.njk:2:7 template-error',
    ]);
  });
});

describe('the list of projects', () => {
  test('shows title, names, venue, picture and the first sentence', () => {
    const { page } = pageOf(`---
title: A <i>title</i>
conference: ICCV 2021
authors: [Ada, Bob]
informal_summary: It works on e.g. LHQ at 1.5 times the speed. And more.
teaser: {type: image, url: t.jpg, alt: T}
---
`);
    const site = siteWith();
    const { html, uses } = renderIndex(
      { title: 'Work' },
      [{ page, href: 'a/', resolve: site.resolve }],
      site,
    );
    const item = between(html, '<ul class="projects"', '</ul>');
    expect(item).toContain('<a class="project" href="a/">');
    expect(item).toContain('<h2>A <i>title</i></h2>');
    expect(item).toContain('Ada, Bob');
    expect(item).toContain('ICCV 2021');
    expect(item).toContain('<img src="t.jpg" alt=""');
    expect(item).toContain('<p>It works on e.g. LHQ at 1.5 times the speed.</p>');
    expect(uses).toContain('projects');
  });
});

test('a title of the list of projects holds no link in its link', () => {
  const { page } = pageOf(
    "---\ntitle: 'Skies by [a *Lab*](https://lab.example) <a href=x>B</a>'\n---\n",
  );
  const site = siteWith();
  const project = { page, href: 'a/', resolve: site.resolve };
  const { html } = renderIndex({ title: 'Work' }, [project], site);
  const item = between(html, '<a class="project"', '</li>');
  expect(item).toContain('<h2>Skies by a <em>Lab</em> B</h2>');
  expect(item.match(/<a[\s>]/g)).toHaveLength(1);
});

test('the page for a wrong address leads back', () => {
  const { html } = renderNotFound(siteWith({ home: '/work/' }));
  expect(html).toContain('href="/work/"');
});

test('templates are compiled once for all pages', () => {
  const { page } = pageOf(
    '---\ntitle: A\nsections: [{paragraphs: [{type: text, content: a}]}]\n---\n',
  );
  const site = siteWith();
  const once = (count: number) => {
    const start = process.cpuUsage();
    for (let index = 0; index < count; index++) renderPage(page, site);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / count;
  };
  const first = once(1);
  expect(once(50)).toBeLessThan(first / 2);
});
