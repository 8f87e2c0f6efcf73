import { describe, expect, it } from 'vitest';
import { readPage } from '../../src/content/read-page.ts';
import { linksNamed } from '../../src/content/schema/links.ts';
import { anonymousBibtex } from '../../src/render/anonymous/anonymous-bibtex.ts';
import { anonymousPage } from '../../src/render/anonymous/anonymous-page.ts';
import { withoutComments } from '../../src/render/anonymous/comments.ts';

const read = (yaml: string, body = '') => {
  const { page } = readPage('content/a.md', 'a', `---\ntitle: T\n${yaml}\n---\n${body}`);
  if (!page) throw new Error('not read');
  return page;
};
/** What an anonymous page has after the front matter, with the titles that it told of. */
function body(text: string) {
  const told: string[] = [];
  const page = anonymousPage(read('lang: en', text), (title) => told.push(title));
  return { text: page.body?.text.replaceAll(/[ \n]+/g, ' ').trim() ?? '', told };
}

describe('thanks', () => {
  it.each([
    [
      '## Acknowledgments\nWe thank.\n\n### By name\nCharles.\n\n## More\nText.',
      '## More Text.',
      'Acknowledgments',
    ],
    ['Text.\n\nAcknowledgements\n----------------\n\nWe thank.', 'Text.', 'Acknowledgements'],
    ['**Funding.** By the crown,\nand others.\n\nText.', 'Text.', 'Funding.'],
    ['<h2 id="x">Danksagung</h2>\nWir danken.\n\n# Mehr', '# Mehr', 'Danksagung'],
    ['## 5. Acknowledgement:\nWe thank.', '', '5. Acknowledgement:'],
    ['## 致谢\n谢谢。', '', '致谢'],
  ])('in "%s" go', (written, left, title) => {
    expect(body(written)).toEqual({ text: left, told: [title] });
  });

  it.each([
    '## Contributions\nThree of them.',
    'We thank nobody.',
    '**Thanks** to this, it works.',
  ])('are not in "%s"', (written) => {
    expect(body(written).told).toEqual([]);
  });

  it('go with the blocks below a small title, and in columns', () => {
    const page = anonymousPage(
      read(`sections:
  - paragraphs:
      - {type: text, content: One.}
      - {type: mini-title, content: Acknowledgements}
      - {type: text, content: Two.}
      - {type: mini-title, content: More}
      - {type: columns, columns: [[{type: mini-title, content: Funding}, {type: text, content: Three.}], [{type: text, content: Four.}]]}`),
    );
    const blocks = page.sections?.[0]?.paragraphs ?? [];
    expect(blocks.map(({ type }) => type)).toEqual(['text', 'mini-title', 'columns']);
    const columns = blocks.flatMap((block) => (block.type === 'columns' ? block.columns : []));
    expect(columns.map((column) => column.length)).toEqual([0, 1]);
  });

  it('leave the places of what stays', () => {
    const page = anonymousPage(read('lang: en', '## Thanks\nA.\n\n## More\nText.\n'));
    const at = page.body?.text.indexOf('Text.') ?? -1;
    expect(page.source.locate(['$body'], at)).toMatchObject({ line: 9, column: 1 });
  });
});

describe('BibTeX', () => {
  it('keeps what a work is, not whose or where', () => {
    const written = `Ours: @article{ada1, title = "A {GAN}", author = {Ada Lovelace and Li, Xu}, journal = jml,
      volume = 3, doi = {10.1/ada}, note = {By Ada}, date = {2026-02}}
      @misc{ada2, title={B}, institution={Engines}, year=2025}`;
    expect(anonymousBibtex(`@string{jml = "Journal"}${written}`)).toBe(
      `@article{anonymous2026,
  title={A {GAN}},
  author={Anonymous Authors},
  journal={Journal},
  volume={3},
  date={2026-02}
}

@misc{anonymous2025b,
  title={B},
  author={Anonymous Authors},
  year={2025}
}`,
    );
  });
});

describe('links', () => {
  it('stay where they are marked, or only promised', () => {
    const page = anonymousPage(
      read(`links:
  arxiv: 2104.06954
  code: {url: example.org/code, anonymous: true}
  data: {url: https://example.org/data}
  github_soon: true
  custom: [{href: /a, text: A}, {href: /b, text: B, anonymous: true}]`),
    );
    const { links } = page;
    expect(links?.arxiv).toBeUndefined();
    expect(links?.data).toBeUndefined();
    expect(linksNamed('code', links).map(({ url }) => url.url)).toEqual([
      'https://example.org/code',
    ]);
    expect(links?.github_soon).toBe(true);
    expect(links?.custom?.map(({ text }) => text)).toEqual(['B']);
  });
});

it('comments go, and nothing that looks like one', () => {
  expect(withoutComments('<p>a<!-- Ada -->b</p><script>x("<!--")</script><!---->')).toBe(
    '<p>ab</p><script>x("<!--")</script>',
  );
});
