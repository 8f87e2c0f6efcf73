import { describe, expect, it } from 'vitest';
import { hintsOf, problemsOf, read } from './reading.ts';

describe('an identifier becomes an address', () => {
  it.each([
    ['arxiv', '"2104.06954"', 'https://arxiv.org/abs/2104.06954'],
    ['arxiv', '2104.06950', 'https://arxiv.org/abs/2104.06950'],
    ['arxiv', 'arXiv:2104.06954v2', 'https://arxiv.org/abs/2104.06954v2'],
    ['arxiv', 'math.GT/0309136', 'https://arxiv.org/abs/math.GT/0309136'],
    ['arxiv', 'arxiv.org/abs/2104.06954', 'https://arxiv.org/abs/2104.06954'],
    ['arxiv', 'https://arxiv.org/pdf/2104.06954', 'https://arxiv.org/pdf/2104.06954'],
    ['doi', '10.1000/182', 'https://doi.org/10.1000/182'],
    ['doi', 'doi:10.1145/3528233.3530737', 'https://doi.org/10.1145/3528233.3530737'],
    ['doi', 'dx.doi.org/10.1000/182', 'https://doi.org/10.1000/182'],
    ['doi', 'http://dx.doi.org/10.1000/182', 'https://doi.org/10.1000/182'],
    ['arxiv', 'arXiv 2104.06954', 'https://arxiv.org/abs/2104.06954'],
    ['arxiv', '"arXiv preprint arXiv:2104.06954"', 'https://arxiv.org/abs/2104.06954'],
    ['arxiv', '"arXiv:2104.06954v2 [cs.CV]"', 'https://arxiv.org/abs/2104.06954v2'],
    ['arxiv', '10.48550/arXiv.2104.06954', 'https://arxiv.org/abs/2104.06954'],
    ['arxiv', 'https://doi.org/10.48550/arXiv.2104.06954', 'https://arxiv.org/abs/2104.06954'],
    ['arxiv', 'export.arxiv.org/abs/2104.06954', 'https://arxiv.org/abs/2104.06954'],
    ['arxiv', 'abs/2104.06954', 'https://arxiv.org/abs/2104.06954'],
    ['arxiv', 'arxiv.org/pdf/2104.06954.pdf', 'https://arxiv.org/pdf/2104.06954.pdf'],
    ['doi', 'DOI 10.1000/182', 'https://doi.org/10.1000/182'],
    ['doi', '"urn:doi:10.1000/182"', 'https://doi.org/10.1000/182'],
    ['doi', 'info:doi/10.1000/182', 'https://doi.org/10.1000/182'],
    ['doi', 'doi:https://doi.org/10.1000/182', 'https://doi.org/10.1000/182'],
    ['doi', '"10.1000/456#789"', 'https://doi.org/10.1000/456%23789'],
    ['doi', '10.1000/a?b%c', 'https://doi.org/10.1000/a%3Fb%25c'],
    ['doi', 'https://doi.org/10.1000/a%23b', 'https://doi.org/10.1000/a%23b'],
    ['github', 'user/repo.git', 'https://github.com/user/repo'],
    ['github', 'git@github.com:user/repo.git', 'https://github.com/user/repo'],
    ['github', 'ssh://git@github.com/user/repo.git', 'https://github.com/user/repo'],
    ['github', 'git://github.com/user/repo.git', 'https://github.com/user/repo'],
    ['github', 'git+https://github.com/user/repo.git', 'https://github.com/user/repo'],
    ['github', 'github:user/repo', 'https://github.com/user/repo'],
    ['github', '"@user/repo"', 'https://github.com/user/repo'],
    ['github', 'https://github.com/user/repo/', 'https://github.com/user/repo/'],
    ['github', 'user/repo', 'https://github.com/user/repo'],
    ['github', 'a-b/my.repo', 'https://github.com/a-b/my.repo'],
    ['github', 'github.com/example/code', 'https://github.com/example/code'],
    ['github', 'github.com/a/b/tree/main', 'https://github.com/a/b/tree/main'],
    ['github', 'https://gitlab.com/a/b', 'https://gitlab.com/a/b'],
    ['huggingface', 'org/model', 'https://huggingface.co/org/model'],
    ['huggingface', 'datasets/org/name', 'https://huggingface.co/datasets/org/name'],
    ['openreview', 'AbCdEfGhIj', 'https://openreview.net/forum?id=AbCdEfGhIj'],
    ['youtube', 'dQw4w9WgXcQ', 'https://www.youtube.com/watch?v=dQw4w9WgXcQ'],
    ['youtube', 'https://youtu.be/dQw4w9WgXcQ?t=5', 'https://youtu.be/dQw4w9WgXcQ?t=5'],
    ['demo', 'www.example.org/demo', 'https://www.example.org/demo'],
    ['code', 'example.org', 'https://example.org'],
  ])('%s: %s', (name, written, url) => {
    const { page, diagnostics } = read(`links: {${name}: ${written}}`);
    expect(diagnostics).toEqual([]);
    expect(page?.links).toMatchObject({ [name]: { url, kind: 'link' } });
  });

  it.each([
    ['pdf', 'paper.pdf'],
    ['pdf', '/files/paper.pdf'],
    ['pdf', '../x/index.html'],
    ['github', 'code/source.zip'],
    ['github', '/code/index.html'],
    ['demo', 'demo/'],
    ['blog', '#news'],
  ])('but %s: %s is a file or a place', (name, written) => {
    expect(read(`links: {${name}: "${written}"}`).page?.links).toMatchObject({
      [name]: { url: written },
    });
  });
});

describe('an ORCID iD', () => {
  it.each([
    '0000-0002-1825-0097',
    '"0000-0002-1825-0097"',
    'https://orcid.org/0000-0002-1825-0097',
    'http://orcid.org/0000-0002-1825-0097',
    'orcid.org/0000-0002-1825-0097',
    '0000000218250097',
    '0000 0002 1825 0097',
    '0000–0002–1825–0097',
    '"ORCID: 0000-0002-1825-0097"',
    'https://orcid.org/0000-0002-1825-0097/',
  ])('may be spelled %s', (written) => {
    const { page, diagnostics } = read('authors:', '  - name: Ada', `    orcid: ${written}`);
    expect(diagnostics).toEqual([]);
    expect(page?.authors).toMatchObject([{ orcid: '0000-0002-1825-0097' }]);
  });

  it('may end with X', () => {
    expect(read('authors: [{name: A, orcid: 0000-0002-1694-233x}]').page?.authors).toMatchObject([
      { orcid: '0000-0002-1694-233X' },
    ]);
  });

  it.each(['0000-0002-1825-0098', '0000-0002-1825', 'ada', 'https://example.org/ada'])(
    'is not %s; the author stays',
    (written) => {
      const lines = ['authors:', '  - name: Ada', `    orcid: ${written}`];
      expect(problemsOf(...lines)).toEqual(['5:12 bad-identifier']);
      expect(read(...lines).page?.authors).toMatchObject([{ name: 'Ada' }]);
    },
  );
});

describe('an e-mail address', () => {
  it.each([
    ['ada@example.org', 'ada@example.org'],
    ['mailto:ada.l+x@mail.example.org', 'ada.l+x@mail.example.org'],
    ['ада@пример.рф', 'ада@пример.рф'],
  ])('may be %s', (written, email) => {
    const { page, diagnostics } = read(`authors: [{name: A, email: "${written}"}]`);
    expect(diagnostics).toEqual([]);
    expect(page?.authors).toMatchObject([{ email }]);
  });

  it.each(['ada', 'ada@example', 'ada at example.org', 'a@b.org, c@d.org', '<a@b.org>', '@b.org'])(
    'is not %s',
    (written) => {
      const lines = [`authors: [{name: A, email: "${written}"}]`];
      expect(problemsOf(...lines)).toEqual(['3:29 bad-identifier']);
      expect(hintsOf(...lines)).toEqual(['write one address, such as ada@example.org']);
    },
  );
});

it.each([
  ['a, b; c', ['a', 'b', 'c']],
  ['[a, "b, c"]', ['a', 'b, c']],
  ['one word', ['one word']],
])('keywords: %s', (written, words) => {
  expect(read(`keywords: ${written}`).page?.keywords).toEqual(words);
});
