import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import katex from 'katex';
import { expect, it } from 'vitest';
import { katexFonts } from '../../../src/site/output/katex-fonts.ts';

const sheet = createRequire(import.meta.url).resolve('katex/dist/katex.min.css');
const fontsIn = katexFonts(readFileSync(sheet, 'utf8'));

it.each([
  ['1 + 1', ['Main-Regular']],
  ['w_l', ['Main-Regular', 'Math-Italic']],
  ['\\mathbf{w}', ['Main-Bold', 'Main-Regular']],
  ['\\boldsymbol{w}', ['Main-Regular', 'Math-BoldItalic']],
  ['\\mathbb{R}', ['AMS-Regular', 'Main-Regular']],
  ['\\mathcal{L}', ['Caligraphic-Regular', 'Main-Regular']],
  ['\\bigl(1\\bigr)', ['Main-Regular', 'Size1-Regular']],
])('%s is set in %j', (tex, names) => {
  const shown = [...fontsIn(katex.renderToString(tex))].map((path) =>
    path.replace(/^fonts\/KaTeX_|\.woff2$/g, ''),
  );
  expect(shown.sort()).toEqual(names);
});
