import { describe, expect, it } from 'vitest';
import { pageOf } from './paper.ts';

/** Authors and institutions as a person would note them: `Ada 1 = + <ada@a.org> (note)`. */
function peopleOf(...lines: string[]) {
  const text = [
    '\\documentclass{article}',
    '\\title{T}',
    ...lines,
    '\\begin{document}',
    'x',
    '\\end{document}',
  ].join('\n');
  const { page, notes } = pageOf(text);
  const { authors = [], organizations = [] } = page as {
    authors?: {
      name: string;
      affiliations?: number[];
      equal?: true;
      corresponding?: true;
      email?: string;
      orcid?: string;
      link?: string;
      notes?: string[];
    }[];
    organizations?: { name: string }[];
  };
  return {
    authors: authors.map(
      ({ name, affiliations = [], equal, corresponding, email, orcid, link, notes: said = [] }) =>
        [
          name,
          affiliations.join(','),
          equal && '=',
          corresponding && '+',
          email && `<${email}>`,
          orcid,
          link,
          ...said.map((note) => `(${note})`),
        ]
          .filter(Boolean)
          .join(' '),
    ),
    organizations: organizations.map(({ name }) => name),
    notes: notes.filter((note) => !note.endsWith('there is no abstract')),
  };
}

const r = String.raw;
const ab = ['University A', 'Lab B'];

describe('authors', () => {
  it.each([
    [
      'with their institutions below them',
      [
        r`\author{Ada One\\University A\\{\tt\small ada@a.org}\and Bob Two\\Dept. of B, Lab B\\Town}`,
      ],
      ['Ada One 1 <ada@a.org>', 'Bob Two 2'],
      ['University A', 'Dept. of B, Lab B, Town'],
    ],
    [
      'of NeurIPS',
      [
        r`\author{Ada~M.~One\thanks{Equal contribution.} \\ University A \\ \texttt{ada@a.org} \\`,
        r`\And Bob Two\footnotemark[1] \\ Lab B \\ \AND Cyd Three\thanks{Work done at Lab B.} \\ University A}`,
      ],
      ['Ada M. One 1 =', 'Bob Two 2 =', 'Cyd Three 1 (Work done at Lab B.)'].map((each, i) =>
        i === 0 ? `${each} <ada@a.org>` : each,
      ),
      ab,
    ],
    [
      'with numbers above the line',
      [
        r`\author{Ada One$^{1*}$ \quad Bob Two$^{1,2}$\thanks{Corresponding author.}\\ Cyd van Three\textsuperscript{2,$\dagger$}, and Dee Four$^2$ \\`,
        r`$^1$University A \quad $^{2}$Lab B\\ {\tt\small \{ada,bob,cyd,dee\}@a.org}\\ $^*$Equal contribution \\ $^\dagger$ Work done during an internship.}`,
      ],
      [
        'Ada One 1 = <ada@a.org>',
        'Bob Two 1,2 + <bob@a.org>',
        'Cyd van Three 2 <cyd@a.org> (Work done during an internship.)',
        'Dee Four 2 <dee@a.org>',
      ],
      ab,
    ],
    [
      'in one line, explained by a note at the foot of the page',
      [
        r`\author{Ada One$^{12}$\footnotemark[1] \qquad Bob Two$^{*2}$ \\ $^1$ University A, $^2$ Lab B}`,
        r`\begin{document}{\let\thefootnote\relax\footnotetext{$^*$ These authors contributed equally.}}`,
      ],
      ['Ada One 1,2 =', 'Bob Two 2 ='],
      ab,
    ],
    [
      'with signs behind their names, and addresses in no order',
      [
        r`\author{Ada Lovely*$^{1}$, Bob Ada-Two$^{1}$ \\ Cyd Three†$^1$ \\ $^1$University A\\ \texttt{bob.two@a.org} \\ \texttt{ada@b.org}}`,
        r`\newcommand{\foot}[2]{\footnotetext{#1 #2}} \foot{$^*$}{Equal contribution. $^\dagger$Corresponding author}`,
      ],
      ['Ada Lovely 1 = <ada@b.org>', 'Bob Ada-Two 1 <bob.two@a.org>', 'Cyd Three 1 +'],
      ['University A'],
    ],
    [
      'of ICLR, who share an institution',
      [
        r`\author{Ada One, Bob Two \& Cyd Three \thanks{Corresponding author.} \\ University A \\ \texttt{\{ada,b,c\}@a.org}}`,
      ],
      ['Ada One 1 <ada@a.org>', 'Bob Two 1 <b@a.org>', 'Cyd Three 1 + <c@a.org>'],
      ['University A'],
    ],
    [
      'of authblk',
      [
        r`\author[1,*]{Ada One}\author[1,2]{Bob Two\thanks{bob@b.org}}\author[2]{Cyd Three, Dee Four}`,
        r`\affil[1]{University A}\affil[2]{Lab B}\affil[*]{Equal contribution}`,
      ],
      ['Ada One 1 =', 'Bob Two 1,2 <bob@b.org> (bob@b.org)', 'Cyd Three 2', 'Dee Four 2'],
      ab,
    ],
    [
      'of authblk without numbers',
      [r`\author{Ada One}\author{Bob Two}\affil{University A}\author{Cyd Three}\affil{Lab B}`],
      ['Ada One 1', 'Bob Two 1', 'Cyd Three 2'],
      ab,
    ],
    [
      'of authblk with addresses behind an institution',
      [
        r`\author{Ada One}\author{Bob Two}\affil{University A \authorcr \{ada,bob\}@a.org}`,
        r`\author{Cyd Three}\affil{Lab B}`,
      ],
      ['Ada One 1 <ada@a.org>', 'Bob Two 1 <bob@a.org>', 'Cyd Three 2'],
      ab,
    ],
    [
      'of the IEEE',
      [
        r`\author{\IEEEauthorblockN{Ada One}\IEEEauthorblockA{\textit{University A}\\ada@a.org}`,
        r`\and\IEEEauthorblockN{Bob Two and Cyd Three}\IEEEauthorblockA{\textit{Lab B}\\ \{bob,cyd\}@b.org}}`,
      ],
      ['Ada One 1 <ada@a.org>', 'Bob Two 2 <bob@b.org>', 'Cyd Three 2 <cyd@b.org>'],
      ab,
    ],
    [
      'of the IEEE with marks',
      [
        r`\author{\IEEEauthorblockN{Ada One\IEEEauthorrefmark{1}, Bob Two\IEEEauthorrefmark{1}\IEEEauthorrefmark{2}}`,
        r`\IEEEauthorblockA{\IEEEauthorrefmark{1}University A\\Town\\Email: ada@a.org}\IEEEauthorblockA{\IEEEauthorrefmark{2}Lab B}}`,
      ],
      ['Ada One 1 <ada@a.org>', 'Bob Two 1,2'],
      ['University A, Town', 'Lab B'],
    ],
    [
      'of ACM',
      [
        r`\author{Ada One}\authornote{Both authors contributed equally.}\email{ada@a.org}\orcid{0000-0002-1825-0097}`,
        r`\affiliation{\institution{University A}\city{Town}\country{Land}}`,
        r`\author{Bob Two}\authornotemark[1]\affiliation{\department{Skies}\institution{Lab B}}`,
      ],
      ['Ada One 1 = <ada@a.org> 0000-0002-1825-0097', 'Bob Two 2 ='],
      ['University A', 'Skies, Lab B'],
    ],
    [
      'of ICML',
      [
        r`\icmlsetsymbol{equal}{*}\icmlsetsymbol{core}{\textdagger}\twocolumn[\icmltitle{T}\begin{icmlauthorlist}\icmlauthor{Ada One}{a,equal}`,
        r`\icmlauthor{Bob Two}{a,b,equal}\icmlauthor{Cyd Three}{b,core}\end{icmlauthorlist}\icmlaffiliation{a}{University A}`,
        r`\icmlaffiliation{b}{Lab B}\icmlcorrespondingauthor{Cyd Three}{cyd@b.org}] \printAffiliationsAndNotice{\icmlEqualContribution $^\dagger$Core contribution}`,
      ],
      ['Ada One 1 =', 'Bob Two 1,2 =', 'Cyd Three 2 + <cyd@b.org> (Core contribution)'],
      ab,
    ],
    [
      "of Springer's lecture notes",
      [
        r`\author{Ada One\inst{1}\orcidID{0000-0002-1825-0097} \and Bob Two\inst{1,2}}`,
        r`\institute{University A \and Lab B\\ \email{bob@b.org}}`,
      ],
      ['Ada One 1 0000-0002-1825-0097', 'Bob Two 1,2'],
      ab,
    ],
    [
      'of Springer Nature',
      [
        r`\author*[1]{\fnm{Ada} \sur{One}}\email{ada@a.org}\equalcont{These authors contributed equally to this work.}`,
        r`\author[1,2]{\fnm{Bob} \sur{Two}}\affil*[1]{\orgdiv{Skies}, \orgname{University A}, \orgaddress{\city{Town}}}\affil[2]{\orgname{Lab B}}`,
      ],
      ['Ada One 1 = <ada@a.org>', 'Bob Two 1,2'],
      ['Skies, University A', 'Lab B'],
    ],
    [
      'of Elsevier',
      [
        r`\author[a]{Ada One\corref{c}}\ead{ada@a.org}\author[a,b]{Bob Two}\cortext[c]{Corresponding author.}`,
        r`\affiliation[a]{organization={University A}, city={Town}}\address[b]{Lab B}`,
      ],
      ['Ada One 1 + <ada@a.org>', 'Bob Two 1,2'],
      ab,
    ],
    [
      'of AAAI',
      [
        r`\author{Ada One\textsuperscript{\rm 1}\equalcontrib, Bob Two\textsuperscript{\rm 1,\rm 2}}`,
        r`\affiliations{\textsuperscript{\rm 1}University A\\ \textsuperscript{\rm 2}Lab B\\ ada@a.org}`,
      ],
      ['Ada One 1 = <ada@a.org>', 'Bob Two 1,2'],
      ab,
    ],
    [
      'with links and commands of their own',
      [
        r`\newcommand{\aff}[1]{$^{#1}$}\author{\href{https://one.org}{Ada One}\aff{1} \and \textbf{Bob Two}\aff{2}\\ \aff{1}University A\\ \aff{2}Lab B}`,
      ],
      ['Ada One 1 https://one.org', 'Bob Two 2'],
      ab,
    ],
  ])('%s', (_, lines, authors, organizations) => {
    const found = peopleOf(...lines);
    expect(found).toEqual({ authors, organizations, notes: [] });
  });

  it('whose marks lead nowhere are told of', () => {
    const { authors, notes } = peopleOf(r`\author{Ada One$^{3}$ \\ $^1$University A}`);
    expect(authors).toEqual(['Ada One']);
    expect(notes).toEqual(['main.tex:3:1 nothing says what the mark 3 of Ada One stands for']);
  });

  it('that are not there are told of', () => {
    expect(peopleOf('')).toMatchObject({
      authors: [],
      notes: ['main.tex:1:1 no authors were found'],
    });
  });
});
