import { expect, it } from 'vitest';
import { authorIcon } from '../../src/render/page/icons.ts';
import { iconSets } from '../../src/site/icon-sets.ts';

const theme = { x: '<path d="M0 0"/>', 'x-twitter': '<path d="M1 1"/>' };

function ask(name: string) {
  const hints: (string | undefined)[] = [];
  const icon = authorIcon(theme, iconSets, (_code, _at, _message, hint) => hints.push(hint));
  return { html: String(icon(name, [])), hints };
}

it.each(['trophy', 'languages', 'Trophy', 'lucide:trophy', 'bluesky', 'google scholar', 'edit-3'])(
  '%s is an icon of Lucide or Simple Icons',
  (name) => {
    const { html, hints } = ask(name);
    expect(html).toMatch(/^<svg class="icon" viewBox="0 0 24 24".*<(path|circle|rect|g) /);
    expect(hints).toEqual([]);
  },
);

it('x is the network of that name', () => {
  expect(ask('x').html).toContain('M1 1');
});

it.each([
  ['tropy', 'did you mean "trophy"?'],
  ['languges', 'did you mean "languages"?'],
  ['toString', 'of lucide.dev and simpleicons.org'],
])('of %s, which there is not, the nearest is named', (name, hint) => {
  const { html, hints } = ask(name);
  expect(html).toBe('');
  expect(hints).toEqual([expect.stringContaining(hint)]);
});
