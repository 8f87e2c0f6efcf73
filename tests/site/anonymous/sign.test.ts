import { describe, expect, it } from 'vitest';
import {
  keptPhrase,
  type Sign,
  signOfHandle,
  signsIn,
  signsOfInstitution,
  signsOfPerson,
} from '../../../src/site/anonymous/sign.ts';

const person = (given: string, family: string) => signsOfPerson('the author', given, family);
const institution = (name: string) => signsOfInstitution('the institution', name);
const handle = (name: string) => [signOfHandle('the owner', name)];
/** The parts of a text that are signs. */
const found = (signs: readonly Sign[], text: string, kept: readonly RegExp[] = []) =>
  signsIn(text, signs, kept).map(({ start, end }) => text.slice(start, end));

describe('a name', () => {
  it.each([
    ['José', 'Núñez', 'by Jose Nunez.', 'Jose Nunez'],
    ['José', 'Núñez', 'by JOSE\u0301 NU\u0301N\u0303EZ.', 'JOSE\u0301 NU\u0301N\u0303EZ'],
    ['Laurens', 'van der Maaten', 'Van der Maaten, Laurens', 'Van der Maaten, Laurens'],
    ['Laurens', 'van der Maaten', 'laurens-van-der-maaten.png', 'laurens-van-der-maaten'],
    ['Jürgen', 'Müller', 'Juergen Mueller, Jurgen', 'Juergen Mueller'],
    ['Juergen', 'Mueller', 'Jürgen Müller', 'Jürgen Müller'],
    ['Pat', "O'Brien", 'Pat O’Brien', 'Pat O’Brien'],
    ['Ada', 'Lovelace', 'Ada\u00a0Love\u00adlace', 'Ada\u00a0Love\u00adlace'],
    ['Ada Augusta', 'King', 'Ada A. King', 'Ada A. King'],
    ['Ada', 'King', 'Ada Augusta King', 'Ada Augusta King'],
    ['Wei', 'Li', 'of LI, Wei', 'LI, Wei'],
    ['Xiaoming', 'Wang', 'Wang Xiao-Ming', undefined],
    ['Xiao-Ming', 'Wang', 'Wang Xiaoming', 'Wang Xiaoming'],
    ['雪', '李', '作者：李雪。', '李雪'],
    ['', '李雪', '作者：李雪。', '李雪'],
    ['Анна', 'Иванова', 'ИВАНОВА Анна', 'ИВАНОВА Анна'],
    ['Łukasz', 'Żółć', 'Lukasz Zolc', 'Lukasz Zolc'],
    ['Ada', 'Lovelace', '@misc{lovelace2025skies}', 'lovelace'],
  ])('of %s %s is in "%s"', (given, family, text, part) => {
    const parts = found(person(given, family), text);
    expect(parts[0]).toBe(part ?? 'Wang');
  });

  it.each([
    ['Ada', 'King', 'The king of hearts'],
    ['Wei', 'Li', 'Li and Wei, in lithium'],
    ['Ada', 'Lovelace', 'Lovelaces'],
    ['Xiaoming', 'Wang', 'Wang et al. [3]'],
    ['Xiaoming', 'Wang', 'Gupta, Wang, and Lee (2020)'],
    ['Xiaoming', 'Wang', 'X. Wang, A. Gupta: A title.'],
    ['Xiaoming', 'Wang', 'Wang, T.-C., and Liu, M.-Y.'],
  ])('of %s %s is not in "%s"', (given, family, text) => {
    expect(found(person(given, family), text)).toEqual([]);
  });

  it('may stay in a phrase that its author allows', () => {
    const kept = [keptPhrase('Lovelace Engine')];
    expect(found(person('Ada', 'Lovelace'), 'The lovelace  engine', kept)).toEqual([]);
    expect(found(person('Ada', 'Lovelace'), 'A Lovelace engine by Lovelace', kept)).toEqual([
      'Lovelace',
    ]);
  });
});

describe('an institution', () => {
  it.each([
    ['ETH Zürich, Switzerland', 'at ETH Zurich', 'ETH Zurich'],
    ['Department of Arts, Example University', 'EXAMPLE  UNIVERSITY', 'EXAMPLE  UNIVERSITY'],
    ['MIT', 'We of MIT.', 'MIT'],
    ['Snap Inc.', 'Snap Inc, 2020', 'Snap Inc'],
  ])('%s is in "%s"', (name, text, part) => {
    expect(found(institution(name), text)).toEqual([part]);
  });

  it.each([
    ['ETH Zürich, Switzerland', 'the lakes of Switzerland'],
    ['MIT', 'wir gehen mit'],
    ['Meta', 'meta learning'],
  ])('%s is not in "%s"', (name, text) => {
    expect(found(institution(name), text)).toEqual([]);
  });
});

describe('an account', () => {
  it.each([
    ['adam', 'https://github.com/Adam/x', 'github.com/Adam'],
    ['adam', 'git@github.com:adam/x.git', 'github.com:adam'],
    ['adam', 'https://adam.github.io/x', 'adam.github.io'],
    ['sky-lab7', 'by sky-lab7', 'sky-lab7'],
  ])('%s is in "%s"', (name, text, part) => {
    expect(found(handle(name), text)).toEqual([part]);
  });

  it('is no word of the language elsewhere', () => {
    expect(found(handle('adam'), 'the Adam optimizer')).toEqual([]);
  });
});
