import type { ReferenceKind } from '../../content/prose.ts';
import { type LookUp, rewriteCss, tagRewriter } from '../prose/addresses.ts';
import { applyEdits, type Edit } from '../prose/edits.ts';
import { decodeAttribute, decodeEntities, escapeHtml } from '../prose/entities.ts';
import type { Attribute, Piece, Tag } from '../prose/pieces.ts';
import { scan } from '../prose/scan.ts';
import type { Resolved } from '../resolve.ts';
import { type NamesOfStyles, namesInStyles, ownStyles, type Renaming } from './own-styles.ts';

/** Names of a drawing, and what they are called in a page. */
interface Own extends Renaming {
  /** Put before names. */
  prefix: string;
}

/**
 * An SVG as part of a page that has others: its ids, its styles and what they name are its own, and what stands before
 * its first tag, which belongs to a file, is left out.
 * @param name of the drawing: no other of the page has it
 * @param lookUp for the files that it shows and the pages that it links to
 */
export const drawing = (svg: string, name: string, lookUp: Parameters<typeof withAddresses>[1]) =>
  withAddresses(withOwnNames(svg, name), lookUp);

/** Rewrites addresses, but for those of the drawing's own parts. */
function withAddresses(
  svg: string,
  lookUp: (url: string, kind: ReferenceKind) => Resolved,
): string {
  const look: LookUp = (url, kind) =>
    url.startsWith('#') ? { href: url, local: true } : lookUp(url, kind);
  const reader = { shown: () => {}, missingAlt: () => {}, id: () => {} };
  const rewrite = tagRewriter(svg, look, reader);
  return scan(svg, false)
    .map((piece) => {
      if (piece.kind === 'tag') return rewrite(piece);
      const text = svg.slice(piece.start, piece.end);
      return piece.kind === 'style' ? rewriteCss(text, piece.start, look, reader) : text;
    })
    .join('');
}

/** HTML in which the styles of each drawing match nothing outside of it; ids stay those of the page. */
export function drawingsApart(html: string, newName: () => string): string {
  if (!/<svg[\s>]/i.test(html) || !/<style[\s>]/i.test(html)) return html;
  const edits: Edit[] = [];
  let start = 0;
  let depth = 0;
  for (const piece of scan(html, false)) {
    if (piece.kind !== 'tag' || piece.name !== 'svg' || piece.selfClosing) continue;
    if (!piece.closing && depth++ === 0) start = piece.start;
    if (!piece.closing || depth === 0 || --depth > 0) continue;
    const svg = html.slice(start, piece.end);
    if (hasRules(svg, scan(svg, false)))
      edits.push({ start, end: piece.end, text: withOwnStyles(svg, newName()) });
  }
  return applyEdits(html, edits);
}

function withOwnStyles(svg: string, name: string): string {
  const { animations, families } = namesIn(svg, scan(svg, false));
  return withOwnNames(svg, name, { animations, families, ids: new Set(), classes: new Set() });
}

function withOwnNames(svg: string, name: string, names?: ReturnType<typeof namesIn>): string {
  const start = svg.search(/<svg[\s>]/i);
  const text = start < 0 ? svg : svg.slice(start);
  const pieces = scan(text, false);
  const own = {
    prefix: `${name.replaceAll('-', '_')}_`,
    scope: name,
    ...(names ?? namesIn(text, pieces)),
  };
  const edits = pieces.flatMap((piece): Edit[] => {
    if (piece.kind === 'tag') return editsOf(piece, own);
    return piece.kind === 'style' ? styleEdit(text, piece, own) : [];
  });
  const root = pieces.find((piece) => piece.kind === 'tag');
  const at = (root?.start ?? 0) + '<svg'.length;
  const mark = { start: at, end: at, text: ` data-drawing="${escapeHtml(name)}"` };
  return applyEdits(text, root && hasRules(text, pieces) ? [mark, ...edits] : edits);
}

/** What is read of `<style>`: in SVG it is text like any other, and may stand in CDATA. */
const stylesOf = (text: string, { start, end }: Piece): string =>
  decodeEntities(text.slice(start, end)).replaceAll(/<!\[CDATA\[|\]\]>/g, '');

const hasRules = (text: string, pieces: readonly Piece[]) =>
  pieces.some((piece) => piece.kind === 'style' && stylesOf(text, piece).includes('{'));

function namesIn(text: string, pieces: readonly Piece[]): NamesOfStyles & { ids: Set<string> } {
  const ids = new Set<string>();
  for (const piece of pieces)
    if (piece.kind === 'tag' && !piece.closing)
      for (const { name, value } of piece.attributes)
        if (name === 'id' && value) ids.add(decodeAttribute(value));
  const styles = pieces.filter(({ kind }) => kind === 'style');
  return { ids, ...namesInStyles(styles.map((piece) => stylesOf(text, piece)).join('\n')) };
}

function styleEdit(text: string, piece: Piece, own: Own): Edit[] {
  const { start, end } = piece;
  const read = stylesOf(text, piece);
  const written = ownStyles(read, 'stylesheet', own);
  if (written === read) return [];
  return [{ start, end, text: written.replaceAll('&', '&amp;').replaceAll('<', '&lt;') }];
}

/** Attributes that name elements by their ids, one after another. */
const idLists =
  /^(?:aria-(?:labelledby|describedby|controls|owns|flowto|details|activedescendant)|for)$/;

function editsOf({ attributes, closing }: Tag, own: Own): Edit[] {
  if (closing) return [];
  return attributes.flatMap((attribute) => {
    const written = decodeAttribute(attribute.value ?? '');
    const value = ownValue(attribute.name, written, own);
    return value === written ? [] : [valueEdit(attribute, value)];
  });
}

function ownValue(name: string, value: string, own: Own): string {
  const { ids, classes, prefix } = own;
  const ownId = (id: string) => (ids.has(id) ? prefix + id : id);
  if (name === 'id') return ownId(value);
  if (name === 'class')
    return value.replaceAll(/\S+/g, (one) => (classes.has(one) ? prefix + one : one));
  if (idLists.test(name)) return value.replaceAll(/\S+/g, ownId);
  if (/^(?:xlink:)?href$/.test(name))
    return value.startsWith('#') ? `#${ownId(value.slice(1))}` : value;
  if (name === 'begin' || name === 'end') return value.replaceAll(/[^;]+/g, timeOf(own));
  if (name === 'style') return ownStyles(value, 'declarationList', own);
  if (name === 'font-family') return ownStyles(value, 'value', own);
  return value.replaceAll(
    /url\(\s*(["']?)#([^"')]+)\1\s*\)/g,
    (_, quote: string, id: string) => `url(${quote}#${ownId(id)}${quote})`,
  );
}

/** A time of an animation that follows another: `walk.end + 1s`. */
function timeOf({ ids, prefix }: Own): (time: string) => string {
  return (time) => {
    const [, space = '', rest = ''] = /^(\s*)(.*)$/s.exec(time) ?? [];
    const id = [...ids].find((one) => rest.startsWith(`${one}.`));
    return id === undefined ? time : space + prefix + rest;
  };
}

function valueEdit({ value = '', valueStart }: Attribute, written: string): Edit {
  const text = escapeHtml(written).replaceAll("'", '&#39;');
  return { start: valueStart, end: valueStart + value.length, text };
}
