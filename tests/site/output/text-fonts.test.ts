import { expect, it } from 'vitest';
import { facesIn } from '../../../src/site/output/text-fonts.ts';

const frame = ['source-sans', 'source-serif'];

it.each([
  ['<p>Text, <span class="katex"><span class="mord mathnormal">x</span></span>.</p>', []],
  ['<h1>Title</h1>', ['source-serif-display']],
  ['<p>A <em>word</em></p>', ['source-serif-italic']],
  ['<p>A <strong>word</strong></p>', ['source-serif-semibold']],
  [
    '<figcaption>A <em>word</em></figcaption><p>A <b>word</b></p>',
    ['source-sans-italic', 'source-serif-semibold'],
  ],
  ['<h2>A heading</h2>', ['source-sans-semibold']],
  ['<p class="venue">Here</p>', ['source-sans-semibold']],
  [
    '<table><tr><th>A</th></tr></table><p><i>x</i></p>',
    ['source-sans-semibold', 'source-serif-italic'],
  ],
  ['<a class="pill">Paper</a>', ['source-sans-semibold']],
  ['<p class="slide-caption">A <em>word</em></p>', ['source-sans-italic']],
])('%s', (html, faces) => {
  expect([...facesIn(html)].sort()).toEqual([...frame, ...faces].sort());
});
