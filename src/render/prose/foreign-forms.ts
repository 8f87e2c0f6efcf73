/** What gives markup of another tool's away. */
export interface Form {
  form: RegExp;
  /** What stands right before it and right behind it; it may be of code. */
  before?: string;
  behind?: string;
  /** What to tell of a match and its first group. */
  tell: (written: string, name: string) => { what: string; hint: string };
}

const figure = 'write ![what it shows](address), or a block of type image';
const video = 'write a block of type video or youtube, or a <video> element';
const alert = 'write a block of type callout, or > [!NOTE] above the lines of a quotation';
const cite = 'write the reference out, with a link: [Example et al. 2021](address)';
const contents = 'take it out; a heading is linked to as [Method](#method)';
const latex: Readonly<Record<string, string>> = {
  textbf: 'write **bold**',
  textit: 'write *italic*',
  emph: 'write *italic*',
  texttt: 'write `code`',
  url: 'write <https://...>',
  href: 'write [words](address)',
  footnote: 'write [^1] here, and below [^1]: and the note',
  section: 'write ## and the heading',
  subsection: 'write ### and the heading',
  subsubsection: 'write #### and the heading',
  chapter: 'write ## and the heading',
  paragraph: 'write **the heading** at the beginning of the line',
  includegraphics: figure,
  caption: 'write caption: in a block of type image or table',
  label: 'write {#name} behind the heading or the picture',
  textsc: 'write the word in small letters, or <span style="font-variant: small-caps">',
  underline: 'write <u>word</u>',
  textsuperscript: 'write <sup>word</sup>',
  textsubscript: 'write <sub>word</sub>',
  bibliography: 'write bibtex: in the front matter',
  item: 'write - and the item',
  tableofcontents: contents,
};

/** How a shortcode or tag of that name is written here. */
function inOurWords(name: string): string {
  if (/^(?:fig|figure|img|image|gallery)/i.test(name)) return figure;
  if (/^(?:video|youtube|vimeo)/i.test(name)) return video;
  if (/^(?:callout|alert|notice|admonition|note|tip|warning)/i.test(name)) return alert;
  if (/^(?:cite|bibliography)/i.test(name)) return cite;
  if (/^(?:highlight|code)/i.test(name))
    return 'write ``` and the language above the code, ``` below';
  if (/^include/i.test(name)) return 'write a block of type custom_include';
  return 'write Markdown or HTML instead, or take it out';
}

const shown = (written: string) => (written.length > 40 ? `${written.slice(0, 40)}…` : written);

export const forms: readonly Form[] = [
  {
    form: /\{\{[<%]\s*\/?\s*([\w-]*)[^\n]{0,300}?[>%]\}\}/g,
    tell: (written, name) => ({
      what: `${shown(written)} is a shortcode of Hugo or Quarto`,
      hint: inOurWords(name),
    }),
  },
  {
    form: /\{%-?\s*([\w-]*)[^\n]{0,300}?%\}/g,
    tell: (written, name) => ({
      what: `${shown(written)} is a tag of Liquid or Nunjucks`,
      hint: inOurWords(name),
    }),
  },
  {
    form: /\{\{(?![<%])\s*[#/>!^&$-]?\s*([\w.-]{1,100})[^{}\n]{0,300}\}\}/g,
    tell: (written) => ({
      what: `${shown(written)} is a value of a template`,
      hint: 'write the value itself',
    }),
  },
  {
    form: /^:{3,}[ \t]*(\{[^}\n]*\}|[\w-]+)[^\n]*$/gm,
    tell: (written, name) => ({
      what: `${shown(written)} opens a block of Pandoc, Quarto or MyST`,
      hint: /callout|note|warning|tip|important|caution/i.test(name)
        ? alert
        : 'write <div class="..."> and </div>, with blank lines between',
    }),
  },
  {
    // Right behind a picture, link or [words], and at the end of a heading, it is an id.
    form: /(?<![)\]`]|^ {0,3}#{1,6} [^\n]{0,300})\{#(?:fig|tbl|eq|sec|lst|thm)-[\w-]+[^}\n]{0,300}\}/gm,
    tell: (written) => ({
      what: `${shown(written)} is a label of Quarto`,
      hint: 'take it out; a heading has an id of its own',
    }),
  },
  {
    form: /\[-?@([\w:.#$%&+?<>~/-]{1,100})[^\]\n]{0,300}\]/g,
    tell: (written) => ({
      what: `${shown(written)} is a citation of Pandoc, which is not looked up`,
      hint: cite,
    }),
  },
  {
    form: /(?<![\w@./\\-])@(?:(?:fig|tbl|eq|sec|lst|thm)[-:][\w-]+|[a-z]+\d{4}[a-z][a-z\d_-]*)/gi,
    tell: (written) => ({
      what: `${shown(written)} is a reference of Pandoc or Quarto, which is not looked up`,
      hint: cite,
    }),
  },
  {
    form: /^(?:import\s[^\n]+\sfrom\s+['"][^'"\n]+['"]|import\s+['"][^'"\n]+['"]|export\s+(?:const|default|function)\s[^\n]+)/gm,
    tell: (written) => ({
      what: `${shown(written)} is a line of MDX`,
      hint: 'take it out; a page is Markdown and HTML, and runs no code',
    }),
  },
  {
    form: /<([A-Z][a-z]\w*(?:\.\w+)*)(?=[\s/>])[^<>]{0,1000}>/g,
    tell: (written, name) => ({
      what: `${shown(written)} is a component of JSX, not an element of HTML`,
      hint: inOurWords(name),
    }),
  },
  {
    form: /!\[\[([^\]\n]{1,200})\]\]/g,
    tell: (written) => ({
      what: `${shown(written)} is an embedded file of Obsidian`,
      hint: figure,
    }),
  },
  {
    form: /^(?:!{3}|\?{3})\+?[ \t]+(\w+)[^\n]*$/gm,
    tell: (written) => ({ what: `${shown(written)} is an admonition of MkDocs`, hint: alert }),
  },
  {
    form: /^>[ \t]*\[!(?!(?:note|tip|important|caution|warning)\])(\w+)\]/gim,
    tell: (written) => ({
      what: `${shown(written)} is a callout of another tool`,
      hint: 'write NOTE, TIP, IMPORTANT, WARNING or CAUTION',
    }),
  },
  {
    form: /^\.\.[ \t]+([\w-]+)::/gm,
    tell: (written, name) => ({
      what: `${shown(written)} is a directive of reStructuredText`,
      hint: inOurWords(name),
    }),
  },
  {
    form: /\\(cite[a-z]*|textbf|textit|emph|texttt|textsc|textsuperscript|textsubscript|underline|url|href|footnote|chapter|section|subsection|subsubsection|paragraph|includegraphics|caption|label|bibliography)\*?(?=[[{])/g,
    tell: (written, name) => ({
      what: `${written} is LaTeX, which is read in formulas alone`,
      hint: Object.hasOwn(latex, name) ? (latex[name] ?? cite) : cite,
    }),
  },
  {
    form: /\\(item|newpage|clearpage|pagebreak|centering|noindent|bigskip|medskip|smallskip|maketitle|tableofcontents|LaTeX|TeX)(?![a-zA-Z])/g,
    tell: (written, name) => ({
      what: `${written} is LaTeX, which is read in formulas alone`,
      hint: Object.hasOwn(latex, name) ? (latex[name] ?? '') : 'take it out',
    }),
  },
  {
    form: /(?<![\\\w:])\\(alpha|beta|gamma|delta|(?:var)?epsilon|theta|lambda|mu|sigma|(?:var)?phi|omega|sim|times|pm|leq?|geq?|approx|infty|(?:left|right)arrow|l?dots|cdot|ell|nabla|(?:math(?:bb|cal|bf|rm)|frac|sqrt)(?=\{))(?![a-zA-Z])/g,
    tell: (written) => ({
      what: `${written} is LaTeX, which is read in formulas alone`,
      hint: `write it in a formula: $${written}$`,
    }),
  },
];
