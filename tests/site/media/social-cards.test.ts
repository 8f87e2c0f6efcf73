import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { page, problemsOf, useFolder } from '../folder.ts';

const folder = useFolder();

const imageOf = (slug: string) =>
  /<meta property="og:image" content="([^"]*)"/.exec(folder.read(`${slug}/index.html`))?.[1];

it('is made of a page that has no picture of its own for shared links', async () => {
  const red = { create: { width: 90, height: 90, channels: 3, background: '#f00' } } as const;
  folder.put('content/red.png', await sharp(red).png().toBuffer());
  folder.put('site.yml', 'url: https://lab.example/x');
  const teaser = 'teaser: {type: image, url: red.png, alt: Red}';
  folder.put('content/made.md', page('authors: [Ada Lovelace]', teaser));
  folder.put('content/own.md', page('social_image: red.png'));
  folder.put('content/tagged.md', page('meta_tags: [{property: "og:image", content: red.png}]'));
  folder.put('content/none.md', page(teaser, 'social_image: false'));
  folder.put('content/gone.md', page('social_image: gone.png'));
  folder.put('content/letters.md', `---\ntitle: Skies 景観\n${teaser}\n---\n`);
  folder.put('content/hidden.md', page('anonymous: true', teaser));
  const built = await folder.build();
  expect(problemsOf(built)).toEqual([
    'content/gone.md:3 missing-file',
    'content/letters.md:2 card-letters',
  ]);

  const made = imageOf('made') ?? '';
  expect(made).toMatch(/^https:\/\/lab\.example\/x\/media\/card\.[\da-f]{8}\.jpg$/);
  for (const slug of ['own', 'tagged', 'letters'])
    expect(imageOf(slug)).toMatch(/^https:\/\/lab\.example\/x\/media\/red\.[\da-f]{8}\.png$/);
  expect(imageOf('none')).toBeUndefined();
  expect(imageOf('hidden')).toBeUndefined();
  const cards = readdirSync(join(folder.root, 'dist/media')).filter((name) => /^card/.test(name));
  expect(cards).toHaveLength(1);

  const card = readFileSync(join(folder.root, 'dist', new URL(made).pathname.slice(3)));
  const { data, info } = await sharp(card).raw().toBuffer({ resolveWithObject: true });
  expect(info).toMatchObject({ width: 1200, height: 630 });
  // The square teaser fills the right side up to the edge.
  const [r = 0, g = 0, b = 0] = data.subarray(-info.channels);
  expect([r > 240, g < 20, b < 20]).toEqual([true, true, true]);
});
