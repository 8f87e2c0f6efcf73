import type { Paper } from './paper.ts';
import type { Macro, Node } from './parse.ts';

/** What a writer of text needs to know of the paper around it. */
export interface Surroundings {
  readonly paper: Paper;
  /** Text of a citation, with its links, as Markdown. */
  cite(command: Macro): string;
  /** What takes the place of a reference until all of the page is known. */
  refer(command: string, keys: readonly string[], node: Node): string;
  /** A formula as a page has it. */
  formula(tex: string, display: boolean, node: Node): string;
}

/** What writing a command or an environment takes of the writer that came upon it. */
export interface Writer {
  readonly around: Surroundings;
  /** Marked text. */
  write(nodes: readonly Node[]): string;
  /** Markdown, by itself. */
  line(nodes: readonly Node[]): string;
  paragraphs(nodes: readonly Node[]): string[];
  /** Markdown that stays as it is. */
  piece(markdown: string): string;
  code(text: string): string;
  formula(tex: string, display: boolean, node: Node): string;
}
