import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { page, problemsOf, useFolder } from '../folder.ts';

const folder = useFolder();

const authors = [
  'anonymous: true',
  'authors:',
  '  - {name: Ada Lovelace, email: ada@analytical.example.edu, orcid: 0000-0002-1825-0097, affiliations: [1]}',
  '  - {name: Xu Li, link: "https://github.com/xuli-draws", affiliations: [1]}',
  'organizations:',
  '  - {name: University of Analytics, logo: /assets/logo.png}',
];
const bibtex = [
  'bibtex: |',
  '  % Sent by Ada Lovelace',
  '  @inproceedings{lovelace2026engines,',
  '    title={A title},',
  '    author={Lovelace, Ada and Li, Xu},',
  '    booktitle={Engines},',
  '    url={https://lovelace.example.edu},',
  '    year={2026}',
  '  }',
];

/** All files of the built site whose bytes hold a word. */
const holding = (word: string): string[] =>
  readdirSync(join(folder.root, 'dist'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => readFileSync(path).includes(word) || path.includes(word));

async function picture(exif: boolean): Promise<Buffer> {
  const made = sharp({ create: { width: 40, height: 20, channels: 3, background: 'teal' } });
  return exif
    ? made
        .withExif({ IFD0: { Artist: 'Ada Lovelace' } })
        .jpeg()
        .toBuffer()
    : made.png().toBuffer();
}

describe('an anonymous page', () => {
  it('shows nothing of its authors, and is in no list', async () => {
    folder.put(
      'site.yml',
      'url: https://xuli-draws.github.io/\ntitle: Group\nfavicon_url: /assets/logo.png\n',
    );
    folder.put('assets/logo.png', await picture(false));
    folder.put('assets/lovelace.jpg', await picture(true));
    folder.put('assets/paper.pdf', '%PDF-1.4\n%%EOF\n');
    folder.put('content/other.md', '---\ntitle: Another\n---\n');
    folder.put(
      'content/a.md',
      `${page(
        ...authors,
        ...bibtex,
        'og: {title: By Ada Lovelace}',
        'meta_tags: [{name: author, content: Ada Lovelace}]',
        'links:',
        '  pdf: /assets/paper.pdf',
        '  github: https://github.com/xuli-draws/engine',
        '  code: {url: "https://anonymous.4open.science/r/engine", anonymous: true}',
        '  data_soon: true',
        '  custom:',
        '    - {href: "https://example.org/blog", text: Blog}',
        '    - {href: "https://example.org/data", text: Numbers, anonymous: true}',
        'teaser: {type: image, url: /assets/lovelace.jpg, alt: A teal field}',
        'sections:',
        '  - title: Results',
        '    paragraphs:',
        '      - {type: text, content: "Good. <!-- Ada Lovelace checked -->"}',
        '  - title: Acknowledgements',
        '    paragraphs:',
        '      - {type: text, content: We thank Charles.}',
      )}Text.\n\n## Funding\n\nBy the crown.\n\n## More\n\nMore text.\n`,
    );
    const build = await folder.build();
    expect(problemsOf(build)).toEqual([
      'content/a.md:33 thanks-left-out',
      'content/a.md:39 thanks-left-out',
    ]);
    expect(build.ok).toBe(true);
    const html = folder.read('a/index.html');
    for (const word of [
      'Lovelace',
      'lovelace',
      'Xu Li',
      'analytical',
      '0000-0002',
      'Charles',
      'crown',
    ])
      expect(holding(word)).toEqual([]);
    expect(holding('xuli-draws')).toHaveLength(2);
    expect(html).not.toMatch(
      /xuli|og:|citation_|University|paper\.pdf|index\.html|<!--|Group|Blog/,
    );
    expect(html).toContain('https://anonymous.4open.science/r/engine');
    expect(html).toContain('Numbers');
    expect(html).toContain('More text.');
    expect(folder.read('a/citation.bib')).toBe(
      '@inproceedings{anonymous2026,\n  title={A title},\n  author={Anonymous Authors},\n  booktitle={Engines},\n  year={2026}\n}\n',
    );
    expect(folder.read('index.html')).not.toContain('A title');
    expect(folder.read('sitemap.xml')).not.toContain('/a/');
  });

  it.each([
    ['the name', 'Drawn by Ada Lovelace.'],
    ['another case', 'Drawn by ADA LOVELACE.'],
    ['accents in two characters', 'Drawn by Ada Lovelác\u0065\u0301.'.replace('lác', 'lac')],
    ['the other order', 'Lovelace, Ada drew it.'],
    ['a family name alone', 'The Lovelace engine.'],
    ['tags between', 'Ada <b>Lovelace</b>'],
    ['a letter as its number', 'Ada L&#111;velace'],
    ['a short name in its full form', 'By Li Xu.'],
    ['an institution', 'At the University of\nAnalytics.'],
    ['an e-mail', 'ada@analytical.example.edu'],
    ['its host', 'See https://www.analytical.example.edu/x'],
    ['an ORCID', '0000-0002-1825-0097'],
    ['an account', 'https://github.com/xuli-draws/other'],
  ])('is refused with %s left in its text', async (_, text) => {
    folder.put('content/a.md', page(...authors) + text);
    const build = await folder.build();
    expect(build.ok).toBe(false);
    expect(problemsOf(build)).toEqual(['content/a.md:10 not-anonymous']);
  });

  it.each([
    ['initials', 'As A. Lovelace has shown.'],
    ['a citation', 'Lovelace et al. and Lovelace (1843) show more.'],
    ['parts of words', 'The Lovelaces of Lilac Xuli.'],
    ['a short family name', 'Li and others.'],
    ['what may stay', 'The Lovelace engine.'],
  ])('may hold %s', async (name, text) => {
    const kept = name === 'what may stay' ? ['anonymous_keep: [Lovelace engine]'] : [];
    folder.put('content/a.md', page(...authors, ...kept) + text);
    expect(problemsOf(await folder.build())).toEqual([]);
  });

  it('knows the names of git, and the owner of the repository', async () => {
    const git = (...args: string[]) => execFileSync('git', ['-C', folder.root, ...args]);
    git('init', '-q');
    git('remote', 'add', 'origin', 'git@github.com:babbage-lab/engine.git');
    folder.put(
      'content/a.md',
      `${page('anonymous: true')}By Mary Somerville.\n\n[x](https://github.com/babbage-lab/e)`,
    );
    git('add', '.');
    git(
      '-c',
      'user.name=Mary Somerville',
      '-c',
      'user.email=mary@observatory.example',
      'commit',
      '-qm',
      'x',
    );
    expect(problemsOf(await folder.build())).toEqual([
      'content/a.md:5 not-anonymous',
      'content/a.md:7 not-anonymous',
    ]);
  });

  it('is refused for a name in its address, a template, or a file of public/', async () => {
    folder.put('site.yml', 'anonymous: true\nurl: https://babbage.example.org/\n');
    folder.put('content/lovelace.md', page(...authors.slice(1)));
    folder.put('templates/includes/x.njk', 'One\nby Xu Li');
    folder.put(
      'content/b.md',
      page('sections: [{paragraphs: [{type: custom_include, file: x.njk}]}]'),
    );
    folder.put('public/notes.txt', 'One\ntwo Ada Lovelace');
    folder.put('public/p.jpg', await picture(true));
    expect(problemsOf(await folder.build())).toEqual([
      'content/lovelace.md:1 not-anonymous',
      'public/notes.txt:2 not-anonymous',
      'public/p.jpg:1 not-anonymous',
      'templates/includes/x.njk:2 not-anonymous',
    ]);
    expect(existsSync(join(folder.root, 'dist'))).toBe(false);
  });

  it('is refused for a name on the pages of a PDF that it leads to', async () => {
    const document = await PDFDocument.create();
    document.setAuthor('Ada Lovelace');
    document.addPage().drawText('A title\nXu Li\nText.');
    document.addPage().drawText('References\nAda Lovelace. Engines. Notes.');
    folder.put('assets/lovelace.pdf', await document.save());
    folder.put(
      'content/a.md',
      page(...authors, 'links:', '  pdf: {url: /assets/lovelace.pdf, anonymous: true}'),
    );
    const build = await folder.build();
    expect(problemsOf(build)).toEqual(['content/a.md:10 not-anonymous']);
    expect(build.diagnostics[0]?.message).toMatch(/^"Xu Li" .* in its text\)$/);
  });
});
