import { describe, expect, it } from 'vitest';
import { importedHtml } from './imported.ts';

const head = `<html lang="de"><head><script src="js/jquery.js"></script></head><body>
<nav class="navbar"><a href="https://lab.example.org">More of us</a></nav>
<section class="hero"><div class="hero-body">
  <h1 class="title publication-title">Skies <em>without</em> end</h1>
  <div class="publication-authors">
    <span class="author-block"><a href="https://ada.example.org">Ada Example</a><sup>1,2*</sup>,</span>
    <span class="author-block">Bob B. Two<sup>2*</sup></span>
  </div>
  <div class="publication-authors">
    <span class="author-block"><sup>1</sup>University of Skies,</span>
    <span class="author-block"><sup>2</sup>Cloud Lab</span>
    <br><small><sup>*</sup>Equal contribution</small>
    <div>ICCV 2021</div>
  </div>
  <div class="publication-links">
    <span class="link-block"><a href="paper.pdf"><i class="fas fa-file-pdf"></i><span>Paper</span></a></span>
    <span class="link-block"><a href="https://github.com/o/skies"><span>Code</span></a></span>
    <span class="link-block"><a href="#"><span>Data (coming soon)</span></a></span>
    <span class="link-block"><a href="https://example.org/v"><i class="fa-video"></i><span>Short film</span></a></span>
  </div>
</div></section>
`;

const page = (body: string) =>
  `${head}<section><h2>Abstract</h2><p>We draw.</p></section>${body}</body></html>`;
const sections = (body: string, files: string[] = []) =>
  importedHtml(page(body), files).page.sections as { title: string; paragraphs: unknown }[];
const blocks = (body: string, files: string[] = []) => sections(body, files)[0]?.paragraphs;

describe('the head of a page of HTML', () => {
  const { page: front, files, notes } = importedHtml(page(''), ['paper.pdf']);

  it('gives title, venue, language and links', () => {
    expect(front).toMatchObject({
      title: 'Skies *without* end',
      conference: 'ICCV 2021',
      lang: 'de',
      abstract: 'We draw.',
      links: {
        pdf: '/assets/mine/paper.pdf',
        github: 'https://github.com/o/skies',
        data_soon: true,
        custom: [{ href: 'https://example.org/v', text: 'Short film', icon: 'video' }],
      },
    });
    expect(files).toEqual(['paper.pdf paper.pdf']);
  });

  it('gives authors by their marks', () => {
    expect(front).toMatchObject({
      authors: [
        { name: 'Ada Example', link: 'https://ada.example.org', affiliations: [1, 2], equal: true },
        { name: 'Bob B. Two', affiliations: [2], equal: true },
      ],
      organizations: [{ name: 'University of Skies' }, { name: 'Cloud Lab' }],
    });
  });

  it('tells with their lines what is left out', () => {
    expect(notes).toEqual([
      '1 scripts (1) and style sheets (0) are left out, with what they do',
      '2 the menu is left out: More of us',
    ]);
  });

  it.each([
    [
      '<h2>Sky</h2><h5><a href="https://a.org">Ada Example</a>, Bob Two</h5><h6>University of Skies</h6>',
      ['Ada Example', 'Bob Two'],
    ],
    [
      '<h1>Sky</h1><p><a href="#">Ada Example</a><br>Cloud Lab</p><p>[<a href="https://x.org/p.pdf">Paper</a>]</p>',
      ['Ada Example'],
    ],
    [
      '<center><span style="font-size:42px">Sky</span><br><span>Ada Example¹ and Bob Two²</span><br>¹Cloud Lab ²University of Skies</center>',
      ['Ada Example', 'Bob Two'],
    ],
    ['<h1>Sky</h1><ul class="list-inline"><li>Ada Example<br>Cloud Lab</li></ul>', ['Ada Example']],
  ])('finds the authors of %s', (html, names) => {
    const { page: found } = importedHtml(`${html}<h3>Abstract</h3><p>We draw.</p>`);
    expect(found).toMatchObject({ title: 'Sky', abstract: 'We draw.' });
    expect((found.authors as { name: string }[]).map(({ name }) => name)).toEqual(names);
    expect(found.organizations).toBeDefined();
  });

  it('is not found where nothing is a title', () => {
    expect(importedHtml('<p>words</p>').page).toEqual({});
  });
});

describe('the body of a page of HTML', () => {
  it('becomes sections of Markdown', () => {
    expect(
      sections(`<h2>Method</h2><div><p>A <b>sky</b> of <code>a_b</code>, a_b_ *c* &amp; 1 &lt; 2.
        <a href="https://x.org/(a)">There</a>.</p><ul><li>one<li>two</ul></div>
        <h3>Detail</h3>bare words<br>`),
    ).toEqual([
      {
        title: 'Method',
        paragraphs: [
          {
            type: 'text',
            content:
              'A **sky** of `a_b`, a_b\\_ \\*c\\* & 1 < 2. [There](<https://x.org/(a)>).\n\n- one\n- two',
          },
          { type: 'mini-title', content: 'Detail' },
          { type: 'text', content: 'bare words' },
        ],
      },
    ]);
  });

  it('keeps formulas as they are, and dollars as words where no script sets them', () => {
    expect(blocks('<h2>M</h2><p>\\(a_1 &lt; b\\) costs $5 or $6</p>')).toEqual([
      { type: 'text', content: '\\(a_1 < b\\) costs \\$5 or \\$6' },
    ]);
    const { page: front } = importedHtml(
      `<h1>T</h1><script src="https://x.org/MathJax.js"></script><h2>Abstract</h2><p>$a_1*b_2*c$ is $5</p>`,
    );
    expect(front.abstract).toBe('$a_1*b_2*c$ is \\$5');
  });

  it('has pictures and videos with what is said below them', () => {
    expect(
      blocks(
        `<h2>R</h2><img src="a%20b.jpg" alt="Sky"><h2 class="subtitle">Said of it</h2>
        <video autoplay loop muted><source src="v.mp4#t=1"></video>
        <figure><img src="c.png"><figcaption>Of c</figcaption></figure>
        <iframe src="https://www.youtube.com/embed/abcdefghijk?rel=0"></iframe>`,
        ['a b.jpg', 'v.mp4', 'c.png'],
      ),
    ).toEqual([
      { type: 'image', url: '/assets/mine/a-b.jpg', alt: 'Sky', caption: 'Said of it' },
      {
        type: 'video',
        url: '/assets/mine/v.mp4#t=1',
        autoplay: true,
        loop: true,
        no_controls: true,
      },
      { type: 'image', url: '/assets/mine/c.png', caption: 'Of c' },
      { type: 'youtube', id: 'abcdefghijk' },
    ]);
  });

  it('has what stands side by side there side by side', () => {
    const column = (name: string) =>
      `<div class="column"><img src="${name}" alt=""><p>${name}</p></div>`;
    expect(
      blocks(`<h2>R</h2><div class="columns">${column('a.png')}${column('b.png')}</div>`, [
        'a.png',
        'b.png',
      ]),
    ).toEqual([
      {
        type: 'images',
        urls: [
          { url: '/assets/mine/a.png', alt: '', caption: 'a.png' },
          { url: '/assets/mine/b.png', alt: '', caption: 'b.png' },
        ],
      },
    ]);
    expect(
      blocks(
        `<h2>R</h2><div class="row"><div>one</div><div><img src="a.png" alt="a"></div></div>`,
        ['a.png'],
      ),
    ).toEqual([
      {
        type: 'columns',
        columns: [
          [{ type: 'text', content: 'one' }],
          [{ type: 'image', url: '/assets/mine/a.png', alt: 'a' }],
        ],
      },
    ]);
  });

  it('has carousels and comparisons', () => {
    expect(
      blocks(
        `<h2>R</h2><div class="carousel results-carousel"><div class="item"><img src="a.png" alt="A"><h2 class="subtitle">One</h2></div>
        <div class="item"><video src="v.mp4" controls></video></div></div>
        <img-comparison-slider><img slot="first" src="a.png" alt="A"><img slot="second" src="b.png"></img-comparison-slider>`,
        ['a.png', 'b.png', 'v.mp4'],
      ),
    ).toEqual([
      {
        type: 'carousel',
        items: [
          { url: '/assets/mine/a.png', alt: 'A', caption: 'One' },
          { video: '/assets/mine/v.mp4' },
        ],
      },
      {
        type: 'comparison',
        before: { url: '/assets/mine/a.png', alt: 'A' },
        after: { url: '/assets/mine/b.png' },
      },
    ]);
  });

  it('has tables as rows, or as HTML where cells reach over others', () => {
    expect(blocks('<h2>R</h2><table><tr><th>a<th>b<tr><td>1<td><b>2</b></table>')).toEqual([
      { type: 'table', header: ['a', 'b'], rows: [['1', '**2**']] },
    ]);
    expect(
      blocks('<h2>R</h2><table class="x"><tr><th colspan="2">a<tr><td>1<td><b>2</b></table>'),
    ).toEqual([
      {
        type: 'table',
        content:
          '<table>\n<tr><th colspan="2">a</th></tr>\n<tr><td>1</td><td><strong>2</strong></td></tr>\n</table>\n',
      },
    ]);
  });

  it('has BibTeX without what its HTML is indented by', () => {
    const { page: front } = importedHtml(
      page(
        '<section><h2>BibTeX</h2><pre><code>@misc{a,\n    title={T},\n    year={2021}\n  }</code></pre></section>',
      ),
    );
    expect(front.bibtex).toBe('@misc{a,\n  title={T},\n  year={2021}\n}');
    expect(front.sections).toBeUndefined();
  });

  it('takes the first picture above the abstract for its teaser', () => {
    const { page: front } = importedHtml(
      `<h1>T</h1><section class="teaser"><img src="t.jpg" alt="t"><p>Said.</p></section><h2>Abstract</h2><p>We draw.</p>`,
      ['t.jpg'],
    );
    expect(front.teaser).toEqual({
      type: 'image',
      url: '/assets/mine/t.jpg',
      alt: 't',
      caption: 'Said.',
    });
  });

  it('tells of the backgrounds of a style sheet where they stand', () => {
    const style =
      '<style>\n@font-face { src: url(a.woff2) }\n.top { background: url(top.jpg), url(data:image/png;base64,AA) }\n</style>';
    const { notes } = importedHtml(`<h1>T</h1>\n${style}<h2>Abstract</h2><p>We draw.</p>`);
    expect(notes).toEqual([
      '2 scripts (0) and style sheets (1) are left out, with what they do',
      '4 a background is left out: top.jpg',
    ]);
  });

  it.each([
    [
      '<img src="gone.png">',
      'there is no file gone.png; the page looks for it at /assets/mine/gone.png',
    ],
    [
      '<video src="https://x.org/v.mp4"></video>',
      "https://x.org/v.mp4 stays on its host; readers' browsers will ask it",
    ],
    ['<canvas id="c"></canvas>', 'a drawing that a script makes is left out'],
    ['<input id="slider" type="range">', 'a control that needs a script is left out: slider'],
    ['<div style="background: url(\'sky.jpg\')"></div>', 'a background is left out: sky.jpg'],
    ['<footer>Made with words</footer>', 'the footer is left out: Made with words'],
    [
      '<p><a href="other.html">there</a></p>',
      'other.html is another page; the link is left out until that page is here too',
    ],
    [
      '<p><a href="#nowhere">there</a></p>',
      'the link to #nowhere leads nowhere here; its words stay',
    ],
    [
      '<iframe src="https://x.org/viewer"></iframe>',
      'the frame of https://x.org/viewer is now a link',
    ],
  ])('tells of %s', (html, message) => {
    const { notes } = importedHtml(
      `<h1>T</h1>\n<h2>Abstract</h2><p>We draw.</p><h2>R</h2>\n${html}`,
    );
    expect(notes).toEqual([`3 ${message}`]);
  });

  it.each([
    '<p><b>TL;DR:</b> Skies are *wide*.</p>',
    '<h6>TL;DR: Skies are *wide*.</h6>',
    '<p>tldr Skies are *wide*.</p>',
  ])('has %s below its authors', (html) => {
    const { page: front } = importedHtml(
      `<h1>T</h1><section class="teaser">${html}</section><h2>Abstract</h2><p>We draw.</p>`,
    );
    expect(front).toMatchObject({ tldr: 'Skies are \\*wide\\*.', abstract: 'We draw.' });
    expect(front.sections).toBeUndefined();
  });

  it('takes no file that no page publishes', () => {
    const { files, notes } = importedHtml(
      '<h1>T</h1><h2>Abstract</h2>\n<p><img src="../.env"></p>',
      ['../.env'],
    );
    expect(files).toEqual([]);
    expect(notes).toContain(
      '2 there is no file ../.env; the page looks for it at /assets/mine/.env',
    );
  });

  it('has sections of the size that most headings have', () => {
    const { page: front } = importedHtml(
      '<h1>T</h1><h2>Abstract</h2><p>We draw.</p><h3>How</h3><p>a</p><h3>Why</h3><p>b</p>',
    );
    expect(front.abstract).toBe('We draw.');
    expect((front.sections as { title: string }[]).map(({ title }) => title)).toEqual([
      'How',
      'Why',
    ]);
  });

  it('links to a section by the id it had', () => {
    expect(
      sections(
        '<p><a href="#more">there</a></p><section id="more"><h2>More</h2><p>x</p></section>',
      ).at(-1),
    ).toMatchObject({ title: 'More', id: 'more' });
  });
});
