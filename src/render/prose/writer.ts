import type { Code } from '../../content/diagnostics.ts';
import type { Path, ReferenceKind } from '../../content/prose.ts';
import type { CalloutKind } from '../../content/schema/remarks.ts';
import { macrosAfter } from '../math/definitions.ts';
import type { Equations } from '../math/equations.ts';
import { commandHint, environmentHint } from '../math/explanations.ts';
import { type MathOutput, renderMath } from '../math/formula.ts';
import { mostMacros } from '../math/limits.ts';
import { hasDefinitions, type MacrosAt } from '../math/macros.ts';
import type { ShownPicture } from '../picture.ts';
import type { Report, Resolve } from '../resolve.ts';
import { rewriteCss, tagRewriter } from './addresses.ts';
import { decodeEntities, escapeHtml } from './entities.ts';
import type { EquationLink, Formula, Piece, Tag } from './pieces.ts';
import { texSource } from './tex-source.ts';

/** What rendering an author's text needs of its page, and tells it. */
export interface ProseContext {
  math: MathOutput;
  macrosAt: MacrosAt;
  equations: Equations;
  resolve: Resolve;
  report: Report;
  /** Told what the text makes use of, so that the page brings it. */
  uses: { add(use: 'math'): unknown };
  /** Told which pictures the text shows. */
  pictures: { push(picture: ShownPicture): unknown };
  /** Code as a listing with its language's colours; plain where there is none. */
  listing?: (code: string, language: string) => string;
  /** A callout around a mark for its content, `calloutContent`; a quotation where there is none. */
  callout?: (kind: CalloutKind, title: string) => string;
  /** An id that nothing else on the page has; headings have none where this is not known. */
  headingId?: (words: string) => string;
  /** Whether an id that the author wrote at a place is the first of its name; what is wrong is told. */
  claimId?: (id: string, at: { path: Path; offset?: number }, hint?: string) => boolean;
  /** An attribute that says where an element was written; there is none on pages that are published. */
  placeAt?: (path: Path, offset?: number) => string;
}

/** The context for a text that stands in another file: a problem's place is where that file is named. */
export const contextAt = (path: Path, context: ProseContext): ProseContext => ({
  ...context,
  resolve: ({ url, kind, inHtml = false }) => context.resolve({ url, kind, path, inHtml }),
  report: (code, _, message, hint) => context.report(code, { path }, message, hint),
  claimId: (id, _, hint) => context.claimId?.(id, { path }, hint) ?? true,
});

/** How the parts of one text that Markdown must not see are written. */
export interface Writer {
  formula(formula: Formula): string;
  /** A reference to the number of a formula. */
  equationLink(link: EquationLink): string;
  unclosed(start: number): void;
  /** An environment of LaTeX that is no formula. */
  environment(start: number, name: string): void;
  /** Told of a tag whose element does not end in the text, or does not begin in it. */
  unbalanced(tag: Tag): void;
  /** Told of a comment without an end. */
  openComment(start: number): void;
  /** Told of a problem at an offset of the text. */
  tell(code: Code, offset: number, message: string, hint: string): void;
  /** Whether an id that the author wrote at an offset can be had. */
  claimId?(id: string, offset: number): boolean;
  /** The attribute of an element that was written at an offset of the text. */
  placeAt?(offset: number): string;
  /** Code as a listing, where the page sets one. */
  listing?(code: string, language: string): string;
  /** A callout, where the page has them. */
  callout?(kind: CalloutKind, title: string): string;
  /** An id for a heading. */
  headingId?(words: string): string;
  tag(tag: Tag): string;
  /** Looks up an address at an offset of the text; of none when it is not known where it stands. */
  lookUp(url: string, kind: 'image' | 'link', offset?: number): ReturnType<Resolve>;
  /** Told of a picture, at most so many CSS pixels wide. */
  shown(href: string, width: number): void;
  css(start: number, end: number): string;
}

/** Writes the parts of an author's text for a page. */
export function authorWriter(text: string, context: ProseContext, path: Path): Writer {
  const { resolve, report, uses, pictures, math, equations, placeAt } = context;
  const { listing, callout, headingId } = context;
  let macros = context.macrosAt(path);
  const lookUp = (url: string, kind: ReferenceKind, offset?: number) =>
    resolve({ url, kind, path, ...(offset === undefined ? {} : { offset }) });
  const lookUpInHtml = (url: string, kind: ReferenceKind, offset: number) =>
    resolve({ url, kind, path, offset, inHtml: true });
  const shown = (href: string, width: number | undefined) => pictures.push({ href, width });
  const tell: Writer['tell'] = (code, offset, message, hint) =>
    report(code, { path, offset }, message, hint);
  const claimId = (id: string, offset: number) => context.claimId?.(id, { path, offset }) ?? true;
  const noteId = (id: string, offset: number, inDrawing: boolean) =>
    context.claimId?.(id, { path, offset }, inDrawing ? drawingHint : undefined);
  const missingAlt = (offset: number) => {
    const hint = 'write alt="what the picture shows", or alt="" if it is only an ornament';
    report('missing-alt', { path, offset }, 'a picture without alt text', hint);
  };
  return {
    lookUp,
    css: (start, end) => rewriteCss(text.slice(start, end), start, lookUpInHtml, { shown }),
    shown,
    tag: tagRewriter(text, lookUpInHtml, { shown, missingAlt, id: noteId }),
    formula(formula) {
      const { tex, offsetOf } = texSource(text, formula);
      const [, parentheses, name] = /^\s*\\(eq)?ref\{([^{}]+)\}\s*$/.exec(tex) ?? [];
      if (name !== undefined)
        return equations.link(name, parentheses !== undefined, { path, offset: formula.start });
      const at = (offset: number) => ({ path, offset: offsetOf(offset) });
      if (macros.size >= mostMacros && hasDefinitions(tex)) {
        const message = `this page has more than ${mostMacros} macros, and this one is not known`;
        report('bad-latex', at(0), message, 'keep those that its formulas use');
        return '';
      }
      uses.add('math');
      const result = renderMath(tex, formula.display, math, macros);
      macros = macrosAfter(decodeEntities(tex), macros);
      if ('html' in result) return equations.place(result, at);
      const { message, hint, offset } = result.problem;
      report('bad-latex', at(offset), message, hint);
      return `<code>${escapeHtml(text.slice(formula.start, formula.end))}</code>`;
    },
    equationLink({ start, end, command, name }) {
      const place = { path, offset: start };
      if (command === 'ref' || command === 'eqref')
        return equations.link(name, command === 'eqref', place);
      report(
        'bad-latex',
        place,
        `\\${command} cannot stand in a page`,
        commandHint(`\\${command}`),
      );
      return escapeHtml(text.slice(start, end));
    },
    environment(start, name) {
      const message = `\\begin{${name}} is LaTeX that a page does not show`;
      report('bad-latex', { path, offset: start }, message, environmentHint(name));
    },
    unclosed(start) {
      const [open, close] = delimitersAt(text, start);
      const message = `the formula that begins here with ${open} has no ${close}`;
      const bracket = open.startsWith('\\begin') ? '' : '; a plain bracket needs no backslash';
      const hint = `close it with ${close}${bracket}`;
      report('bad-latex', { path, offset: start }, message, hint);
    },
    unbalanced(tag) {
      const { message, hint } = unbalancedAdvice(text, tag);
      report('unbalanced-tag', { path, offset: tag.start }, message, hint);
    },
    tell,
    openComment(offset) {
      const message = 'the comment that begins here has no -->';
      const hint = 'close it with -->; where no comment is meant, write &lt;!--';
      report('unbalanced-tag', { path, offset }, message, hint);
    },
    claimId,
    ...(listing ? { listing } : {}),
    ...(callout ? { callout } : {}),
    ...(headingId ? { headingId } : {}),
    ...(placeAt ? { placeAt: (offset: number) => placeAt(path, offset) } : {}),
  };
}

const drawingHint =
  'save the drawing as a file and show it with inline: true, which keeps its ids apart';

function unbalancedAdvice(text: string, { start, end, name, closing, selfClosing }: Tag) {
  // A long tag is known by its beginning.
  const tag = end - start > 40 ? `<${name} ...>` : text.slice(start, end);
  if (closing)
    return {
      message: `${tag} ends nothing that begins in this text, and is left out`,
      hint: `write <${name}> where it begins, or take ${tag} out`,
    };
  if (selfClosing)
    return {
      message: `${tag} ends with this text: in HTML the slash does not end it`,
      hint: `write <${name}></${name}>`,
    };
  return {
    message: `${tag} is not closed, and ends with this text`,
    hint: `write </${name}> where it ends; where no tag is meant, write &lt; instead of <`,
  };
}

/** What begins a formula here, and what would end it. */
function delimitersAt(text: string, start: number): [open: string, close: string] {
  const [, name] = /^\\begin\{([^}]*)\}/.exec(text.slice(start, start + 40)) ?? [];
  if (name !== undefined) return [`\\begin{${name}}`, `\\end{${name}}`];
  return text[start + 1] === '(' ? ['\\(', '\\)'] : ['\\[', '\\]'];
}

/** One piece of a text as HTML. */
export function writePiece(text: string, piece: Piece, writer: Writer): string {
  const { kind, start, end } = piece;
  if (kind === 'math') return writer.formula(piece);
  if (kind === 'equation-link') return writer.equationLink(piece);
  if (kind === 'tag') return writer.tag(piece);
  if (kind === 'style') return writer.css(start, end);
  if (kind === 'dollar') return '$';
  if (kind === 'unclosed') writer.unclosed(start);
  if (kind === 'environment')
    writer.environment(start, text.slice(start + '\\begin{'.length, end - 1));
  if (kind === 'open-comment') {
    writer.openComment(start);
    return '&lt;!--';
  }
  return text.slice(start, end);
}
