import { describe, expect, it } from 'vitest';
import type { ProjectPage } from '../../../src/content/page.ts';
import { readPage } from '../../../src/content/read-page.ts';
import { checkCitation } from '../../../src/render/citation/citation.ts';
import {
  type HeadTag,
  headHtml,
  type MetadataContext,
  metadataOf,
} from '../../../src/render/head/metadata.ts';
import { problems, renderYaml } from '../rendering.ts';

function pageOf(front: string): ProjectPage {
  const { page } = readPage('content/walks.md', 'walks', `---\n${front}\n---\n`);
  if (!page) throw new Error('the page of this test does not parse');
  return page;
}

/** Looks files up as a site does that keeps pictures two folders up. */
const resolve: MetadataContext['resolve'] = ({ url }) =>
  url.startsWith('http') ? { href: url, local: false } : { href: `..${url}?1`, local: true };

function tagsOf(front: string, context: Partial<MetadataContext> = {}): HeadTag[] {
  const page = pageOf(front);
  return metadataOf(page, { resolve, entry: checkCitation(page, () => {}), ...context });
}

/** Contents of all tags with a name or property. */
const contents = (tags: HeadTag[], key: string) =>
  tags.flatMap(({ attributes: { name, property, content } }) =>
    (name ?? property) === key && content !== undefined ? [content] : [],
  );

const full = `title: Walks in <b>Latent</b> Space \\(w_l\\)
conference: ICLR 2021
date: 2021-05-03
lang: en
authors:
  - {name: Ada Lovelace, link: https://ada.example, affiliations: [1, 2], orcid: https://orcid.org/0000-0002-1825-0097}
  - {name: Émile "E" Borel, org: 1}
organizations: [University, {name: Lab}]
informal_summary:
  - We walk in <i>latent</i> space, from \\(a\\) to b.
  - The walk is long.
keywords: [walks, latent spaces]
links: {arxiv: 'https://arxiv.org/abs/2104.06954', pdf: /papers/walks.pdf}
teaser: {type: image, url: /pictures/teaser.jpg}`;

describe('a page that says everything', () => {
  const tags = tagsOf(full, { siteUrl: 'https://lab.example/work', siteTitle: 'The lab' });

  it.each([
    ['description', ['We walk in latent space, from a to b. The walk is long.']],
    ['keywords', ['walks, latent spaces']],
    ['citation_title', ['Walks in Latent Space wₗ']],
    ['citation_author', ['Ada Lovelace', 'Émile "E" Borel']],
    ['citation_author_institution', ['University', 'Lab', 'Lab']],
    ['citation_author_orcid', ['0000-0002-1825-0097']],
    ['citation_publication_date', ['2021/05/03']],
    ['citation_conference_title', ['ICLR 2021']],
    ['citation_arxiv_id', ['2104.06954']],
    ['citation_pdf_url', ['https://lab.example/work/papers/walks.pdf?1']],
    ['citation_abstract', ['We walk in latent space, from a to b. The walk is long.']],
    ['citation_language', ['en']],
    ['og:type', ['article']],
    ['og:title', ['Walks in Latent Space wₗ']],
    ['og:url', ['https://lab.example/work/walks/']],
    ['og:image', ['https://lab.example/work/pictures/teaser.jpg?1']],
    ['og:site_name', ['The lab']],
    ['twitter:card', ['summary_large_image']],
    ['citation_journal_title', []],
    ['citation_doi', []],
  ])('has %s', (key, values) => {
    expect(contents(tags, key)).toEqual(values);
  });

  it('has its canonical address', () => {
    const links = tags.filter(({ tag }) => tag === 'link');
    const attributes = { rel: 'canonical', href: 'https://lab.example/work/walks/' };
    expect(links).toEqual([{ tag: 'link', attributes }]);
  });

  it('has JSON-LD for the article', () => {
    const text = tags.find(({ tag }) => tag === 'script')?.text ?? '';
    expect(JSON.parse(text)).toMatchObject({
      '@type': 'ScholarlyArticle',
      headline: 'Walks in Latent Space wₗ',
      datePublished: '2021-05-03',
      author: [
        {
          name: 'Ada Lovelace',
          url: 'https://ada.example',
          sameAs: 'https://orcid.org/0000-0002-1825-0097',
        },
        { name: 'Émile "E" Borel', affiliation: [{ name: 'Lab' }] },
      ],
      sameAs: ['https://arxiv.org/abs/2104.06954'],
    });
  });
});

describe('a site that does not know where it stands', () => {
  it('leaves out what needs a whole address', () => {
    const tags = tagsOf(full);
    for (const key of ['og:url', 'og:image', 'citation_pdf_url', 'citation_abstract_html_url']) {
      expect(contents(tags, key)).toEqual([]);
    }
    expect(contents(tags, 'twitter:card')).toEqual(['summary']);
    expect(tags.some(({ tag }) => tag === 'link')).toBe(false);
  });

  it('says which pictures of the author no card shows', () => {
    const front = [
      'title: A',
      'og: {image: b.png, video: https://a.example/b.mp4}',
      'meta_tags: [{name: "twitter:image", content: c.png}, {name: x, content: d.png}]',
    ];
    expect(problems(renderYaml(front.join('\n')).diagnostics)).toEqual([
      'content/test.md:3:13 hidden-card',
      'content/test.md:4:46 hidden-card',
    ]);
  });

  it('keeps whole addresses of the author', () => {
    const tags = tagsOf('title: A\nog: {image: https://a.example/b.png, url: https://a.example/}');
    expect(contents(tags, 'og:image')).toEqual(['https://a.example/b.png']);
    expect(contents(tags, 'og:url')).toEqual(['https://a.example/']);
  });
});

describe('BibTeX', () => {
  const bibtex = (...lines: string[]) =>
    `bibtex: |\n${lines.map((line) => `  ${line}`).join('\n')}`;

  it('fills in what the page does not say', () => {
    const entry = bibtex(
      '@article{k,',
      '  title={A}, author={G{\\"o}del, Kurt and others}, journal={Journal of {X}}, year={1931},',
      '  volume={38}, pages={173--198}, doi={10.1007/BF01700692}',
      '}',
    );
    const tags = tagsOf(`title: A\n${entry}`);
    expect(contents(tags, 'citation_author')).toEqual(['Kurt Gödel']);
    expect(contents(tags, 'citation_journal_title')).toEqual(['Journal of X']);
    expect(contents(tags, 'citation_publication_date')).toEqual(['1931']);
    expect(contents(tags, 'citation_firstpage')).toEqual(['173']);
    expect(contents(tags, 'citation_lastpage')).toEqual(['198']);
    expect(contents(tags, 'citation_doi')).toEqual(['10.1007/BF01700692']);
  });

  it('gives a year, not a month, where Scholar wants a whole date', () => {
    const tags = tagsOf('title: A\nauthors: [B C]\ndate: 2021-10');
    expect(contents(tags, 'citation_publication_date')).toEqual(['2021']);
  });
});

describe("the author's own tags", () => {
  it('win, and each is there once', () => {
    const tags = tagsOf(
      `${full}\ndescription: Mine.\nog: {title: Own, description: Short}\nmeta_tags: [{property: 'og:title', content: Owner}, {name: citation_title, content: T}, {property: 'og:image', content: /p.png}]`,
      { siteUrl: 'https://lab.example' },
    );
    expect(contents(tags, 'og:title')).toEqual(['Owner']);
    expect(contents(tags, 'og:description')).toEqual(['Short']);
    expect(contents(tags, 'description')).toEqual(['Mine.']);
    expect(contents(tags, 'citation_title')).toEqual(['T']);
    expect(contents(tags, 'og:image')).toEqual(['https://lab.example/p.png?1']);
  });

  it('are all that is left with disable_seo', () => {
    const own = `${full}\ndisable_seo: true\nog: {title: Own}\nmeta_tags: [{name: a, content: b}]`;
    expect(headHtml(tagsOf(own, { siteUrl: 'https://lab.example' }))).toBe(
      '<meta name="robots" content="noindex">\n<meta property="og:title" content="Own">\n<meta name="a" content="b">',
    );
  });
});

describe('headHtml', () => {
  it('lets no text out of its tag', () => {
    const html = headHtml(tagsOf('title: \'A "quoted" &lt;/script> one\'\nauthors: ["</script>"]'));
    expect(html).toContain(
      '<meta property="og:title" content="A &quot;quoted&quot; &lt;/script&gt; one">',
    );
    expect(html.match(/<\/script>/g)).toHaveLength(1);
    expect(html).toContain('"name":"\\u003c/script>"');
  });
});

describe('a long abstract', () => {
  it('is cut at a word for the description and kept for the citation', () => {
    const abstract = 'word '.repeat(100).trim();
    const tags = tagsOf(`title: A\nauthors: [B C]\ninformal_summary: ${abstract}`);
    const [description = ''] = contents(tags, 'description');
    expect(description).toMatch(/word…$/);
    expect(description.length).toBeLessThanOrEqual(200);
    expect(contents(tags, 'citation_abstract')).toEqual([abstract]);
  });
});
