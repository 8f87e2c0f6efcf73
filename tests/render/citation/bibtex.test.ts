import { describe, expect, it } from 'vitest';
import { parseBibtex } from '../../../src/render/citation/bibtex.ts';
import { latexToText } from '../../../src/render/citation/latex-text.ts';
import {
  citedName,
  faultOfNames,
  fullName,
  parseNames,
} from '../../../src/render/citation/names.ts';

const fieldsOf = (text: string) =>
  Object.fromEntries(
    [...(parseBibtex(text).entries[0]?.fields ?? [])].map(([name, { value }]) => [name, value]),
  );

describe('parseBibtex', () => {
  it('reads braces, quotes, numbers, joined parts and macros', () => {
    const text = `@string{neurips = "Advances in " # {NeurIPS}}
@comment{nothing {here} matters}
@Article(key-1,
  Title = {The {3D} case, {\\'E}tude {nested {deep}}},
  author="A. {"}One{"} and B. Two",
  journal = neurips # { } # 34, month = jun,
  year = 2021,
)`;
    const { entries, problems } = parseBibtex(text);
    expect(problems).toEqual([]);
    expect(entries).toMatchObject([{ type: 'article', key: 'key-1', start: text.indexOf('@Art') }]);
    expect(fieldsOf(text)).toEqual({
      title: "The {3D} case, {\\'E}tude {nested {deep}}",
      author: 'A. {"}One{"} and B. Two',
      journal: 'Advances in NeurIPS 34',
      month: 'jun',
      year: '2021',
    });
  });

  it('reads several entries, and text between them is comment', () => {
    const text =
      'Please cite\n@misc{a,\n title={A}\n}\nwrite to me@example.org or\n@misc{b,\n title={B}}';
    const { entries, problems } = parseBibtex(text);
    expect(entries.map(({ key }) => key)).toEqual(['a', 'b']);
    expect(problems).toEqual([]);
  });

  it('reads a key on a line of its own', () => {
    expect(parseBibtex('@inproceedings{\n    alis,\n    year={2021}\n}').entries[0]?.key).toBe(
      'alis',
    );
  });

  it.each([
    ['@misc{a,\n title={A {b}\n year={2020}\n}', 'title', 'the title is not closed: } is missing'],
    ['@misc{a,\n title={A', '{A', 'this { is not closed: } is missing'],
    ['@misc{a,\n title={A}', '@misc', 'this entry is not closed: } is missing'],
    ['@misc{a,\n title={A}\n year={2020}\n}', 'year', 'a comma is missing after title'],
    ['@misc{a,\n title=,\n}', ',\n}', 'a field has no value'],
    ['@misc{a,\n title {A}\n}', 'title', 'expected a field, found title'],
    [
      '@misc{title={A},\n year={2020}}',
      '@misc',
      'the entry has no key, by which a paper would cite it',
    ],
    ['@misc a, title={A}', '@misc', '@misc is not followed by {'],
    ['see our paper', 'see', 'there is no BibTeX entry in this text'],
    ['@misc{a,\n year={1},\n year={2}\n}', 'year={2}', 'year is written twice in this entry'],
  ])('points at the mistake in %j', (text, place, message) => {
    const [problem] = parseBibtex(text).problems;
    expect(problem).toMatchObject({ code: 'bibtex-syntax', message });
    expect(problem?.offset).toBe(text.indexOf(place));
  });

  it('reads on after a missing comma and after a broken entry', () => {
    expect(fieldsOf('@misc{a,\n title={A}\n year={2020}\n}')).toEqual({ title: 'A', year: '2020' });
    const { entries } = parseBibtex('@misc{a,\n title={A\n@misc{b,\n title={B}}');
    expect(entries.map(({ key }) => key)).toEqual(['b']);
  });

  it('tells of an entry that lost its line breaks, and of no other', () => {
    const folded = '@misc{a, title={A}, year={2020}}';
    expect(parseBibtex(folded).problems).toMatchObject([{ code: 'bibtex-one-line', offset: 0 }]);
    expect(parseBibtex('@misc{a, url={b}}').problems).toEqual([]);
    expect(parseBibtex('@misc{a, title={A},\n year={2020}}').problems).toEqual([]);
  });
});

describe('abbreviations and parents', () => {
  it('tells of an abbreviation that nobody explains', () => {
    const text = '@misc{a,\n journal=tods,\n month=may,\n note=nips,\n year=2020\n}';
    const [problem, ...rest] = parseBibtex(text).problems;
    expect(problem).toMatchObject({ message: 'no @string says what nips stands for' });
    expect(problem?.offset).toBe(text.indexOf('nips'));
    expect(rest).toEqual([]);
  });

  it('gives an entry what the one in its crossref has', () => {
    const text =
      '@inproceedings{a,\n title={A},\n crossref={P}\n}\n@proceedings{P,\n title={Proceedings},\n year={1999}\n}';
    expect(fieldsOf(text)).toMatchObject({ title: 'A', booktitle: 'Proceedings', year: '1999' });
  });
});

describe('latexToText', () => {
  it.each([
    ['{\\\'E}tude, G{\\"o}del, Erd\\H{o}s, {\\v{S}}t\\v s', 'Étude, Gödel, Erdős, Štš'],
    [
      '\\c{C}elik, \\AA ngstr\\"om, \\O{}rsted, Stra{\\ss}e, \\L{}ukasz',
      'Çelik, Ångström, Ørsted, Straße, Łukasz',
    ],
    ['na\\"{\\i}ve, \\\'\\i, {\\~n}', 'naïve, í, ñ'],
    ["A~B -- {The {GAN}} \\& 50\\% ``quoted''", 'A B – The GAN & 50% “quoted”'],
    ["Ph{\\'{\\u a}p, Tr{\\~\\^e}n, B{\\d{\\^o}}", 'Phắp, Trễn, Bộ'],
    [
      "{\\DJ}or{\\dj}e, {\\TH}{\\'o}r, Gu{\\dh}r{\\'u}n, {\\NG}a, Y{\\i}lmaz",
      'Đorđe, Þór, Guðrún, Ŋa, Yılmaz',
    ],
    ['\\textcommabelow{t}, \\k{e}, \\r{u}, \\b{d}, \\t{ts}, \\h{o}', 'ț, ę, ů, ḏ, t͡s, ỏ'],
    ['O{\\textquoteright}Hara on {\\LaTeX} and $\\beta$-{VAE}', 'O’Hara on LaTeX and β-VAE'],
    [
      '\\href{https://example.org/a_b}{A link}, \\url{https://example.org/c_d}',
      'A link, https://example.org/c_d',
    ],
    ['\\frobnicate{x} costs \\$5', '\\frobnicate{x} costs $5'],
  ])('%j', (latex, text) => {
    expect(latexToText(latex)).toBe(text);
  });
});

describe('parseNames', () => {
  it.each([
    [
      'Ada Lovelace and Turing, Alan',
      [
        ['Ada', 'Lovelace'],
        ['Alan', 'Turing'],
      ],
    ],
    ['Laurens van der Maaten', [['Laurens', 'van der Maaten']]],
    ['van der Maaten, Laurens', [['Laurens', 'van der Maaten']]],
    [
      '{Barnes and Noble} and Plato',
      [
        ['', 'Barnes and Noble'],
        ['', 'Plato'],
      ],
    ],
    [
      "Andr{\\'e}~Weil\nand J{\\o}rn B.~Dam",
      [
        ['André', 'Weil'],
        ['Jørn B.', 'Dam'],
      ],
    ],
  ])('%j', (field, people) => {
    const expected = people.map(([given, family]) => ({ given, family }));
    expect(parseNames(field)).toEqual({ people: expected, others: false });
  });

  it.each([
    ['King, Jr, Martin Luther', { given: 'Martin Luther', family: 'King', suffix: 'Jr' }],
    ['von Hohenheim, III, Hans', { given: 'Hans', family: 'von Hohenheim', suffix: 'III' }],
    ['Hans Hohenheim III', { given: 'Hans', family: 'Hohenheim', suffix: 'III' }],
    ['Hohenheim Jr., Hans', { given: 'Hans', family: 'Hohenheim', suffix: 'Jr.' }],
    ['Hohenheim, Hans, Jr.', { given: 'Hans', family: 'Hohenheim', suffix: 'Jr.' }],
    ['de la Cruz', { given: '', family: 'de la Cruz' }],
    ['{de} Cruz, Ana', { given: 'Ana', family: 'de Cruz' }],
    ['{van} Cruz', { given: 'van', family: 'Cruz' }],
    ["Iv\\'an M\\~arin", { given: 'Iván', family: 'Mãrin' }],
    ["Nov\\v cek, Ji\\v r\\'\\i", { given: 'Jiří', family: 'Novček' }],
    ['{{Open Data and Maps Ltd.}}', { given: '', family: 'Open Data and Maps Ltd.' }],
  ])('reads %s', (field, person) => {
    expect(parseNames(field).people).toEqual([person]);
  });

  it('tells of a name without an and, and of an and without a name', () => {
    expect(faultOfNames('Jane Doe, Richard Roe, A B, C D')?.message).toContain('is one name');
    expect(faultOfNames('Doe, Jane and')?.message).toContain('no name follows');
    for (const fine of ['Doe, Jane and others', 'King, Jr., Martin', '{A, B, C, D}', 'Anders And'])
      expect(faultOfNames(fine)).toBeUndefined();
    expect(parseNames('Doe, Jane and').people.map(fullName)).toEqual(['Jane Doe']);
  });

  it('are cited without what stands in parentheses', () => {
    expect(citedName('Ken Iwasaki (岩崎 健)')).toBe('Ken Iwasaki');
    expect(citedName('(岩崎 健)')).toBe('(岩崎 健)');
  });

  it('knows "and others"', () => {
    expect(parseNames('One, Ada and others')).toMatchObject({
      others: true,
      people: [{ family: 'One' }],
    });
  });
});
