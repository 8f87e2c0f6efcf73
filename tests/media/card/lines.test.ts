import { describe, expect, it } from 'vitest';
import { balancedLines, cutLines, linesOf, nameLines } from '../../../src/media/card/lines.ts';

/** Every letter is one pixel wide. */
const widthOf = (text: string) => text.length;

describe('lines', () => {
  it('end between words, and inside of those that are wider than a line', () => {
    expect(linesOf('one two three', 7, widthOf)).toEqual(['one two', 'three']);
    expect(linesOf('a unconnectable b', 6, widthOf)).toEqual(['a', 'unconn', 'ectabl', 'e b']);
    expect(linesOf('', 6, widthOf)).toEqual([]);
  });

  it('are about as long as each other', () => {
    const wide = (text: string) => 10 * text.length;
    expect(balancedLines('aaaa bbbb cccc dddd', 140, wide)).toEqual(['aaaa bbbb', 'cccc dddd']);
    expect(balancedLines('one', 140, wide)).toEqual(['one']);
  });

  it('say where there was more', () => {
    expect(cutLines(['one two', 'three', 'four'], 2, 7, widthOf)).toEqual(['one two', 'three…']);
    expect(cutLines(['one', 'two six:', 'x'], 2, 9, widthOf)).toEqual(['one', 'two six…']);
    expect(cutLines(['one'], 2, 7, widthOf)).toEqual(['one']);
  });
});

describe('names', () => {
  const shown = (names: string[], width: number) =>
    nameLines(names, width, widthOf).map((line) => line.replaceAll('\u00a0', ' '));

  it('stay whole, in two lines', () => {
    expect(shown(['Ada Lovelace', 'Alan Turing'], 20)).toEqual(['Ada Lovelace,', 'Alan Turing']);
  });

  it('are counted where they have no room', () => {
    const four = ['Ada Lovelace', 'Alan Turing', 'Grace Hopper', 'Ida Rhodes'];
    expect(shown(four, 16)).toEqual(['Ada Lovelace,', 'Alan Turing, +2']);
  });
});
