import type { Form } from './foreign-forms.ts';

const contents = 'take it out; a heading is linked to as [Method](#method)';
const noCode = 'take it out; a page is Markdown and HTML, and runs no code';
const link = 'write [words](address)';
const hidden = 'and browsers show nothing of it';

/** Marks of other tools that are told of in one way: their form, what they are, and what to write. */
const rows: readonly (readonly [form: RegExp, what: string, hint: string])[] = [
  [
    /^[ \t]*(?:\[\[_?TOC_?\]\]|\[_?TOC_?\]|\{:?[ \t]*toc\b[^}\n]*\})[ \t]*$/gim,
    'a mark for a table of contents',
    contents,
  ],
  [
    /\\\\\((?:(?!\\\\\))[^\n]){1,300}\\\\\)/g,
    'a formula of kramdown',
    String.raw`write \( and \) with one backslash`,
  ],
  [
    /\\\\\[(?:(?!\\\\\]|\n[ \t]*\n)[\s\S]){1,1000}\\\\\]/g,
    'a formula of kramdown',
    String.raw`write \[ and \] with one backslash`,
  ],
  [/\{#(?![\w-]+[\s}.])[^}\n]{0,300}#\}/g, 'a comment of Jinja or Nunjucks', 'write <!-- and -->'],
  [/\{\/\*[\s\S]{0,1000}?\*\/\}/g, 'a comment of MDX', 'write <!-- and -->'],
  [
    /\{[#/:@](?:if|each|await|else|html|key|snippet|render|const)\b[^}\n]{0,300}\}/g,
    'a tag of Svelte',
    noCode,
  ],
  [/<%[-=]?[\s\S]{0,300}?%>/g, 'a tag of Ruby or EJS', noCode],
  [/<\?(?:php|=)[\s\S]{0,1000}?\?>/g, `a tag of PHP, ${hidden}`, noCode],
  [
    /<!\[CDATA\[[\s\S]{0,1000}?\]\]>/g,
    `CDATA, ${hidden}`,
    'write the text itself, with &lt; and &amp;',
  ],
  [/<[a-z][^<>]{0,300}\sclassName=/g, 'JSX, not HTML', 'write class="..."'],
  [
    /<[a-z][^<>]{0,300}\smarkdown(?:=["']?(?:1|block|span)["']?)?(?=[\s>])/g,
    'HTML of kramdown',
    'take markdown= out, and leave a blank line before and behind the Markdown inside',
  ],
  [
    /@\[[\w-]+\]\([^)\n]{1,300}\)/g,
    'an embedded file of another Markdown',
    'write a block of type youtube or video, or ![words](address)',
  ],
  [/\[\[[^[\]\n]{1,300}\]\[[^[\]\n]{1,300}\]\]/g, 'a link of Org', link],
  [
    /^#\+(?:TITLE|AUTHOR|DATE|OPTIONS|BEGIN_\w+|END_\w+|CAPTION|NAME|ATTR_\w+|INCLUDE)\b[^\n]*/gim,
    'a line of Org',
    'write it in Markdown: ``` around code, > before a quotation',
  ],
  [
    /(?<![!\w\]])\[\[(?![\d_])[^[\]\n]{1,100}\]\](?![(\]])/g,
    'a link of a wiki',
    'write [words](page.md)',
  ],
  [
    /^(?:image|video|include)::\S{1,300}\[[^\]\n]*\]/gm,
    'a macro of AsciiDoc',
    'write ![what it shows](address)',
  ],
  [/(?<!\w)(?:link|xref|image):[^\s[\]]{1,300}\[[^\]\n]*\](?!\()/g, 'a macro of AsciiDoc', link],
  [
    /(?<!\w)footnote:\[(?!\^)[^\]\n]+\]/g,
    'a footnote of AsciiDoc',
    'write [^1] here, and below [^1]: and the note',
  ],
  [/<<[a-z][\w-]*,[^<>\n]{1,100}>>/gi, 'a reference of AsciiDoc', link],
  [
    /^\[(?:source|quote|verse|listing|NOTE|TIP|WARNING)(?:,[^\]\n]*)?\][ \t]*$/gm,
    'a line of AsciiDoc',
    'write ``` around code, > before a quotation',
  ],
  [
    /(?<=^|\n\n)={1,5} \p{Lu}[^\n=]*(?=\n|$)/gu,
    'a heading of AsciiDoc',
    'write ## and the heading',
  ],
  [
    /^\.\.[ \t]+_[\w -]{1,100}:/gm,
    'a label of reStructuredText',
    'write {#name} behind the heading',
  ],
  [/^\([\w:-]{1,100}\)=[ \t]*$/gm, 'a label of MyST', 'write {#name} behind the heading'],
  [
    /^(?:h[1-6]|bq)\. \S[^\n]*/gm,
    'a line of Textile',
    'write ## and a heading, or > before a quotation',
  ],
  [/(?<!\w)"[^"\n]{1,100}":https?:\/\/\S+/g, 'a link of Textile', link],
  [
    /^<<<[ \t]+@?\/\S+/gm,
    'an included file of VitePress',
    'write the code itself, between lines of ```',
  ],
  [
    /\[(?:caption|gallery|embed|playlist|audio|video|youtube)(?: [^\]\n]{0,300}=[^\]\n]{0,300}\](?![([:])|\](?=[^[\n]{0,300}\[\/))/g,
    'a shortcode of WordPress',
    'write ![what it shows](address), or a block of type video or youtube',
  ],
  [
    /^\*\[[^\]\n]{1,100}\]:[ \t]/gm,
    'an abbreviation of PHP Markdown Extra',
    'write <abbr title="Hyper Text">HT</abbr>',
  ],
  [
    /(?<=^[^\n]*\S[^\n]*\n):[ \t]+\S[^\n]*/gm,
    'a definition of PHP Markdown Extra',
    'write <dl><dt>word</dt><dd>what it means</dd></dl>',
  ],
  [
    /\{(\+\+|--|==|>>|~~)[\s\S]{1,300}?(?:\1|<<)\}/g,
    'an edit of CriticMarkup',
    'write <ins>words</ins>, <del>words</del> or <mark>words</mark>',
  ],
  [/(?<![%\w])%%(?=\S)[^%\n]{1,300}%%(?!%)/g, 'a comment of Obsidian', 'write <!-- and -->'],
  [
    /(?<![{$\\\w])\{\s*(?:new\s+)?(?:[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*|\([^(){}\n]{0,300}\))+|"[^"{}\n]{0,300}"|'[^'{}\n]{0,300}')(?:\.[\w$]+(?:\(\))?)*\s*\}/g,
    'an expression of JSX',
    noCode,
  ],
  [
    /^::[a-z][\w-]{0,30}(?=[[{])[^\n]*/gm,
    'a directive of another Markdown',
    'write a block of type youtube or video, or HTML',
  ],
  [
    /(?<![\w:]):[a-z][a-z-]{0,30}\[[^\]\n]{0,300}\](?!\()/g,
    'a directive of another Markdown',
    'write HTML: <sub>2</sub>, <abbr title="Hyper Text">HT</abbr>',
  ],
  [
    /(?<![=\w])==(?=[^\s=])[^=\n]{0,200}(?<=\S)==(?![=\w])/g,
    'marked text of another Markdown',
    'write <mark>words</mark>',
  ],
  [
    /(?<![+\w])\+\+(?=[^\s+])(?!\w\s[^+\n]*\s\w\+\+)[^+\n]{0,200}(?<=\S)\+\+(?![+\w])/g,
    'inserted text of another Markdown',
    'write <ins>words</ins>',
  ],
  [
    /(?<=[\p{L}\p{N})])\^[^\s^]{1,20}\^(?!\^)/gu,
    'a superscript of Pandoc',
    'write <sup>2</sup>, or a formula',
  ],
  [
    /(?<=[\p{L}\p{N})])(?<!~)~[^\s~]{1,20}~(?!~)/gu,
    'a subscript of Pandoc',
    'write <sub>2</sub>, or a formula',
  ],
  [
    /(?<![\w^[\\])\^(?=[^\s^]{0,20}[\p{L}\p{N}])[^\s^_\]]{1,20}\^(?![\w^])/gu,
    'a superscript of Pandoc',
    'write <sup>2</sup>, or a formula',
  ],
  [
    /(?<![\w~\\/])~(?=[^\s~/])[^~\n]{0,100}(?<=[^\s~(])~(?![\w~/])/g,
    'a subscript of Pandoc, or struck out text of GitHub',
    'write <sub>2</sub>, or ~~words~~',
  ],
  [
    /(?<![\w:/"]):(?:[a-z][a-z_]{1,30}\d*|[+-]1|100):(?![\w:`/])/g,
    'the name of an emoji',
    'write the emoji itself',
  ],
  [/``[^`'\n]{1,300}''/g, 'quotation marks of LaTeX', 'write “words” or "words"'],
];

/** Roles, whose text is in `code`. */
const roles: readonly Form[] = [
  /(?<![\w:]):[a-z][\w:+-]{0,30}:(?=[\s`])/g,
  /\{[a-z][\w:-]{0,30}\}(?=[\s`])/g,
].map((form) => ({
  form,
  behind: '`',
  tell: (written) => ({
    what: `${written}\`...\` is a role of MyST or reStructuredText`,
    hint: String.raw`write a link [words](address), or a formula \(...\)`,
  }),
}));

export const marks: readonly Form[] = [
  // Before the names of emojis, which look like the beginnings of roles.
  ...roles,
  ...rows.map(
    ([form, what, hint]): Form => ({
      form,
      tell: (written) => ({ what: `${inOneLine(written)} is ${what}`, hint }),
    }),
  ),
  {
    // `_` elsewhere in the line may be for emphasis that ends here.
    form: /(?<!_[^\n]*)__?(?![\p{L}\p{N}_])/gu,
    before: '`',
    tell: (written) => ({ what: `\`...\`${written} is a link of reStructuredText`, hint: link }),
  },
];

function inOneLine(written: string): string {
  const line = written.trim().replaceAll(/\s+/g, ' ');
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}
