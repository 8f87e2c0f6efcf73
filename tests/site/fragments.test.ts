import { describe, expect, it } from 'vitest';
import { page, problemsOf, useFolder } from './folder.ts';

const folder = useFolder();

describe('a link to a part of a page', () => {
  it.each([
    ['#methods'],
    ['#a-b'],
    ['#a-b-2'],
    ['#deep-part'],
    ['#own'],
    ['#old'],
    ['#%E6%97%A5%E6%9C%AC'],
    ['#日本'],
    ['#fn-1'],
    ['#top'],
    ['#'],
    ['#:~:text=words'],
    ['#seed=3'],
    ['other.md#there'],
    ['/other/#there'],
  ])('leads there: %s', async (url) => {
    folder.put(
      'content/a.md',
      `${page(
        'sections:',
        '  - title: Methods',
        '    paragraphs:',
        '      - {type: mini-title, content: Deep part}',
      )}## A & B\n\n## A / B\n\n<i id="own"></i><a name="old"></a>\n\n## 日本\n\n[x](${url})[^1]\n\n[^1]: note\n`,
    );
    folder.put('content/other.md', `${page()}## There\n`);
    const build = await folder.build();
    expect(problemsOf(build)).toEqual([]);
  });

  it.each([
    ['#nope', 4],
    ['#Methods', 4],
    ['other.md#nope', 4],
    ['/other/#nope', 4],
    ['a.md#nope', 4],
  ])('is told of where there is none: %s', async (url, line) => {
    folder.put('content/a.md', `${page()}[x](${url})\n\n## Methods\n`);
    folder.put('content/other.md', `${page()}## There\n`);
    expect(problemsOf(await folder.build())).toEqual([`content/a.md:${line} dead-fragment`]);
  });

  it('is told what was meant', async () => {
    folder.put('content/a.md', `${page()}[x](#method)\n\n## Methods\n`);
    const [problem] = (await folder.build()).diagnostics;
    expect(problem?.hint).toBe('did you mean #methods?');
  });
});
