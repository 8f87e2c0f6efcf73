import { describe, expect, test } from 'vitest';
import { highlight } from '../../src/render/blocks/code.ts';
import { youtubeVideo } from '../../src/render/blocks/youtube.ts';
import { slugOf, uniqueIds } from '../../src/render/page/ids.ts';
import { firstSentence } from '../../src/render/page/index-page.ts';
import { enhanceTables } from '../../src/render/prose/tables.ts';

describe('ids of headings', () => {
  test.each([
    ['Live demo [infinite generation + resampling]', 'live-demo-infinite-generation-resampling'],
    ["What's new?", 'whats-new'],
    ['Élan vital – été', 'elan-vital-ete'],
    ['Über 3D', 'uber-3d'],
    ['Методы', 'методы'],
    ['방법', '방법'],
    ['がんばる', 'がんばる'],
    ['Йод и ёж', 'йод-и-ёж'],
    ['विधि क्या है', 'विधि-क्या-है'],
    ['Re\u0301sume\u0301', 'resume'],
    ['…', ''],
  ])('%s', (title, id) => {
    expect(slugOf(title)).toBe(id);
  });

  test('are unique, and never empty', () => {
    const idFor = uniqueIds(new Set(['abstract']));
    expect(['Method', 'Method', 'Method 2', '', '', 'Abstract'].map(idFor)).toEqual([
      'method',
      'method-2',
      'method-2-2',
      'section',
      'section-2',
      'abstract-2',
    ]);
  });
});

describe('tables', () => {
  const numbers = (html: string) =>
    [...enhanceTables(html, 'Table').matchAll(/<t[dh] data-number[^>]*>(.*?)<\/t[dh]>/g)].map(
      ([, text]) => text,
    );
  const row = (...cells: string[]) =>
    `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;

  test('scroll in themselves', () => {
    expect(enhanceTables('a<table class="x"><tr><td>b</td></tr></table>c', 'Table')).toBe(
      'a<div class="scroll" role="group" aria-label="Table"><table class="x"><tr><td>b</td></tr></table></div>c',
    );
  });

  test('mark columns in which most are numbers, with their heads', () => {
    const html = `<table><tr><th>Name</th><th>FID</th></tr>${row('ALIS', '7.8')}${row('GAN', '<b>61</b>')}${row('None', '–')}</table>`;
    expect(numbers(html)).toEqual(['FID', '7.8', '<b>61</b>', '–']);
  });

  test.each(['1', '-3', '−3.5', '1,024', '4%', '6 ± 1', '30.0 M', '≈ 5 ms', '1e-4', '(0.3)', '2×'])(
    '%s is a number',
    (cell) => {
      expect(numbers(`<table>${row(cell)}</table>`)).toEqual([cell]);
    },
  );

  test.each(['a1', '1024 images', '2021-10-11', '–', '', 'v2'])('%j is none', (cell) => {
    expect(numbers(`<table>${row(cell)}</table>`)).toEqual([]);
  });

  test('keep their columns apart when cells span several', () => {
    const html = `<table><tr><td colspan="2">Both</td><td>1</td></tr>${row('a', 'b', '2')}</table>`;
    expect(numbers(html)).toEqual(['1', '2']);
  });

  test('inside tables stay as they are', () => {
    const inner = '<table><tr><td>1</td></tr></table>';
    const dressed = enhanceTables(`<table>${row('a', inner)}</table>`, 'Table');
    expect(dressed).toContain(inner);
    expect(dressed.match(/class="scroll"/g)).toHaveLength(1);
  });
});

describe('a YouTube video', () => {
  test.each([
    ['abcdefghi-_', undefined],
    ['https://www.youtube.com/watch?v=abcdefghi-_', undefined],
    ['https://www.youtube.com/watch?list=x&v=abcdefghi-_&index=2', undefined],
    ['http://youtube.com/watch/?v=abcdefghi-_', undefined],
    ['youtube.com/watch?v=abcdefghi-_', undefined],
    ['//www.youtube.com/embed/abcdefghi-_', undefined],
    ['https://youtu.be/abcdefghi-_?si=1', undefined],
    ['youtu.be/abcdefghi-_/', undefined],
    ['https://www.youtube-nocookie.com/embed/abcdefghi-_', undefined],
    ['https://m.youtube.com/shorts/abcdefghi-_', undefined],
    ['https://www.youtube.com/live/abcdefghi-_?feature=share', undefined],
    ['https://www.youtube.com/v/abcdefghi-_', undefined],
    ['https://www.youtube.com/watch?v=abcdefghi-_&t=3', 3],
    ['https://www.youtube.com/watch?v=abcdefghi-_&t=1m30s', 90],
    ['https://www.youtube.com/watch?v=abcdefghi-_&t=1h2m3s', 3723],
    ['https://www.youtube.com/watch?v=abcdefghi-_#t=90', 90],
    ['https://www.youtube.com/embed/abcdefghi-_?start=90&rel=0', 90],
    ['https://youtu.be/abcdefghi-_?t=0', undefined],
    ['https://youtu.be/abcdefghi-_?t=soon', undefined],
  ])('of %s', (written, start) => {
    const video = youtubeVideo(written);
    expect(video).toEqual({ id: 'abcdefghi-_', ...(start === undefined ? {} : { start }) });
  });

  test.each([
    ['https://vimeo.com/76979871', 'Vimeo'],
    ['https://player.vimeo.com/video/76979871', 'Vimeo'],
    ['https://www.youtube.com/@channel', 'playlist or channel'],
    ['https://www.youtube.com/playlist?list=PLabcdefghijk', 'playlist or channel'],
    ['https://www.youtube.com/embed/videoseries?list=PLabcdefghijk', 'playlist or channel'],
    ['https://example.org/?v=abcdefghi-_', 'youtu.be'],
    ['https://youtube.com.example.org/watch?v=abcdefghi-_', 'youtu.be'],
    ['abcdefghi', 'youtu.be'],
    ['abcdefghi-_x', 'youtu.be'],
    ['', 'youtu.be'],
  ])('is none at %s', (written, hint) => {
    const refused = youtubeVideo(written);
    expect('hint' in refused && refused.hint).toContain(hint);
  });
});

describe('listings', () => {
  test('have the colours of a language by its name, its alias or its ending', () => {
    for (const language of ['python', 'py', 'Python']) {
      expect(highlight('def f(): pass', language)).toContain(
        '<span class="hljs-keyword">def</span>',
      );
    }
    expect(highlight('<a b="c">', 'html')).toContain('hljs-tag');
  });

  test('of a language nobody knows, or of none, are plain and escaped', () => {
    for (const language of [undefined, '', 'klingon', '../../x']) {
      expect(highlight('a < b & c', language)).toBe('a &lt; b &amp; c');
    }
  });
});

test.each([
  ['One. Two.', 'One.'],
  ['See e.g. Figure 2 at 1.5 times. Then', 'See e.g. Figure 2 at 1.5 times.'],
  ['No end', 'No end'],
  ['Is it? Yes.', 'Is it?'],
])('the first sentence of %s', (text, sentence) => {
  expect(firstSentence(text)).toBe(sentence);
});
