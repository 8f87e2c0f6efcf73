import { describe, expect, it } from 'vitest';
import { pageSchema } from '../../src/content/schema/page.ts';
import { hintsOf, read } from './reading.ts';

describe('a key of another tool', () => {
  it.each([
    ['publication: X', 'write conference:'],
    ['venue: X', 'write conference:'],
    ['tags: [a]', 'write keywords:'],
    ['author: Ada', 'write authors:'],
    ['affiliations: [Lab]', 'write organizations:'],
    ['author_notes: [a]', 'write notes: of an author'],
    ['summary: a', 'write abstract:'],
    ['excerpt: a', 'write abstract:'],
    ['draft: true', 'write published: false'],
    ['bibliography: refs.bib', 'write bibtex, with the entries themselves'],
    ['url_pdf: a.pdf', 'write pdf: below links:'],
    ['arxiv: "2104.06954"', 'write arxiv: below links:'],
    ['github: a/b', 'write github: below links:'],
    ['pubDate: 2021', 'write date:'],
    ['heroImage: a.png', 'write teaser:'],
    ['permalink: /a/', 'it has no meaning here: take it out'],
    ['format: html', 'it has no meaning here: take it out'],
    ['authors: [{name: A, affiliation: Lab}]', 'write affiliations, and its number or name'],
    ['authors: [{name: A, website: x}]', 'write link:'],
    ['organizations: [{name: A, url: x}]', 'write link:'],
    ['sections: [{heading: A}]', 'write title:'],
    ['sections: [{paragraphs: [{type: image, url: a.png, src: a.png}]}]', 'write url:'],
    ['teaser: {type: image, url: a.png, src: a.png}', 'write url:'],
    ['shortsummary: a', 'write abstract:'],
    ['informal_sumary: a', 'did you mean "abstract"?'],
    ['organisations: [a]', 'did you mean "organizations"?'],
  ])('%s has a hint', (line, hint) => {
    const { diagnostics } = read(line);
    expect(diagnostics.map((one) => [one.code, one.hint])).toEqual([['unknown-key', hint]]);
  });

  it.each([
    ['links: [{type: pdf, url: a.pdf}]', 'custom:'],
    ['authors: Ada Example', '- name: Ada'],
    ['sections: {title: A}', '- title:'],
  ])('in another shape is told how: %s', (line, hint) => {
    expect(hintsOf(line)).toEqual([expect.stringContaining(hint)]);
  });

  it('has a hint in one line, and in the names of the guide', () => {
    for (const line of ['zzzzz: a', 'links: {zzzzz: a}', 'authors: [{name: A, zzzzz: a}]']) {
      const [hint = ''] = hintsOf(line);
      expect(hint).toMatch(/^known here: /);
      expect(hint.length).toBeLessThan(120);
      expect(hint).not.toMatch(/informal_summary|common_organizations/);
    }
    const [type = ''] = hintsOf('sections: [{paragraphs: [{type: zzzzz}]}]');
    expect(type).toMatch(/^known types: text, .*\.\.\.$/);
    expect(type.length).toBeLessThan(120);
    const { diagnostics } = read('abstract: {a: b}', 'organizations: Lab');
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'abstract should be a list or text, not keys and values',
      'organizations should be a list, not "Lab"',
    ]);
  });

  it('is no key of our own', () => {
    for (const key of Object.keys(pageSchema.shape)) {
      const codes = read(`${key}: ~`).diagnostics.map(({ code }) => code);
      expect(codes).not.toContain('unknown-key');
    }
  });
});
