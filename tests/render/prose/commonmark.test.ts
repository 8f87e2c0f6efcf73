import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { bodyPath, Prose } from '../../../src/content/prose.ts';
import { renderProse } from '../../../src/render/prose/prose.ts';
import { pageAround } from '../context.ts';

const { tests: examples } = z
  .object({ tests: z.array(z.object({ number: z.int(), markdown: z.string(), html: z.string() })) })
  .parse(createRequire(import.meta.url)('commonmark-spec'));

/** Examples of CommonMark that come out otherwise here, by the reason why. */
const differences = {
  'a backslash before a parenthesis or bracket begins a formula': [
    12, 14, 18, 515, 529, 549, 563, 592,
  ],
  'HTML stays HTML after blank lines and however far it is indented': [148, 184, 191],
  'text behind a comment is Markdown': [177],
  'an end without a beginning is left out': [151, 165, 623, 624],
  'a tag is what browsers take for one': [619, 620, 621, 622, 632],
};

/** Ends of elements that a text leaves open are added behind it. */
const addedEnds = [
  21, 31, 91, 150, 155, 173, 174, 175, 187, 201, 344, 476, 477, 491, 494, 524, 536, 613, 614, 615,
  616, 617, 630, 631, 642, 643,
];

const htmlOf = (markdown: string) =>
  renderProse(new Prose(markdown, 'block', bodyPath), pageAround().context);

/** HTML without what makes no difference to a reader, and without how pictures are loaded. */
const normalized = (html: string) =>
  html
    .replaceAll(' loading="lazy" decoding="async"', '')
    .replaceAll(/ ?\/>/g, '>')
    .replaceAll('<blockquote>\n</blockquote>', '<blockquote></blockquote>')
    .trim();

const tabs = (text: string) => text.replaceAll('→', '\t');

describe('the body of a page', () => {
  const different = new Set<number>([...Object.values(differences).flat(), ...addedEnds]);

  it('is told of all examples of the specification', () => {
    expect(examples).toHaveLength(652);
  });

  it.each(examples.filter(({ number }) => !different.has(number)))(
    'reads example $number of CommonMark',
    ({ markdown, html }) => {
      expect(normalized(htmlOf(tabs(markdown)))).toBe(normalized(tabs(html)));
    },
  );

  it.each(examples.filter(({ number }) => addedEnds.includes(number)))(
    'ends what example $number leaves open',
    ({ markdown, html }) => {
      const [own, wanted] = [normalized(htmlOf(tabs(markdown))), normalized(tabs(html))];
      expect(own.slice(0, wanted.length)).toBe(wanted);
      expect(own.slice(wanted.length)).toMatch(/^\n?(?:<\/[a-z\d-]+>)+$/);
    },
  );

  it.each(examples.filter(({ number }) => Object.values(differences).flat().includes(number)))(
    'differs in example $number',
    ({ markdown, html }) => {
      expect(normalized(htmlOf(tabs(markdown)))).not.toBe(normalized(tabs(html)));
    },
  );
});
