import { expect, it } from 'vitest';
import { markEnglish, sayEnglish } from '../../../src/render/page/english-words.ts';

const w = markEnglish;

it.each([
  [`<h2 id="a">${w('Abstract')}</h2>`, '<h2 id="a"><span lang="en">Abstract</span></h2>'],
  [`<span>${w('Copy')}</span>`, '<span lang="en">Copy</span>'],
  [`<p>क ${w('of')} ख</p>`, '<p>क <span lang="en">of</span> ख</p>'],
  [
    `<button aria-label="${w('Dark')}" hidden><svg><path d="M1"/></svg></button>`,
    '<button lang="en" aria-label="Dark" hidden><svg><path d="M1"/></svg></button>',
  ],
  [
    `<input type="range" aria-label="${w('How much')}">`,
    '<input lang="en" type="range" aria-label="How much">',
  ],
  // What is in the page's own language keeps it.
  [`<div aria-label="${w('Table')}">क</div>`, '<div aria-label="Table">क</div>'],
  [
    `<div aria-label="${w('Slides')} &quot;>&quot;">क</div>`,
    '<div aria-label="Slides &quot;>&quot;">क</div>',
  ],
  [`<title>${w('None')}</title>`, '<title>None</title>'],
  [`<script>{"a":"${w('A')}"}</script>`, '<script>{"a":"A"}</script>'],
  [`<i lang="hi">${w('soon')}</i>`, '<i lang="hi">soon</i>'],
  [w(', '), ', '],
  ['<p>Abstract</p>', '<p>Abstract</p>'],
])('English words say what they are: %s', (html, said) => {
  expect(sayEnglish(html, 'ltr')).toBe(said);
});

it('in a page from right to left they run from left to right', () => {
  expect(sayEnglish(`<p>${w('Made here.')}</p>`, 'rtl')).toBe(
    '<p><span lang="en" dir="ltr">Made here.</span></p>',
  );
});
