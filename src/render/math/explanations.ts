/** What is wrong with a formula, and what to write instead. */
interface Words {
  message: string;
  hint: string;
}

const inBraces = 'count the braces: every { needs its }';

const explanations: [RegExp, (found: string, other: string) => Words][] = [
  [
    /^Undefined control sequence: (.+)/,
    (command) => ({ message: `unknown LaTeX command ${command}`, hint: commandHint(command) }),
  ],
  [
    /^No such environment: (.+)/,
    (name) => ({ message: `unknown LaTeX environment "${name}"`, hint: environmentHint(name) }),
  ],
  [
    /^No such \\end\{(.+)\}/,
    (name) => ({
      message: `\\begin{${name}} has no \\end{${name}}`,
      hint: `write \\end{${name}} where it ends`,
    }),
  ],
  [
    /^\{(.+)\} can be used only in display mode/,
    (name) => ({
      message: `${name} cannot stand in a line of text`,
      hint: `write it between $$ and $$, or as \\begin{${name}} ... \\end{${name}} alone`,
    }),
  ],
  [
    /^\\tag works only in display/,
    () => ({
      message: 'a formula in a line of text has no number',
      hint: 'write \\label and \\tag in displayed formulas: between $$ and $$, or \\[ and \\]',
    }),
  ],
  [
    /^Multiple \\tag/,
    () => ({ message: 'two \\tag in one row', hint: 'keep one; \\\\ begins the next row' }),
  ],
  [
    /^Mismatch: \\begin\{(.+)\} matched by \\end\{(.+)\}/,
    (begun, ended) => ({
      message: `\\begin{${begun}} is closed by \\end{${ended}}`,
      hint: 'close environments in the opposite order in which they are opened',
    }),
  ],
  [
    /^Too many tab characters: &/,
    () => ({
      message: 'a row has more & than its environment has columns',
      hint: 'align has any number of them, equation none; \\& shows the sign',
    }),
  ],
  [
    /^Expected & or/,
    () => ({
      message: 'a row ends here, inside of braces or of \\left and \\right',
      hint: 'close what is open before & and \\\\',
    }),
  ],
  [
    /^Can't use function '(.+)' in (math|text) mode/,
    (command, mode) => ({
      message: `${command} cannot stand in ${mode === 'math' ? 'a formula' : 'text'}`,
      hint:
        command === '$'
          ? 'a formula needs no $ inside; \\$ shows the sign'
          : mode === 'math'
            ? `write \\text{${command}}`
            : `write $${command}$ inside of \\text{...}`,
    }),
  ],
  [
    /^Too many expansions/,
    () => ({
      message: 'a macro that this formula uses never comes to an end, or makes it too long',
      hint: 'a macro must not stand in its own replacement; take a long formula apart',
    }),
  ],
  [
    /^Double (superscript|subscript)/,
    (what) => ({
      message: `two ${what}s one after the other`,
      hint:
        what === 'superscript'
          ? 'say which belongs to which with braces: {a^b}^c or a^{b^c}'
          : 'say which belongs to which with braces: {a_b}_c or a_{b_c}',
    }),
  ],
  [
    /^Expected group (?:as argument to|after) '(.+?)'/,
    (command) => ({
      message: `something is missing behind ${command}`,
      hint: 'write it in braces: {...}',
    }),
  ],
  [
    /^Got function '(.+)' with no arguments as/,
    (command) => ({
      message: `${command} needs braces around it here`,
      hint: `write {${command}...}`,
    }),
  ],
  [
    /^Invalid (?:color|delimiter|size|unit)/,
    () => ({
      message: 'this is no colour, delimiter or length that LaTeX knows',
      hint: 'colours are names or #f80, lengths 2em or 3pt, delimiters ( [ \\{ | and their like',
    }),
  ],
  [
    /^Expected '(.+)', got 'EOF'/,
    (token) => ({
      message: `the formula ends where ${token} is expected`,
      hint: token === '}' ? inBraces : `write the ${token} that belongs to what was opened`,
    }),
  ],
  [
    /^Expected '(?:EOF|\}|\\right)', got '(&)'/,
    (sign) => ({
      message: `${sign} stands outside of what has rows and columns`,
      hint: 'write it inside of \\begin{aligned} ... \\end{aligned}; \\& shows the sign &',
    }),
  ],
  [
    /^Expected '(.+), got '/,
    (tokens) => ({
      message: `expected ${tokens.replaceAll("'", '').replaceAll('\\right', '\\right (after \\left)')}`,
      hint: 'look at what stands just before',
    }),
  ],
  [
    /^Unexpected end of input in a macro argument, expected '(.+)'/,
    (token) => ({ message: `the formula ends where ${token} is expected`, hint: inBraces }),
  ],
  [/^Extra \}/, () => ({ message: 'there is a } too many', hint: inBraces })],
  [
    /^Unexpected character: '(.+)'/,
    (character) => ({
      message: `the character ${character} cannot stand in a formula`,
      hint: 'write it as a LaTeX command, or outside of the formula',
    }),
  ],
];

/** What to write instead of a command. */
export function commandHint(command: string): string {
  const instead = Object.hasOwn(insteadOf, command) ? insteadOf[command] : undefined;
  if (instead !== undefined) return instead;
  if (!/^\\[a-zA-Z]+$/.test(command))
    return 'write a command of letters, and say what it means under macros: in the front matter';
  return `say what it means under macros: in the front matter, ${command.slice(1)}: ...`;
}

/** What to write for commands that cannot work in a formula of a page. */
const insteadOf: Readonly<Record<string, string>> = {
  '\\cite': 'put the citation behind the formula, as a link',
  '\\citep': 'put the citation behind the formula, as a link',
  '\\citet': 'put the citation behind the formula, as a link',
  '\\footnote': 'put the note behind the formula',
  '\\multicolumn': 'formulas have no cells over several columns; write the table in Markdown',
  '\\multirow': 'formulas have no cells over several rows; write the table in Markdown',
  '\\autoref': 'write its word yourself: equation \\eqref{...}',
  '\\cref': 'write its word yourself: equation \\eqref{...}',
  '\\Cref': 'write its word yourself: Equation \\eqref{...}',
  '\\sc': 'write \\textsc{words}',
  '\\scshape': 'write \\textsc{words}',
  '\\enclose': 'write \\boxed{x}, \\cancel{x} or \\overline{x}',
  '\\bbox': 'write \\boxed{x}, or \\colorbox{yellow}{$x$}',
  '\\hl': 'write \\boxed{x}, or \\colorbox{yellow}{$x$}',
  '\\style': 'write \\textcolor{red}{x}',
  '\\class': 'write \\textcolor{red}{x}',
  '\\par': 'take it out; \\\\ begins the next row',
  '\\cases': 'write \\begin{cases} ... \\end{cases}',
  '\\cline': 'write \\hline, or the table in Markdown',
  '\\root': 'write \\sqrt[3]{x}',
  '\\buildrel': 'write \\overset{a}{=}',
  '\\hyperref': 'write the link beside the formula, in Markdown',
  '\\acrodef': 'take it out, and write the words out',
  '\\gls': 'write the word itself, in \\text{...}',
  '\\ac': 'write the word itself, in \\text{...}',
  '\\acs': 'write the word itself, in \\text{...}',
  '\\acl': 'write the word itself, in \\text{...}',
  '\\todo': 'take it out, or write it in a comment: <!-- and -->',
  '\\fixme': 'take it out, or write it in a comment: <!-- and -->',
  '\\emoji': 'write the sign itself, in \\text{...}',
  '\\faCheck': 'write \\checkmark',
  '\\faTimes': 'write \\times',
  '\\lstinline': 'write \\texttt{...}, or `code` beside the formula',
  '\\mintinline': 'write \\texttt{...}, or `code` beside the formula',
  '\\usepackage': 'packages are not loaded; take the line out',
};

/** What to write instead of an environment. */
export function environmentHint(name: string): string {
  if (/^(?:tikzpicture|tikzcd|figure|pgfpicture)$/.test(name))
    return 'draw it with LaTeX and show it as a picture, best as SVG';
  if (/^(?:tabular|table|tabularx|longtable)\*?$/.test(name))
    return 'write the table in Markdown or as a block of type table';
  if (/^(?:itemize|enumerate|description)$/.test(name)) return 'write the list in Markdown';
  if (
    /^(?:theorem|lemma|proof|definition|corollary|proposition|remark|example|algorithm)/.test(name)
  )
    return 'write it in Markdown: its name in bold, its formulas between $$ and $$';
  return 'KaTeX lists the environments it knows at katex.org/docs/supported';
}

/** KaTeX's message in words for an author. */
export function explain(raw: string): Words {
  for (const [pattern, words] of explanations) {
    const found = pattern.exec(raw);
    if (found) return words(found[1] ?? '', found[2] ?? '');
  }
  const message = `bad LaTeX: ${raw.charAt(0).toLowerCase()}${raw.slice(1)}`;
  return { message, hint: 'a formula is LaTeX between \\( and \\)' };
}
