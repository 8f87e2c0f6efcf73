import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Parser } from 'htmlparser2';
import { describe, expect, test } from 'vitest';
import en from '../../src/words/en.json' with { type: 'json' };

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Text of the files below a folder, by path. */
function filesIn(folder: string, ending: RegExp): [string, string][] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => ending.test(path))
    .map((path) => [`${folder}/${path}`, readFileSync(join(root, folder, path), 'utf8')]);
}

// What an author includes in one page of one language is no part of the frame.
const templates = filesIn('templates', /\.(njk|html)$/).filter(([path]) => !/guide/.test(path));

const shownAttributes = ['aria-label', 'alt', 'title', 'placeholder', 'data-label'];

/** The words that visitors would read or hear and that stand in a template itself. */
function literalsOf(template: string): string[] {
  const found: string[] = [];
  const hold = (text: string) => {
    // Formulas and the ending of a file are the same in every language.
    const words = text.replace(/\\\(.*?\\\)/gs, '').replace('.bib', '');
    if (/\p{L}/u.test(words)) found.push(words.trim());
  };
  const code = /\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}/gs;
  for (const [expression] of template.matchAll(code)) {
    if (expression.startsWith('{#')) continue;
    for (const [, text = ''] of expression.matchAll(/"([^"]*)"/g))
      if (/^\p{Lu}|\p{L} \p{L}/u.test(text)) found.push(text);
  }
  let within: string[] = [];
  const parser = new Parser({
    onopentag(name, attributes) {
      within.push(name);
      for (const attribute of shownAttributes) hold(attributes[attribute] ?? '');
    },
    onclosetag() {
      within = within.slice(0, -1);
    },
    ontext(text) {
      if (!within.some((name) => ['script', 'style', 'var'].includes(name))) hold(text);
    },
  });
  // An element whose name is decided by the page is some element.
  parser.end(template.replaceAll(/(?<=<\/?)\{\{.*?\}\}/g, 'x').replace(code, ''));
  return found;
}

test('no template says anything itself', () => {
  const said = templates.map(([path, text]) => [path, literalsOf(text)] as const);
  expect(said.filter(([, literals]) => literals.length > 0)).toEqual([]);
});

test.each([
  ['<p>Copy</p>', ['Copy']],
  ['<button aria-label="Close">×</button>', ['Close']],
  ['{{ label(block.label or "Pictures") }}', ['Pictures']],
  ['{{ picture(url, alt="a hill") }}', ['a hill']],
  ['<p>{{ words.copy }} \\(x_y\\) {# A comment. #}</p>', []],
])('what %s says is found', (template, said) => {
  expect(literalsOf(template)).toEqual(said);
});

describe('every word is used', () => {
  const html = templates.map(([, text]) => text).join('\n');
  const render = ['src/render', 'src/site', 'src/content'].flatMap((folder) =>
    filesIn(folder, /\.ts$/),
  );
  const code = render.map(([, text]) => text).join('\n');
  const scripts = filesIn('src/client', /\.ts$/)
    .map(([, text]) => text)
    .join('\n');
  const { links, carousel, demo, live, ...page } = en;
  const named = (text: string, key: string) => new RegExp(`[.']${key}\\b`).test(text);
  const unused = (group: object, text: string) =>
    Object.keys(group).filter((key) => !named(text, key));

  test('by templates and what renders them', () => {
    expect(unused(page, html + code)).toEqual([]);
    expect(unused(demo, html)).toEqual([]);
    expect(unused(links, code)).toEqual([]);
  });

  test('by the scripts that are given them', () => {
    expect(unused(live, scripts)).toEqual([]);
    expect(unused(carousel, scripts)).toEqual([]);
  });
});
