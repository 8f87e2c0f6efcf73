import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildSite } from '../../src/site/build.ts';
import type { BuildOptions } from '../../src/site/build-context.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pagescape-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function put(path: string, data: string | Uint8Array): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), data);
}

const page = (...lines: string[]) => ['---', 'title: A title', ...lines, '---', ''].join('\n');
const section = (...lines: string[]) =>
  page('sections:', '  - title: S', '    paragraphs:', ...lines.map((line) => `      ${line}`));

const build = (options: Partial<BuildOptions> = {}) =>
  buildSite({ root, out: join(root, 'dist'), base: '/', strict: false, drafts: false, ...options });

const read = (path: string) => readFileSync(join(root, 'dist', path), 'utf8');
const codesOf = ({ diagnostics }: Awaited<ReturnType<typeof build>>) =>
  diagnostics.map(({ file, line, code }) => `${file}:${line} ${code}`);

describe('a build', () => {
  it('writes pages, the list of them, and what a host needs', async () => {
    put('content/alis.md', page('abstract: We do. And more.', 'authors: [Ada]'));
    put('content/lab/two.md', page());
    put('public/CNAME', 'example.org');
    const report = await build();
    expect(report).toMatchObject({ ok: true, diagnostics: [] });
    expect(report.pages.map(({ output }) => output)).toEqual([
      'alis/index.html',
      'lab/two/index.html',
    ]);
    for (const file of ['index.html', '404.html', '.nojekyll', 'CNAME']) read(file);
    expect(read('index.html')).toContain('href="alis/index.html"');
    expect(read('index.html')).toContain('We do.');
  });

  it('gives every page relative addresses that lead to files', async () => {
    put(
      'content/lab/two.md',
      section('- type: text', '  content: See [one](../one.md#x) and [home](/).'),
    );
    put('content/one.md', page());
    await build();
    const html = read('lab/two/index.html');
    expect(html).toContain('href="../../one/index.html#x"');
    expect(html).toContain('href="../../index.html"');
    for (const [, address = ''] of html.matchAll(/(?:href|src)="([^"#:]+)["#]/g))
      expect(existsSync(join(root, 'dist/lab/two', address)), address).toBe(true);
  });

  it('leaves the last site alone when a page has an error, and reports all pages', async () => {
    put('content/one.md', page());
    await build();
    const before = read('one/index.html');
    put(
      'content/one.md',
      section('- type: imgae', '- type: text', '  content: "\\\\(\\\\frac{1\\\\)"'),
    );
    put(
      'content/two.md',
      section(
        '- {type: custom_include, file: ../../secret.html}',
        '- {type: custom_include, file: no.html}',
      ),
    );
    const report = await build();
    expect(report.ok).toBe(false);
    expect(codesOf(report)).toEqual([
      'content/one.md:6 unknown-type',
      'content/one.md:8 bad-latex',
      'content/two.md:6 include-outside',
      'content/two.md:7 include-not-found',
    ]);
    expect(read('one/index.html')).toBe(before);
    expect(readdirSync(root).sort()).toEqual(['content', 'dist']);
  });

  it('builds with warnings, unless they are errors', async () => {
    put(
      'content/one.md',
      section('- {type: image, url: /no.png, alt: None}', '- {type: text, contnt: x, content: y}'),
    );
    expect(codesOf(await build())).toEqual([
      'content/one.md:6 missing-file',
      'content/one.md:7 unknown-key',
    ]);
    expect(await build({ strict: true })).toMatchObject({
      ok: false,
      diagnostics: [{ severity: 'error' }, { severity: 'error' }],
    });
  });

  it('leaves out drafts and what is wrong with them, unless they are asked for', async () => {
    put('content/one.md', page());
    put('content/draft.md', page('published: false', 'sections: {}'));
    expect((await build()).pages).toHaveLength(1);
    expect(await build({ drafts: true })).toMatchObject({ ok: false });
  });

  it('redirects', async () => {
    put('content/old.md', '---\nlayout: redirect\nredirect_to: /new\n---\n');
    put('content/new.md', page());
    expect((await build()).diagnostics).toEqual([]);
    expect(read('old/index.html')).toMatch(
      /<meta http-equiv="refresh" content="0; ?url=\.\.\/new\/index\.html"/,
    );
    expect(read('index.html')).not.toContain('old/');
  });

  it('takes content/index.md for the first page of the site', async () => {
    put('content/index.md', page('conference: ICCV 2021'));
    put('content/other.md', page());
    await build();
    expect(read('index.html')).toContain('ICCV 2021');
  });

  it('has the macros of site.yml in every page, and those of a page in it alone', async () => {
    put('site.yml', 'macros:\n  same: \\mathrm{site}\n  own: \\mathrm{site}\n');
    const uses = 'abstract: "\\\\(\\\\same, \\\\own\\\\)"';
    put('content/one.md', page("macros: {own: '\\mathrm{one}'}", uses));
    put('content/two.md', page(uses));
    await build();
    expect(read('one/index.html')).toContain('name="description" content="site, one"');
    expect(read('two/index.html')).toContain('name="description" content="site, site"');
  });

  it('takes from site.yml what a page leaves unsaid', async () => {
    put(
      'site.yml',
      'title: Our lab\ndescription: "*All* we do"\nlang: de\nurl: https://example.org/lab\n',
    );
    put('content/one.md', page('date: 2021-10-11', 'abstract: A & B.'));
    put('content/two.md', page('lang: fr'));
    await build();
    expect(read('index.html')).toContain('Our lab');
    expect(read('index.html')).toContain('<em>All</em> we do');
    expect(read('index.html')).toContain('<html lang="de"');
    expect(read('one/index.html')).toContain('<html lang="de"');
    expect(read('two/index.html')).toContain('<html lang="fr"');
    expect(read('sitemap.xml')).toContain(
      '<url><loc>https://example.org/lab/one/</loc><lastmod>2021-10-11</lastmod></url>',
    );
    expect(read('feed.xml')).toContain('<summary>A &amp; B.</summary>');
    put('site.yml', 'titel: x\nurl: no');
    expect(codesOf(await build())).toEqual(['site.yml:1 unknown-key', 'site.yml:2 wrong-type']);
  });

  it('never runs template code in front matter, and runs it in the templates of the root', async () => {
    put('content/one.md', page('subtitle: "{{ 7 * 7 }} {% raw %}"', 'abstract: "{{ 7 * 7 }}"'));
    put('templates/partials/footer.njk', '<footer>Our own {{ 7 * 7 }}</footer>');
    await build();
    expect(read('one/index.html')).toContain('{{ 7 * 7 }}');
    expect(read('one/index.html')).toContain('<footer>Our own 49</footer>');
    put('templates/partials/footer.njk', 'line\n{% if %}');
    expect(codesOf(await build())).toContain('templates/partials/footer.njk:2 template-error');
  });

  it('serves its not-found page styles from where the site stands', async () => {
    put('content/one.md', page());
    await build({ base: '/project/' });
    expect(read('404.html')).toMatch(/href="\/project\/theme\/[^"]+\.css"/);
  });
});

describe('pictures and files', () => {
  const photograph = () =>
    sharp({
      create: {
        width: 1000,
        height: 500,
        channels: 3,
        background: '#345',
        noise: { type: 'gaussian', mean: 120, sigma: 30 },
      },
    })
      .jpeg()
      .toBuffer();

  it('are measured, copied under their hash, and offered smaller', async () => {
    put('assets/photo.jpg', await photograph());
    put('content/one.md', section('- {type: image, url: /assets/photo.jpg, alt: Noise}'));
    const report = await build();
    expect(report.diagnostics).toEqual([]);
    const html = read('one/index.html');
    expect(html).toMatch(/<img[^>]+src="\.\.\/media\/photo\.[\da-f]{8}\.jpg"[^>]*>/);
    expect(html).toMatch(/<img[^>]+width="1000"[^>]+height="500"/);
    const [, srcset = ''] = /<source type="image\/avif" srcset="([^"]+)"/.exec(html) ?? [];
    const smaller = srcset.split(', ').map((entry) => entry.split(' ')[0] ?? '');
    expect(smaller.length).toBeGreaterThan(0);
    for (const address of smaller) {
      const bytes = readFileSync(join(root, 'dist/one', address));
      expect((await sharp(bytes).metadata()).format).toBe('heif');
    }
    expect(report.pages[0]?.bytes.pictures).toBeGreaterThan(0);
  });

  it('are made once', async () => {
    put('assets/photo.jpg', await photograph());
    put('content/one.md', section('- {type: image, url: /assets/photo.jpg, alt: Noise}'));
    const made: number[] = [];
    const onProgress = ({ task, total }: { task: string; total: number }) => {
      if (task === 'pictures') made.push(total);
    };
    const first = await build({ onProgress });
    const second = await build({ onProgress });
    expect(made).toEqual([1]);
    expect(second.pages).toEqual(first.pages);
  });

  it('that cannot be read are published as they are, with a warning', async () => {
    put('assets/broken.png', 'not a picture');
    put('content/one.md', section('- {type: image, url: /assets/broken.png, alt: Broken}'));
    const report = await build();
    expect(codesOf(report)).toEqual(['content/one.md:6 unreadable-media']);
    expect(read('one/index.html')).toMatch(/src="\.\.\/media\/broken\.[\da-f]{8}\.png"/);
  });

  it('that are only linked keep their address', async () => {
    put('assets/paper.pdf', '%PDF');
    put('content/one.md', page('links: {pdf: /assets/paper.pdf#page=2}'));
    await build();
    expect(read('one/index.html')).toContain('href="../assets/paper.pdf#page=2"');
    expect(read('assets/paper.pdf')).toBe('%PDF');
  });

  it('of other hosts are named in the report', async () => {
    put(
      'content/one.md',
      section(
        '- {type: image, url: "https://images.example.org/x.png", alt: X}',
        '- {type: text, content: "[x](https://link.example.org)"}',
      ),
    );
    expect((await build()).pages[0]?.hosts).toEqual(['images.example.org']);
  });
});
