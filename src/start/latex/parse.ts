import type * as Ast from '@unified-latex/unified-latex-types';
import { getParser } from '@unified-latex/unified-latex-util-parse';
import { printRaw } from '@unified-latex/unified-latex-util-print-raw';
import type { Definitions } from './definitions.ts';

export type Node = Ast.Node;
export type Macro = Ast.Macro;
export type Environment = Ast.Environment;

/** Arguments of commands, as xparse writes them: those that the parser does not know, or knows otherwise. */
const commands: Readonly<Record<string, string>> = {
  m: `IEEEauthorblockN IEEEauthorblockA IEEEauthorrefmark IEEEmembership IEEEcompsocitemizethanks icmltitle
    icmltitlerunning icmlkeywords printAffiliationsAndNotice thanks blfootnote email orcid orcidID orcidlink inst institute
    authornote institution department city state country streetaddress postcode position corref fnref tnoteref fnm sur
    equalcont orgdiv orgname orgaddress orgfull keywords homepage altaffiliation authorrunning titlerunning
    abstract cref Cref autoref eqref ref pageref nameref vref url nolinkurl path num si ang ce hl st ul sout uline
    underline textbf textit emph texttt textsc textsf textrm textup textsl textmd textnormal text mbox hbox fbox ensuremath
    textsuperscript textsubscript enquote uppercase lowercase MakeUppercase MakeLowercase centerline label tag bibliography
    bibliographystyle graphicspath nocite date subtitle ccsdesc settopmatter acmConference acmBooktitle acmYear acmDOI acmISBN
    acmJournal acmVolume acmNumber acmArticle acmMonth acmPrice setcopyright copyrightyear received pagestyle thispagestyle
    linespread vskip cline hphantom vphantom phantom teaser shortauthors affiliationslist nocaption usetikzlibrary
    citestyle theoremstyle authorsnote projectpage`,
  'o m': `affiliationx fntext cortext ead address tnotetext footnote footnotetext shortstack cellcolor rowcolor color hyperref
    usepackage RequirePackage documentclass addbibresource bibitem titlex IEEEspecialpapernotice`,
  's o m': `adjincludegraphics includesvg title author affil affiliation section subsection subsubsection paragraph subparagraph caption chapter`,
  'o o m': `cite citep citet citealp citealt Citep Citet parencite textcite autocite footcite citeauthor citeyear citeyearpar
    fullcite subfloat subfigure makebox framebox Description`,
  'm m': `icmlauthor icmlaffiliation icmlcorrespondingauthor icmlsetsymbol href texorpdfstring hyperlink hypertarget
    setcounter addtocounter PassOptionsToPackage IEEEPARstart fancyhead markboth adjustbox captionlistentry`,
  'm m m': 'multicolumn addcontentsline specialrule titleformat',
  's m': 'hspace vspace',
  o: 'footnotemark authornotemark addlinespace twocolumn printbibliography toprule midrule bottomrule',
  'o m m': 'mintinline textcolor colorbox rule rotatebox lettrine qty',
  'o m o m': 'SI',
  'm o m': 'captionof scalebox',
  's m m m': 'resizebox',
  'm o o m': 'raisebox',
  'o o o m m': 'parbox',
  'o m o m o m': 'multirow',
  's o o m': 'makecell thead',
  's o m o o m': 'subcaptionbox',
  'o d() m': 'cmidrule',
};

const environments: Readonly<Record<string, string>> = {
  'o o o m': 'minipage subfigure subtable',
  'o m': 'tabular overpic',
  'm o m': 'tabularx tabular* tabulary',
  'o m o m': 'wrapfigure wraptable',
  m: 'thebibliography adjustbox spacing multicols',
  o: 'teaserfigure algorithm proof',
};

/** Names that mean a part of a paper, whatever its author makes of their looks. */
export const structural: ReadonlySet<string> = new Set(
  `${commands.m} ${commands['s o m']} ${commands['o o m']} ${commands['m m']} ${commands['m m m']} ${commands['o m']}
    includegraphics and And AND maketitle appendix item footnotemark twocolumn label SI qty num multirow cmidrule`.split(
    /\s+/,
  ),
);

const named = (table: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(table).flatMap(([signature, names]) =>
      names.split(/\s+/).map((name) => [name, { signature }]),
    ),
  );

/** A parser of LaTeX that knows the arguments of an author's commands. */
export function parserFor(definitions: Definitions): (text: string) => Node[] {
  const own = [...definitions.values()]
    .filter(({ name }) => !structural.has(name))
    .map(({ name, arguments: count, default: optional }): [string, { signature: string }] => {
      const mandatory = Array<string>(optional === undefined ? count : count - 1).fill('m');
      return [
        name,
        { signature: [...(optional === undefined ? [] : ['o']), ...mandatory].join(' ') },
      ];
    });
  const parser = getParser({
    macros: { ...named(commands), ...Object.fromEntries(own) },
    environments: named(environments),
    flags: { autodetectExpl3AndAtLetter: false },
  });
  return (text) => parser.parse(text).content;
}

/** Whether a node is a command, of one of these names if some are given. */
export const isMacro = <Name extends string = string>(
  node: Node | undefined,
  ...names: Name[]
): node is Macro & { content: Name } =>
  node?.type === 'macro' && (names.length === 0 || names.some((name) => name === node.content));

/** Name of an environment; of a formula's too, where the parser gives a node for it. */
export function environmentName(node: Node): string {
  if (node.type !== 'environment' && node.type !== 'mathenv') return '';
  return typeof node.env === 'string' ? node.env : printRaw(node.env);
}

type WithArguments = Extract<Node, { args?: Ast.Argument[] }>;

/** What stands in braces behind a command or the beginning of an environment: the first, or the one of that place. */
export const braced = (node: WithArguments, index = 0): Node[] =>
  (node.args ?? []).filter(({ openMark }) => openMark === '{')[index]?.content ?? [];

/** The last one in braces: what a command is about. */
export const lastBraced = (node: WithArguments): Node[] =>
  (node.args ?? []).findLast(({ openMark }) => openMark === '{')?.content ?? [];

/** What stands in the first brackets. */
export const bracketed = (node: WithArguments): Node[] | undefined =>
  node.args?.find(({ openMark }) => openMark === '[')?.content;

/** LaTeX as it is written. */
export const raw = (nodes: Node | readonly Node[]): string =>
  printRaw(Array.isArray(nodes) ? [...nodes] : (nodes as Node));
