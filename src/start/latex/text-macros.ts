import { latexToText } from '../../render/citation/latex-text.ts';
import { marks } from '../text/marked-text.ts';
import type { Paper } from './paper.ts';
import { braced, lastBraced, type Macro, type Node, raw } from './parse.ts';
import { citing, enclosing, layout, phrases, plainArgument, referring } from './text-commands.ts';
import type { Writer } from './writer.ts';

type Write = (node: Macro, writer: Writer) => string;

const each = (names: Iterable<string>, write: Write): [string, Write][] =>
  [...names].map((name) => [name, write]);

const nothing: Write = () => '';
const argument: Write = (node, { write }) => write(lastBraced(node));
const leftNote: Write = (node, { around }) => {
  around.paper.tell(node, 'a note is left out');
  return '';
};

/** How commands are written; those that have no entry are letters, signs, or not known. */
const commands: ReadonlyMap<string, Write> = new Map([
  ...each(layout, nothing),
  ...each(plainArgument, argument),
  ...each(['hyperref', 'hyperlink', 'hypertarget'], argument),
  ...Object.entries(phrases).map(([name, text]): [string, Write] => [name, () => text]),
  ...Object.entries(enclosing).map(([name, signs]): [string, Write] => [
    name,
    (node, { write }) => signs.join(write(lastBraced(node))),
  ]),
  ...each(citing, (node, { around, piece }) => piece(around.cite(node))),
  ...each(referring, (node, { around, piece }) => {
    const keys = raw(lastBraced(node)).split(',');
    return piece(
      around.refer(
        node.content,
        keys.map((key) => key.trim()),
        node,
      ),
    );
  }),
  ...each(['texttt', 'path'], (node, { code }) => code(latexToText(raw(lastBraced(node))))),
  ...each(['mintinline', 'lstinline'], (node, { code }) => code(raw(lastBraced(node)))),
  ...each(['\\', 'newline', 'authorcr'], () => '<br>'),
  ...each(['footnote'], (node, { line, piece }) => piece(`^[${line(lastBraced(node))}]`)),
  ...each(['thanks', 'footnotemark', 'footnotetext'], leftNote),
  ...each(['url', 'nolinkurl'], (node, { around, piece }) => {
    const url = addressOf(lastBraced(node), around.paper);
    return piece(/^[a-z][a-z\d+.-]*:\S+$/i.test(url) ? `<${url}>` : url);
  }),
  ...each(['email'], (node, { around, piece }) => piece(addressOf(lastBraced(node), around.paper))),
  ...each(['href'], (node, { around, line, piece }) =>
    piece(`[${line(lastBraced(node))}](<${addressOf(braced(node), around.paper)}>)`),
  ),
  ...each(['texorpdfstring'], (node, { write }) => write(braced(node))),
  ...each(
    ['IEEEPARstart', 'lettrine'],
    (node, { write }) => write(braced(node)) + write(braced(node, 1)),
  ),
  ...each(['ensuremath'], (node, { formula }) => formula(raw(lastBraced(node)), false, node)),
  ...each(['SI', 'si', 'qty', 'num', 'ang', 'ce'], (node, { formula }) =>
    formula(raw(node), false, node),
  ),
  ...each(
    ['paragraph', 'subparagraph', 'subsection', 'subsubsection'],
    (node, { write }) =>
      `${marks.paragraph}${marks.strong}${write(lastBraced(node))}${marks.endStrong} `,
  ),
]);

export const writeOf = (name: string): Write | undefined => commands.get(name);

/** An address, without the backslashes that TeX wants in it. */
export const addressOf = (nodes: readonly Node[], paper: Paper): string =>
  paper
    .expand(raw(nodes))
    .trim()
    .replaceAll(/\\~\{\}/g, '~')
    .replaceAll(/\\([%#&_~{}$])/g, '$1')
    .replaceAll(/\\textasciitilde\s*(?:\{\})?|\{\\textasciitilde\}/g, '~')
    .replaceAll(/[<>\s]/g, encodeURIComponent);
