import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { main } from '../../src/cli.ts';
import { readPage } from '../../src/content/read-page.ts';
import { useFolder } from '../site/folder.ts';

const folder = useFolder();
let said: string[];
beforeEach(() => {
  said = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
  vi.spyOn(console, 'error').mockImplementation((line: string) => void said.push(line));
});
afterEach(() => vi.restoreAllMocks());

/** One pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const make = (...args: string[]) => main(['new', ...args, '--root', folder.root]);
const read = (name: string) => readFileSync(join(folder.root, `content/${name}.md`), 'utf8');
const withBib = (text: string, ...args: string[]) => {
  folder.put('papers.bib', text);
  return make('mine', '--bib', join(folder.root, 'papers.bib'), ...args);
};
const mine = () => readPage('content/mine.md', 'mine', read('mine')).page;

describe('a new page', () => {
  it.each(['endless-skies', 'endless-skies.md', 'papers/2021/skies', 'Éléments', 'index'])(
    'called %s builds without a problem',
    async (name) => {
      expect(await make(name)).toBe(0);
      expect(await folder.build({ strict: true })).toMatchObject({ ok: true, diagnostics: [] });
    },
  );

  it.each(['', '_draft', '.hidden', '../out', '/etc', 'a//b', 'a b', 'CON', 'aux.x', '404', 'x?y'])(
    'may not be called "%s"',
    async (name) => {
      expect(await make(name)).toBe(2);
    },
  );

  it('takes the place of none that is there', async () => {
    folder.put('content/mine.md', 'mine');
    expect(await make('mine')).toBe(1);
    expect(said.join('\n')).toContain('exists already');
    expect(read('mine')).toBe('mine');
  });
});

describe('a page from BibTeX', () => {
  const skies = `@string{iccv = "International Conference on Computer Vision"}
@inproceedings{sky2021,
  title = {Skies of width {$O(n^2)$}: 100\\% of {\\L}\\'od\\'z *and* R\\&D},
  author = {van der Maaten, Laurens and Ada M. Ex{\\"a}mple and Jones, Jr., Bob},
  booktitle = iccv,
  year = 2021,
  doi = {10.1234/a\\_b},
  eprint = {2104.06954},
  archivePrefix = {arXiv},
  url = {https://github.com/owner/skies},
}
`;

  it('has what the entry says, and builds without a problem', async () => {
    expect(await withBib(skies)).toBe(0);
    expect(mine()).toMatchObject({
      title: { text: 'Skies of width \\(O(n^2)\\): 100% of Łódź \\*and\\* R\\&D' },
      conference: { text: 'International Conference on Computer Vision 2021' },
      authors: [
        { name: 'Laurens van der Maaten' },
        { name: 'Ada M. Exämple' },
        { name: 'Bob Jones Jr.' },
      ],
    });
    const text = read('mine');
    expect(text).toContain('arxiv: https://arxiv.org/abs/2104.06954\n');
    expect(text).toContain('doi: https://doi.org/10.1234/a_b\n');
    expect(text).toContain('github: https://github.com/owner/skies\n');
    // It does without the @string of its file.
    expect(text).toContain('booktitle={International Conference on Computer Vision}');
    const { ok, diagnostics } = await folder.build({ strict: true });
    expect({ ok, diagnostics }).toEqual({ ok: true, diagnostics: [] });
    expect(folder.read('mine/index.html')).toContain('Łódź *and* R&amp;D');
  });

  it('has the entry that --key names, and says which it took where none is named', async () => {
    const two = `${skies}@misc{two, title={Two}, author={Doe, Jane}, year={2020}}\n`;
    expect(await withBib(two, '--key', 'two')).toBe(0);
    expect(mine()).toMatchObject({ title: { text: 'Two' }, authors: [{ name: 'Jane Doe' }] });
    expect(await folder.build({ strict: true })).toMatchObject({ diagnostics: [] });
    expect(await withBib(two, '--key', 'three')).toBe(1);
    expect(said.at(-1)).toContain('it has: sky2021, two');
    await withBib(two);
    expect(said.join('\n')).toContain('took sky2021, the first of 2');
  });

  it.each([
    ['title={No more}', []],
    ['title={Of {$k$}-means and {\\"U}bung}, author={{The Sky Team}}', []],
    ['title={Bad address}, url={https://[}, doi={see the paper}', []],
    [
      'title={\\$5 skies_and <b> `ticks`}, author={Doe, Jane}, url={\\url{https://example.org/x}}',
      [],
    ],
    ['title={[Re] Skies [0, 1] [a](b)}, author={Doe, Jane}', []],
    ['title={Et al}, author={Doe, Jane and others}', ['k names "and others"']],
    ['title={Old}, author={D\\"urer, A.}, eprint={hep-th/9901001}, journal={arXiv preprint}', []],
  ])('builds from an entry with %s', async (fields, notes) => {
    expect(await withBib(`@misc{k,\n  ${fields}\n}\n`)).toBe(0);
    for (const note of notes) expect(said.join('\n')).toContain(note);
    const { ok, diagnostics } = await folder.build({ strict: true });
    expect({ ok, diagnostics }).toEqual({ ok: true, diagnostics: [] });
  });

  it('takes every end of a line, and refuses letters that it cannot read', async () => {
    expect(await withBib('\ufeff@misc{k,\r  title={Café},\r\n  volume=007}\r')).toBe(0);
    expect(mine()?.bibtex).toBe('@misc{k,\n  title={Café},\n  volume=007}');
    folder.put('old.bib', Buffer.from('@misc{k,\n  title={Caf\xe9}}', 'latin1'));
    expect(await make('other', '--bib', join(folder.root, 'old.bib'))).toBe(1);
    expect(said.join('\n')).toMatch(/old\.bib:2:13 this file is not UTF-8.*iconv/);
  });

  it('says where the file is wrong', async () => {
    expect(await withBib('nothing')).toBe(1);
    expect(await withBib('@misc{open, title={T')).toBe(1);
    expect(said.join('\n')).toMatch(/papers\.bib:1:\d+ .*not closed/);
    expect(await make('mine', '--bib', join(folder.root, 'none.bib'))).toBe(1);
    expect(await make('mine', '--key', 'x')).toBe(2);
  });
});

describe('a page from the LaTeX of a paper', () => {
  const paper = String.raw`\documentclass{article}
\newcommand{\method}{\textsc{Sky}\xspace}
\newcommand{\R}{\mathbb{R}}
\title{\method: 100\% of skies in $\R^2$}
\author{Ada Ex{\"a}mple$^{1*}$ \quad Bob Two$^{2}$\\ $^1$University A \quad $^2$Lab B\\ $^*$Equal contribution}
\begin{document}
\maketitle
\input{abstract}
\end{document}`;

  const withPaper = (main: string, ...args: string[]) => {
    folder.put('paper/main.tex', main);
    folder.put(
      'paper/abstract.tex',
      "\\begin{abstract}\nWe draw ``skies'', *endless* in $\\R^n$.\n\nAnd [1](2) \\{\\{ x \\}\\}.\\end{abstract}",
    );
    return make('mine', '--tex', join(folder.root, 'paper/main.tex'), ...args);
  };

  it('has what the paper says, and builds without a problem', async () => {
    expect(await withPaper(paper)).toBe(0);
    expect(said).toEqual([`wrote ${join(folder.root, 'content/mine.md')}`]);
    expect(mine()).toMatchObject({
      title: { text: 'Sky: 100% of skies in \\(\\R^2\\)' },
      authors: [
        { name: 'Ada Exämple', affiliations: [1], equal: true },
        { name: 'Bob Two', affiliations: [2] },
      ],
    });
    const { ok, diagnostics } = await folder.build({ strict: true });
    expect({ ok, diagnostics }).toEqual({ ok: true, diagnostics: [] });
    const html = folder.read('mine/index.html');
    expect(html).toContain('“skies”, *endless* in');
    expect(html).toContain('And [1](2) {{ x }}.');
  });

  it('has its sections, figures, tables and citations, and builds with the lack of alt texts alone', async () => {
    const body = String.raw`\input{abstract}
\section{Intro [1](2)}\label{sec:a}
See Figure~\ref{fig:sky}, \cref{tab:a,sec:a}, \eqref{eq:a} and \citep[p.~3]{one}:
\begin{equation} \R \label{eq:a} \end{equation}
\begin{figure}\includegraphics{sky}\caption{A *sky* of \citet{one}, \eqref{eq:a}}\label{fig:sky}\end{figure}
\begin{table}\caption{T}\label{tab:a}\begin{tabular}{cc} a & \_ \\ \hline \multicolumn{2}{c}{$x<y$} \end{tabular}\end{table}
\bibliography{refs}`;
    folder.put(
      'paper/refs.bib',
      '@misc{one, title={On *Skies* [x](y)}, author={One, A.}, year=2020}',
    );
    folder.put('paper/sky.png', png);
    expect(await withPaper(paper.replace('\\input{abstract}', () => body))).toBe(0);
    expect(said).toContain(`wrote ${join(folder.root, 'assets/mine/sky.png')}`);
    const { ok, diagnostics } = await folder.build();
    expect({ ok, codes: diagnostics.map(({ code }) => code) }).toEqual({
      ok: true,
      codes: ['missing-alt'],
    });
    const html = folder.read('mine/index.html');
    for (const id of ['fig-sky', 'tab-a', 'sec-a', 'ref-one']) {
      expect(html).toContain(`id="${id}"`);
      expect(html).toContain(`href="#${id}"`);
    }
    expect(html).toContain('On *Skies* [x](y)');
  });

  it('has venue, links and citation of an entry too, and says what it leaves', async () => {
    folder.put(
      'papers.bib',
      '@inproceedings{a,\n title={Other},\n booktitle={Skies}, year={2021}\n}',
    );
    const odd = paper.replace('100', '\\odd{}100');
    expect(await withPaper(odd, '--bib', join(folder.root, 'papers.bib'))).toBe(0);
    expect(mine()).toMatchObject({ conference: { text: 'Skies 2021' } });
    expect(said).toContain(
      `${join(folder.root, 'paper/main.tex')}:4:17 \\odd is not known; it stands as it is written`,
    );
    expect(said).toContain('1 place of the paper needs a look');
  });

  it('needs a file that is there', async () => {
    expect(await make('mine', '--tex', join(folder.root, 'none.tex'))).toBe(1);
    expect(said.at(-1)).toContain('none.tex');
  });
});
