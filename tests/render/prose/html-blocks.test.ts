import { expect, it } from 'vitest';
import { renderProse } from '../../../src/render/prose/prose.ts';
import { block, pageAround } from '../context.ts';

const told = (text: string) => {
  const { context, told } = pageAround();
  renderProse(block(text), context);
  return told.map(({ code, offset }) => `${code} ${offset}`);
};

it.each([
  ['<div>**bold** words</div>', 'foreign-syntax 5'],
  ['<table>\n<tr><td>**a $x$**</td></tr>\n</table>', 'foreign-syntax 16'],
  ['<div>\nsee [this](https://x.org/y)\n</div>', 'foreign-syntax 10'],
])('Markdown that HTML hides is said: %j', (text, expected) =>
  expect(told(text)).toEqual([expected]),
);

it.each([
  '<div>\n\n**bold** [a](https://x.org)\n\n</div>',
  '<b>a</b> **bold**',
  '<div>p < 0.05** and p < 0.01***</div>',
  '<pre>**a** [b](/c)</pre>',
  '<div>a[i](j) and 2**3**4</div>',
  '<script>a = "**b**"</script>',
])('what is read, or none, is not: %j', (text) => expect(told(text)).toEqual([]));
