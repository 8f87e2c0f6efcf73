import katex, { type MacroDefinition } from 'katex';
import { textOf } from './macros.ts';
import { ForbiddenCommand } from './problems.ts';

/**
 * Commands that papers use and KaTeX lacks, from packages and from LaTeX itself: what they stand for in
 * KaTeX's own. `#1` is the first argument.
 */
const standIns: Readonly<Record<string, string>> = {
  // Boxes and lengths, which a page sets its own way.
  '\\mbox': '\\text{#1}',
  '\\parbox': '\\@ignoreOptions\\@secondText',
  '\\makebox': '\\@ignoreOptions\\text',
  '\\framebox': '\\@ignoreOptions\\fbox',
  '\\resizebox': '\\@ifstar\\@thirdText\\@thirdText',
  '\\scalebox': '\\@ignoreOptions\\@secondText',
  '\\adjustbox': '\\@secondText',
  '\\reflectbox': '\\text{#1}',
  '\\@secondText': '\\@secondoftwo{#1}{\\text{#2}}',
  '\\@thirdText': '\\@secondoftwo{#1#2}{\\text{#3}}',
  '\\hfill': '\\quad',
  '\\hfil': '\\quad',
  '\\hss': '',
  '\\null': '',
  '\\strut': '\\vphantom{(}',
  '\\centerline': '\\text{#1}',
  '\\lefteqn': '\\mathrlap{\\displaystyle{#1}}',
  '\\mathmakebox': '\\@ignoreOptions{}',
  '\\shortintertext': '\\intertext{#1}',
  '\\intertext': '\\mathrlap{\\text{#1}}\\notag\\\\',
  '\\rotatebox': '\\@ignoreOptions\\@secondText',
  '\\shortstack': '\\@ignoreOptions\\substack',
  '\\mathcenter': '#1',
  '\\mspace': '\\mskip#1',
  '\\smashoperator': '\\@ignoreOptions{}',
  '\\adjustlimits': '',
  '\\displaylimits': '',
  '\\skew': '\\@gobble{#1}',
  '\\qed': '\\quad\\square',
  '\\qedhere': '\\quad\\square',
  '\\sisetup': '\\@gobble{#1}',
  '\\Aboxed': '\\boxed{#1}',
  '\\require': '\\@gobble{#1}',
  '\\xspace': '',
  '\\ensuremath': '\\TextOrMath{$#1$}{#1}',
  '\\protect': '',
  '\\noindent': '',
  '\\centering': '',
  '\\smallskip': '',
  '\\medskip': '',
  '\\bigskip': '',
  '\\newpage': '',
  '\\pagebreak': '',
  '\\displaybreak': '',
  '\\allowdisplaybreaks': '',
  '\\linebreak': '',
  '\\nolinebreak': '',
  '\\samepage': '',
  '\\selectfont': '',
  '\\unskip': '',
  '\\ignorespaces': '',
  '\\vspace': '\\@ifstar\\@gobble\\@gobble',
  '\\setlength': '\\@secondoftwo{#1#2}{}',
  '\\addtolength': '\\@secondoftwo{#1#2}{}',
  '\\fontsize': '\\@secondoftwo{#1#2}{}',
  '\\numberwithin': '\\@secondoftwo{#1#2}{}',
  '\\cellcolor': '\\@ignoreOptions\\@gobble',
  '\\rowcolor': '\\@ignoreOptions\\@gobble',
  '\\@gobble': '\\@secondoftwo{#1}{}',

  // Fonts.
  '\\bfseries': '\\bf',
  '\\itshape': '\\it',
  '\\slshape': '\\it',
  '\\sl': '\\it',
  '\\em': '\\it',
  '\\mit': '\\it',
  '\\ttfamily': '\\tt',
  '\\sffamily': '\\sf',
  '\\rmfamily': '\\rm',
  '\\upshape': '\\rm',
  '\\normalfont': '\\rm',
  '\\mdseries': '\\rm',
  '\\boldmath': '\\bf',
  '\\unboldmath': '',
  '\\textsl': '\\textit{#1}',
  '\\mathup': '\\mathrm{#1}',
  '\\mathbold': '\\boldsymbol{#1}',
  '\\mathbfit': '\\boldsymbol{#1}',
  '\\mathbfcal': '\\boldsymbol{\\mathcal{#1}}',
  '\\mathbfscr': '\\boldsymbol{\\mathscr{#1}}',
  '\\mathpzc': '\\mathcal{#1}',
  '\\EuScript': '\\mathcal{#1}',
  '\\mathbfss': '\\boldsymbol{\\mathsf{#1}}',
  '\\mathlarger': '{\\large #1}',
  '\\mathrsfs': '\\mathscr{#1}',
  '\\mathbbmss': '\\mathbb{#1}',
  '\\mathbbm': '\\mathbb{#1}',
  '\\mathbbold': '\\mathbb{#1}',
  '\\mathds': '\\mathbb{#1}',
  '\\vmathbb': '\\mathbb{#1}',
  '\\symbb': '\\mathbb{#1}',
  '\\symbf': '\\mathbf{#1}',
  '\\symcal': '\\mathcal{#1}',
  '\\symscr': '\\mathscr{#1}',
  '\\symfrak': '\\mathfrak{#1}',
  '\\symrm': '\\mathrm{#1}',
  '\\symup': '\\mathrm{#1}',
  '\\symit': '\\mathit{#1}',
  '\\symsf': '\\mathsf{#1}',
  '\\symtt': '\\mathtt{#1}',

  // Fractions, accents, arrows, and symbols.
  '\\nicefrac': '\\TextOrMath{$\\@slanted{#1}{#2}$}{\\@slanted{#1}{#2}}',
  '\\sfrac': '\\TextOrMath{$\\@slanted{#1}{#2}$}{\\@slanted{#1}{#2}}',
  '\\xfrac': '\\@slanted{#1}{#2}',
  '\\@slanted': '{}^{#1}\\mkern-2mu/\\mkern-1mu{}_{#2}',
  '\\splitfrac': '\\genfrac{}{}{0pt}{}{#1\\hphantom{#2}}{\\hphantom{#1}#2}',
  '\\widebar': '\\overline{#1}',
  '\\overbar': '\\overline{#1}',
  '\\wideparen': '\\overgroup{#1}',
  '\\accentset': '\\overset{#1}{#2}',
  '\\underaccent': '\\underset{#1}{#2}',
  '\\underbar': '\\underline{#1}',
  '\\uline': '\\underline{#1}',
  '\\ul': '\\underline{#1}',
  '\\st': '\\sout{#1}',
  '\\slashed': '\\mathrlap{\\mkern2mu/}{#1}',
  '\\overparen': '\\overgroup{#1}',
  '\\overarc': '\\overgroup{#1}',
  '\\vv': '\\overrightarrow{#1}',
  '\\lvec': '\\overleftarrow{#1}',
  '\\overunderset': '\\overset{#1}{\\underset{#2}{#3}}',
  '\\underoverset': '\\underset{#1}{\\overset{#2}{#3}}',
  '\\stackunder': '\\underset{#2}{#1}',
  '\\cancelto': '\\overset{#1}{\\cancel{#2}}',
  '\\stackbin': '\\mathbin{\\overset{#1}{#2}}',
  '\\prescript': '{}_{#2}^{#1}#3',
  '\\leftidx': '{}#1#2#3',
  '\\sideset': '{\\vphantom{#3}}#1#3#2',
  '\\textsuperscript': '\\TextOrMath{$^{\\text{#1}}$}{^{\\text{#1}}}',
  '\\textsubscript': '\\TextOrMath{$_{\\text{#1}}$}{_{\\text{#1}}}',
  '\\bigtimes': '\\mathop{\\Large\\times}',
  '\\bigast': '\\mathop{\\Large\\ast}',
  '\\iddots':
    '\\mathinner{\\kern1mu\\raisebox{1pt}{.}\\kern2mu\\raisebox{4pt}{.}\\kern2mu\\raisebox{7pt}{.}\\kern1mu}',
  '\\adots': '\\iddots',
  '\\hdots': '\\ldots',
  '\\textbullet': '\\TextOrMath{$\\bullet$}{\\bullet}',
  '\\texttimes': '\\TextOrMath{$\\times$}{\\times}',
  '\\textrightarrow': '\\TextOrMath{$\\rightarrow$}{\\rightarrow}',
  '\\textuparrow': '\\TextOrMath{$\\uparrow$}{\\uparrow}',
  '\\textdownarrow': '\\TextOrMath{$\\downarrow$}{\\downarrow}',
  '\\textpm': '\\TextOrMath{$\\pm$}{\\pm}',
  '\\textmu': '\\TextOrMath{$\\mu$}{\\mu}',
  '\\slash': '/',
  '\\textbar': '|',
  '\\vartriangleq': '\\triangleq',
  '\\eqdef': '\\overset{\\tiny\\text{def}}{=}',
  '\\indep': '\\mathrel{\\perp\\mkern-9.5mu\\perp}',
  '\\independent': '\\mathrel{\\perp\\mkern-9.5mu\\perp}',
  '\\Perp': '\\mathrel{\\perp\\mkern-9.5mu\\perp}',
  '\\relbar': '\\mathrel{-}',
  '\\joinrel': '\\mathrel{\\mkern-3mu}',
  '\\lambdabar': '\\bar{\\lambda}',
  '\\mathsection': '\\text{\\S}',
  '\\iiiint': '\\int\\!\\!\\!\\int\\!\\!\\!\\int\\!\\!\\!\\int',
  '\\idotsint': '\\int\\!\\cdots\\!\\int',
  '\\fint': '\\mathop{\\rlap{\\kern0.15em-}\\int}',
  '\\dashint': '\\mathop{\\rlap{\\kern0.15em-}\\int}',
  '\\bbone': '\\mathbb{1}',
  '\\i': '\\imath',
  '\\j': '\\jmath',
  '\\euro': '\\text{€}',
  '\\texteuro': '\\text{€}',
  '\\textquoteright': '\\text{’}',
  '\\textquoteleft': '\\text{‘}',
  '\\ohm': '\\Omega',
  '\\micro': '\\text{µ}',
  '\\toprule': '\\hline',
  '\\midrule': '\\hline',
  '\\bottomrule': '\\hline',

  // physics and braket: brackets that grow with what they hold.
  '\\abs': '\\@ifstar\\@abs\\@abs',
  '\\@abs': '\\left\\lvert{#1}\\right\\rvert',
  '\\norm': '\\@ifstar\\@norm\\@norm',
  '\\@norm': '\\left\\lVert{#1}\\right\\rVert',
  '\\floor': '\\left\\lfloor{#1}\\right\\rfloor',
  '\\ceil': '\\left\\lceil{#1}\\right\\rceil',
  '\\order': '\\mathcal{O}\\left(#1\\right)',
  '\\eval': '\\left.{#1}\\right|',
  '\\comm': '\\left[#1,#2\\right]',
  '\\acomm': '\\left\\{#1,#2\\right\\}',
  '\\expval': '\\left\\langle{#1}\\right\\rangle',
  '\\ev': '\\left\\langle{#1}\\right\\rangle',
  '\\mel': '\\left\\langle#1\\middle|#2\\middle|#3\\right\\rangle',
  '\\ketbra': '\\left|#1\\right\\rangle\\!\\left\\langle#2\\right|',
  '\\ip': '\\left\\langle#1\\middle|#2\\right\\rangle',
  '\\op': '\\left|#1\\right\\rangle\\!\\left\\langle#2\\right|',
  '\\outerproduct': '\\op{#1}{#2}',
  '\\dyad': '\\op{#1}{#2}',
  '\\pqty': '\\left(#1\\right)',
  '\\bqty': '\\left[#1\\right]',
  '\\Bqty': '\\left\\{#1\\right\\}',
  '\\vqty': '\\left|#1\\right|',
  '\\evaluated': '\\eval{#1}',
  '\\gradient': '\\nabla',
  '\\dotproduct': '\\cdot',
  '\\crossproduct': '\\times',
  '\\cp': '\\times',
  '\\Res': '\\operatorname{Res}',
  '\\innerproduct': '\\left\\langle#1\\middle|#2\\right\\rangle',
  '\\dv': '\\@derivative{\\mathrm{d}}',
  '\\pdv': '\\@derivative{\\partial}',
  '\\fdv': '\\@derivative{\\delta}',
  '\\dd': '\\mathop{}\\!\\mathrm{d}',
  '\\grad': '\\nabla',
  '\\curl': '\\nabla\\times',
  '\\divergence': '\\nabla\\cdot',
  '\\laplacian': '\\nabla^2',
  '\\vb': '\\@ifstar\\boldsymbol\\mathbf',
  '\\va': '\\vec{\\mathbf{#1}}',
  '\\vu': '\\hat{\\mathbf{#1}}',
  '\\vdot': '\\cdot',
  '\\cross': '\\times',
  '\\qq': '\\quad\\text{#1}\\quad',
  '\\Tr': '\\operatorname{Tr}',
  '\\tr': '\\operatorname{tr}',
  '\\sgn': '\\operatorname{sgn}',
  '\\rank': '\\operatorname{rank}',
  '\\diag': '\\operatorname{diag}',
};

/** Upright Greek, of upgreek and unicode-math: KaTeX has the slanted letters alone. */
const upright = Object.fromEntries(
  `alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi
  omega varepsilon vartheta varpi varrho varsigma varphi`
    .split(/\s+/)
    .map((letter) => [`\\up${letter}`, `\\${letter}`]),
);

const commands: Readonly<Record<string, MacroDefinition>> = {
  ...standIns,
  ...upright,
  '\\textsc': (context) => {
    const written = textOf(context.consumeArg().tokens).replaceAll('#', '##');
    const small = written.replace(
      /(?<!\\[a-zA-Z]*)\p{Ll}+/gu,
      (letters) => `{\\footnotesize ${letters.toUpperCase()}}`,
    );
    return `\\html@mathml{\\text{${small}}}{\\text{${written}}}`;
  },
  // KaTeX's blackboard letters are capitals; the one that stands for an indicator is drawn of two strokes.
  '\\mathbb': (context) => {
    const written = textOf(context.consumeArg().tokens);
    if (written === '1')
      return '\\html@mathml{\\mathord{\\mathrm{1}\\mkern-4.5mu\\mathrm{I}}}{\\text{𝟙}}';
    return `\\Bbb{${written.replaceAll('#', '##')}}`;
  },
  // A command without the options in brackets that follow it, which mean nothing here.
  '\\@ignoreOptions': (context) => {
    const command = textOf(context.consumeArg().tokens);
    for (context.consumeSpaces(); context.future().text === '['; context.consumeSpaces()) {
      context.popToken();
      context.consumeArg([']']);
    }
    return command;
  },
  // \@derivative{d}[order]{of}{by}, or {by} alone.
  '\\@derivative': (context) => {
    const [sign = []] = context.consumeArgs(1);
    const d = textOf(sign);
    context.consumeSpaces();
    let order = '';
    if (context.future().text === '[') {
      context.popToken();
      order = `^{${textOf(context.consumeArg([']']).tokens)}}`;
    }
    const of = textOf(context.consumeArg().tokens);
    context.consumeSpaces();
    const by = context.future().text === '{' ? textOf(context.consumeArg().tokens) : undefined;
    const [above, below] = by === undefined ? ['', of] : [of, by];
    return `\\frac{${d}${order}${above}}{${d} ${below}${order}}`.replaceAll('#', '##');
  },
  '\\ding': (context) => {
    const number = textOf(context.consumeArg().tokens);
    const sign = dingbats[number];
    if (sign === undefined)
      throw new katex.ParseError(`Undefined control sequence: \\ding{${number}}`);
    return sign;
  },
};

// These write to the console of whoever builds the page.
for (const command of ['\\message', '\\errmessage', '\\show', '\\showthe', '\\typeout'])
  katex.__defineMacro(command, () => {
    throw new ForbiddenCommand(command);
  });

const dingbats: Readonly<Record<string, string>> = {
  '51': '\\checkmark',
  '52': '\\checkmark',
  '55': '\\times',
  '56': '\\times',
};

for (const [name, body] of Object.entries(commands)) katex.__defineMacro(name, body);
