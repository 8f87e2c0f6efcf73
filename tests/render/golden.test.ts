import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { blockTypes } from '../../src/content/schema/blocks.ts';
import { between, render } from './rendering.ts';

const golden = (name: string) => new URL(`../golden/${name}`, import.meta.url);

const photo = { local: true, width: 1200, height: 800 };
const files = {
  'photo.jpg': photo,
  'night.jpg': photo,
  'film.mp4': { local: true, width: 1280, height: 720 },
  'drawing.svg': { local: true, width: 400, height: 100, svg: '<svg viewBox="0 0 400 100"></svg>' },
  'small.jpg': {
    ...photo,
    sources: [{ type: 'image/avif', srcset: '../media/small-400.avif 400w, small.avif 1200w' }],
  },
};

/** An include of an author's. */
const templates = {
  'includes/hello.njk': `<p>Hello from a template. This page is called “{{ page.title }}”, it has {{ page.sections | length }} sections,
and the include was given the word <em>{{ word }}</em>. Math is set here too: \\(e^{i\\pi} + 1 = 0\\).</p>
`,
};

describe('a block of each type', () => {
  test.each(blockTypes)('%s', async (type) => {
    const source = readFileSync(golden(`${type}.md`), 'utf8');
    const { html, diagnostics } = render(source, { files, templates });
    expect(diagnostics).toEqual([]);
    const main = between(html, '<main', '</main>');
    await expect(`${main}\n`).toMatchFileSnapshot(golden(`${type}.html`).pathname);
  });
});

test('the whole of a page', async () => {
  const source = readFileSync(golden('page.md'), 'utf8');
  const { html, diagnostics } = render(source, { files, home: '../index.html' });
  expect(diagnostics).toEqual([]);
  await expect(html).toMatchFileSnapshot(golden('page.html').pathname);
});
