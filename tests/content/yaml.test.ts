import fc from 'fast-check';
import { type DumpOptions, dump, YAMLException } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { readYaml } from '../../src/content/yaml.ts';
import { findNode, offsetInScalar } from '../../src/content/yaml-tree.ts';

function scalarAt(text: string, path: (string | number)[]) {
  const { root: rootOf, data } = readYaml(text);
  const root = rootOf();
  if (!root) throw new Error('no document');
  const { scalar } = findNode(root, path);
  if (!scalar) throw new Error(`no scalar at ${path.join('.')}`);
  return { scalar, data };
}

/** The character of the source that stands for the first character of `needle` in the value. */
function sourceOf(text: string, path: (string | number)[], value: string, needle: string): string {
  const { scalar } = scalarAt(text, path);
  const at = offsetInScalar(text, scalar, value.indexOf(needle));
  return text.slice(at, at + needle.length);
}

describe('places of values', () => {
  const text =
    'authors:\n  - {name: Ada, link: &l x}\n  - name: Bob\n    link: *l\nempty:\nlast: 1\n';

  it.each([
    [['authors', 0, 'name'], 'Ada'],
    [['authors', 1, 'name'], 'Bob'],
    [['authors', 1, 'link'], '*l'],
    [['last'], '1'],
  ])('finds %j', (path, found) => {
    const root = readYaml(text).root();
    if (!root) throw new Error('no document');
    expect(text.slice(findNode(root, path).start)).toMatch(
      new RegExp(`^${found.replace('*', '\\*')}`),
    );
  });

  it('finds the nearest thing around what is not there', () => {
    const root = readYaml(text).root();
    if (!root) throw new Error('no document');
    expect(text.slice(findNode(root, ['authors', 1, 'orcid']).start)).toMatch(/^name: Bob/);
  });

  it('reports keys written twice, but not merges', () => {
    const merged = 'a: &a {x: 1}\nb:\n  <<: *a\n  y: 2\n';
    expect(readYaml(merged)).toMatchObject({ problems: [], data: { b: { x: 1, y: 2 } } });
    expect(readYaml('a: 1\nb: 2\na: 3\n').problems).toMatchObject([
      { code: 'duplicate-key', start: 10, length: 1 },
    ]);
  });

  it('leaves syntax errors to the caller, with their place', () => {
    expect(() => readYaml('a: b\n c: d\n')).toThrow(YAMLException);
  });
});

describe('places inside folded and quoted text', () => {
  it('follows a folded block over its lines', () => {
    const text = 'a:\n  b: >-\n\n      one two\n      three \\(x_1\\)\n\n      four\n';
    const value = '\none two three \\(x_1\\)\nfour';
    expect(scalarAt(text, ['a', 'b']).data).toEqual({ a: { b: value } });
    for (const needle of ['one', 'two', 'three', '\\(x_1\\)', 'four'])
      expect(sourceOf(text, ['a', 'b'], value, needle)).toBe(needle);
  });

  it('follows escapes in quotes', () => {
    const single = "a: 'it''s \\(x\\)'\n";
    expect(sourceOf(single, ['a'], "it's \\(x\\)", '\\(x\\)')).toBe('\\(x\\)');
    const double = 'a: "one\\n\\ttwo \\u00e9 \\\\(x"\n';
    const { scalar } = scalarAt(double, ['a']);
    const at = offsetInScalar(double, scalar, 'one\n\ttwo é \\(x'.indexOf('(x'));
    expect(double.slice(at, at + 2)).toBe('(x');
  });

  it('finds every word of any text in any style js-yaml writes', () => {
    const word = fc.stringMatching(/^[a-z\\"'#:{}$&*é-]{1,7}$/);
    const gap = fc.constantFrom(' ', '  ', '\n', '\n\n', ' \n', '\t');
    const prose = fc
      .array(fc.tuple(gap, word), { minLength: 1, maxLength: 12 })
      .map((parts) => parts.map((part) => part.join('')).join(''));
    const style = fc.record<DumpOptions>({
      lineWidth: fc.constantFrom(12, 30, -1),
      forceQuotes: fc.boolean(),
    });
    fc.assert(
      fc.property(prose, style, (value, options) => {
        const text = dump({ list: [{ key: value }] }, options);
        // Lists and headings below > are read as they are written, not as YAML would join them.
        fc.pre(readYaml(text).problems.every(({ code }) => code !== 'folded-lines'));
        const { scalar, data } = scalarAt(text, ['list', 0, 'key']);
        expect(data).toEqual({ list: [{ key: value }] });
        for (const { index } of value.matchAll(/\S/g)) {
          const character = value.charAt(index);
          const at = offsetInScalar(text, scalar, index);
          const written = text.slice(at, at + 2);
          expect(
            written === `\\${character}` || written[0] === character || /^\\[ux]/.test(written),
          ).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
