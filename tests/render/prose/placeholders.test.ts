import { describe, expect, it } from 'vitest';
import { Placeholders } from '../../../src/render/prose/placeholders.ts';
import { renderHtmlWithMath, renderProse } from '../../../src/render/prose/prose.ts';
import { block, pageAround } from '../context.ts';

const render = (text: string) => renderProse(block(text), pageAround().context);

describe('what reads as a stand-in but is none', () => {
  it.each([
    ['<http://a.b/%EF%B7%90>', 'http://a.b/%EF%B7%90'],
    ['<http://a.b/%EF%B7%900%EF%B7%91> <b>x</b>', 'http://a.b/%EF%B7%900%EF%B7%91'],
    ['<http://a.b/%ef%b7%900%ef%b7%91> $x$', 'http://a.b/%ef%b7%900%ef%b7%91'],
    ['<http://a.b/%C3%A9%EF%B7%91> $x$', 'http://a.b/%C3%A9%EF%B7%91', 'http://a.b/é%EF%B7%91'],
    ['<http://a.b/$x$> $y$', 'http://a.b/$x$'],
    ['<http://a.b/?2*3*4>', 'http://a.b/?2*3*4'],
  ])('is part of an address: %s', (text, href, words = href) => {
    expect(render(text)).toContain(`<a href="${href}">${words}</a>`);
  });

  it.each([
    ['&#xFDD0;0&#xFDD1; <b>x</b>'],
    ['\ufdd00\ufdd1 <b>x</b>'],
    ['\ufdd0 <b>x</b>'],
    ['`\ufdd00\ufdd1` <b>x</b>'],
    ['[a](http://b.c/\ufdd00\ufdd1) <b>x</b>'],
    ['```\ufdd00\ufdd1\na\n```\n\n<b>x</b>'],
  ])('is replaced: %j', (text) => {
    const html = render(text);
    expect(html).not.toMatch(/[\ufdd0\ufdd1]/);
    expect(html.match(/<b>/g)).toHaveLength(1);
  });

  it('stays as it is where nothing was put', () => {
    const placeholders = new Placeholders();
    const text = `a${placeholders.put('<b>', 'x')}\ufdd07\ufdd1\ufdd0`;
    expect(placeholders.restore(text)).toBe('a<b>\ufdd07\ufdd1\ufdd0');
    expect(placeholders.restoreSource('\ufdd1\ufdd0-1\ufdd1')).toBe('\ufdd1\ufdd0-1\ufdd1');
  });

  it('stays as it is in a template', () => {
    expect(renderHtmlWithMath('a\ufdd0b', pageAround().context, [])).toBe('a\ufdd0b');
  });
});
