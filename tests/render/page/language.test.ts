import { describe, expect, test } from 'vitest';
import { dateText } from '../../../src/render/page/date-text.ts';
import { renderNotFound } from '../../../src/render/page/index-page.ts';
import { between, problems, render, renderYaml, siteWith } from '../rendering.ts';

const opening = (html: string) => between(html, '<html', '>');

describe('a date', () => {
  test.each([
    ['2021', 'en', '2021'],
    ['2021-10', 'en', 'October 2021'],
    ['2021-10-01', 'en', 'October 1, 2021'],
    ['2021-10-01', 'en-GB', '1 October 2021'],
    ['2021-03', 'de', 'März 2021'],
    ['2021-12-31', 'fr', '31 décembre 2021'],
    ['2021-10-01', 'ja', '2021年10月1日'],
    ['2021-10-11', 'ar', '11 أكتوبر 2021'],
    // Of no other calendar, nor in other figures than the rest of the page.
    ['2021', 'fa', '2021'],
    ['2021', 'th', '2021'],
    ['2021-10', 'x-private', 'October 2021'],
    ['2021-10', 'tlh', 'October 2021'],
  ])('%s in %s is %s', (date, lang, text) => {
    expect(dateText(date, lang)).toBe(text);
  });

  test('is shown where no conference says when the work appeared', () => {
    const alone = renderYaml('title: T\nlang: de\ndate: 2021-10-11').html;
    expect(alone).toContain('<time datetime="2021-10-11">11. Oktober 2021</time>');
    const both = renderYaml('title: T\ndate: 2021-10-11\nconference: ICCV 2021').html;
    expect(both).not.toContain('<time');
  });
});

describe('a page', () => {
  test('says the language and where its lines begin', () => {
    expect(opening(renderYaml('title: T\nlang: pt-br').html)).toBe('<html lang="pt-BR">');
    expect(opening(renderYaml('title: T\nlang: ckb').html)).toBe('<html lang="ckb" dir="rtl">');
    expect(opening(renderYaml('title: T').html)).toBe('<html lang="en">');
  });

  test('of a language that nobody knows is told so, and has that of the site', () => {
    const { html, diagnostics } = renderYaml('title: T\nlang: en_US');
    expect(problems(diagnostics)).toEqual(['content/test.md:3:7 bad-identifier']);
    expect(opening(html)).toBe('<html lang="en">');
  });

  test('speaks its language from top to bottom', () => {
    const { html } = render(`---
title: Eine Studie
lang: de
authors: [{name: Ada, equal: true, email: ada@example.org}, {name: Bob, equal: true, corresponding: true}]
links: {pdf_soon: true, github: https://example.org}
abstract: Kurz.
bibtex: '@misc{a, title = {Eine Studie}}'
---
`);
    for (const words of ['Zusammenfassung', 'Gleicher Beitrag', 'Artikel', '<i>bald</i>'])
      expect(html).toContain(words);
    expect(html).toContain('aria-label="E-Mail an Ada"');
    expect(html).toContain('data-copied="Kopiert"');
    for (const words of ['Abstract', 'Copy', 'soon<', 'Made with'])
      expect(html).not.toContain(words);
  });

  test("has the author's own words", () => {
    const words = { fi: { not_found: 'Sivua <ei> ole' }, en: { not_found_why: 'Who knows.' } };
    const { html } = renderNotFound({ ...siteWith(), lang: 'fi', words });
    expect(opening(html)).toBe('<html lang="fi">');
    expect(html).toContain('<h1>Sivua &lt;ei&gt; ole</h1>');
    expect(html).toContain('Who knows.');
    expect(html).toContain('Skip to the content');
  });

  test('gives scripts words only where there are such scripts', () => {
    const carousel =
      'title: T\nlang: fr\nsections: [{paragraphs: [{type: carousel, items: [{url: a.jpg, alt: a}]}]}]';
    expect(renderYaml(carousel).html).toContain('Image suivante');
    expect(renderYaml('title: T\nlang: fr').html).not.toContain('data-words');
  });
});
