import { describe, expect, it } from 'vitest';
import { messagesOf, problemsOf, read } from './reading.ts';

describe('a date', () => {
  it.each([
    ['2021', '2021'],
    ['2021-10', '2021-10'],
    ['2021-10-11', '2021-10-11'],
    ['"2021-10-11"', '2021-10-11'],
    ['2021-1-5', '2021-01-05'],
    ['2021/10/11', '2021-10-11'],
    ['2021-10-11 10:00:00 +0200', '2021-10-11'],
    ['2021-10-11 23:30:00 -0800', '2021-10-11'],
    ['2021-10-11T10:00:00Z', '2021-10-11'],
    ['2021-10-11T10:00:00.123+02:00', '2021-10-11'],
    ['2021-10-11 10:00', '2021-10-11'],
    ['2021-10-11 10:00:00 UTC', '2021-10-11'],
    ['12 April 2021', '2021-04-12'],
    ['April 12, 2021', '2021-04-12'],
    ['Apr. 2nd, 2021', '2021-04-02'],
    ['June 2021', '2021-06'],
    ['2024-02-29', '2024-02-29'],
  ])('%s is read', (written, date) => {
    const { page, diagnostics } = read(`date: ${written}`);
    expect(diagnostics).toEqual([]);
    expect(page?.date).toBe(date);
  });

  it.each([
    ['2021-02-30', '2021-02 has no day 30'],
    ['2023-02-29', '2023-02 has no day 29'],
    ['2021-04-31', '2021-04 has no day 31'],
    ['2021-13', 'there is no month 13'],
    ['2021-00-10', 'there is no month 00'],
    ['2021-10-00', '2021-10 has no day 0'],
    ['2021-10-11 25:00:00', '"2021-10-11 25:00:00" is not a date'],
    ['31 June 2021', '2021-06 has no day 31'],
    ['12 Foo 2021', 'there is no month Foo'],
    ['10/11/2021', '"10/11/2021" is not a date'],
    ['soon', '"soon" is not a date'],
    ['20211011', '"20211011" is not a date'],
    ['2021.10', '"2021.10" is not a date'],
  ])('%s is an error', (written, message) => {
    expect(messagesOf(`date: ${written}`)).toEqual([message]);
    expect(problemsOf(`date: ${written}`)).toEqual(['3:7 wrong-type']);
  });
});
