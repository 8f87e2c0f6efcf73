import { expect, it } from 'vitest';
import { leftOut } from '../../../src/site/input/left-out.ts';

it.each(['a.qmd', 'b.Rmd', 'c.MDX', 'deep/d.html', 'e.HTM', 'f.ipynb', 'g.rst', 'h.tex'])(
  'names %s, which no page refers to',
  (name) => {
    const found = leftOut([`content/${name}`, 'content/picture.png'], new Set());
    expect(found).toMatchObject([
      { file: `content/${name}`, line: 1, code: 'left-out', severity: 'warning' },
    ]);
    expect(found[0]?.hint?.length).toBeLessThan(120);
  },
);

it('names neither what a page refers to nor what is no page', () => {
  const files = ['content/a.html', 'content/a.png', 'content/refs.bib', 'content/notes.txt'];
  expect(leftOut(files, new Set(['content/a.html']))).toEqual([]);
});
