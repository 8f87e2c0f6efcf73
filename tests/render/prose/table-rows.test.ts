import { expect, it } from 'vitest';
import { renderProse } from '../../../src/render/prose/prose.ts';
import { block, pageAround } from '../context.ts';

const told = (text: string) => {
  const { context, told } = pageAround();
  renderProse(block(text), context);
  return told.map(({ code, offset }) => `${code} ${offset}`);
};

const head = '| a | b |\n|---|---|\n';

it.each([
  ['| 1 | 2 | 3 |', true],
  ['| 1 | `x|y` |', true],
  ['1 | 2 | 3', true],
  ['| 1 | 2 |', false],
  ['| 1 |', false],
  ['| 1 | 2 | |', false],
  ['| 1 | x \\| y |', false],
  ['| 1 | $|x|$ |', false],
])('a row of a table loses no cell without a word: %s', (row, lost) => {
  expect(told(`${head}${row}\n`)).toEqual(lost ? [`lost-cell ${head.length}`] : []);
});

it('nor does one in a quotation', () => {
  expect(told('> | a |\n> |---|\n> | 1 | 2 |')).toEqual(['lost-cell 16']);
});
