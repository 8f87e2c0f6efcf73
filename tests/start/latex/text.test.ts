import { describe, expect, it } from 'vitest';
import { pageOf, withAbstract } from './paper.ts';

const textOf = (latex: string, ...preamble: string[]) =>
  pageOf(withAbstract(latex, ...preamble)).page.abstract;

describe('text of LaTeX as Markdown', () => {
  it.each([
    ['a~b', 'a&nbsp;b'],
    ['pages 1--2, or---so', 'pages 1–2, or—so'],
    ['in \\figurename~2', 'in Figure&nbsp;2'],
    ["``a `b' c''", '“a ‘b’ c”'],
    ["it's", 'it’s'],
    [
      String.raw`na\"{\i}ve \'el\`eve \o re \aa \c{c}a {\v S}i {\L}\'od\'z \ss`,
      'naïve élève øre åça Ši Łódź ß',
    ],
    [String.raw`100\% of \$5 \& \#1 a\_b x \_ y \{z\}`, '100% of \\$5 & #1 a_b x \\_ y \\{z}'],
    [
      String.raw`\textbf{bold}, \emph{it} and \textit{\textbf{both}}`,
      '**bold**, *it* and *<strong>both</strong>*',
    ],
    [String.raw`{\bf bold} {\em it\/} {\it x} y`, '**bold** *it* *x* y'],
    [String.raw`pre\textbf{fix}es and a\emph{(b)}c`, 'pre**fix**es and a<em>(b)</em>c'],
    [String.raw`\textbf{Run-in.} Text \textbf{ spaced }end`, '**Run-in.** Text **spaced** end'],
    [String.raw`\url{https://a.org/x_y%20z#q}`, '<https://a.org/x_y%20z#q>'],
    [String.raw`\href{https://a.org/\~{}me}{my \emph{home}}`, '[my *home*](<https://a.org/~me>)'],
    [String.raw`x\textsuperscript{2}, \texttt{a\_b}, \verb|c_d|`, 'x<sup>2</sup>, `a_b`, `c_d`'],
    ['two % gone\nlines', 'two lines'],
    ['wo%\n  rd', 'word'],
    ['1 * 2 < 3 <b> a*b `c\\textasciigrave', '1 \\* 2 < 3 &lt;b> a\\*b ‘c\\`'],
    ['[0, 1], [a](b), [c]: [^d] a [e][f]', '[0, 1], &#91;a](b), &#91;c]: &#91;^d] a &#91;e][f]'],
    ['\\#1 first', '\\#1 first'],
    ['- no list', '\\- no list'],
    ['1. no list', '1\\. no list'],
    ['1) no list', '1\\) no list'],
    ['$>$ 2 and AT\\&amp;T', '\\(>\\) 2 and AT&amp;amp;T'],
    [String.raw`\TeX\ and \LaTeX{} \copyright\,2021 \dag`, 'TeX and LaTeX ©\u202f2021 †'],
    [String.raw`a\footnote{b \emph{c}.}`, 'a^[b *c*.]'],
    [String.raw`\noindent\small a\vspace{2pt} b \looseness=-1 c\hspace*{1em}d`, 'a b cd'],
    [String.raw`\textcolor{red}{a} {\color{blue} b} \mbox{c d}`, 'a b c d'],
    [String.raw`a\\b`, 'a<br>b'],
  ])('%s', (latex, markdown) => {
    expect(textOf(latex)).toBe(markdown);
  });

  it('has a paragraph for each that LaTeX has, and none for comments and definitions', () => {
    expect(
      textOf('One\n% c\ntwo.\n\\newcommand{\\x}{y}\nThree.\n\n% d\n\nFour \\par five.'),
    ).toEqual(['One two. Three.', 'Four', 'five.']);
  });

  it('keeps lists and listings', () => {
    const list = String.raw`We: \begin{itemize} \item one $x$, \item \textbf{two}
    \begin{enumerate} \item in \item out \end{enumerate} \end{itemize}
    \begin{verbatim}
a_b % c
\end{verbatim} End.`;
    expect(textOf(list)).toBe(
      'We:\n\n- one \\(x\\),\n- **two**\n\n  1. in\n  2. out\n\n```\na_b % c\n```\n\nEnd.',
    );
  });
});

it.each([
  ['\\textbf{Skies}\\\\ of \\emph{any} width', 'Skies of *any* width'],
  ['{\\bf\\Large Skies:} Width', 'Skies: Width'],
])('a title %s has no bold type', (latex, title) => {
  expect(pageOf(`\\title{${latex}}`).page.title).toBe(title);
});

describe('formulas', () => {
  it.each([
    ['$a_1^{2}$', '\\(a_1^{2}\\)'],
    [String.raw`\(b < c\)`, '\\(b < c\\)'],
    [String.raw`so \[ x = y \] end`, 'so\n\\[x = y\\]\nend'],
    ['$$x % gone\n = y$$', '\\[x = y\\]'],
    [
      String.raw`\begin{align} a &= b \label{eq:a} \\ c &= d \end{align}`,
      String.raw`\begin{align} a &= b \label{eq:a} \\ c &= d \end{align}`,
    ],
    [String.raw`\ensuremath{z} and \SI{3}{\meter}`, '\\(z\\) and \\(\\SI{3}{\\meter}\\)'],
  ])('%s', (latex, markdown) => {
    expect(textOf(latex)).toBe(markdown);
  });

  it('bring the commands that they use, and those that these use', () => {
    const { page, notes } = pageOf(
      withAbstract(
        String.raw`$\loss_\E{x} \norm[2]{y}$`,
        String.raw`\def\E#1{\mathbb{E}_{#1}} \newcommand{\loss}{\cL} \newcommand\cL{\mathcal{L}}`,
        String.raw`\newcommand{\norm}[2][1]{\lVert #2\rVert_{#1}} \newcommand{\unused}{u}`,
        String.raw`\DeclareMathOperator*{\argmin}{arg\,min}`,
      ),
    );
    expect(page.macros).toEqual({ E: '\\mathbb{E}_{#1}', loss: '\\cL', cL: '\\mathcal{L}' });
    expect(page.abstract).toBe('\\(\\loss_{\\E{x}}{\\lVert y\\rVert_{2}}\\)');
    expect(notes).toEqual([]);
  });

  it('that cannot be set stand as they are written, and are told of', () => {
    const { page, notes } = pageOf(withAbstract('Let\n$x^$ be.'));
    expect(page.abstract).toBe('Let `x^` be.');
    expect(notes).toEqual([
      'main.tex:4:1 a formula stands as it is written: something is missing behind ^',
    ]);
  });
});

describe('commands of the author', () => {
  it.each([
    [
      String.raw`\newcommand{\m}{\textsc{Sky}\xspace}`,
      String.raw`\m is, \m, \m{} (\m)`,
      'Sky is, Sky, Sky (Sky)',
    ],
    [String.raw`\newcommand{\two}[2]{#2 \emph{#1}}`, String.raw`\two{a}{b}`, 'b *a*'],
    [String.raw`\newcommand{\opt}[2][d]{#1/#2}`, String.raw`\opt{a} \opt[c]{a}`, 'd/a c/a'],
    [String.raw`\def\eg{\emph{e.g}\onedot}`, String.raw`\eg, \eg. x`, '*e.g*., *e.g*. x'],
    [String.raw`\let\old\emph \def\b{\old{c}}`, String.raw`\b`, '*c*'],
    [
      String.raw`\newcommand{\n}{$n$}\renewcommand{\n}{$N$}\providecommand{\n}{$m$}`,
      String.raw`\n!`,
      '\\(N\\)!',
    ],
    [String.raw`\NewDocumentCommand{\o}{O{x} m}{#1-#2}`, String.raw`\o{y}`, 'x-y'],
    ['', String.raw`\ie, \etal~x`, '*i.e*., *et al*.&nbsp;x'],
  ])('%s', (preamble, latex, markdown) => {
    expect(textOf(latex, preamble)).toBe(markdown);
  });

  it('that are not known stay in sight', () => {
    const { page, notes } = pageOf(withAbstract('A \\mystery{b}{c} d.\n\\begin{odd} e \\end{odd}'));
    expect(page.abstract).toBe('A `\\mystery{b}{c}` d.');
    expect(notes).toEqual([
      'main.tex:3:35 \\mystery is not known; it stands as it is written',
      'main.tex:4:1 the environment odd is left out',
    ]);
  });

  it('that lead to themselves come to an end', () => {
    expect(textOf('\\loop', '\\newcommand{\\loop}{x\\loop}')).toContain('x`\\loop`');
  });
});

describe('files and conditionals', () => {
  it('takes what is included, in its place, and tells of what is not there', () => {
    const files = { 'sec/a.tex': 'Alpha \\input{sec/b}% c\n', 'sec/b.tex': 'beta\n\\odd' };
    const { page, notes } = pageOf(withAbstract('\\input{sec/a} end \\input{none}.'), files);
    expect(page.abstract).toBe('Alpha beta `\\odd` end .');
    expect(notes).toEqual([
      'main.tex:3:51 there is no file none; what it says is missing',
      'sec/b.tex:2:1 \\odd is not known; it stands as it is written',
    ]);
  });

  it.each([
    ['\\iffalse no \\else yes \\fi', 'yes'],
    ['\\iftrue yes \\else no \\fi', 'yes'],
    ['\\ifanon no \\else yes \\fi', 'yes'],
    ['\\ifanon no \\iftrue no \\else no \\fi no \\else yes\\ifanon no\\fi \\fi', 'yes'],
    ['\\anontrue\\ifanon yes\\iffalse no\\fi \\else no \\fi', 'yes'],
    ['$a \\iff b$ yes', '\\(a \\iff b\\) yes'],
    ['\\begin{comment} no \\end{comment} yes', 'yes'],
  ])('%s', (latex, text) => {
    expect(textOf(latex, '\\newif\\ifanon \\anonfalse')).toBe(text);
  });
});
