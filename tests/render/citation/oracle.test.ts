import { plugins } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBibtex } from '../../../src/render/citation/bibtex.ts';
import { latexToText } from '../../../src/render/citation/latex-text.ts';
import { parseNames } from '../../../src/render/citation/names.ts';

/**
 * Entries of random parts, read by Citation.js too. It differs, and is wrong, in these: an accent on \i
 * leaves the dotless letter below it; \b is a low line; \aa before a letter is not known; a first name that
 * begins with an accent in braces belongs to the family name; \- stays; subscripts are not lowered.
 */
const letter = fc.constantFrom('a', 'e', 'o', 'u', 'c', 's', 'n', 'z', 'A', 'E', 'O', 'S', 'C');
const sign = fc.constantFrom("'", '`', '^', '"', '~', '=', '.');
const command = fc.constantFrom('u', 'v', 'H', 'c', 'k', 'd', 'r');

const accent = fc.oneof(
  fc
    .tuple(sign, letter)
    .chain(([mark, base]) =>
      fc.constantFrom(
        `{\\${mark}${base}}`,
        `\\${mark}{${base}}`,
        `{\\${mark}{${base}}}`,
        `\\${mark}${base}`,
      ),
    ),
  fc
    .tuple(command, letter)
    .chain(([mark, base]) =>
      fc.constantFrom(`{\\${mark}{${base}}}`, `\\${mark}{${base}}`, `{\\${mark} ${base}}`),
    ),
);

const special = fc.constantFrom(
  '{\\ss}',
  '{\\o}',
  '\\O{}',
  '{\\l}',
  '{\\L}',
  '{\\ae}',
  '{\\OE}',
  '{\\i}',
  '{\\dh}',
  '{\\TH}',
  '{\\dj}',
  '{\\DJ}',
  '{\\ng}',
  '\\ss ',
);

const word = fc
  .tuple(
    fc.constantFrom('Mar', 'Ros', 'Kel', 'Dup', 'Gar', "O'B", 'Jean-P'),
    fc.oneof(fc.constant(''), accent, special),
    fc.constantFrom('in', 'es', 'ova', 'mann', 'ez', 'ian'),
  )
  .map((parts) => parts.join(''));

const particle = fc.constantFrom('van', 'von der', 'de', 'de la', 'al');
const suffix = fc.constantFrom('Jr.', 'Sr.', 'II', 'III', 'Jr');

const name = fc
  .tuple(word, word, particle, suffix)
  .chain(([given, family, von, last]) =>
    fc.constantFrom(
      `${given} ${family}`,
      `${given}~${family}`,
      `${family}, ${given}`,
      `${given} B.~C. ${family}`,
      `${von} ${family}, ${given}`,
      `${given} ${von} ${family}`,
      `${family}, ${last}, ${given}`,
      `${von} ${family}, ${last}, ${given}`,
      `${family} ${family}, ${given}`,
      `{${family} and ${given} Group}`,
      `{${family}}`,
    ),
  );

const titleWord = fc.constantFrom(
  'Deep',
  '{GAN}s',
  '{{Bayesian}}',
  '50\\%',
  'A \\& B',
  '\\emph{Very}',
  '{\\em Old}',
  '3{D}',
  'x\\_y',
  'C\\#',
  '--',
  '---',
  "``quoted''",
  "it's",
  '$\\alpha$',
  '$n^2$',
  "{\\'{\\^e}}",
  "{\\'E}tude",
  'two~words',
);

const field = (value: fc.Arbitrary<string>) =>
  value.chain((text) =>
    fc.constantFrom(`{${text}}`, text.includes('"') ? `{${text}}` : `"${text}"`),
  );

const entry = fc
  .record({
    title: field(
      fc.array(titleWord, { minLength: 2, maxLength: 7 }).map((words) => words.join(' ')),
    ),
    author: field(
      fc
        .tuple(fc.array(name, { minLength: 1, maxLength: 4 }), fc.constantFrom(' and ', '\n  and '))
        .map(([names, between]) => names.join(between)),
    ),
    journal: fc.constantFrom('jot', '{Things}', 'jot # " B"', '"J. of " # {X}'),
  })
  .map(
    ({ title, author, journal }) =>
      `@string{jot = "Journal of Things"}\n@article{key,\n  title = ${title},\n  author = ${author},\n  journal = ${journal},\n  year = 2021\n}`,
  );

const spaced = (text = '') => text.replace(/\s+/g, ' ').trim();

describe('BibTeX as Citation.js reads it', () => {
  it('has the same titles, people and journals', () => {
    fc.assert(
      fc.property(entry, (text) => {
        const [theirs] = plugins.input.chain(text, { generateGraph: false });
        const fields = parseBibtex(text).entries[0]?.fields;
        const ours = (key: string) => fields?.get(key)?.value ?? '';
        expect(latexToText(ours('title'))).toBe(
          spaced(theirs?.title?.replace(/<[^>]*>/g, '')).normalize('NFC'),
        );
        expect(latexToText(ours('journal'))).toBe(theirs?.['container-title']);
        expect(
          parseNames(ours('author')).people.map((person) => ({ suffix: '', ...person })),
        ).toEqual(
          theirs?.author?.map((author) => ({
            given: spaced(author.given).normalize('NFC'),
            family: spaced(
              [
                author['dropping-particle'],
                author['non-dropping-particle'],
                author.family ?? author.literal,
              ]
                .filter(Boolean)
                .join(' '),
            ).normalize('NFC'),
            suffix: author.suffix ?? '',
          })),
        );
      }),
      { seed: 20210412, numRuns: 500 },
    );
  });
});
