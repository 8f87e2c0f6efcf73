import { createRequire } from 'node:module';
import type { Atrule, CssNode, Declaration, Rule } from 'css-tree';
import type { Range } from './prose/pieces.ts';

const require = createRequire(import.meta.url);
let loaded: typeof import('css-tree') | undefined;

/** The parser of styles, loaded when the first are read. */
export function cssTree(): typeof import('css-tree') {
  loaded ??= require('css-tree') as typeof import('css-tree');
  return loaded;
}

/** What stands around a part of styles. */
export interface Around {
  readonly rule: Rule | null;
  readonly atrule: Atrule | null;
  readonly declaration: Declaration | null;
}

/** Styles as they stand in a style sheet, or in an attribute `style`, or the value of one property. */
export type CssContext = 'stylesheet' | 'declarationList' | 'value';

/** Walks through styles in their order. What cannot be read is passed over, as browsers do. */
export function walkCss(
  css: string,
  context: CssContext,
  visit: (node: CssNode, at: Range, around: Around) => void,
): void {
  const { parse, walk } = cssTree();
  walk(parse(css, { context, positions: true, parseCustomProperty: true }), function (node) {
    const { loc } = node;
    if (loc) visit(node, { start: loc.start.offset, end: loc.end.offset }, this);
  });
}

/** An address in styles, and the text of it that another may replace. */
export interface CssAddress extends Range {
  url: string;
  /** Whether it stands in quotes alone, and not in `url()`. */
  quoted: boolean;
  what: 'style sheet' | 'font' | 'picture';
}

/** The addresses that styles hold: in `url()`, and in the quotes of `@import` and `image-set()`. */
export function addressesInCss(css: string, context: CssContext): CssAddress[] {
  if (!/\burl\(|@import|image-set\(|\bsrc\(/i.test(css)) return [];
  const found: CssAddress[] = [];
  const sets: Range[] = [];
  walkCss(css, context, (node, at, { atrule, declaration }) => {
    const imported = atrule?.name.toLowerCase() === 'import' && !declaration;
    if (node.type === 'Function' && /^(?:-webkit-image-set|image-set|src)$/i.test(node.name))
      sets.push(at);
    const inSet = sets.some(({ start, end }) => at.start >= start && at.end <= end);
    const isAddress = node.type === 'Url' || (node.type === 'String' && (imported || inSet));
    // `type("image/avif")` in a set names no file.
    if (!isAddress || /type\(\s*$/i.test(css.slice(0, at.start))) return;
    const isFont = atrule?.name.toLowerCase() === 'font-face';
    const what = imported ? 'style sheet' : isFont ? 'font' : 'picture';
    found.push({ ...at, url: node.value, quoted: node.type === 'String', what });
  });
  return found;
}
