import { describe, expect, test } from 'vitest';
import { faultOfAddress } from '../../src/content/address.ts';

const codeOf = (url: string, kind: Parameters<typeof faultOfAddress>[1] = 'link') =>
  faultOfAddress(url, kind)?.code;

describe('what may be an address', () => {
  test.each([
    'https://example.org',
    'HTTP://EXAMPLE.ORG/a?b=c#d',
    'http://localhost:4173/x',
    'https://例え.テスト/日本',
    '//example.org/x',
    'mailto:ada@example.org',
    'mailto:ada@example.org,bob@example.org?subject=Hi',
    'mailto:?to=ada@example.org',
    'tel:+1-555-0100',
    'tel:(555) 0100',
    'paper.pdf',
    './fig:1.png',
    '../a/b.html#c',
    '/a b/c?d',
    '#part',
    '?q=javascript:x',
    'a/javascript:x',
    '',
  ])('%s', (url) => {
    expect(faultOfAddress(url, 'link')).toBeUndefined();
  });

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\tscript:alert(1)',
    '\x01javascript:alert(1)',
    'https://example.org/\0',
    'vbscript:x',
    'data:text/html,x',
    'data:image/svg+xml,x',
    'blob:https://example.org/x',
    'filesystem:https://example.org/x',
    'view-source:https://example.org',
    'about:blank',
    'file:///home/ada/x.pdf',
    'C:\\figures\\x.png',
    'c:/figures/x.png',
    'C:%5Cx.png',
  ])('%j must not reach a page', (url) => {
    expect(codeOf(url)).toBe('unsafe-address');
  });

  test.each([
    ['htps://example.org', 'did you mean https:?'],
    ['malto:ada@example.org', 'did you mean mailto:?'],
    ['http:/example.org', 'write it like http://example.org/page'],
    ['https:example.org', 'write it like https://example.org/page'],
    ['http:[', 'write it like http://example.org/page'],
    ['https://', 'write it like https://example.org/page'],
    ['https:///x', 'write it like https://example.org/page'],
    ['//', 'write https:// and the name of a host'],
    ['mailto:', 'write it like mailto:ada@example.org'],
    ['mailto:ada', 'write it like mailto:ada@example.org'],
    ['tel:phone', 'write it like tel:+15550100'],
    ['doi:10.1000/182', 'write https://doi.org/10.1000/182'],
    ['doi://10.1000/182', 'write https://doi.org/10.1000/182'],
    ['arXiv:2104.06954', 'write https://arxiv.org/abs/2104.06954'],
    ['fig:1.png', expect.stringContaining('./')],
    ['ftp://example.org', expect.stringContaining('<a href')],
  ])('%s is doubtful', (url, hint) => {
    expect(faultOfAddress(url, 'link')).toMatchObject({ code: 'bad-address', hint });
  });

  test('is less for what is shown, and data of its kind', () => {
    expect(codeOf('mailto:ada@example.org', 'image')).toBe('bad-address');
    expect(codeOf('tel:+15550100', 'video')).toBe('bad-address');
    expect(codeOf('data:image/png;base64,AAAA', 'image')).toBeUndefined();
    expect(codeOf('data:image/svg+xml,x', 'poster')).toBeUndefined();
    expect(codeOf('data:video/mp4;base64,AAAA', 'video')).toBeUndefined();
    expect(codeOf('data:text/html,x', 'image')).toBe('unsafe-address');
    expect(codeOf('data:image/png;base64,AAAA', 'video')).toBe('unsafe-address');
  });

  test('is told in few words', () => {
    const long = `doi:10.1000/${'x'.repeat(500)}`;
    expect(faultOfAddress(long, 'link')?.hint.length).toBeLessThan(120);
    expect(faultOfAddress(`javascript:${'x'.repeat(500)}`, 'link')?.message.length).toBeLessThan(
      140,
    );
  });
});
