import { describe, expect, it } from 'vitest';
import { Spelled } from '../../src/content/data.ts';
import { readSite } from '../../src/content/read-site.ts';
import { problemsOf, read } from './reading.ts';

const spellings = [
  '14.10',
  '+1.50',
  '1.0e-05',
  '1E3',
  '007',
  '0',
  '-0',
  '0x1F',
  '0o17',
  '.5',
  '5.',
  '12345678901234567890',
  '0.1000000000000000055511151231257827',
  '3.10',
  'True',
  'FALSE',
  'true',
  'no',
  'Yes',
  'on',
  'Null',
  'NULL',
  '2021-10-11',
  '12:30',
  '1_000',
  '.inf',
  '.NaN',
];

describe('a scalar is shown as it was spelled', () => {
  it.each(spellings)('%s', (written) => {
    const { page, diagnostics } = read(
      `subtitle: ${written}`,
      `description: ${written}`,
      `keywords: [${written}, a]`,
      `authors: [{name: ${written}}]`,
      'sections:',
      '  - paragraphs:',
      `      - {type: table, header: [${written}], rows: [[a, ${written}]], caption: ${written}}`,
      '      - type: code',
      `        content: ${written}`,
      `      - {type: image, url: a.png, alt: ${written}}`,
    );
    expect(diagnostics).toEqual([]);
    expect(page).toMatchObject({
      subtitle: { text: written },
      description: written,
      keywords: [written, 'a'],
      authors: [{ name: written }],
      sections: [
        {
          paragraphs: [
            {
              header: [{ text: written }],
              rows: [[{ text: 'a' }, { text: written }]],
              caption: { text: written },
            },
            { content: written },
            { alt: written },
          ],
        },
      ],
    });
  });

  it('in site.yml too', () => {
    expect(readSite('site.yml', 'title: 2021.10\n').site.title).toBe('2021.10');
  });

  it('and is a number where one is wanted', () => {
    const { page, diagnostics } = read(
      'footer: False',
      'sections:',
      '  - paragraphs:',
      '      - {type: image, url: a.png, max_width: 800.0}',
      '      - {type: comparison, before: a.png, after: b.png, start: 050}',
      '      - {type: custom_include, file: a.html, with: {n: 1.50, on: True, s: "007", deep: [01]}}',
    );
    expect(diagnostics).toEqual([]);
    expect(page).toMatchObject({
      footer: false,
      sections: [
        {
          paragraphs: [
            { max_width: 800 },
            { start: 50 },
            {
              // A template shows and calculates with it.
              with: {
                n: new Spelled(1.5, '1.50'),
                on: true,
                s: '007',
                deep: [new Spelled(1, '01')],
              },
            },
          ],
        },
      ],
    });
  });

  it.each([
    ['affiliations: [1, 02]', [1, 2]],
    ['affiliations: "1, 2"', [1, 2]],
    ['affiliations: 1,2', [1, 2]],
    ['affiliations: "1"', [1]],
    ['affiliations: 1', [1]],
  ])('%s', (line, numbers) => {
    const { page, diagnostics } = read('authors:', '  - name: Ada', `    ${line}`);
    expect(diagnostics).toEqual([]);
    expect(page?.authors).toMatchObject([{ affiliations: numbers }]);
  });

  it.each([
    ['affiliations: Lab', [2]],
    ['affiliations: [University, Lab]', [1, 2]],
    ['affiliations: ["University"]', [1]],
  ])('%s names organizations', (line, numbers) => {
    const { page, diagnostics } = read(
      'organizations: [University, {name: Lab}]',
      'authors:',
      '  - name: Ada',
      `    ${line}`,
    );
    expect(diagnostics).toEqual([]);
    expect(page?.authors).toMatchObject([{ affiliations: numbers }]);
    const wrong = read('organizations: [Lab]', 'authors: [{name: A, affiliations: Labb}]');
    expect(wrong.diagnostics).toMatchObject([
      { code: 'wrong-type', hint: expect.stringContaining('its name') },
    ]);
  });

  it('and no fraction where a whole number is wanted', () => {
    const { diagnostics } = read('authors: [{name: A, affiliations: [1.5]}]');
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'item 1 of affiliations should be a whole number, not 1.5',
    ]);
  });

  it('as a key', () => {
    expect(problemsOf('1.0: a')).toEqual(['3:1 unknown-key']);
    expect(read('1.0: a').diagnostics[0]?.message).toContain('"1.0"');
  });
});

describe('nothing', () => {
  it.each(['~', 'null', '', '""', "''", '"  "', '[]', '[~]', '[""]'])(
    '%j is as good as no key',
    (written) => {
      const { page, diagnostics } = read(
        `conference: ${written === '[]' || written.startsWith('[') ? '~' : written}`,
        `abstract: ${written}`,
        `organizations: ${written.startsWith('[') ? written : '~'}`,
        'sections:',
        '  - paragraphs:',
        `      - {type: image, url: a.png, alt: "", caption: ${written.startsWith('[') ? '~' : written}}`,
      );
      expect(diagnostics).toEqual([]);
      for (const key of ['conference', 'informal_summary', 'common_organizations'])
        expect(page).not.toHaveProperty(key);
      const [image] = page?.sections?.[0]?.paragraphs ?? [];
      expect(image).toMatchObject({ alt: '' });
      expect(image).not.toHaveProperty('caption');
    },
  );

  it('is an empty cell in a table', () => {
    const { page, diagnostics } = read(
      'sections:',
      '  - paragraphs:',
      '      - {type: table, header: [~, A], rows: [[a, ~], ["", null]]}',
    );
    expect(diagnostics).toEqual([]);
    expect(page?.sections?.[0]?.paragraphs).toMatchObject([
      {
        header: [{ text: '' }, { text: 'A' }],
        rows: [
          [{ text: 'a' }, { text: '' }],
          [{ text: '' }, { text: '' }],
        ],
      },
    ]);
  });

  it.each([
    ['mini-title', 'content: ""'],
    ['warning', 'content: ~'],
    ['code', 'content: "  "'],
    ['text', ''],
  ])('is said of a block of type %s', (type, content) => {
    const lines = ['sections:', '  - paragraphs:', `      - type: ${type}`];
    expect(problemsOf(...lines, `        ${content}`)).toEqual(['5:9 empty-paragraph']);
  });

  it.each([
    '{type: table, header: [], rows: []}',
    '{type: table, rows: [["", ~]]}',
    '{type: columns, columns: [[], []]}',
  ])('is said of %s', (block) =>
    expect(problemsOf('sections:', '  - paragraphs:', `      - ${block}`)).toEqual([
      '5:9 empty-paragraph',
    ]),
  );

  it('is said of a section', () => {
    expect(problemsOf('sections:', '  - {}', '  - title: A')).toEqual(['4:5 empty-paragraph']);
  });

  it('does not hide a mistyped key', () => {
    expect(problemsOf('titel:', 'links: {arxv: ~}')).toEqual([
      '3:1 unknown-key',
      '4:9 unknown-key',
    ]);
  });
});

describe('true and false', () => {
  it.each([
    ['True', true],
    ['yes', true],
    ['on', true],
    ['autoplay', true],
    ['"true"', true],
    ['no', false],
    ['Off', false],
    ['FALSE', false],
    ['"false"', false],
  ])('%s is %s', (written, value) => {
    const { page, diagnostics } = read(`disable_seo: ${written}`);
    expect(diagnostics).toEqual([]);
    expect(page?.disable_seo).toBe(value);
  });

  it.each(['fasle', 'maybe', '2', '[a]'])('%s is neither', (written) => {
    expect(problemsOf(`disable_seo: ${written}`)).toEqual(['3:14 wrong-type']);
  });
});
