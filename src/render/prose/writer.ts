import type { Path } from '../../content/prose.ts';
import type { Report, Resolve } from '../resolve.ts';
import { rewriteCss, tagRewriter } from './addresses.ts';
import { brokenMath, type MathOutput, renderMath } from './math.ts';
import type { Formula, Piece, Tag } from './scan.ts';

/** What rendering an author's text needs of its page, and tells it. */
export interface ProseContext {
  math: MathOutput;
  resolve: Resolve;
  report: Report;
  /** Told what the text makes use of, so that the page brings it. */
  uses: { add(use: 'math'): unknown };
}

/** How the parts of one text that Markdown must not see are written. */
export interface Writer {
  formula(formula: Formula): string;
  unclosed(start: number): void;
  tag(tag: Tag): string;
  /** Looks up an address at an offset of the text; of none when it is not known where it stands. */
  lookUp(url: string, kind: 'image' | 'link', offset?: number): ReturnType<Resolve>;
  css(start: number, end: number): string;
}

/** Writes the parts of an author's text for a page. */
export function authorWriter(text: string, context: ProseContext, path: Path): Writer {
  const { resolve, report, uses, math } = context;
  const lookUp = (url: string, kind: 'image' | 'video' | 'link', offset?: number) =>
    resolve({ url, kind, path, ...(offset === undefined ? {} : { offset }) });
  return {
    lookUp,
    css: (start, end) => rewriteCss(text.slice(start, end), start, lookUp),
    tag: tagRewriter(text, lookUp, (offset) => {
      const hint = 'write alt="what the picture shows", or alt="" if it is only an ornament';
      report('missing-alt', { path, offset }, 'a picture without alt text', hint);
    }),
    formula({ start, end, texStart, texEnd, display }) {
      uses.add('math');
      const result = renderMath(text.slice(texStart, texEnd), display, math);
      if ('html' in result) return result.html;
      const { message, hint, offset } = result.problem;
      report('bad-latex', { path, offset: texStart + offset }, message, hint);
      return brokenMath(text.slice(start, end));
    },
    unclosed(start) {
      const [open, close] = text[start + 1] === '(' ? ['\\(', '\\)'] : ['\\[', '\\]'];
      const message = `the formula that begins here with ${open} has no ${close}`;
      const hint = `close it with ${close}; a plain bracket needs no backslash`;
      report('bad-latex', { path, offset: start }, message, hint);
    },
  };
}

/** One piece of a text as HTML. */
export function writePiece(text: string, piece: Piece, writer: Writer): string {
  const { kind, start, end } = piece;
  if (kind === 'math') return writer.formula(piece);
  if (kind === 'tag') return writer.tag(piece);
  if (kind === 'style') return writer.css(start, end);
  if (kind === 'dollar') return '$';
  if (kind === 'unclosed') writer.unclosed(start);
  return text.slice(start, end);
}
