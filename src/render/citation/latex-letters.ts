/** Accent commands and the Unicode marks that follow a letter. */
export const accents: Readonly<Record<string, string>> = {
  '`': '\u0300',
  "'": '\u0301',
  '^': '\u0302',
  '~': '\u0303',
  '=': '\u0304',
  u: '\u0306',
  '.': '\u0307',
  '"': '\u0308',
  h: '\u0309',
  r: '\u030a',
  H: '\u030b',
  v: '\u030c',
  U: '\u030e',
  G: '\u030f',
  f: '\u0311',
  d: '\u0323',
  textdotbelow: '\u0323',
  textcommabelow: '\u0326',
  c: '\u0327',
  textcedilla: '\u0327',
  k: '\u0328',
  textogonek: '\u0328',
  b: '\u0331',
  textmacronbelow: '\u0331',
  t: '\u0361',
};

const table = (words: string): Readonly<Record<string, string>> => {
  const signs = words.trim().split(/\s+/);
  return Object.fromEntries(
    signs.flatMap((name, index) => (index % 2 === 0 ? [[name, signs[index + 1] ?? '']] : [])),
  );
};

/** Commands that stand for a letter or sign. */
export const letters = table(`
  aa å AA Å ae æ AE Æ oe œ OE Œ o ø O Ø l ł L Ł ss ß SS SS i ı j ȷ
  dh ð DH Ð dj đ DJ Đ th þ TH Þ ng ŋ NG Ŋ ij ĳ IJ Ĳ textschwa ə texteth ð textthorn þ
  textcrd đ textcrh ħ texthbar ħ textinit ʻ textturnedcomma ʻ okina ʻ cprime ʹ cdprime ʺ
  textendash – textemdash — textquoteleft ‘ textquoteright ’ textquotesingle ' textquotedblleft “
  textquotedblright ” textquotedbl " quotesinglbase ‚ quotedblbase „ guillemotleft « guillemotright »
  guillemetleft « guillemetright » guilsinglleft ‹ guilsinglright › lq ‘ rq ’ textasciigrave \`
  textasciitilde ~ textasciicircum ^ textbackslash \\ textunderscore _ textbar | textless <
  textgreater > textbraceleft { textbraceright } textdollar $ textpercent % slash /
  textregistered ® texttrademark ™ textcopyright © copyright © textdegree ° degree °
  textordfeminine ª textordmasculine º textonehalf ½ textonequarter ¼ textthreequarters ¾
  textexclamdown ¡ textquestiondown ¿ textsection § S § textparagraph ¶ P ¶ textmu µ
  textsterling £ pounds £ texteuro € euro € textyen ¥ textcent ¢ textbullet • textperiodcentered ·
  textdagger † dag † textdaggerdbl ‡ ddag ‡ textellipsis … ldots … dots … textnumero №
  texttimes × textpm ± textrightarrow → textleftarrow ← textminus − textasteriskcentered *
  TeX TeX LaTeX LaTeX LaTeXe LaTeX BibTeX BibTeX XeTeX XeTeX LuaTeX LuaTeX`);

/** Commands of fonts and layout, which leave what they are applied to as it is. */
export const transparent: ReadonlySet<string> = new Set(
  `textbf textit textsl textsc textrm textsf texttt textup textmd textnormal emph uppercase lowercase
  mathrm mathbf mathit mathsf mathtt text mbox hbox ensuremath protect relax xspace noopsort textnohyphens
  em it bf sc sl rm tt sf bfseries itshape scshape slshape rmfamily ttfamily sffamily upshape mdseries
  normalfont tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge underline uline
  nobreak allowbreak hskip penalty natexlab BibTeXnoopsort enquote selectfont normalsize`
    .trim()
    .split(/\s+/),
);

/** Signs behind a backslash that stand for a space, or for a place where a word may be broken. */
export const spaces: Readonly<Record<string, string>> = {
  ' ': ' ',
  '\n': ' ',
  '\t': ' ',
  ',': ' ',
  ':': ' ',
  ';': ' ',
  '>': ' ',
  '\\': ' ',
  '!': '',
  '-': '',
  '/': '',
  '@': '',
};
