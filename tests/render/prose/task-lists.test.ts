import { expect, it } from 'vitest';
import { renderProse } from '../../../src/render/prose/prose.ts';
import { block, pageAround } from '../context.ts';

const html = (text: string) => renderProse(block(text), pageAround().context);

it('tasks are boxes that nobody can change, with their words as labels', () => {
  expect(html('- [ ] one *day*\n- [x] done')).toBe(
    '<ul>\n<li class="task"><label><input type="checkbox" disabled> one <em>day</em></label></li>\n' +
      '<li class="task"><label><input type="checkbox" disabled checked> done</label></li>\n</ul>',
  );
});

it('in loose, numbered and nested lists too', () => {
  expect(html('1. [X] a\n\n2. b\n   - [ ] c').match(/<input[^>]*>/g)).toEqual([
    '<input type="checkbox" disabled checked>',
    '<input type="checkbox" disabled>',
  ]);
});

it.each(['- [y] a', '- [x](a.md)', '- []', '- [ ]', 'a [x] b', '- a\n\n  [x] b', '- `[x]` a'])(
  '%j is no task',
  (text) => expect(html(text)).not.toContain('checkbox'),
);
