import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { measureFont } from '../../src/media/measure-font.ts';
import { page, problemsOf, useFolder } from './folder.ts';

const folder = useFolder();
const theme = fileURLToPath(new URL('../../lib/theme/files', import.meta.url));
const named = (form: RegExp) =>
  join(theme, readdirSync(theme).find((name) => form.test(name)) ?? '');
const sans = readFileSync(named(/^source-sans\.[\da-f]+\.woff2$/));

describe('a theme', () => {
  it('is that of site.yml, and of the page where it says another', async () => {
    folder.put('assets/own.woff2', sans);
    folder.put('assets/logo.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    folder.put('assets/own.css', 'h1 { background: url(logo.svg) }');
    folder.put(
      'site.yml',
      [
        'title: Lab',
        'theme:',
        '  accent: "#e0a030"',
        '  font: assets/own.woff2',
        '  logo: assets/logo.svg',
        '  css: assets/own.css',
        '  bands: true',
      ].join('\n'),
    );
    folder.put('content/a.md', page());
    folder.put(
      'content/b.md',
      page('theme: {accent: teal, font: sans, bands: false, width: 30rem}'),
    );
    folder.put('content/c.md', page('anonymous: true'));
    expect(problemsOf(await folder.build())).toEqual(['site.yml:3 low-contrast']);

    const [a, b, c] = ['a', 'b', 'c'].map((slug) => folder.read(`${slug}/index.html`));
    expect(a).toMatch(/<html lang="en" data-font="own">[\s\S]*--accent:light-dark\(#e0a030,/);
    expect(a).toMatch(
      /@font-face\{font-family:Own;[^}]*url\("\.\.\/media\/own\.[\da-f]{8}\.woff2"\)/,
    );
    expect(a).toMatch(
      /theme\/page\.[\s\S]*<style>[\s\S]*<link rel="stylesheet" href="\.\.\/media\/own\.[\da-f]{8}\.css">/,
    );
    expect(a).toMatch(
      /<body class="page has-bands">[\s\S]*<img src="\.\.\/media\/logo\.[\da-f]{8}\.svg" alt="Lab"/,
    );
    expect(b).toMatch(
      /data-font="sans"[\s\S]*--accent:light-dark\(#008080,[\s\S]*--measure:30rem[\s\S]*<body class="page">/,
    );
    expect(c).not.toMatch(/logo|Lab/);
    const sheet = readdirSync(join(folder.root, 'dist/media')).find((name) =>
      /^own.*\.css$/.test(name),
    );
    expect(folder.read(`media/${sheet}`)).toMatch(/url\('\.\.\/assets\/logo\.svg'\)/);
  });

  it('is told of where it cannot be had', async () => {
    folder.put('assets/broken.woff2', 'no font');
    folder.put('site.yml', 'theme:\n  css: gone.css\n  font: assets/broken.woff2\n');
    folder.put(
      'content/a.md',
      page('theme:', '  accent: "0b6a5b"', '  width: 90rem', '  font: mono'),
    );
    const built = await folder.build();
    expect(problemsOf(built)).toEqual([
      'content/a.md:4 wrong-type',
      'content/a.md:5 wrong-type',
      'content/a.md:6 wrong-type',
      'site.yml:2 missing-file',
      'site.yml:3 unreadable-media',
    ]);
    expect(built.diagnostics[0]?.hint).toBe('write "#0b6a5b"');
  });
});

it('measures a font as the theme does', () => {
  const css = readFileSync(named(/^page\..*\.css$/), 'utf8');
  const rule =
    /'?"?Source Sans 3 fallback[^}]*size-adjust:\s*([\d.]+)%;ascent-override:\s*([\d.]+)%/.exec(
      css,
    );
  const measured = measureFont(sans)?.fallback;
  expect(Math.abs((measured?.size ?? 0) - Number(rule?.[1]))).toBeLessThan(2);
  expect(Math.abs((measured?.ascent ?? 0) - Number(rule?.[2]))).toBeLessThan(3);
});
