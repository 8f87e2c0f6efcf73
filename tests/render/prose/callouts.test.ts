import { describe, expect, it } from 'vitest';
import { between, problems, render } from '../rendering.ts';

const body = (text: string) => {
  const { html, diagnostics } = render(`---\ntitle: T\n---\n${text}\n`);
  const inner = between(html, '<section class="section body">', '</section>');
  return { html: inner.replaceAll(/\s*\n\s*/g, ''), problems: problems(diagnostics) };
};
const callout = (kind: string, title: string, content: string) =>
  `<aside class="callout is-${kind}" role="note"><p class="callout-title"> <span>${title}</span></p><div class="text">${content}</div></aside>`;

describe('a quotation with a mark of GitHub is a callout', () => {
  it.each([
    ['> [!NOTE]\n> One.', callout('note', 'Note', '<p>One.</p>')],
    ['> [!tip]\n> One.\n>\n> Two.', callout('tip', 'Tip', '<p>One.</p><p>Two.</p>')],
    ['> [!WARNING] Of *two*\n> One.', callout('warning', 'Of <em>two</em>', '<p>One.</p>')],
    ['> [!CAUTION]\n>\n> - One', callout('caution', 'Caution', '<ul><li>One</li></ul>')],
    [
      '> [!IMPORTANT]\n>\n> > One.',
      callout('important', 'Important', '<blockquote><p>One.</p></blockquote>'),
    ],
  ])('%j', (written, html) => {
    const page = body(written);
    expect(page.html).toContain(html);
    expect(page.problems).toEqual([]);
  });

  it.each(['> [!NOTE](a.md) is a link.', '> One.\n> [!NOTE]', '[!NOTE]\nOne.'])(
    'but %j is not',
    (written) => {
      expect(body(written).html).not.toContain('callout');
    },
  );

  it('of another kind is told', () => {
    const page = body('> [!SUMMARY]\n> One.');
    expect(page.html).toContain('<blockquote><p>[!SUMMARY]');
    expect(page.problems).toEqual(['content/test.md:4:1 foreign-syntax']);
  });
});
