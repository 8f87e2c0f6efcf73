import { atLineStart } from './lines.ts';
import type { Attribute, Piece, Span, Tag } from './pieces.ts';
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
 * With `markdown`, code spans, fences and link destinations count as text, so that no formula is seen there.
 */
export function scan(text: string, markdown: boolean): Piece[] {
  const pieces: Piece[] = [];
  const math = mathReader(text);
  let textStart = 0;
  let at = 0;

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
        const piece = readComment(text, at) ?? readTag(text, at);
        if (!piece) at += 1;
        else {
          add(piece);
          if (piece.kind === 'tag') for (const inner of readLiteral(text, piece)) add(inner);
        }
        break;
      }
      case '`':
        {
          const end = markdown ? endOfCode(text, at) : at + 1;
          const formula = markdown ? mathFence(text, at, end) : undefined;
          if (formula) add(formula);
          else at = end;
        }
        break;
      default:
        at = markdown && next === '(' ? endOfDestination(text, at + 1) : at + 1;
    }
  }
  if (textStart < text.length) pieces.push({ kind: 'text', start: textStart, end: text.length });
  return pieces;
}

function readComment(text: string, start: number): Span | undefined {
  if (!text.startsWith('<!--', start)) return undefined;
  const end = text.indexOf('-->', start + 4);
  return { kind: 'comment', start, end: end < 0 ? text.length : end + 3 };
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
function readLiteral(text: string, { name, end, closing }: Tag): Piece[] {
  if (closing || text.startsWith('/>', end - 2)) return [];
  if (rawElements.has(name)) {
    const close = text.slice(end).search(new RegExp(`</${name}(?=[\\s/>])`, 'i'));
    const contentEnd = close < 0 ? text.length : end + close;
    const kind = name === 'style' ? 'style' : 'literal';
    return contentEnd > end ? [{ kind, start: end, end: contentEnd, literal: true }] : [];
  }
  return literalElements.has(name) ? readLiteralElement(text, name, end) : [];
}

function readLiteralElement(text: string, name: string, start: number): Piece[] {
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
    const piece = readComment(text, at) ?? readTag(text, at);
    if (!piece) continue;
    if (piece.kind === 'tag' && piece.name === name) {
      depth += piece.closing ? -1 : text.startsWith('/>', piece.end - 2) ? 0 : 1;
      if (depth === 0) {
        add({ kind: 'literal', start: at, end: at });
        return pieces;
      }
    }
    add({ ...piece, literal: true });
    if (piece.kind === 'tag' && rawElements.has(piece.name)) readLiteral(text, piece).forEach(add);
  }
  add({ kind: 'literal', start: text.length, end: text.length });
  return pieces;
}

const fenceEnd = /\n[ \t]*(`{3,})[ \t]*(?=\n|$)/g;

/** End of the code span or fence that begins at a backtick, or of the backticks if none does. */
function endOfCode(text: string, start: number): number {
  let runEnd = start;
  while (text[runEnd] === '`') runEnd++;
  const run = text.slice(start, runEnd);
  if (run.length >= 3 && atLineStart(text, start)) {
    fenceEnd.lastIndex = runEnd;
    for (let found = fenceEnd.exec(text); found; found = fenceEnd.exec(text)) {
      if ((found[1]?.length ?? 0) >= run.length) return fenceEnd.lastIndex;
    }
    return text.length;
  }
  for (let at = text.indexOf(run, runEnd); at >= 0; at = text.indexOf(run, at)) {
    let end = at;
    while (text[end] === '`') end++;
    if (end - at === run.length) return /\n[ \t]*\n/.test(text.slice(start, at)) ? runEnd : end;
    at = end;
  }
  return runEnd;
}

/** End of a Markdown link destination and title, or its parenthesis if it is none. */
function endOfDestination(text: string, start: number): number {
  const destination =
    /\(\s*(?!\s)(?:<[^<>\n]*>|[^\s<>()]*(?:\([^\s()]*\)[^\s<>()]*)*)(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)/y;
  destination.lastIndex = start;
  return destination.test(text) ? destination.lastIndex : start + 1;
}
