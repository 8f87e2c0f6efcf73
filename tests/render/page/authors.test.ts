import { describe, expect, test } from 'vitest';
import { between, problems, renderYaml } from '../rendering.ts';

const organizations = 'common_organizations: [{name: One}, {name: Two}]';

function authors(yaml: string) {
  const { html, diagnostics } = renderYaml(yaml);
  const items = between(html, '<ul class="authors"', '</ul>').match(/<li>.*?<\/li>/gs) ?? [];
  return {
    html,
    diagnostics,
    names: items.map((item) => item.replaceAll(/<(?!\/?sup)[^>]*>/g, '')),
  };
}

describe('numbers', () => {
  test('count from 1 in affiliations and from 0 in org', () => {
    const { names } = authors(`authors:
  - {name: Ada, affiliations: [1, 2]}
  - {name: Bob, org: 1}
${organizations}`);
    expect(names).toEqual(['Ada<sup>1,2</sup>', 'Bob<sup>2</sup>']);
  });

  test('are not there when all work at one place, or nobody is said to work anywhere', () => {
    const one = authors(`authors: [{name: Ada, affiliations: [1]}, Bob]
common_organizations: [{name: One}]`);
    expect(one.names).toEqual(['Ada', 'Bob']);
    expect(one.html).toContain('<ul class="organizations"');
    expect(authors(`authors: [Ada, Bob]\n${organizations}`).html).not.toContain('<sup>');
  });

  test('of organizations that are not there are errors where they stand', () => {
    const { diagnostics, names } = authors(`title: A
authors:
  - {name: Ada, affiliations: [0, 2]}
  - {name: Bob, org: [2]}
  - {name: Cyd, affiliations: 3}
${organizations}`);
    expect(problems(diagnostics)).toEqual([
      'content/test.md:4:32 index-out-of-range',
      'content/test.md:5:23 index-out-of-range',
      'content/test.md:6:31 index-out-of-range',
    ]);
    expect(diagnostics[0]?.message).toContain('affiliations counts from 1 to 2');
    expect(diagnostics[1]?.message).toContain('org counts from 0 to 1');
    expect(names[0]).toBe('Ada<sup>2</sup>');
  });
});

describe('marks', () => {
  test('are explained once, in one line', () => {
    const { html, names } = authors(`authors:
  - {name: Ada, equal: true, corresponding: true}
  - {name: Bob, equal_contribution: true, notes: [Now at Two., Was at One.]}
  - {name: Cyd, notes: Now at Two.}`);
    expect(names).toEqual(['Ada<sup>*,†</sup>', 'Bob<sup>*,‡,§</sup>', 'Cyd<sup>‡</sup>']);
    const notes = between(html, '<p class="notes">', '</p>').replaceAll(/<(?!sup)[^>]*>/g, '');
    expect(notes.split('\n').filter(Boolean)).toEqual([
      '<sup>*Equal contribution',
      '<sup>†Corresponding author',
      '<sup>‡Now at Two.',
      '<sup>§Was at One.',
    ]);
  });

  test('do not run out', () => {
    const list = Array.from({ length: 8 }, (_, index) => `{name: A${index}, notes: Note ${index}}`);
    const { names } = authors(`authors: [${list.join(', ')}]`);
    expect(new Set(names.map((name) => name.replace(/^A\d/, ''))).size).toBe(8);
  });
});

test('an address and an ORCID are links that say whose they are', () => {
  const { html } = authors(`authors:
  - {name: Ada, email: ada@example.org, orcid: "https://orcid.org/0000-0002-1825-0097"}`);
  expect(html).toContain('href="mailto:ada@example.org" aria-label="Write to Ada"');
  expect(html).toContain('href="https://orcid.org/0000-0002-1825-0097" aria-label="ORCID of Ada"');
});

test('a page without authors has no list of them', () => {
  expect(renderYaml('title: A').html).not.toContain('class="authors"');
});

test('who is equal, and who did what, is said in words of the author and of CRediT', () => {
  const { html } = authors(`authors:
  - {name: Ada, equal: true, roles: [conceptualisation, "writing-review-and-editing"]}
  - {name: Bob, roles: "Software, Tea"}
  - Cyd
equal_text: "*Core* contributors"`);
  expect(between(html, '<p class="notes"', '</p>')).toContain('<em>Core</em> contributors');
  expect(html).not.toContain('Equal contribution');
  const said = between(html, '<dl class="contributions">', '</dl>').match(/(?<=<d[td]>)[^<]*/g);
  expect(said).toEqual([
    ...['Ada', 'Conceptualization, Writing – review &amp; editing'],
    ...['Bob', 'Software, Tea'],
  ]);
});
