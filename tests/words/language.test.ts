import { describe, expect, test } from 'vitest';
import { directionOf, languageName, lookupOrder, readLanguage } from '../../src/words/language.ts';

describe('a tag', () => {
  test.each([
    ['en', 'en'],
    ['EN-us', 'en-US'],
    ['pt-br', 'pt-BR'],
    ['zh-hant-tw', 'zh-Hant-TW'],
    ['de-DE-1996', 'de-DE-1996'],
    ['no', 'no'],
    ['iw', 'he'],
    ['eng', 'en'],
    ['ckb', 'ckb'],
    // Ghotuo and Yucatec Maya: Unicode has no English names for them.
    ['aaa', 'aaa'],
    ['yua', 'yua'],
    ['es-419', 'es-419'],
    ['x-klingon', 'x-klingon'],
    ['mul', 'mul'],
  ])('%s is read as %s', (written, tag) => {
    expect(readLanguage(written)).toEqual({ tag });
  });

  test.each([
    ['en_US', 'en-US'],
    ['zh_CN.UTF-8', 'zh-CN'],
    ['English', 'en'],
    ['german', 'de'],
    ['Deutsch', 'de'],
    ['français', 'fr'],
    ['العربية', 'ar'],
    ['日本語', 'ja'],
    ['jp', 'ja'],
    ['cn', 'zh'],
    ['de-AA-BB-CC-DD', 'de'],
    ['cz', 'cs'],
    ['gr', 'el'],
  ])('%s is refused, and %s meant', (written, meant) => {
    expect(readLanguage(written)).toMatchObject({ hint: `write lang: ${meant}` });
  });

  test.each(['xx', 'foo', 'a', '1', 'und', 'und-Arab', 'true', 'en-Foob', 'en,de', '??'])(
    '%s is refused with examples',
    (written) => {
      expect(readLanguage(written)).toMatchObject({
        hint: 'write lang: en, de, pt-BR or another tag of BCP 47',
      });
    },
  );
});

describe('lines run', () => {
  const rightToLeft =
    'ar ar-EG he he-IL iw yi fa fa-AF prs ur ur-PK ps sd ug dv ckb ku-Arab ku-IQ az-Arab az-IR uz-AF pa-Arab pa-PK ks pnb lrc mzn glk arz ary azb skr syr nqo rhg ff-Adlm ha-Arab ms-Arab kk-CN'.split(
      ' ',
    );
  const leftToRight =
    'en de ku az uz pa sd-Deva sd-IN ff ms ha kk zh-Hant ja ko ru hi th ar-Latn he-Latn mt tr x-rtl'.split(
      ' ',
    );

  test.each(rightToLeft)('from right to left in %s', (tag) => {
    expect(directionOf(tag)).toBe('rtl');
  });
  test.each(leftToRight)('from left to right in %s', (tag) => {
    expect(directionOf(tag)).toBe('ltr');
  });
});

test.each([
  ['fi', 'Finnish'],
  ['pt-BR', 'Brazilian Portuguese'],
  ['x-klingon', 'x-klingon'],
])('%s is called %s', (tag, name) => expect(languageName(tag)).toBe(name));

test('a variant is looked for before its language', () => {
  expect(lookupOrder('zh-Hant-TW')).toEqual(['zh-Hant-TW', 'zh-Hant', 'zh']);
});
