import { describe, expect, it } from 'vitest';
import { problemsOf, read } from './reading.ts';

const section = (...lines: string[]) => [
  'sections:',
  '  - paragraphs:',
  ...lines.map((line) => `      ${line}`),
];

describe('blocks inside of blocks', () => {
  it('are read as those of a section are, at any depth', () => {
    const lines = section(
      '- type: tabs',
      '  tabs:',
      '    - title: A',
      '      paragraphs:',
      '        - {type: details, summary: B, paragraphs: [{type: columns, columns: [[bare]]}]}',
    );
    expect(problemsOf(...lines)).toEqual(['9:85 missing-type']);
    expect(read(...lines).page?.sections?.[0]?.paragraphs?.[0]).toMatchObject({
      tabs: [{ paragraphs: [{ paragraphs: [{ columns: [[{ type: 'text' }]] }] }] }],
    });
  });

  it.each([
    ['- {type: details, summary: A}', '5:9 missing-key'],
    ['- {type: tabs, tabs: [{title: A}]}', '5:29 missing-key'],
    ['- {type: tabs, tabs: [{title: A, id: two words, content: B}]}', '5:44 wrong-type'],
    ['- {type: details, summary: A, paragraphs: [{type: qoute, content: B}]}', '5:57 unknown-type'],
    ['- {type: callout, kind: notes, content: A}', '5:31 wrong-type'],
    ['- {type: carousel, items: [a.png, ~]}', '5:41 missing-key'],
    ['- {type: carousel, items: [{paragraphs: []}]}', '5:34 missing-key'],
    ['- {type: gallery, items: [{video: a.mp4}]}', '5:33 missing-key'],
    ['- {type: quote, content: A, autor: B}', '5:35 unknown-key'],
    ['- {type: callout, kind: tip}', '5:9 empty-paragraph'],
  ])('%s', (line, problem) => {
    expect(problemsOf(...section(line))).toEqual([problem]);
  });
});
