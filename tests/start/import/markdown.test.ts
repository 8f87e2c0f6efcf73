import { describe, expect, it } from 'vitest';
import { imported } from './imported.ts';

/** Blocks of the one section of a page with this body. */
function blocks(name: string, body: string, files: string[] = []) {
  const { page, notes } = imported(name, `---\ntitle: T\n---\n${body}`, files);
  const sections = page.sections as { paragraphs: unknown[] }[] | undefined;
  return { blocks: sections?.[0]?.paragraphs, notes };
}

describe('a page of Jekyll', () => {
  it('gives its keys, and says which are left', () => {
    const { page, notes } = imported(
      'sky.md',
      `---
layout: page
title: Skies
description: Without end
img: assets/sky.jpg
year: 2021
tags: [sky, art]
mood: blue
authors:
  - name: Ada Example
    url: https://ada.example.org
    affiliations: {name: Cloud Lab}
---
`,
      ['assets/sky.jpg'],
    );
    expect(page).toEqual({
      title: 'Skies',
      date: '2021',
      authors: [{ name: 'Ada Example', link: 'https://ada.example.org', affiliations: [1] }],
      organizations: [{ name: 'Cloud Lab' }],
      teaser: { type: 'image', url: '/assets/mine/sky.jpg' },
      keywords: ['sky', 'art'],
      description: 'Without end',
    });
    expect(notes).toEqual([
      '2 settings of the tool are left out: layout',
      '8 the key mood is left out: there is none like it',
    ]);
  });

  it('has sections by its headings, and listings apart', () => {
    const { page } = imported(
      'sky.md',
      '---\ntitle: T\n---\nFirst\nlines.\n\n## Method {#how}\n\nWords *of* it.\n\n- one\n- two\n\n### Detail\n\n```python\nx = 1 # a < b\n```\n\nTitle\n-----\nMore.\n',
    );
    expect(page.sections).toEqual([
      { title: '', paragraphs: [{ type: 'text', content: 'First lines.' }] },
      {
        title: 'Method',
        id: 'how',
        paragraphs: [
          { type: 'text', content: 'Words *of* it.\n\n- one\n- two' },
          { type: 'mini-title', content: 'Detail' },
          { type: 'code', content: 'x = 1 # a < b', language: 'python' },
        ],
      },
      { title: 'Title', paragraphs: [{ type: 'text', content: 'More.' }] },
    ]);
  });

  it('has tags of Liquid as blocks', () => {
    const { blocks: found, notes } = blocks(
      'sky.md',
      `<div class="row">
  <div class="col">{% include figure.liquid path="a.jpg" title="A" class="img-fluid" %}</div>
  <div class="col">{% include figure.html path="b.jpg" title="B" %}</div>
</div>
<div class="caption">Of both, with $x < y$.</div>

{% highlight python %}
x < 1
{% endhighlight %}

{% details More %}
Hidden.
{% enddetails %}

![Sky]({{ site.baseurl }}/c.png) and [there]({{ '/d.pdf' | relative_url }}), $$a_b$$ in a line.

{% include video.liquid path="https://www.youtube.com/embed/abcdefghijk" %}
{% cite example2021 %}
`,
      ['a.jpg', 'b.jpg', 'c.png', 'd.pdf'],
    );
    expect(found).toEqual([
      {
        type: 'images',
        urls: [
          { url: '/assets/mine/a.jpg', alt: 'A' },
          { url: '/assets/mine/b.jpg', alt: 'B' },
        ],
        caption: 'Of both, with $x < y$.',
      },
      { type: 'code', content: 'x < 1', language: 'python' },
      { type: 'details', summary: 'More', paragraphs: [{ type: 'text', content: 'Hidden.' }] },
      {
        type: 'text',
        content: '![Sky](/assets/mine/c.png) and [there](/assets/mine/d.pdf), \\(a_b\\) in a line.',
      },
      { type: 'youtube', id: 'abcdefghijk' },
    ]);
    expect(notes).toEqual(['21 {% cite example2021 %} is left out: it is a tag of Liquid']);
  });
});

describe('a page with keys of ours', () => {
  it('keeps them, with the addresses that its files get', () => {
    const { page, notes } = imported(
      'sky.md',
      `---
layout: page
title: Skies
load_splidejs: true
project:
  authors: [{name: Ada Example, affiliations: [1]}]
  common_organizations: [{name: Cloud Lab, logo: /img/lab.png}]
  informal_summary: [We draw.]
  links: {arxiv: "2104.06954", pdf: files/p.pdf}
  sections:
    - title: Results
      paragraphs:
        - {type: image, url: /img/a.jpg, max_width: 800}
        - content: '<a href="https://x.org">Words</a> \\(w\\)'
        - {type: custom_include, file: mine.html}
        - {type: video, host: https://x.org, url: v.mp4}
  bibtex: |
    @misc{a}
---
`,
      ['img/lab.png', 'img/a.jpg', 'files/p.pdf'],
    );
    expect(page).toMatchObject({
      title: 'Skies',
      organizations: [{ name: 'Cloud Lab', logo: '/assets/mine/lab.png' }],
      abstract: ['We draw.'],
      links: { arxiv: '2104.06954', pdf: '/assets/mine/p.pdf' },
      sections: [
        {
          title: 'Results',
          paragraphs: [
            { type: 'image', url: '/assets/mine/a.jpg', max_width: 800 },
            { type: 'text', content: '<a href="https://x.org">Words</a> \\(w\\)' },
            { type: 'video', url: 'https://x.org/v.mp4' },
          ],
        },
      ],
    });
    expect(page).not.toHaveProperty('load_splidejs');
    expect(notes).toEqual([
      '14 this paragraph has content but no type; it is read as text',
      '15 the include mine.html is left out: write a template for it in templates/includes',
    ]);
  });
});

describe('a page of Hugo Blox', () => {
  const { page, notes } = imported(
    'index.md',
    `---
title: Skies
authors: [Ada Example, bob]
author_notes: ['Equal contribution', '']
date: '2021-10-01T00:00:00Z'
publishDate: '2021-01-01'
publication: In *Conference on Skies*
publication_types: ['1']
abstract: We draw.
summary: Short.
tags: [sky]
url_pdf: skies.pdf
url_code: https://github.com/o/skies
url_slides: ''
image: {caption: 'Of **us**'}
links: [{name: Talk, url: https://x.org/talk}]
---
{{% callout note %}}
Look.
{{% /callout %}}

{{< figure src="a.png" title="Said." alt="A" >}}

{{< youtube abcdefghijk >}}

{{< chart data="x" >}}
`,
    { 'featured.jpg': '', 'skies.pdf': '', 'a.png': '', 'cite.bib': '@misc{a, title={T}}\n' },
  );

  it('gives its keys and files', () => {
    expect(page).toMatchObject({
      title: 'Skies',
      conference: '*Conference on Skies*',
      date: '2021-10-01T00:00:00Z',
      authors: [{ name: 'Ada Example', equal: true }, { name: 'bob' }],
      abstract: 'We draw.',
      links: {
        pdf: '/assets/mine/skies.pdf',
        github: 'https://github.com/o/skies',
        custom: [{ href: 'https://x.org/talk', text: 'Talk' }],
      },
      teaser: { type: 'image', url: '/assets/mine/featured.jpg', caption: 'Of **us**' },
      bibtex: '@misc{a, title={T}}',
      keywords: ['sky'],
      description: 'Short.',
    });
  });

  it('has shortcodes as blocks, and tells of others', () => {
    expect(page.sections).toEqual([
      {
        title: '',
        paragraphs: [
          { type: 'callout', kind: 'note', content: 'Look.' },
          { type: 'image', url: '/assets/mine/a.png', alt: 'A', caption: 'Said.' },
          { type: 'youtube', id: 'abcdefghijk' },
        ],
      },
    ]);
    expect(notes).toEqual([
      "3 bob is the name of a user: write the author's",
      '6 settings of the tool are left out: publishDate, publication_types',
      '26 {{< chart data="x" >}} is left out: it is a shortcode',
    ]);
  });
});

describe('a document of Quarto', () => {
  it('gives authors by their affiliations', () => {
    const { page } = imported(
      'sky.qmd',
      `---
title: Skies
format: html
author:
  - name: {given: Ada, family: Example}
    orcid: 0000-0002-1825-0097
    corresponding: true
    email: ada@example.org
    affiliations: [{ref: lab}, University of Skies]
  - name: Bob Two
    affiliation: {id: other, name: Sea Lab, city: Port}
affiliations: [{id: lab, name: Cloud Lab}]
date: today
abstract: We draw.
---
`,
    );
    expect(page).toEqual({
      title: 'Skies',
      authors: [
        {
          name: 'Ada Example',
          affiliations: [1, 2],
          corresponding: true,
          email: 'ada@example.org',
          orcid: '0000-0002-1825-0097',
        },
        { name: 'Bob Two', affiliations: [3] },
      ],
      organizations: [
        { name: 'Cloud Lab' },
        { name: 'University of Skies' },
        { name: 'Sea Lab, Port' },
      ],
      abstract: 'We draw.',
    });
  });

  it('has its fences, figures, cells and citations as blocks', () => {
    const { page, notes } = imported(
      'sky.qmd',
      `---
title: T
bibliography: refs.bib
---
See @fig-a and [see @sky2021, p. 3], as @sky2021 says.

![Of *a*](a.png){#fig-a width=300}

::: {.callout-tip title="Hint"}
Look.
:::

:::: {layout-ncol=2}
![One](a.png)

![Two](b.png)
::::

::: {.panel-tabset}
## First

One.

## Second

Two.
:::

\`\`\`{python}
#| label: fig-b
plot(1 < 2)
\`\`\`

## References
`,
      {
        'a.png': '',
        'b.png': '',
        'refs.bib':
          '@misc{sky2021, title={The {Sky}}, author={Example, Ada and Two, Bob}, year={2021}}',
      },
    );
    const said = { caption: 'One', url: '/assets/mine/a.png' };
    expect(page.sections).toEqual([
      {
        title: '',
        paragraphs: [
          {
            type: 'text',
            content:
              'See [Figure](#fig-a) and (see [Example and Two, 2021](#ref-sky2021), p. 3), as [Example and Two (2021)](#ref-sky2021) says.',
          },
          {
            type: 'image',
            url: '/assets/mine/a.png',
            caption: '<span id="fig-a">Of *a*</span>',
            max_width: 300,
          },
          { type: 'callout', kind: 'tip', title: 'Hint', content: 'Look.' },
          { type: 'images', urls: [said, { caption: 'Two', url: '/assets/mine/b.png' }] },
          {
            type: 'tabs',
            tabs: [
              { title: 'First', paragraphs: [{ type: 'text', content: 'One.' }] },
              { title: 'Second', paragraphs: [{ type: 'text', content: 'Two.' }] },
            ],
          },
          { type: 'code', content: 'plot(1 < 2)', language: 'python' },
        ],
      },
      {
        title: 'References',
        paragraphs: [
          {
            type: 'text',
            content: '- <span id="ref-sky2021">Ada Example, Bob Two. The Sky. 2021.</span>',
          },
        ],
      },
    ]);
    expect(notes).toEqual([
      '29 what the code fig-b gives is left out: save its picture or table, and show that',
    ]);
  });
});

describe('a page of the Astro template', () => {
  const { page, notes } = imported(
    'paper.mdx',
    `---
title: Tab
theme: device
---

import Header from "./components/Header.astro";
import sky from "./assets/sky.png";
import sea from "@/assets/sea.png"

<Header
  title="Skies"
  conference="ICCV 2021"
  authors={[
    { name: "Ada Example", url: "https://ada.example.org", institution: "Cloud Lab", notes: ["*"] },
    { name: "Bob Two", institution: "Cloud Lab" }, // the last
  ]}
  notes={[{ symbol: "*", text: "equal contribution" }]}
  links={[{ name: "Code", url: "https://github.com/o/skies", icon: "ri:github-line" }]}
>
  {/* a comment */}
  <Picture slot="background" src={sky} alt="Sky" />
</Header>

<HighlightedSection>

## Abstract

We draw <SmallCaps>skies</SmallCaps> with $a < b$.

</HighlightedSection>

## Results

<Figure>
  <Picture slot="figure" src={sea} alt="Sea" />
  <Fragment slot="caption">Said *of* it.</Fragment>
</Figure>

<Comparison client:idle>
  <Picture slot="itemOne" src={sky} alt="A" />
  <Picture slot="itemTwo" src={sea} alt="B" />
</Comparison>

<TwoColumns>
  <div slot="left">
    Words, $x_1$.
  </div>
  <YouTubeVideo slot="right" videoId="abcdefghijk" />
</TwoColumns>

<Tabs><TabsList><TabsTrigger value="a">One</TabsTrigger></TabsList>
  <TabsContent value="a"><Picture src={sky} alt="A" /></TabsContent></Tabs>

<Carousel><CarouselSlide><Picture src={sky} alt="A" /></CarouselSlide></Carousel>

<Chart data={compute()} />

\`\`\`bibtex
@misc{a, title={T}}
\`\`\`
`,
    ['assets/sky.png', 'assets/sea.png'],
  );
  const sky = { url: '/assets/mine/sky.png', alt: 'A' };

  it('gives its header', () => {
    expect(page).toMatchObject({
      title: 'Skies',
      conference: 'ICCV 2021',
      authors: [
        { name: 'Ada Example', link: 'https://ada.example.org', affiliations: [1], equal: true },
        { name: 'Bob Two', affiliations: [1] },
      ],
      organizations: [{ name: 'Cloud Lab' }],
      links: { github: 'https://github.com/o/skies' },
      teaser: { type: 'image', url: '/assets/mine/sky.png', alt: 'Sky' },
      abstract: 'We draw <span style="font-variant: small-caps">skies</span> with $a < b$.',
      bibtex: '@misc{a, title={T}}',
    });
  });

  it('has its components as blocks, and tells of others', () => {
    expect(page.sections).toEqual([
      {
        title: 'Results',
        paragraphs: [
          { type: 'image', url: '/assets/mine/sea.png', alt: 'Sea', caption: 'Said *of* it.' },
          { type: 'comparison', before: sky, after: { url: '/assets/mine/sea.png', alt: 'B' } },
          {
            type: 'columns',
            columns: [
              [{ type: 'text', content: 'Words, $x_1$.' }],
              [{ type: 'youtube', id: 'abcdefghijk' }],
            ],
          },
          { type: 'tabs', tabs: [{ title: 'One', paragraphs: [{ type: 'image', ...sky }] }] },
          { type: 'carousel', items: [sky] },
        ],
      },
    ]);
    expect(notes).toEqual([
      '3 settings of the tool are left out: theme',
      '56 the component Chart is left out',
      '56 {compute()} is left out: it is code',
    ]);
  });
});
