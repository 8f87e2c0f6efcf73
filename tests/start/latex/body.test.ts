import { describe, expect, it } from 'vitest';
import { pageOf } from './paper.ts';

const r = String.raw;
const bib = r`@inproceedings{one, title={On {S}kies \& *more*}, author={One, Ada and Two, Bob and Three, Cyd}, booktitle={Proc. of Skies}, year=2020, doi={10.1234/sky}}
@misc{two, title={Clouds}, author={van der Berg, Al and {\'E}t{\'e}, D.}, year=2021, eprint={2104.06954}, archivePrefix={arXiv}}
@book{alone, title={Rain}, author={Sun, Li}, year=1999}`;

/** A paper with this between the beginning and the end of the document. */
function paper(lines: string, preamble = '', files: Record<string, string> = {}) {
  const text = r`\documentclass{article}\title{T}\author{A}${preamble}
\begin{document}
${lines}
\end{document}`;
  const { page, pictures, notes } = pageOf(text, { 'refs.bib': bib, ...files });
  const found = page as {
    sections?: { title?: string; id?: string; paragraphs?: Record<string, unknown>[] }[];
  };
  return {
    page,
    pictures,
    sections: found.sections ?? [],
    blocks: found.sections?.[0]?.paragraphs ?? [],
    notes: notes.filter((note) => !note.endsWith('there is no abstract')),
  };
}

const textOf = (...args: Parameters<typeof paper>) => {
  const { blocks } = paper(...args);
  return blocks[0]?.content;
};

describe('sections', () => {
  it('are a draft of first paragraphs', () => {
    const { sections, notes } = paper(r`\section{One \emph{of}\\ two}
First.

Second.
\section*{Steps}
These:

\begin{itemize} \item a \end{itemize}

Third.
\subsection{Inner} Fourth.
\section{Deep}\subsection{Deeper}
Fifth.
\section{Empty}
\appendix
\section{Proofs} \section{More}`);
    expect(sections).toEqual([
      { title: 'One *of* two', paragraphs: [{ type: 'text', content: 'First.' }] },
      { title: 'Steps', paragraphs: [{ type: 'text', content: 'These:\n\n- a' }] },
      { title: 'Deep', paragraphs: [{ type: 'text', content: 'Fifth.' }] },
      { title: 'Empty' },
    ]);
    expect(notes).toEqual(['main.tex:18:1 the appendix is left out: 2 sections']);
  });
});

describe('citations', () => {
  it.each([
    [r`\citep{one}`, '([One et al., 2020](#ref-one))'],
    [
      r`\citet{two} and \cite{two}`,
      '[van der Berg and Été (2021)](#ref-two) and [van der Berg and Été (2021)](#ref-two)',
    ],
    [
      r`\citep[see][p.~3]{one,alone}`,
      '(see [One et al., 2020](#ref-one); [Sun, 1999](#ref-alone), p.&nbsp;3)',
    ],
    [
      r`\citeauthor{alone} in \citeyear{alone}, \citealp{alone}`,
      '[Sun](#ref-alone) in [1999](#ref-alone), [Sun, 1999](#ref-alone)',
    ],
  ])('%s', (latex, markdown) => {
    expect(
      textOf(r`\section{S} ${latex}. \bibliography{refs}`, r`\newcommand{\x}{\citep{one}}`),
    ).toBe(`${markdown}.`);
  });

  it('are in parentheses in papers that know no others', () => {
    expect(textOf(r`\section{S} Skies~\cite{alone}. \bibliography{refs}`)).toBe(
      'Skies&nbsp;([Sun, 1999](#ref-alone)).',
    );
  });

  it('lead to a list of what is cited', () => {
    const { sections } = paper(r`\section{S} \cite{two,one} \bibliography{refs}`);
    expect(sections[1]).toEqual({
      title: 'References',
      paragraphs: [
        {
          type: 'text',
          content: [
            '- <span id="ref-one">Ada One, Bob Two, Cyd Three. [On Skies & \\*more\\*](<https://doi.org/10.1234/sky>). *Proc. of Skies*, 2020.</span>',
            '- <span id="ref-two">Al van der Berg, D. Été. [Clouds](<https://arxiv.org/abs/2104.06954>). 2021.</span>',
          ].join('\n'),
        },
      ],
    });
  });

  it('are found in the list that BibTeX has made, where there is no BibTeX', () => {
    const bbl = r`\begin{thebibliography}{2}
\bibitem[One et~al.(2020)One, Two]{a} A.~One. \newblock {\em Skies}, 2020.
\bibitem{b} B. Two.
\end{thebibliography}`;
    const { blocks, sections } = paper(r`\section{S} \citep{a,b} \bibliography{none}`, '', {
      'main.bbl': bbl,
    });
    expect(blocks[0]?.content).toBe('([One et al., 2020](#ref-a); [2](#ref-b))');
    expect(sections[1]?.paragraphs?.[0]?.content).toBe(
      '- <span id="ref-a">A.&nbsp;One. *Skies*, 2020.</span>\n- <span id="ref-b">B. Two.</span>',
    );
  });

  it('of what is in no bibliography are told of', () => {
    const { blocks, notes } = paper(r`\section{S} See \cite{none}.`);
    expect(blocks[0]?.content).toBe('See (`none`).');
    expect(notes).toEqual(['main.tex:3:17 the bibliography has no none; it stands by its key']);
  });
});

describe('references', () => {
  const figure = r`\begin{figure}\includegraphics{a}\caption{Cap}\label{fig:a}\end{figure}`;
  it.each([
    ['Figure~\\ref{fig:a}', 'Figure&nbsp;[1](#fig-a)'],
    [
      '\\cref{fig:a,sec:two}, \\Cref{fig:a}',
      '[figure&nbsp;1](#fig-a), [section&nbsp;2](#sec-two), [Figure&nbsp;1](#fig-a)',
    ],
    ['\\autoref{sub} and \\ref{far}', 'Section&nbsp;2.1 and A'],
    ['\\cref{thm,lem} and \\ref{rem}, \\ref{it}', 'theorem&nbsp;2.1, lemma&nbsp;2.2 and 1, 2'],
    ['\\eqref{eq:far} and \\ref{eq:row}', '(2) and 4'],
    [
      '\\[ x \\label{x} \\] \\eqref{eq:here}: \\begin{equation} y \\label{eq:here} \\end{equation}',
      '\\[x \\label{x}\\]\n\\eqref{eq:here}:\n\\begin{equation} y \\label{eq:here} \\end{equation}',
    ],
  ])('%s', (latex, markdown) => {
    const rest = r`

${figure} \begin{equation} z \label{eq:far} \end{equation}
\begin{align} a \notag \\ \begin{pmatrix} b \\ c \end{pmatrix} \\ d \label{eq:row} \end{align}
\section{Two}\label{sec:two}\subsection{Sub}\label{sub}
\begin{theorem}\label{thm}\end{theorem}\begin{lemma}[L]\label{lem}\end{lemma}\begin{rem}\label{rem}\begin{enumerate}\item a \item\label{it} b\end{enumerate}\end{rem}\appendix\section{Far}\label{far}`;
    const before = latex.includes('eq:here') ? '' : r`\begin{equation} w \end{equation}`;
    const theorems = r`\newtheorem{theorem}{Theorem}[section]\newtheorem{lemma}[theorem]{Lemma}\newtheorem{rem}{Remark}`;
    const body = r`\section{S} ${latex}${rest.replace('\n\n', `\n\n${before}`)}`;
    expect(textOf(body, theorems, { 'a.png': '' })).toBe(markdown);
  });

  it('that lead nowhere are told of', () => {
    const { blocks, notes } = paper(r`\section{S} See \ref{none}.`);
    expect(blocks[0]?.content).toBe('See ??.');
    expect(notes).toEqual(['main.tex:3:17 \\ref{none} leads to no label; it stands as ??']);
  });
});

describe('figures', () => {
  const files = { 'figs/a.pdf': '', 'b.png': '', 'figs/b.png': '', 'c.eps': '' };

  it('are pictures with caption, number and a place to link to', () => {
    const { page, blocks, pictures } = paper(
      r`\begin{figure*}[t]\centering\includegraphics[width=1cm]{a}\caption{First \textbf{one}}\end{figure*}
\section{S}\begin{figure}\includegraphics[page=2]{a.pdf}\caption[Short]{Second}\label{fig:b}\end{figure}`,
      r`\graphicspath{{figs/}}`,
      files,
    );
    expect(page.teaser).toEqual({
      type: 'image',
      url: '/assets/mine/a.png',
      caption: '**Figure&nbsp;1.** First **one**',
    });
    expect(blocks).toEqual([
      {
        type: 'image',
        url: '/assets/mine/a-2.png',
        caption: '<b id="fig-b">Figure&nbsp;2.</b> Second',
      },
    ]);
    expect(pictures).toEqual([
      { from: 'figs/a.pdf', name: 'a.png', page: 1 },
      { from: 'figs/a.pdf', name: 'a-2.png', page: 2 },
    ]);
  });

  it.each([
    [
      'subfigure',
      r`\begin{subfigure}{1cm}\includegraphics{b}\caption{One}\end{subfigure}\begin{subfigure}{1cm}\includegraphics{figs/b}\caption{Two}\end{subfigure}`,
      ['(a) One', '(b) Two'],
    ],
    [
      'subfloat',
      r`\subfloat[One]{\includegraphics{b}}\subfloat[Two]{\includegraphics{figs/b}}`,
      ['One', 'Two'],
    ],
    [
      'subcaptionbox',
      r`\subcaptionbox{One}{\includegraphics{b}}\subcaptionbox{Two}{\includegraphics{figs/b}}`,
      ['One', 'Two'],
    ],
  ])('of several parts: %s', (_, latex, captions) => {
    const { blocks } = paper(
      r`\section{S}\begin{figure}${latex}\caption{Both}\end{figure}`,
      '',
      files,
    );
    expect(blocks).toEqual([
      {
        type: 'images',
        urls: [
          { url: '/assets/mine/b.png', caption: captions[0] },
          { url: '/assets/mine/figs-b.png', caption: captions[1] },
        ],
        caption: '**Figure&nbsp;1.** Both',
      },
    ]);
  });

  it('of code are listings', () => {
    const { blocks, notes } = paper(
      r`\section{S}\begin{figure}\begin{lstlisting}[language=C]
int a_b; % c
\end{lstlisting}\caption{Code}\end{figure}`,
    );
    expect(blocks).toEqual([
      { type: 'code', content: 'int a_b; % c', caption: '**Figure&nbsp;1.** Code' },
    ]);
    expect(notes).toEqual([]);
  });

  it('say what they lack', () => {
    const { blocks, notes } = paper(
      r`\section{S}\begin{figure}\begin{tikzpicture}\draw;\end{tikzpicture}\caption{T}\end{figure}
\begin{figure}\includegraphics{none}\includegraphics[trim=1 1 1 1,clip]{b} Input Output\caption{U}\end{figure}
\begin{algorithm}\caption{A}\end{algorithm}
\begin{figure}\begin{overpic}[width=1cm]{b}\put(1,1){x}\end{overpic}\Description{A sky}\end{figure}`,
      '',
      files,
    );
    expect(blocks).toEqual([
      { type: 'image', url: '/assets/mine/b.png', caption: '**Figure&nbsp;2.** U' },
      { type: 'image', url: '/assets/mine/b.png', alt: 'A sky' },
    ]);
    expect(notes).toEqual([
      'main.tex:3:12 a figure is left out: it holds tikzpicture',
      'main.tex:4:15 there is no picture none',
      'main.tex:4:37 b is shown whole: trim is left out',
      'main.tex:4:76 words beside a picture or table are left out: Input Output',
      'main.tex:5:1 an algorithm is left out',
      'main.tex:6:15 what stands upon the picture is left out',
    ]);
  });
});

describe('tables', () => {
  it('are rows of Markdown', () => {
    const { blocks, notes } =
      paper(r`\section{S}\begin{table}\caption{Scores}\label{tab:s}\resizebox{1cm}{!}{%
\begin{tabular}{@{}l|c c@{}}\toprule Method & FID $\downarrow$ & \%\\ \midrule
Base~\& co & 1.0 \\ \textbf{Ours} & \textbf{0.5} & \begin{tabular}[c]{@{}l@{}}a\\b\end{tabular} \\[2pt] \bottomrule\end{tabular}}\end{table}`);
    expect(blocks).toEqual([
      {
        type: 'table',
        header: ['Method', 'FID \\(\\downarrow\\)', '%'],
        rows: [
          ['Base&nbsp;& co', '1.0'],
          ['**Ours**', '**0.5**', 'a<br>b'],
        ],
        caption: '<b id="tab-s">Table&nbsp;1.</b> Scores',
      },
    ]);
    expect(notes).toEqual([]);
  });

  it('with cells over several rows or columns are HTML', () => {
    const { blocks } = paper(r`\section{S}\begin{table}\begin{tabular}{lcc}\hline
\multirow{2}{*}{M} & \multicolumn{2}{c}{\textbf{Data} \& <b>} \\ \cmidrule(lr){2-3} & A & B~\cite{one} \\ \hline
x & $1 < 2$ & \$2 \\ \hline\end{tabular}\end{table}\bibliography{refs}`);
    expect(blocks).toEqual([
      {
        type: 'table',
        content: [
          '<table>',
          '<thead>',
          '<tr><th rowspan="2">M</th><th colspan="2"><strong>Data</strong> &amp; &lt;b&gt;</th></tr>',
          '<tr><th>A</th><th>B&nbsp;(<a href="#ref-one">One et al., 2020</a>)</th></tr>',
          '</thead>',
          '<tbody>',
          '<tr><td>x</td><td>\\(1 < 2\\)</td><td>\\$2</td></tr>',
          '</tbody>',
          '</table>',
        ].join('\n'),
      },
    ]);
  });
});
