import type { Form } from './foreign-forms.ts';

const inFormula = String.raw`write \(x\), or a backslash before each dollar that is no formula's`;

/** What looks like ours and is not read as it was meant: its form, what it is not, and what to write. */
const rows: readonly (readonly [form: RegExp, what: string, hint: string])[] = [
  [
    /(?<![\w$])\$(?=[^\s\d$])[^$\n]{0,300}(?<=\S)\$(?=\d)/g,
    'no formula, for a digit follows its last dollar',
    String.raw`write \(x\)5 instead of $x$5`,
  ],
  [
    /(?<![\w$])\$ (?:[^$\n]{0,300}[\\^_={}+][^$\n]{0,300}|\S{1,3}) \$(?![\w$])/g,
    'no formula, for there are spaces inside of its dollars',
    'take the spaces at both ends out: $x$ instead of $ x $',
  ],
  [
    /(?<![\w$])\$(?=[^\s\d$])[^\s$]{0,100}[\\^][^$\n]{0,100}(?![^\n]*\$)/g,
    'no formula, for the dollar has no other',
    inFormula,
  ],
  [
    /(?<![$\w/])\$\$(?!\$)[^\n$]{0,300}/g,
    'no formula, for the dollars have no others',
    String.raw`close it with $$; where no formula is meant, write \$\$`,
  ],
  [
    /!?\[[^[\]\n]{1,300}\] \((?:https?:\/\/|\.{0,2}\/|#)[^()\s]{1,1000}\)/g,
    'no link, for a space stands before its address',
    'take it out: [words](address)',
  ],
  [
    /!?\[[^[\]\n]{0,300}\]\((?![<\s])[^()\s"'<>]+(?: [^()\s"'<>]+)+\.[a-z\d]{2,5}\)/gi,
    'no link, for its address has spaces',
    'write it in angle brackets: [words](<my file.pdf>)',
  ],
  [
    /!?\[[^[\]\n]{0,300}\]\((?:https?:\/\/|\.{0,2}\/)[^\s()]{1,1000}(?:\([^\s()]{0,300})?(?=\s|$)(?!\s+["'(])(?!\s*\))/g,
    'no link, for its address has no end',
    'write ) behind the address; \\( for one that is part of it',
  ],
  [
    /!\[[^[\]\n]{0,300}\]\(\s{0,9}\)/g,
    'a picture without an address',
    'write ![what it shows](address), or take it out',
  ],
  [
    /(?<!!)\[[^[\]\n]{0,300}\]\(\s{0,9}\)/g,
    'a link to nowhere, for its address is empty',
    'write [words](address), or the words alone',
  ],
  [
    /^ {0,3}#{1,6}[ \t]*$/gm,
    'a heading without words',
    'write them behind it, or take the line out',
  ],
  [/^ {0,3}#{2,6}(?=[\p{L}\p{N}])[^\n]*/gmu, 'no heading, for it has no space', 'write ## Method'],
  [
    /(?<!\|[ \t]*\n)^ {0,3}\|[^\n]*\|[ \t]*\n {0,3}\|(?![ \t]*:?-+:?[ \t]*\|)[^\n]*\|[ \t]*$/gm,
    'no table, for it has no line of dashes',
    'write | --- | --- | below its first row, as many as it has columns',
  ],
];

export const nearMisses: readonly Form[] = rows.map(
  ([form, what, hint]): Form => ({
    form,
    tell: (written) => ({ what: `${beginningOf(written)} is ${what}`, hint }),
  }),
);

function beginningOf(written: string): string {
  const line = written.trim().replaceAll(/\s+/g, ' ');
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}
