import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { fill } from '../../src/words/fill.ts';
import { ownTableSchema, tableSchema, tables, wordsFor } from '../../src/words/words.ts';

const languages = Object.keys(tables);

describe.each(languages)('the table of %s', (language) => {
  const table = tables[language];

  test('has every word, and no placeholder that nothing stands for', () => {
    expect(tableSchema.safeParse(table).error?.issues ?? []).toEqual([]);
  });

  test('has a form for every whole number that is counted', () => {
    const rules = new Intl.PluralRules(language);
    const categories = new Set(Array.from({ length: 200 }, (_, count) => rules.select(count)));
    const { tiles, workers } = wordsFor(language).live;
    for (const forms of [tiles, workers])
      expect(Object.keys(forms)).toEqual(expect.arrayContaining([...categories]));
  });

  test('is translated', () => {
    if (language === 'en') return;
    const english = wordsFor('en');
    const same = Object.entries(wordsFor(language).live).filter(
      ([key, word]) => word === english.live[key as keyof typeof english.live],
    );
    // Some words are the same in several languages of Europe.
    expect(same.map(([key]) => key).filter((key) => !['panorama'].includes(key))).toEqual([]);
  });
});

test('every table is one of those that pages use', () => {
  const folder = new URL('../../src/words/', import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  expect(files.map((name) => name.replace('.json', '')).sort()).toEqual([...languages].sort());
});

test('a variant has the words of its language, and an unknown language those of English', () => {
  expect(wordsFor('pt-BR').abstract).toBe('Resumo');
  expect(wordsFor('zh-Hant-TW').abstract).toBe('摘要');
  expect(wordsFor('de-AT-1996').abstract).toBe('Zusammenfassung');
  expect(wordsFor('fi').abstract).toBe('Abstract');
  expect(wordsFor('x-klingon').abstract).toBe('Abstract');
});

test("an author's words come before ours, those of the variant before those of the language", () => {
  const own = {
    de: { abstract: 'Kurzfassung', links: { code: 'Quelltext' } },
    'de-CH': { abstract: 'Zusammefassig' },
    fi: { abstract: 'Tiivistelmä' },
    en: { soon: 'coming' },
  };
  expect(wordsFor('de', own)).toMatchObject({
    abstract: 'Kurzfassung',
    soon: 'bald',
    links: { code: 'Quelltext', data: 'Daten' },
  });
  expect(wordsFor('de-CH', own)).toMatchObject({
    abstract: 'Zusammefassig',
    links: { code: 'Quelltext' },
  });
  expect(wordsFor('fi', own)).toMatchObject({ abstract: 'Tiivistelmä', soon: 'coming' });
});

test('forms of counted words are replaced together', () => {
  const own = { fi: { live: { tiles: { one: '{count} laatta', other: '{count} laattaa' } } } };
  expect(wordsFor('fi', own).live.tiles).toEqual(own.fi.live.tiles);
});

test('an author may write any part of a table, with the placeholders of the word', () => {
  const issues = (words: unknown) =>
    ownTableSchema(z.string()).safeParse(words).error?.issues.length ?? 0;
  expect(issues({})).toBe(0);
  expect(issues({ write_to: 'Kirjoita: {name}', demo: { undo: 'Kumoa' } })).toBe(0);
  expect(issues({ write_to: 'Kirjoita' })).toBe(0);
  expect(issues({ write_to: 'Kirjoita: {nmae}' })).toBe(1);
  expect(issues({ abstrakt: 'x' })).toBe(1);
  expect(issues({ demo: { undoo: 'x' } })).toBe(1);
  expect(issues({ abstract: 7 })).toBe(1);
});

test('placeholders are filled by name, and what nobody fills stays', () => {
  expect(fill('{b} and {a}, {b}', { a: 1, b: 'two' })).toBe('two and 1, two');
  expect(fill('{c}', {})).toBe('{c}');
  expect(fill('{toString}', {})).toBe('{toString}');
});
