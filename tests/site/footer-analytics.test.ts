import { describe, expect, it } from 'vitest';
import { page, problemsOf, useFolder } from './folder.ts';

const folder = useFolder();

const footerOf = (slug: string) =>
  (/<footer class="footer">([\s\S]*?)<\/footer>/.exec(folder.read(slug))?.[1] ?? 'none')
    .replaceAll(/<\/?(?:div|p|span)\b[^>]*>/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

it('the footer is what site.yml says, and the page where it says another', async () => {
  folder.put('site.yml', 'footer: "[Code](content/b.md) of *ours*."\nlicence: CC-BY-4.0\n');
  folder.put('content/a.md', page());
  folder.put('content/b.md', page('footer: true', 'license: "[All ours](https://lab.example)"'));
  folder.put('content/c.md', page('footer: false'));
  folder.put('content/d.md', page('anonymous: true'));
  expect(problemsOf(await folder.build())).toEqual([]);
  const licence =
    'Licence: <a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>';
  expect(footerOf('a/index.html')).toBe(
    `<a href="../b/index.html">Code</a> of <em>ours</em>. ${licence}`,
  );
  expect(footerOf('b/index.html')).toBe(
    'Licence: <a href="https://lab.example">All ours</a> · Made with Pagescape.',
  );
  expect(footerOf('c/index.html')).toBe('none');
  expect(footerOf('d/index.html')).toBe('none');
  expect(footerOf('index.html')).toContain('<a href="b/index.html">Code</a>');
});

it('what is wrong with the footer of all pages is said once', async () => {
  folder.put('site.yml', 'footer: "[Code](gone.md), \\\\(x^\\\\)"\nlicence: CC-BYE-4.0\n');
  folder.put('content/a.md', page('licence: MIT', 'footer: "[x](gone.md)"'));
  folder.put('content/b.md', page());
  const built = await folder.build();
  expect(problemsOf(built)).toEqual([
    'content/a.md:4 missing-file',
    'site.yml:1 missing-file',
    'site.yml:1 bad-latex',
    'site.yml:2 wrong-type',
  ]);
  expect(built.diagnostics.at(-1)?.hint).toBe('did you mean CC-BY-4.0?');
});

describe('analytics', () => {
  const told = () =>
    /<meta name="analytics" ([^>]*)>/.exec(folder.read('a/index.html'))?.[1] ?? 'nothing';

  it.each([
    [
      'goatcounter: sky',
      'content="https://gc.zgo.at/count.js" data-goatcounter="https://sky.goatcounter.com/count"',
    ],
    [
      'goatcounter: {id: sky, host: "https://count.lab.example/"}',
      'content="https://count.lab.example/count.js" data-goatcounter="https://count.lab.example/count"',
    ],
    [
      'plausible: lab.example',
      'content="https://plausible.io/js/script.js" data-domain="lab.example"',
    ],
    [
      'google: G-ABC123',
      'content="https://www.googletagmanager.com/gtag/js?id=G-ABC123" data-google="G-ABC123"',
    ],
  ])('by %s', async (written, expected) => {
    folder.put('site.yml', `analytics: {${written}}`);
    folder.put('content/a.md', page());
    const { diagnostics, pages } = await folder.build();
    expect(diagnostics).toEqual([]);
    expect(told()).toBe(expected);
    expect(folder.read('a/index.html')).toMatch(/src="\.\.\/theme\/analytics\.\w+\.js" defer/);
    expect(pages[0]?.hosts).toContain(new URL(expected.split('"')[1] ?? '').host);
  });

  it('counts nobody in previews, nor on anonymous pages', async () => {
    folder.put('site.yml', 'analytics: {goatcounter: sky}');
    folder.put('content/a.md', page());
    await folder.build({ preview: true });
    expect(told()).toBe('nothing');
    folder.put('content/a.md', page('anonymous: true'));
    const { pages } = await folder.build();
    expect(told()).toBe('nothing');
    expect(pages[0]?.hosts).toEqual([]);
  });

  it.each([
    'goatcounter: "https://sky.goatcounter.com"',
    'google: UA-1',
    'umami: 7',
    'goatcounter: a, google: G-1',
    'matomo: 1',
  ])('is told of where it names no account: %s', async (written) => {
    folder.put('site.yml', `analytics: {${written}}`);
    folder.put('content/a.md', page());
    expect(problemsOf(await folder.build()).every((one) => one.startsWith('site.yml:1 '))).toBe(
      true,
    );
    expect((await folder.build()).diagnostics).not.toEqual([]);
  });
});
