import { letters } from '../../../render/citation/latex-letters.ts';
import { mathAsText } from '../../../render/math/text.ts';
import type { Paper } from '../paper.ts';
import {
  braced,
  bracketed,
  environmentName,
  isMacro,
  lastBraced,
  type Macro,
  type Node,
  raw,
} from '../parse.ts';
import { substitute } from '../substitute.ts';

/** What a list of authors is made of. */
export type Token =
  /** Nodes of a name, of an institution, or of part of one. */
  | { kind: 'text'; nodes: Node[] }
  /** Signs above a line: they lead to institutions and notes. */
  | { kind: 'mark'; marks: string[] }
  | { kind: 'line' | 'and' | 'gap' }
  | { kind: 'note'; nodes: Node[]; node: Macro }
  /** The number of an earlier note. */
  | { kind: 'noteMark'; number: number }
  | { kind: 'email' | 'orcid' | 'link'; text: string }
  | { kind: 'names' | 'institution'; tokens: Token[] };

const transparent = new Set(
  'textbf textit emph textsc textrm textsf texttt textnormal mbox hbox makebox parbox fnm sur textcolor large centerline name'.split(
    ' ',
  ),
);
const gaps = new Set(['quad', 'qquad', 'hspace', 'hfill', 'enspace', 'hskip', 'tab']);
const joints = new Set(['and', 'And', 'AND']);

/** Takes a list of authors apart; commands of the author's own are looked through. */
export function tokensOf(nodes: readonly Node[], paper: Paper, depth = 0): Token[] {
  const tokens: Token[] = [];
  const text = (node: Node) => {
    const last = tokens.at(-1);
    if (last?.kind === 'text') last.nodes.push(node);
    else tokens.push({ kind: 'text', nodes: [node] });
  };
  const inner = (content: readonly Node[]) => {
    for (const token of tokensOf(content, paper, depth + 1))
      if (token.kind === 'text') token.nodes.forEach(text);
      else tokens.push(token);
  };
  for (const node of nodes) {
    if (node.type === 'group') inner(node.content);
    else if (node.type === 'environment' && environmentName(node) !== 'icmlauthorlist')
      inner(node.content);
    else if (node.type === 'parbreak') tokens.push({ kind: 'line' });
    else if (node.type === 'inlinemath') {
      const marks = marksInMath(node.content);
      if (marks === undefined) text(node);
      else if (marks.length > 0) tokens.push({ kind: 'mark', marks });
    } else if (node.type === 'string' && node.content === '&') tokens.push({ kind: 'gap' });
    else if (!isMacro(node)) text(node);
    else {
      const definition = depth < 20 ? paper.definition(node.content) : undefined;
      if (definition) inner(substitute(definition, node, paper.parse));
      else if (transparent.has(node.content)) inner(lastBraced(node));
      else tokens.push(...ofCommand(node, paper, text));
    }
  }
  return tokens;
}

function ofCommand(node: Macro, paper: Paper, text: (node: Node) => void): Token[] {
  const { content: name } = node;
  const about = lastBraced(node);
  if (name === '\\' || name === 'newline' || name === 'par' || name === 'authorcr')
    return [{ kind: 'line' }];
  if (joints.has(name)) return [{ kind: 'and' }];
  if (gaps.has(name)) return [{ kind: 'gap' }];
  if (name === 'addr' || name === 'affiliations' || name === 'emails') return [{ kind: 'line' }];
  if (name === 'textsuperscript' || name === 'inst' || name === 'IEEEauthorrefmark')
    return [{ kind: 'mark', marks: splitMarks(raw(about)) }];
  if (name === 'equalcontrib') return [{ kind: 'mark', marks: ['equal'] }];
  if (name === 'corref' || name === 'fnref')
    return [{ kind: 'mark', marks: raw(about).split(/\s*,\s*/) }];
  if (name === 'thanks') return [{ kind: 'note', nodes: about, node }];
  if (name === 'footnotemark')
    return [{ kind: 'noteMark', number: Number(raw(bracketed(node) ?? [])) || 1 }];
  if (name === 'email') return about.length > 0 ? [{ kind: 'email', text: raw(about) }] : [];
  if (name === 'orcid' || name === 'orcidID' || name === 'orcidlink')
    return [{ kind: 'orcid', text: raw(about) }];
  if (name === 'href')
    return [...tokensOf(about, paper), { kind: 'link', text: raw(braced(node)) }];
  if (name === 'url') return [{ kind: 'link', text: raw(about) }];
  if (name === 'IEEEauthorblockN') return [{ kind: 'names', tokens: tokensOf(about, paper) }];
  if (name === 'IEEEauthorblockA') return [{ kind: 'institution', tokens: tokensOf(about, paper) }];
  text(node);
  return [];
}

/** Signs of a formula that holds nothing but what is above the line. */
function marksInMath(nodes: readonly Node[]): string[] | undefined {
  const marks: string[] = [];
  for (const node of nodes) {
    if (node.type === 'whitespace' || (node.type === 'group' && node.content.length === 0))
      continue;
    if (!isMacro(node, '^')) return undefined;
    marks.push(...splitMarks(raw(lastBraced(node))));
  }
  return marks;
}

/** `1,2*` is three marks; a word such as `equal` is one. */
export function splitMarks(tex: string): string[] {
  const bare = tex
    .replaceAll(/\\(text[a-z]{3,})/g, (_, name: string) => letters[name] ?? '')
    .replaceAll(/\\(?:text|mathrm|rm|bf|hspace\*?\{[^}]*\}|,)(?![a-zA-Z])|\$/g, '');
  const text = mathAsText(bare);
  return (text.match(/\d+|\p{L}+|[^\s\p{L}\p{N},;.{}()^\\]/gu) ?? []).map(
    (mark) => ({ '∗': '*', '⋆': '*', '★': '*' })[mark] ?? mark,
  );
}
