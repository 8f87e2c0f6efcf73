import { expect, it } from 'vitest';
import { renderProse } from '../../../src/render/prose/prose.ts';
import { block, pageAround } from '../context.ts';

const told = (text: string) => {
  const { context, told } = pageAround();
  renderProse(block(text), context);
  return told.map(({ code, offset }) => `${code} ${offset}`);
};

it.each([
  ['a [b][c] d', 'undefined-reference 2'],
  ['[b][]', 'undefined-reference 0'],
  ['![b][c]', 'undefined-reference 0'],
  ['see ![a picture] here', 'undefined-reference 4'],
  ['[`b`][c]', 'undefined-reference 0'],
  ['[$x$][c]', 'undefined-reference 0'],
  ['a\n\n[Note]: important', 'unused-reference 3'],
  ['[a]: x\n[A]: y\n\n[a]', 'duplicate-reference 7'],
])('%j is said', (text, expected) => expect(told(text)).toEqual([expected]));

it.each([
  '[a][B]\n\n[b]: https://x.org',
  '[b][] and ![B]\n\n[b]: https://x.org/y.png',
  '[a\nb][]\n\n[a b]: https://x.org',
  '[$x$][]\n\n[$x$]: https://x.org',
  'a[i][j] and [1][2] and [3, 4][5–6] and [a] [b]',
  '`[a][b]` and \\[a][b] and [a](b)[c]',
  '~~~\n[a][b]\n[c]: d\n~~~',
  '[//]: # (words that nobody sees)\n\na',
  'wow![1] and [^1]\n\n[^1]: x',
])('%j is in order', (text) =>
  expect(told(text).filter((one) => one.includes('reference'))).toEqual([]),
);

it.each(['```\na', '~~~ js\na\n```\n', '> ```\n> a\n\nb', '- ~~~~\n  a\n  ~~~\n- b'])(
  'a listing without an end is said: %j',
  (text) => expect(told(text)).toEqual([`unclosed-fence ${text.search(/[`~]/)}`]),
);

it.each([
  '```\na\n```',
  '~~~~\n~~~\n~~~~~',
  '> ```\n> a\n> ```\n\nb',
  '1. ```\n   a\n   ```\n2. b',
])('one with an end is not: %j', (text) => expect(told(text)).toEqual([]));
