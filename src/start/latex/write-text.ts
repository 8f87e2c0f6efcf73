import { accents, letters } from '../../render/citation/latex-letters.ts';
import { latexToText } from '../../render/citation/latex-text.ts';
import { ligated, literal, marks, toHtml, toMarkdown, toPlain } from '../text/marked-text.ts';
import type { Definition } from './definitions.ts';
import { isMacro, type Macro, type Node, raw } from './parse.ts';
import { behindGroups, behindLength, skipSpace } from './skip.ts';
import { substitute } from './substitute.ts';
import { declarations, fixed } from './text-commands.ts';
import { listing, writeEnvironment } from './text-environments.ts';
import { writeOf } from './text-macros.ts';
import type { Surroundings, Writer } from './writer.ts';

/** Writes nodes of LaTeX as paragraphs of Markdown, one for each that the paper has. */
export function writeParagraphs(nodes: readonly Node[], around: Surroundings): string[] {
  const pieces: string[] = [];
  return toMarkdown(new TextWriter(around, pieces).write(nodes), pieces);
}

/** Writes nodes of LaTeX as Markdown of one line. */
export const writeLine = (nodes: readonly Node[], around: Surroundings): string =>
  writeParagraphs(nodes, around)
    .join(' ')
    .replaceAll(/\s*\n\s*/g, ' ');

/** Writes nodes of LaTeX as HTML of one line, for where no Markdown is read. */
export function writeHtml(nodes: readonly Node[], around: Surroundings): string {
  const pieces: string[] = [];
  return toHtml(new TextWriter(around, pieces).write(nodes), pieces);
}

/** Writes nodes of LaTeX as text without markup. */
export function writePlain(nodes: readonly Node[], around: Surroundings): string {
  const pieces: string[] = [];
  return toPlain(new TextWriter(around, pieces).write(nodes), pieces);
}

/** More expansions of commands inside of each other are a circle. */
const deepest = 50;

class TextWriter implements Writer {
  readonly around: Surroundings;
  readonly #pieces: string[];
  #depth = 0;

  constructor(around: Surroundings, pieces: string[]) {
    this.around = around;
    this.#pieces = pieces;
  }

  readonly write = (nodes: readonly Node[]): string => {
    let text = '';
    for (let at = 0; at < nodes.length; at++) {
      const node = nodes[at];
      if (node === undefined) continue;
      if (!isMacro(node)) {
        text += this.#node(node);
        continue;
      }
      const { content: name } = node;
      const behind = skipSpace(nodes, at + 1);
      const definition = fixed.has(name) ? undefined : this.around.paper.definition(name);
      const word = /^[a-zA-Z]+$/.test(name) && !hasArguments(node);
      if (definition !== undefined && isAlias(definition))
        return text + this.#aliased(definition.body, nodes.slice(at + 1));
      if (definition !== undefined) text += this.#expand(node, definition);
      else if (Object.hasOwn(declarations, name))
        return text + (declarations[name] ?? []).join(this.write(nodes.slice(behind)));
      else if (Object.hasOwn(accents, name)) {
        text += this.#accented(name, nodes[behind]);
        at = behind;
        continue;
      } else if (/^(?:looseness|[vh]skip)$/.test(name)) {
        at = behindLength(nodes, at + 1) - 1;
        continue;
      } else {
        const known = writeOf(name)?.(node, this) ?? letterOf(name);
        const end = known === undefined ? behindGroups(nodes, at + 1) : at + 1;
        text += known ?? this.#unknown(node, nodes.slice(at, end));
        if (known === undefined) {
          at = end - 1;
          continue;
        }
      }
      // The space behind a word of TeX only ends it.
      if (word) at = behind - 1;
    }
    return text;
  };

  readonly line = (nodes: readonly Node[]): string => writeLine(nodes, this.around);

  readonly paragraphs = (nodes: readonly Node[]): string[] => writeParagraphs(nodes, this.around);

  readonly piece = (markdown: string): string => {
    this.#pieces.push(markdown);
    return `${marks.piece}${this.#pieces.length - 1}${marks.endPiece}`;
  };

  readonly code = (text: string): string =>
    this.piece(text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``);

  readonly formula = (tex: string, display: boolean, node: Node): string => {
    const written = this.around.formula(tex, display, node);
    const piece = this.piece(written);
    return display ? `${marks.line}${piece}${marks.line}` : piece;
  };

  #node(node: Exclude<Node, Macro>): string {
    const { paper } = this.around;
    switch (node.type) {
      case 'string':
        return ligated(node.content);
      case 'whitespace':
        return ' ';
      case 'parbreak':
        return marks.paragraph;
      case 'group':
        return this.write(node.content);
      case 'inlinemath':
        return this.formula(paper.texOf(node), false, node);
      case 'displaymath':
        return this.formula(paper.texOf(node), true, node);
      case 'verb':
        return this.code(node.content);
      case 'verbatim':
        return `${marks.block}${this.piece(listing(node.content))}${marks.block}`;
      case 'mathenv':
        return this.formula(paper.texOf(node), true, node);
      case 'environment':
        return writeEnvironment(node, this);
      default:
        return '';
    }
  }

  #expand(node: Macro, definition: Definition): string {
    if (this.#depth >= deepest) return this.#unknown(node, [node]);
    this.#depth++;
    const text = this.write(substitute(definition, node, this.around.paper.parse));
    this.#depth--;
    return text;
  }

  /** A command with another's name, which takes its arguments. */
  #aliased(body: string, behind: readonly Node[]): string {
    if (this.#depth >= deepest) return this.code(body) + this.write(behind);
    this.#depth++;
    const text = this.write(this.around.paper.parse(body + raw(behind)));
    this.#depth--;
    return text;
  }

  /** The letter that a node begins with, with an accent, and what follows it there. */
  #accented(accent: string, base: Node | undefined): string {
    const written = base === undefined || base.type === 'whitespace' ? '' : raw(base);
    const length = base?.type === 'string' ? 1 : written.length;
    const letter = latexToText(`\\${accent}{${written.slice(0, length)}}`);
    return literal(letter) + ligated(written.slice(length));
  }

  #unknown(node: Macro, written: readonly Node[]): string {
    this.around.paper.tell(node, `\\${node.content} is not known; it stands as it is written`);
    return this.code(raw(written));
  }
}

/** A sign behind a backslash, or a letter or symbol by its name. */
function letterOf(name: string): string | undefined {
  if (!/^[a-zA-Z]/.test(name)) return literal(name);
  const letter = Object.hasOwn(letters, name) ? letters[name] : latexToText(`\\${name}`);
  return letter === undefined || letter === '' || letter.includes('\\')
    ? undefined
    : literal(letter);
}

const isAlias = ({ arguments: count, body }: Definition): boolean =>
  count === 0 && /^\\[a-zA-Z@]+$/.test(body);

const hasArguments = (node: Macro): boolean =>
  (node.args ?? []).some(({ openMark }) => openMark !== '');
