import { marks } from '../text/marked-text.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Commands whose argument is text like that around it. */
export const plainArgument =
  words(`textrm textsf textnormal textup textmd textsc text mbox hbox fbox uppercase lowercase
  MakeUppercase MakeLowercase centerline textcolor colorbox makebox framebox scalebox resizebox raisebox rotatebox parbox
  shortstack makecell thead adjustbox enquote natexlab smash textnohyphens hl IEEEmembership`);

/** Commands whose argument stands between two signs or elements. */
export const enclosing: Readonly<Record<string, readonly [string, string]>> = {
  textbf: [marks.strong, marks.endStrong],
  emph: [marks.emphasis, marks.endEmphasis],
  textit: [marks.emphasis, marks.endEmphasis],
  textsl: [marks.emphasis, marks.endEmphasis],
  underline: ['<u>', '</u>'],
  uline: ['<u>', '</u>'],
  ul: ['<u>', '</u>'],
  sout: ['<s>', '</s>'],
  st: ['<s>', '</s>'],
  textsuperscript: ['<sup>', '</sup>'],
  textsubscript: ['<sub>', '</sub>'],
};

/** Commands that change the rest of their group. */
export const declarations: Readonly<Record<string, readonly [string, string]>> = {
  bf: [marks.strong, marks.endStrong],
  bfseries: [marks.strong, marks.endStrong],
  it: [marks.emphasis, marks.endEmphasis],
  itshape: [marks.emphasis, marks.endEmphasis],
  em: [marks.emphasis, marks.endEmphasis],
  sl: [marks.emphasis, marks.endEmphasis],
  slshape: [marks.emphasis, marks.endEmphasis],
};

/** Commands about looks, of which a page has its own: nothing that a reader reads goes with them. */
export const layout =
  words(`tt ttfamily sf sffamily rm rmfamily sc scshape md mdseries upshape normalfont selectfont tiny
  scriptsize footnotesize small normalsize large Large LARGE huge Huge color rowcolor cellcolor rule hspace vspace vskip hskip
  hfill vfill hrulefill dotfill smallskip medskip bigskip noindent indent centering raggedright raggedleft flushleft
  flushright clearpage cleardoublepage newpage pagebreak nopagebreak linebreak nolinebreak break nobreak allowbreak protect
  relax phantomsection sloppy fussy maketitle appendix label bibliographystyle pagestyle thispagestyle setcounter
  addtocounter linespread addcontentsline markboth balance raggedbottom flushbottom frenchspacing onecolumn null strut
  hyphenation nocite tableofcontents listoffigures listoftables FloatBarrier looseness vfil hfil phantom hphantom vphantom
  icmltitlerunning printAffiliationsAndNotice settopmatter setcopyright copyrightyear acmYear acmDOI acmISBN acmConference
  acmBooktitle acmJournal acmVolume acmNumber acmArticle acmMonth acmPrice received ccsdesc IEEEpeerreviewmaketitle
  IEEEdisplaynontitleabstractindextext IEEEoverridecommandlockouts authorrunning titlerunning shortauthors toprule midrule
  bottomrule hline cline cmidrule addlinespace specialrule usepackage documentclass RequirePackage makeatletter makeatother
  graphicspath addbibresource bibliography printbibliography leavevmode ignorespaces unskip xspace titleformat iclrfinalcopy
  cvprfinalcopy iccvfinalcopy captionlistentry citestyle theoremstyle today if fi and footnoterule begingroup endgroup`);

/** Commands that stand for a text. */
export const phrases: Readonly<Record<string, string>> = {
  ie: `${marks.emphasis}i.e${marks.endEmphasis}${marks.onlyStop}`,
  eg: `${marks.emphasis}e.g${marks.endEmphasis}${marks.onlyStop}`,
  Ie: `${marks.emphasis}I.e${marks.endEmphasis}${marks.onlyStop}`,
  Eg: `${marks.emphasis}E.g${marks.endEmphasis}${marks.onlyStop}`,
  cf: `${marks.emphasis}cf${marks.endEmphasis}${marks.onlyStop}`,
  etc: `${marks.emphasis}etc${marks.endEmphasis}${marks.onlyStop}`,
  vs: `${marks.emphasis}vs${marks.endEmphasis}${marks.onlyStop}`,
  wrt: `w.r.t${marks.onlyStop}`,
  etal: `${marks.emphasis}et al${marks.endEmphasis}${marks.onlyStop}`,
  onedot: marks.onlyStop,
  icmlEqualContribution: 'Equal contribution',
  figurename: 'Figure',
  tablename: 'Table',
  abstractname: 'Abstract',
  refname: 'References',
  par: marks.paragraph,
  endgraf: marks.paragraph,
  xspace: marks.spaceBeforeWord,
  quad: ' ',
  qquad: ' ',
  enspace: ' ',
  thinspace: '\u202f',
  space: ' ',
  nobreakspace: '\u00a0',
  ',': '\u202f',
  ' ': ' ',
  '\n': ' ',
  ';': ' ',
  ':': ' ',
  '!': '',
  '/': '',
  '-': '',
  '@': '',
};

/** Commands that mean the same here, whatever a paper's own files say they are. */
export const fixed = words('xspace onedot');

export const citing =
  words(`cite citep citet citealp citealt Citep Citet parencite textcite autocite footcite citeauthor
  citeyear citeyearpar fullcite`);

export const referring = words('ref eqref cref Cref autoref pageref nameref vref');

/** Environments that only arrange what they hold. */
export const arranging =
  words(`center flushleft flushright minipage small footnotesize scriptsize tiny large spacing
  multicols adjustbox quotation quote document sloppypar titlepage singlespace onehalfspace doublespace`);
