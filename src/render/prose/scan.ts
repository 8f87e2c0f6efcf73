import type { Attribute, Piece, Range, Span, Tag } from './pieces.ts';
import { mathFence, mathReader } from './scan-math.ts';

/** Elements whose text is shown as it is written. */
const literalElements = new Set(['code', 'pre', 'svg', 'math']);

/** Elements in which `<` begins no tag but their own end. */
const rawElements = new Set(['script', 'style', 'textarea', 'xmp']);

const interesting = /[\\$<`\]]/g;
const tagStart = /<(\/?)([a-zA-Z][a-zA-Z0-9-]*)(?=[\s/>])/y;
// Outside of quotes a `<` begins the next tag: this one has no end.
const attribute = /[\s/]*([^\s/<>=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s<>"'][^\s<>]*))?)?/y;
const tagEnd = /[\s/]*>/y;

/**
 * Takes an author's text apart into tags, formulas and the text between, in order and without gaps.
 * With `markdown`, code spans, addresses and link destinations count as text, so that no formula is seen
 * there; so do the blocks of `code`, which are given in their order.
 */
export function scan(text: string, markdown: boolean, code: readonly Range[] = []): Piece[] {
  const pieces: Piece[] = [];
  const math = mathReader(text);
  const readComment = commentReader(text, markdown);
  let textStart = 0;
  let at = 0;
  let nextCode = 0;

  function add(piece: Piece): void {
    if (piece.start > textStart) pieces.push({ kind: 'text', start: textStart, end: piece.start });
    pieces.push(piece);
    textStart = at = piece.end;
  }

  while (at < text.length) {
    interesting.lastIndex = at;
    const found = interesting.exec(text);
    if (!found) break;
    at = found.index;
    while ((code[nextCode]?.end ?? text.length) <= at) nextCode++;
    const block = code[nextCode];
    if (block && block.start <= at) {
      const end = text[block.end - 1] === '\n' ? block.end - 1 : block.end;
      const formula = mathFence(text, at, end);
      if (formula) add(formula);
      else at = block.end;
      continue;
    }
    const next = text[at + 1];
    switch (found[0]) {
      case '\\': {
        const piece = math.backslash(at);
        if (piece) add(piece);
        else at += 2;
        break;
      }
      case '$': {
        const formula = math.dollar(at, markdown);
        if (formula) add(formula);
        else at += next === '$' ? 2 : 1;
        break;
      }
      case '<': {
        const piece = readComment(at) ?? readTag(text, at);
        if (!piece) at = markdown ? endOfAutolink(text, at) : at + 1;
        else {
          add(piece);
          if (piece.kind === 'tag')
            for (const inner of readLiteral(text, piece, readComment)) add(inner);
        }
        break;
      }
      case '`':
        at = markdown ? endOfCode(text, at) : at + 1;
        break;
      default:
        if (markdown && next === '(') at = endOfDestination(text, at + 1);
        else at = markdown && next === ':' ? endOfDefinition(text, at) : at + 1;
    }
  }
  if (textStart < text.length) pieces.push({ kind: 'text', start: textStart, end: text.length });
  return pieces;
}

type ReadComment = (start: number) => Span | undefined;

/** Reads comments. One without an end goes on to the end of the text, but is only a `<!--` in Markdown. */
function commentReader(text: string, markdown: boolean): ReadComment {
  const last = text.lastIndexOf('-->');
  return (start) => {
    if (!text.startsWith('<!--', start)) return undefined;
    // `<!-->` and `<!--->` are whole (HTML, section 13.2.5.43).
    if (last >= start + 2)
      return { kind: 'comment', start, end: text.indexOf('-->', start + 2) + 3 };
    if (markdown) return { kind: 'open-comment', start, end: start + 4 };
    return { kind: 'comment', start, end: text.length };
  };
}

function readTag(text: string, start: number): Tag | undefined {
  tagStart.lastIndex = start;
  const opening = tagStart.exec(text);
  if (!opening) return undefined;
  const [head, slash, name = ''] = opening;
  const attributes: Attribute[] = [];
  let at = start + head.length;
  for (;;) {
    tagEnd.lastIndex = at;
    const closing = tagEnd.exec(text);
    if (closing) {
      const end = at + closing[0].length;
      return {
        kind: 'tag',
        start,
        end,
        name: name.toLowerCase(),
        closing: slash === '/',
        selfClosing: text.startsWith('/>', end - 2),
        attributes,
      };
    }
    attribute.lastIndex = at;
    const found = attribute.exec(text);
    if (!found) return undefined;
    const [whole, attributeName = '', double, single, bare] = found;
    const value = double ?? single ?? bare;
    const end = at + whole.length;
    attributes.push({
      name: attributeName.toLowerCase(),
      ...(value === undefined ? {} : { value }),
      start: end - whole.trimStart().replace(/^[\s/]+/, '').length,
      end,
      valueStart: end - (value?.length ?? 0) - (bare === undefined && value !== undefined ? 1 : 0),
    });
    at = end;
  }
}

/** What stands between a tag of code, a drawing or a script and its end. */
function readLiteral(
  text: string,
  { name, end, closing, selfClosing }: Tag,
  readComment: ReadComment,
): Piece[] {
  if (closing || selfClosing) return [];
  if (rawElements.has(name)) {
    const close = text.slice(end).search(new RegExp(`</${name}(?=[\\s/>])`, 'i'));
    const contentEnd = close < 0 ? text.length : end + close;
    const kind = name === 'style' ? 'style' : 'literal';
    return contentEnd > end ? [{ kind, start: end, end: contentEnd, literal: true }] : [];
  }
  return literalElements.has(name) ? readLiteralElement(text, name, end, readComment) : [];
}

function readLiteralElement(
  text: string,
  name: string,
  start: number,
  readComment: ReadComment,
): Piece[] {
  const pieces: Piece[] = [];
  let textStart = start;
  let depth = 1;
  const add = (piece: Piece) => {
    if (piece.start > textStart) {
      pieces.push({ kind: 'literal', start: textStart, end: piece.start, literal: true });
    }
    if (piece.end > piece.start) pieces.push(piece);
    textStart = piece.end;
  };
  for (
    let at = text.indexOf('<', start);
    at >= 0;
    at = text.indexOf('<', Math.max(textStart, at + 1))
  ) {
    const piece = readComment(at) ?? readTag(text, at);
    if (!piece) continue;
    if (piece.kind === 'tag' && piece.name === name) {
      depth += piece.closing ? -1 : piece.selfClosing ? 0 : 1;
      if (depth === 0) {
        add({ kind: 'literal', start: at, end: at });
        return pieces;
      }
    }
    add({ ...piece, literal: true });
    if (piece.kind === 'tag' && rawElements.has(piece.name))
      readLiteral(text, piece, readComment).forEach(add);
  }
  add({ kind: 'literal', start: text.length, end: text.length });
  return pieces;
}

/** End of the code span that begins at a backtick, or of the backticks if none does. */
function endOfCode(text: string, start: number): number {
  let runEnd = start;
  while (text[runEnd] === '`') runEnd++;
  const run = text.slice(start, runEnd);
  for (let at = text.indexOf(run, runEnd); at >= 0; at = text.indexOf(run, at)) {
    let end = at;
    while (text[end] === '`') end++;
    if (end - at === run.length) return /\n[ \t]*\n/.test(text.slice(start, at)) ? runEnd : end;
    at = end;
  }
  return runEnd;
}

/** End of an address in angle brackets (CommonMark, section 6.5), or of the bracket if it is none. */
function endOfAutolink(text: string, start: number): number {
  const address = /<[a-z][a-z\d+.-]{1,31}:[^\s<>]*>/iy;
  address.lastIndex = start;
  return address.test(text) ? address.lastIndex : start + 1;
}

const title = String.raw`(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\((?:\\.|[^()\\])*\))`;
const word = String.raw`(?:\\\S|[^\s<>()\\])*`;
const bracketed = String.raw`<[^<>\n]*>`;
// `(?!\s)` behind white space: it is read in one way alone, however much of it there is.
const linkDestination = new RegExp(
  String.raw`\(\s*(?!\s)(?:${bracketed}|${word}(?:\((?:\\\S|[^\s()\\])*\)${word})*)(?:\s+${title})?\s*\)`,
  'y',
);
const definition = new RegExp(
  String.raw`\]:[ \t]*(?:\n[ \t]*)?(?!\s)(?:${bracketed}|[^\s<]\S*)(?:(?:[ \t]+(?:\n[ \t]*)?|\n[ \t]*)(?!\s)${title})?[ \t]*(?=\n|$)`,
  'y',
);

/** End of a Markdown link destination and title, or its parenthesis if it is none. */
function endOfDestination(text: string, start: number): number {
  linkDestination.lastIndex = start;
  return linkDestination.test(text) ? linkDestination.lastIndex : start + 1;
}

/** End of a link reference definition whose label ends here (CommonMark, section 4.7), or of the label. */
function endOfDefinition(text: string, start: number): number {
  const before = text.slice(Math.max(0, start - longestLabel), start);
  const label = before.lastIndexOf('[');
  const line = before.slice(before.lastIndexOf('\n', label) + 1, label);
  if (label < 0 || line.trim().replaceAll('>', '').trim() !== '') return start + 1;
  definition.lastIndex = start;
  return definition.test(text) ? definition.lastIndex : start + 1;
}

/** In characters, with its brackets. */
const longestLabel = 1001;
