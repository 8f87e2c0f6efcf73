import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ProjectPage } from '../../../src/content/page.ts';
import { readPage } from '../../../src/content/read-page.ts';
import { checkCitation } from '../../../src/render/citation/citation.ts';
import type { Report } from '../../../src/render/resolve.ts';

function pageOf(text: string): ProjectPage {
  const { page } = readPage('content/page.md', 'page', text);
  if (!page) throw new Error('the page of this test does not parse');
  return page;
}

function check(page: ProjectPage) {
  const told: { code: string; at: string; message: string; hint?: string }[] = [];
  const report: Report = (code, { path, offset = 0 }, message, hint) => {
    const at = path[0] === 'bibtex' ? (page.bibtex?.slice(offset, offset + 6) ?? '') : '';
    told.push({ code, at, message, ...(hint === undefined ? {} : { hint }) });
  };
  return { entry: checkCitation(page, report), told };
}

function page(front: string, ...fields: string[]): ProjectPage {
  const bibtex = ['@article{key,', ...fields.map((field) => `  ${field},`), '}'];
  return pageOf(`---\n${front}\nbibtex: |\n${bibtex.map((line) => `  ${line}`).join('\n')}\n---\n`);
}

const front = `title: Walks in <b>Latent</b> Space \\(w_l\\)
conference: ICLR 2021
authors: [{name: Ada Lovelace}, {name: André van der Weil}, {name: Émile du Châtelet}]`;

describe('a BibTeX entry that agrees with its page', () => {
  it.each([
    ['title={{Walks in Latent Space $w_l$}}'],
    ['title={Walks in latent space {\\(w_l\\)}.}', 'year=2021'],
    ["author={Lovelace, Ada and van der Weil, Andr{\\'e} and du Ch{\\^a}telet, {\\'E}mile}"],
    ['author={A. Lovelace and A. van der Weil and others}', 'year={2021}'],
    ["author={Ada Lovelace and Andr\\'e van der Weil and {\\'E}. du Ch\\^atelet}"],
  ])('passes: %s', (...fields) => {
    expect(check(page(front, ...fields)).told).toEqual([]);
  });
});

describe('titles with formulas', () => {
  it.each([
    ['$\\beta$-VAE in \\(\\mathbb{R}^n\\)', '{$\\beta$-VAE} in {$\\mathbb R^{n}$}'],
    ['π-GAN', '{pi-GAN}'],
    ['$\\mathcal{O}(\\log n)$ steps', 'O(log n) Steps'],
  ])('%s is %s', (title, cited) => {
    expect(check(page(`title: '${title}'`, `title={${cited}}`)).told).toEqual([]);
  });
});

describe('names', () => {
  it.each([
    ['Guy L. Steele Jr.', 'Steele, Jr., Guy L.'],
    ['Ken Mori (森 健)', 'Mori, Ken'],
    ['森 健 (Ken Mori)', 'Mori, Ken'],
    ['Ilker Yildiz', '{\\.I}lker Y{\\i}ld{\\i}z'],
    ['Soren Kjaergaard', 'Kj{\\ae}rgaard, S{\\o}ren'],
    ['Nguyễn Thị Hoa', 'Nguy{\\~\\^e}n, Th{\\d i} Hoa'],
    ['Conan O’Hara', "O'Hara, Conan"],
  ])('%s is %s', (name, cited) => {
    expect(check(page(`title: A\nauthors: ['${name}']`, `author={${cited}}`)).told).toEqual([]);
  });
});

describe('a BibTeX entry that disagrees with its page', () => {
  it.each([
    [
      'title={Talks in Latent Space}',
      'the BibTeX has the title "Talks in Latent Space", the page "Walks in Latent Space wₗ"',
      'readers will cite the one in the BibTeX',
    ],
    [
      "author={Ada Lovelace and {\\'E}mile du Ch{\\^a}telet}",
      'the BibTeX has the authors Ada Lovelace, Émile du Châtelet, the page Ada Lovelace, André van der Weil, Émile du Châtelet',
      'not in the BibTeX: André van der Weil',
    ],
    [
      'author={van der Weil, A. and Lovelace, A. and du Ch{\\^a}telet, E.}',
      'the BibTeX has the authors A. van der Weil, A. Lovelace, E. du Châtelet, the page Ada Lovelace, André van der Weil, Émile du Châtelet',
      'they stand in another order',
    ],
    [
      'year={2019}',
      'the BibTeX has the year 2019, the page 2021',
      'make date:, conference: and the BibTeX agree',
    ],
  ])('is told of: %s', (field, message, hint) => {
    const { told } = check(page(front, field));
    expect(told).toEqual([{ code: 'bibtex-disagrees', at: field.slice(0, 6), message, hint }]);
  });

  it('is not sought in what the page does not say', () => {
    expect(check(page('title: A', 'title={A}', 'year=1999', 'author={B C}')).told).toEqual([]);
    expect(check(page("title: A\nconference: CVPR'22", 'year=2022')).told).toEqual([]);
    expect(
      check(page('title: A\ndate: 2020-12-01\nconference: ICLR 2021', 'year=2020')).told,
    ).toEqual([]);
  });
});

describe('several entries', () => {
  it('are compared by the one whose title is nearest', () => {
    const two = pageOf(
      '---\ntitle: Second of two works\nbibtex: |\n  @misc{a,\n    title={First work}\n  }\n\n  @misc{b,\n    title={Second of two works}\n  }\n---\n',
    );
    const { entry, told } = check(two);
    expect(entry?.key).toBe('b');
    expect(told).toEqual([]);
  });
});

describe('mistakes in BibTeX', () => {
  it('are reported where they stand', () => {
    const broken = page(front, 'title={A', 'year={2021}');
    expect(check(broken).told).toMatchObject([{ code: 'bibtex-syntax', at: 'title=' }]);
  });
});

const seed = new URL('../../../../shared/seed/alis.md', import.meta.url);
if (!existsSync(seed)) console.info('skipped: ../shared/seed/alis.md is not here');

describe.skipIf(!existsSync(seed))('the seed page', () => {
  it('lacks its second author in the BibTeX', () => {
    const { told } = check(pageOf(readFileSync(seed, 'utf8')));
    expect(told).toMatchObject([
      { code: 'bibtex-disagrees', at: 'author', hint: 'not in the BibTeX: Grigorii Sotnikov' },
    ]);
  });
});
